// What is refused before WeChat hears of it, by n8n or for the credential's sake: that is no silence of WeChat's.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { readAccount } from '../../../wechat/account';
import type { Account } from '../../../wechat/account';
import { misplacedValue } from '../../../wechat/credentialFields';
import { refusalOfHost } from '../../../wechat/errors/host';
import type { HostRefusal } from '../../../wechat/errors/host';
import { WechatError } from './errors';
import { KIND_OF } from './types';
import type { CredentialName } from './types';

/**
 * Why n8n did not make a call: its protection against requests to internal addresses (SSRF), the domains that a
 * credential allows, or an engine that cannot keep a token. Every further call would meet the same.
 *
 * @param error what n8n's request helper threw
 * @returns undefined when it was not n8n that refused
 */
export function refusedByN8n(error: unknown): WechatError | undefined {
	const refusal = refusalOfHost(error);
	return refusal && notMade(refusal);
}

/**
 * A credential that n8n cannot hand out: none was chosen, it was deleted, or may not be used here.
 *
 * @param error what `getCredentials` threw
 */
export function credentialNotGiven(error: unknown): WechatError {
	const message = error instanceof Error ? error.message : String(error);
	return notMade(refusalOfHost(error) ?? { message, description: '' });
}

/**
 * The account of a credential, as its fields describe it.
 *
 * @throws WechatError naming, in its message, the field that is empty or holds what belongs elsewhere
 */
export function accountOf(credential: ICredentialDataDecryptedObject, name: CredentialName): Account {
	const misplaced = misplacedValue(credential, KIND_OF[name]);
	if (misplaced) throw notInOrder(misplaced);
	try {
		return readAccount(credential);
	} catch (error) {
		throw notInOrder(error instanceof Error ? error.message : String(error));
	}
}

/** @param fault one or more sentences; the editor's toasts show the message only */
const notInOrder = (fault: string): WechatError =>
	new WechatError({
		message: fault,
		description: 'This is about the WeChat credential of this node. Nothing was sent.',
		reach: 'account',
		fate: 'neverSent',
	});

function notMade({ message, description }: HostRefusal): WechatError {
	const more = description === '' || description === message ? '' : `${description}. `;
	return new WechatError({
		message,
		description: `${more}This is n8n's answer, not WeChat's: nothing was sent`,
		reach: 'account',
		fate: 'neverSent',
	});
}
