// From WeChat's message to the items a workflow gets, and to the key by which a re-delivery is known.
import { createHash } from 'node:crypto';
import type { PushRecord } from './body';
import { eventTypeOf } from './eventTypes';

/** What a trigger puts out. */
export interface PushEvent {
	/** Lower-case: the `Event` of an event, the `MsgType` of a message. */
	event: string;
	/** The person, by the openid that this account knows them by; absent when the push is about nobody. */
	openid?: string;
	/** The account's original ID (原始ID, gh_...). */
	account: string;
	/** ISO 8601, UTC. */
	time: string;
	/** What the QR code that was scanned stands for. */
	scene?: string;
	/** The text of a text message. */
	content?: string;
	/** `MsgId` of a message that the person wrote. */
	messageId?: string;
	/** In a delivery report: the `msgid` that the send returned, digit for digit. */
	msgid?: string;
	/** In a subscription event: the template. */
	templateId?: string;
	/**
	 * What the person chose (`accept`, `reject`), or what became of the send (`success`, `failed:user block`,
	 * `failed:system failed`, `failed:freq limit` when the person got too many, or WeChat's own words).
	 */
	status?: string;
	/** WeChat's own names and values; of several `List` entries the one that this item is about. */
	raw: PushRecord;
}

const SCENE_PREFIX = 'qrscene_';
/** Events that are called like a message, by the name that tells them apart. */
const RENAMED = new Map([['location', 'location_report']]);

/**
 * Turns a believed message into output items: one, or one per template where a subscription event tells of several.
 *
 * @param message from `receivePush`
 * @param receivedAt milliseconds since 1970; stands in for a CreateTime that is missing or no time
 * @returns at least one, all with the same event, person and time
 * @see docs/wechat/pushes.md
 */
export function toPushEvents(message: PushRecord, receivedAt: number): [PushEvent, ...PushEvent[]] {
	const event = nameOf(message);
	const type = eventTypeOf(event);
	const common = {
		event,
		...present({ openid: text(message[type?.person ?? 'FromUserName'])?.trim() || undefined }),
		account: text(message.ToUserName) ?? '',
		time: timeOf(message.CreateTime, receivedAt),
	};
	const [first, ...others] = listOf(type?.list, message).map(({ entry, raw }) => ({
		...common,
		...present({
			templateId: text(entry.TemplateId),
			status: text(entry.SubscribeStatusString) ?? text(entry.ErrorStatus),
			msgid: text(entry.MsgID),
		}),
		raw,
	}));
	if (first) return [first, ...others];
	const isReport = type?.onSend === true;
	const fields = present({
		scene: sceneOf(event, text(message.EventKey)),
		content: event === 'text' ? text(message.Content) : undefined,
		messageId: text(message.MsgId),
		msgid: isReport ? text(message.MsgID) : undefined,
		status: isReport ? statusOf(message.Status) : undefined,
	});
	return [{ ...common, ...fields, raw: message }];
}

/**
 * The key under which a re-delivery is the same event: type, person and MsgId where there is a MsgId, else a hash of
 * the decrypted body, which a re-delivery repeats byte for byte. Person and second would not do (two events of one
 * person can share a second), nor would nonce or signature (who recorded a push could be answered by them), nor the `MsgID`
 * of a send (several events can name it, and it has been seen to be 0).
 *
 * @param push from `receivePush`
 * @returns 32 characters, whatever the sender put into the message
 * @see docs/wechat/pushes.md
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
	if (type !== 'event') return type;
	const event = (text(message.Event) ?? type).toLowerCase();
	return RENAMED.get(event) ?? event;
}

function sceneOf(event: string, key: string | undefined): string | undefined {
	if (event === 'scan') return key;
	return event === 'subscribe' && key?.startsWith(SCENE_PREFIX) ? key.slice(SCENE_PREFIX.length) : undefined;
}

/** Each entry of a subscription event, with the message as it would be if it told of this entry alone. */
function listOf(
	name: string | undefined,
	message: PushRecord,
): Array<{ entry: PushRecord; raw: PushRecord }> {
	if (name === undefined) return [];
	const wrapper = message[name];
	const isWrapped = isRecord(wrapper);
	const { List: list } = isWrapped ? wrapper : message;
	const entries: unknown[] = Array.isArray(list) ? list : [list];
	return entries.filter(isRecord).map((entry) => ({
		entry,
		raw: { ...message, ...(isWrapped ? { [name]: { ...wrapper, List: entry } } : { List: entry }) },
	}));
}

/** WeChat writes `failed:user block` but `failed: system failed`. */
function statusOf(status: unknown): string | undefined {
	return text(status)?.trim().replace(/:\s+/, ':');
}

function timeOf(createTime: unknown, receivedAt: number): string {
	const seconds = /^\d{1,11}$/.test(text(createTime) ?? '') ? Number(createTime) : receivedAt / 1000;
	return new Date(seconds * 1000).toISOString();
}

function text(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : undefined;
}

function isRecord(value: unknown): value is PushRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function present(fields: Record<string, string | undefined>): Partial<Record<string, string>> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
