// The user record (用户信息) that a trigger adds to an event on request.
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { WechatApi } from '../call/api';
import type { CredentialName } from '../call/types';
import { WechatError } from '../call/errors';

/** What WeChat knows of a person, or the reason why that is not known. */
export type UserFields = { unionid?: string; user?: IDataObject; userError?: string };

/**
 * Asks WeChat who the person is. An event is worth more than its decoration: when the question fails or takes too
 * long, the answer is `userError`. Never throws.
 *
 * @param context the webhook call
 * @param credentialName the official account's credential
 * @param openid from the event; absent when it names nobody
 * @param patienceMs how long to wait, in milliseconds; absent: as long as the call and its retries take
 * @see docs/wechat/users.md: events carry no unionid, this call does
 */
export async function userFields(
	context: IWebhookFunctions,
	credentialName: CredentialName,
	openid: string | undefined,
	patienceMs?: number,
): Promise<UserFields> {
	if (openid === undefined) return { userError: 'The event names no person' };
	try {
		const asking = ask(context, credentialName, openid);
		const user = await (patienceMs === undefined ? asking : Promise.race([asking, giveUpAfter(patienceMs)]));
		if (user === undefined) return { userError: 'WeChat did not tell who the person is in time' };
		return { ...(typeof user.unionid === 'string' ? { unionid: user.unionid } : {}), user };
	} catch (error) {
		const message = error instanceof Error ? error.message : 'The user info could not be read';
		return { userError: error instanceof WechatError ? `${message}. ${error.description}` : message };
	}
}

async function ask(
	context: IWebhookFunctions,
	credentialName: CredentialName,
	openid: string,
): Promise<IDataObject> {
	const api = await WechatApi.open(context, credentialName);
	return await api.call({
		method: 'GET',
		path: '/cgi-bin/user/info',
		query: { openid, lang: 'zh_CN' },
		repeatable: true,
		returns: ['subscribe'],
	});
}

/** Unlike n8n's `sleep` this keeps no process alive when the answer came first. */
async function giveUpAfter(patienceMs: number): Promise<undefined> {
	const signal = AbortSignal.timeout(patienceMs);
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
	return undefined;
}
