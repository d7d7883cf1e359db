// An access token as the credential keeps it, and the words in which nodes and credential speak about it.
import { createHash } from 'node:crypto';

/** What the hidden `accessToken` property of a credential holds, as JSON text. n8n encrypts it with the rest. */
export interface TokenRecord {
	token: string;
	/** Milliseconds since 1970 after which a new one is fetched. */
	validUntil: number;
	/** Fingerprint of the account that it was issued for. */
	boundTo: string;
	/** When forced refreshes were made during the last day, milliseconds since 1970. */
	forced: number[];
}

/** Request header that names, by their ids, the tokens WeChat has just rejected. Taken out before anything is sent. */
export const REJECTED_TOKEN_HEADER = 'x-wechat-link-rejected-token';

/** Request header that marks n8n's credential test: WeChat must issue a token now. Taken out before anything is sent. */
export const TEST_HEADER = 'x-wechat-link-credential-test';

/**
 * The key under which `authenticate` notes, on the request that it was given, the id of the token that it attached. The token
 * itself goes into a copy of the request: n8n's HTTP Request node shows the original in the browser.
 */
export const SENT_TOKEN_ID = Symbol('wechat-link sent token');

/** Under this key `preAuthentication` leaves, on the credential it was given, the error with which it got no token. */
export const TOKEN_FAILURE = Symbol('wechat-link token failure');

/** A token's name in headers and sets: it identifies the token without being one. */
export function tokenId(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/**
 * Reads the stored record.
 *
 * @param stored the value of the hidden property; undefined comes back for anything this version did not write
 */
export function readTokenRecord(stored: unknown): TokenRecord | undefined {
	if (typeof stored !== 'string' || stored === '') return undefined;
	try {
		const record = JSON.parse(stored) as Partial<TokenRecord> | null;
		if (typeof record?.token !== 'string' || typeof record.validUntil !== 'number') return undefined;
		return {
			token: record.token,
			validUntil: record.validUntil,
			boundTo: String(record.boundTo ?? ''),
			forced: Array.isArray(record.forced) ? record.forced.filter((time) => typeof time === 'number') : [],
		};
	} catch {
		return undefined;
	}
}
