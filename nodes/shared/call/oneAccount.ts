// A run works with one account. n8n fills in a credential's expressions per item, so it could name another one for each.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { WechatError } from './errors';
import type { ApiContext, CredentialName } from './types';

/** What makes the account. The token is left out: it may be renewed between two readings. */
const ACCOUNT_FIELDS = ['appId', 'appSecret', 'baseUrl', 'tokenEndpoint'];

/** A few items stand for all: a credential is read and decrypted anew for each, which costs a third of a call. */
function sampleOf(count: number): number[] {
	return [...new Set([1, Math.floor(count / 2), count - 1])].filter((index) => index > 0 && index < count);
}

/**
 * Refuses a credential that comes to another account for another item: all items would go out with the first one's.
 *
 * @param context of the run; contexts without items pass
 * @param first the credential as the first item gives it
 * @throws WechatError before anything is sent
 */
export async function assertOneAccount(
	context: ApiContext,
	credentialName: CredentialName,
	first: ICredentialDataDecryptedObject,
): Promise<void> {
	if (!('getInputData' in context)) return;
	const indices = sampleOf(context.getInputData().length);
	const readings = await Promise.all(
		indices.map(async (index) => await context.getCredentials(credentialName, index)),
	);
	const at = readings.findIndex((other) => ACCOUNT_FIELDS.some((field) => other[field] !== first[field]));
	if (at < 0) return;
	throw new WechatError({
		message: 'The credential is not the same account for all items, so nothing was sent',
		description: `An expression in its fields gives item ${indices[at]} another account than item 0. One run works with one account: split the items by account first, for instance with Loop Over Items, or make a credential for each account.`,
		reach: 'account',
		fate: 'neverSent',
	});
}
