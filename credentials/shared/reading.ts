// What a credential says. n8n hands one and the same object to every call of a run, and writes a new token into it: it is
// read again when anything in it has changed, and not for every message.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { readTokenRecord, tokenId } from '../../wechat/accessToken';
import type { TokenRecord } from '../../wechat/accessToken';
import { fingerprint, readAccount } from '../../wechat/account';
import type { Account } from '../../wechat/account';

interface Reading {
	account: Account;
	/** The account's fingerprint: what a token must be bound to. */
	boundTo: string;
	stored?: { record: TokenRecord; id: string };
}

/** Held no longer than n8n holds the credential itself. */
const readings = new WeakMap<
	ICredentialDataDecryptedObject,
	{ of: ICredentialDataDecryptedObject; reading: Reading }
>();

function isSame(one: ICredentialDataDecryptedObject, other: ICredentialDataDecryptedObject): boolean {
	const fields = Object.keys(one);
	return fields.length === Object.keys(other).length && fields.every((field) => one[field] === other[field]);
}

/**
 * Reads and checks a credential.
 *
 * @param credentials the decrypted credential
 * @throws CredentialFieldError naming the field that is empty or not acceptable
 */
export function readCredential(credentials: ICredentialDataDecryptedObject): Reading {
	const known = readings.get(credentials);
	if (known && isSame(known.of, credentials)) return known.reading;
	const account = readAccount(credentials);
	const record = readTokenRecord(credentials.accessToken);
	const stored = record && { record, id: tokenId(record.token) };
	const reading = { account, boundTo: fingerprint(account), stored };
	readings.set(credentials, { of: { ...credentials }, reading });
	return reading;
}
