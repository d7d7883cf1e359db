// The passive reply that goes back as the answer to a push: what WeChat shows the person at once.
import type { PushAccount } from '../../../wechat/push/account';
import type { PushEvent } from '../../../wechat/push/events';
import type { ReceivedPush } from '../../../wechat/push/receive';
import {
	encryptReply,
	handOverReply,
	imageReply,
	newsReply,
	takesHandOver,
	takesReply,
	textReply,
} from '../../../wechat/push/reply';
import { RECEIVED } from './answering';
import type { PushSettings } from './settings';

interface Given {
	push: ReceivedPush;
	event: PushEvent;
	/** Whether the workflow wants the event; human agents take the chat as a whole, so also what it does not want. */
	isWanted: boolean;
	account: PushAccount;
	settings: PushSettings;
	/** Milliseconds. */
	now: number;
}

/** @returns the reply, sealed as the push was, or `success` where there is none to give */
export function replyTo(given: Given): string {
	const { push, account, now } = given;
	const reply = clearReply(given);
	if (reply === undefined) return RECEIVED;
	return push.encrypted ? encryptReply({ account, reply, format: push.format, now }) : reply;
}

function clearReply({ push, event, isWanted, settings: { reply }, now }: Given): string | undefined {
	const { openid, account } = event;
	if (openid === undefined) return undefined;
	const to = { openid, account, now };
	if (reply.kind === 'handOver') {
		const { agent } = reply;
		return takesHandOver(push.message) ? handOverReply({ ...to, agent, format: push.format }) : undefined;
	}
	if (!isWanted || push.format !== 'xml' || !takesReply(event.event)) return undefined;
	const { text, mediaId } = reply;
	if (reply.kind === 'text' && text !== '') return textReply({ ...to, text });
	if (reply.kind === 'image' && mediaId !== '') return imageReply({ ...to, mediaId });
	if (reply.kind === 'news' && reply.title !== '') return newsReply({ ...to, article: reply });
	return undefined;
}
