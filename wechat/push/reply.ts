// Passive replies (被动回复): a text that WeChat shows a person as the answer, or the word that hands a chat to people.
import { randomBytes, randomInt } from 'node:crypto';
import type { PushAccount, PushMode } from './account';
import { readPushBody } from './body';
import type { PushRecord } from './body';
import { encryptPush } from './cipher';
import { eventTypeOf } from './eventTypes';
import { pushSignature } from './signature';

/** Whether WeChat shows a passive reply to this event, by the name in the output's `event`. */
export function takesReply(event: string): boolean {
	const kind = eventTypeOf(event)?.kind;
	return kind === 'message' || kind === 'act';
}

/** What a sealed reply consists of. */
const SEALED = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'];
/** What every reply in clear has, whatever its kind. */
const CLEAR = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'];

/**
 * Whether a text has the form of a whole passive reply, sealed or in clear as the push settings ask. Of anything else, such
 * as a gateway's `{"code":0}`, WeChat tells the person that the account is out of order.
 *
 * @param text what somebody else would have WeChat told
 * @param push.format the reply has to have the same
 * @param push.mode secure takes a sealed reply only, plain one in clear, compatible either
 */
export function isReply(text: string, { format, mode }: { format: 'xml' | 'json'; mode: PushMode }): boolean {
	const fields = format === 'xml' ? fieldsOfXml(text) : fieldsOfJson(text);
	const isSealed = SEALED.every((field) => fields.has(field));
	const isClear = !fields.has('Encrypt') && CLEAR.every((field) => fields.has(field));
	return (mode !== 'plain' && isSealed) || (mode !== 'secure' && isClear);
}

/** What elements hold something, at any depth: a reply of several articles has the same ones more than once. */
function fieldsOfXml(text: string): Set<string> {
	if (!/^\s*<xml>[^]*<\/xml>\s*$/.test(text)) return new Set();
	// What people are told may look like an element.
	const bare = text.replace(/<!\[CDATA\[([^]*?)\]\]>/g, (_, content: string) => (content === '' ? '' : 'x'));
	return new Set(Array.from(bare.matchAll(/<(\w+)>[^<]+<\/\1>/g), ([, name]) => name));
}

function fieldsOfJson(text: string): Set<string> {
	try {
		const { record, format } = readPushBody(text);
		if (format !== 'json') return new Set();
		// The times are numbers.
		const isGiven = (name: string) =>
			typeof record[name] === 'string' || /^(TimeStamp|CreateTime)$/.test(name);
		return new Set(Object.keys(record).filter(isGiven));
	} catch {
		return new Set();
	}
}

interface Addressee {
	/** The person who is answered. */
	openid: string;
	/** The account's original ID (gh_...). */
	account: string;
	/** Milliseconds since 1970; the reply carries them as seconds. */
	now: number;
}

/**
 * A text reply as XML, in clear.
 *
 * @param options.text must not be empty: WeChat then shows the person an error
 * @see docs/wechat/pushes.md
 */
export function textReply({ text, ...to }: Addressee & { text: string }): string {
	return xmlReply(to, 'text', `<Content>${cdata(text)}</Content>`);
}

/**
 * A picture as reply, in clear.
 *
 * @param options.mediaId of an uploaded picture, temporary or permanent
 * @see docs/wechat/pushes.md
 */
export function imageReply({ mediaId, ...to }: Addressee & { mediaId: string }): string {
	return xmlReply(to, 'image', `<Image><MediaId>${cdata(mediaId)}</MediaId></Image>`);
}

/**
 * An article as reply, in clear: a card with title, description and picture that opens a page. WeChat shows one only.
 *
 * @see docs/wechat/pushes.md
 */
export function newsReply({
	article,
	...to
}: Addressee & {
	article: { title: string; description: string; pictureUrl: string; url: string };
}): string {
	const { title, description, pictureUrl, url } = article;
	const item =
		`<Title>${cdata(title)}</Title><Description>${cdata(description)}</Description>` +
		`<PicUrl>${cdata(pictureUrl)}</PicUrl><Url>${cdata(url)}</Url>`;
	return xmlReply(to, 'news', `<ArticleCount>1</ArticleCount><Articles><item>${item}</item></Articles>`);
}

function xmlReply({ openid, account, now }: Addressee, type: string, content: string): string {
	return (
		`<xml><ToUserName>${cdata(openid)}</ToUserName><FromUserName>${cdata(account)}</FromUserName>` +
		`<CreateTime>${Math.floor(now / 1000)}</CreateTime><MsgType>${cdata(type)}</MsgType>${content}</xml>`
	);
}

/**
 * Whether a push may be handed over: only what a person wrote. Events are not for human agents, who would see messages
 * without content.
 *
 * @param message from `receivePush`
 * @see WeChat page "转发客服消息"
 */
export function takesHandOver(message: PushRecord): boolean {
	const { MsgType: type } = message;
	if (typeof type !== 'string') return false;
	const kind = eventTypeOf(type.toLowerCase())?.kind;
	// Also a kind of message that WeChat may add one day.
	return kind === undefined ? type.toLowerCase() !== 'event' : kind === 'message';
}

/**
 * The reply that hands a message to the human agents of the account (转发客服消息), in clear and in the form of the push.
 *
 * @param options.agent the account of one of them (name@account); empty or absent: any that is free
 * @see docs/wechat/pushes.md
 */
export function handOverReply({
	agent = '',
	format,
	...to
}: Addressee & { agent?: string; format: 'xml' | 'json' }): string {
	const type = 'transfer_customer_service';
	if (format === 'xml') {
		const info = `<TransInfo><KfAccount>${cdata(agent)}</KfAccount></TransInfo>`;
		return xmlReply(to, type, agent === '' ? '' : info);
	}
	return JSON.stringify({
		ToUserName: to.openid,
		FromUserName: to.account,
		CreateTime: Math.floor(to.now / 1000),
		MsgType: type,
		...(agent === '' ? {} : { TransInfo: { KfAccount: agent } }),
	});
}

/**
 * Encrypts and signs a reply, which then goes back in the form in which the push came.
 *
 * @param options.reply in clear, XML or JSON
 * @param options.format of the push
 * @param options.now milliseconds since 1970
 * @param options.fixed random bytes (16) and nonce; given only to reproduce a test vector
 * @see docs/wechat/pushes.md
 */
export function encryptReply(options: {
	account: PushAccount;
	reply: string;
	format: 'xml' | 'json';
	now: number;
	fixed?: { random: Buffer; nonce: string };
}): string {
	const { encodingAesKey, appId, pushToken } = options.account;
	const { random = randomBytes(16), nonce = String(randomInt(1e9, 1e10)) } = options.fixed ?? {};
	const encrypted = encryptPush({ encodingAesKey, appId, message: options.reply, random });
	const timestamp = Math.floor(options.now / 1000);
	const signature = pushSignature(pushToken, String(timestamp), nonce, encrypted);
	if (options.format === 'json') {
		return JSON.stringify({
			Encrypt: encrypted,
			MsgSignature: signature,
			TimeStamp: timestamp,
			Nonce: nonce,
		});
	}
	return (
		`<xml><Encrypt>${cdata(encrypted)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
		`<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
	);
}

/** A text that itself holds the end of CDATA is continued in a second section. */
function cdata(text: string): string {
	return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
