// From WeChat's message to the item a workflow gets, and to the key by which a re-delivery is known.
import { createHash } from 'node:crypto';
import type { PushRecord } from './body';

/** What a trigger puts out. */
export interface PushEvent {
	/** Lower-case: the `Event` of an event, the `MsgType` of a message. */
	event: string;
	/** The person, by the openid that this account knows them by. */
	openid: string;
	/** The account's original ID (原始ID, gh_...). */
	account: string;
	/** ISO 8601, UTC. */
	time: string;
	/** What the QR code that was scanned stands for. */
	scene?: string;
	/** The text of a text message. */
	content?: string;
	/** `MsgId` of a message, or the `MsgID` that a send returned. */
	messageId?: string;
	/** WeChat's own names and values. */
	raw: PushRecord;
}

const SCENE_PREFIX = 'qrscene_';
/** In these WeChat itself is the sender, and the person stands in `OpenID`. */
const PRIVACY_EVENTS = new Set([
	'user_authorization_revoke',
	'user_authorization_cancellation',
	'user_info_modified',
]);

/**
 * Turns a believed message into an output item.
 *
 * @param message from `receivePush`
 * @param receivedAt milliseconds; stands in for a CreateTime that is missing or no time
 * @see wechat-api.md sections 8.7 and 8.8, 5.3 and 4.7
 */
export function toPushEvent(message: PushRecord, receivedAt: number): PushEvent {
	const event = nameOf(message);
	const scene = sceneOf(event, text(message.EventKey));
	const content = event === 'text' ? text(message.Content) : undefined;
	const messageId = messageIdOf(message);
	return {
		event,
		openid: (PRIVACY_EVENTS.has(event) && text(message.OpenID)) || text(message.FromUserName) || '',
		account: text(message.ToUserName) ?? '',
		time: timeOf(message.CreateTime, receivedAt),
		...(scene === undefined ? {} : { scene }),
		...(content === undefined ? {} : { content }),
		...(messageId === undefined ? {} : { messageId }),
		raw: message,
	};
}

/**
 * The key under which a re-delivery is the same event: type, person and MsgId where there is a MsgId, else a hash of
 * the decrypted body, which a re-delivery repeats byte for byte. Person and second would not do (two events of one
 * person can share a second), nor would nonce or signature (a re-delivery may carry new ones), nor the `MsgID` of a send
 * (several events can name it, and it has been seen to be 0).
 *
 * @param push from `receivePush`
 * @returns 32 characters, whatever the sender put into the message
 * @see wechat-settled.md section 6
 */
export function eventKey(push: { message: PushRecord; bodyText: string }): string {
	const { message, bodyText } = push;
	const id = text(message.MsgId);
	const identity =
		id === undefined || id === '' || id === '0'
			? `body:${bodyText}`
			: `id:${JSON.stringify([nameOf(message), text(message.FromUserName), id])}`;
	return createHash('sha256').update(identity).digest('base64url').slice(0, 32);
}

function nameOf(message: PushRecord): string {
	const type = (text(message.MsgType) ?? '').toLowerCase();
	return type === 'event' ? (text(message.Event) ?? type).toLowerCase() : type;
}

function sceneOf(event: string, key: string | undefined): string | undefined {
	if (event === 'scan') return key;
	return event === 'subscribe' && key?.startsWith(SCENE_PREFIX) ? key.slice(SCENE_PREFIX.length) : undefined;
}

function messageIdOf(message: PushRecord): string | undefined {
	const id = text(message.MsgId) ?? text(message.MsgID);
	if (id !== undefined) return id;
	// In XML the list stands inside an element named after the event, in JSON at the top.
	const wrapper = message.SubscribeMsgSentEvent;
	const { List: list } = typeof wrapper === 'object' && wrapper !== null ? (wrapper as PushRecord) : message;
	const entries: unknown[] = Array.isArray(list) ? list : [list];
	const [entry] = entries;
	if (entries.length !== 1 || typeof entry !== 'object' || entry === null) return undefined;
	return text((entry as PushRecord).MsgID);
}

function timeOf(createTime: unknown, receivedAt: number): string {
	const seconds = /^\d{1,11}$/.test(text(createTime) ?? '') ? Number(createTime) : receivedAt / 1000;
	return new Date(seconds * 1000).toISOString();
}

function text(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : undefined;
}
