// The user record (用户信息) that a trigger adds to an event on request.
import { sleep } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { PushEvent } from '../../../wechat/push/events';
import { WechatApi } from '../api';
import type { CredentialName } from '../api';
import { WechatError } from '../errors';

/** An event with what WeChat knows of the person, or with the reason why that is not known. */
type EventWithUser = PushEvent & { unionid?: string; user?: IDataObject; userError?: string };

/**
 * Asks WeChat who the person is. An event is worth more than its decoration: when the question fails or takes too
 * long, the event comes back with `userError`. Never throws.
 *
 * @param context the webhook call
 * @param credentialName the official account's credential
 * @param event from `toPushEvent`
 * @param patienceMs how long to wait, in milliseconds; absent: as long as the call and its retries take
 * @see wechat-api.md section 3.2: events carry no unionid, this call does
 */
export async function withUser(
	context: IWebhookFunctions,
	credentialName: CredentialName,
	event: PushEvent,
	patienceMs?: number,
): Promise<EventWithUser> {
	if (event.openid === '') return { ...event, userError: 'The event names no person' };
	try {
		const asking = ask(context, credentialName, event.openid);
		const user = await (patienceMs === undefined ? asking : Promise.race([asking, giveUpAfter(patienceMs)]));
		if (user === undefined) return { ...event, userError: 'WeChat did not tell who the person is in time' };
		return { ...event, ...(typeof user.unionid === 'string' ? { unionid: user.unionid } : {}), user };
	} catch (error) {
		const message = error instanceof Error ? error.message : 'The user info could not be read';
		return {
			...event,
			userError: error instanceof WechatError ? `${message}. ${error.description}` : message,
		};
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
	});
}

async function giveUpAfter(patienceMs: number): Promise<undefined> {
	await sleep(patienceMs);
	return undefined;
}
