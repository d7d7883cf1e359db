// The two kinds of account, and what tells one from the other.
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from './consoles';

/** A kind of account, as this package speaks of it. */
export interface AccountKind {
	/** With its article. */
	one: string;
	/** The node for it, by its display name; the credential's is the same with "API". */
	node: string;
	/** Where its console shows what the credential asks for. */
	places: Record<'appId' | 'appSecret' | 'push', string>;
	/** An interface that only this kind has: WeChat tells its quota to no other. */
	ownPath: string;
}

export const OFFICIAL_ACCOUNT: AccountKind = {
	one: 'an Official Account',
	node: 'WeChat Official Account',
	places: OFFICIAL_ACCOUNT_PLACES,
	ownPath: '/cgi-bin/user/get',
};

export const MINI_PROGRAM: AccountKind = {
	one: 'a mini program',
	node: 'WeChat Mini Program',
	places: MINI_PROGRAM_PLACES,
	ownPath: '/wxa/getwxacodeunlimit',
};

/** @returns the one of the two that `kind` is not */
export const otherKind = (kind: AccountKind): AccountKind =>
	kind === OFFICIAL_ACCOUNT ? MINI_PROGRAM : OFFICIAL_ACCOUNT;

/** A credential whose AppID belongs to the other kind of account: what is said of it, as a sentence and its way out. */
export function wrongKind(kind: AccountKind): { finding: string; fix: string } {
	const other = otherKind(kind);
	return {
		finding: `'App ID' and 'App Secret' are those of ${other.one}`,
		fix: `Enter them in a credential "${other.node} API", which the node ${other.node} uses, or enter those of ${kind.one} here: in the console under ${kind.places.appId}.`,
	};
}
