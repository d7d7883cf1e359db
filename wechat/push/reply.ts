// Passive replies (被动回复): a text that WeChat shows a person as the answer, or the word that hands a chat to people.
import { randomBytes, randomInt } from 'node:crypto';
import type { PushAccount } from './account';
import type { PushRecord } from './body';
import { encryptPush } from './cipher';
import { pushSignature } from './signature';

/** What people do, as opposed to what WeChat reports: only to these is a reply shown. */
const REPLIED_TO = new Set([
	'text',
	'image',
	'voice',
	'video',
	'shortvideo',
	'location',
	'link',
	'subscribe',
	'scan',
	'click',
]);

/** Whether WeChat shows a passive reply to this event, by the name in the output's `event`. */
export function takesReply(event: string): boolean {
	return REPLIED_TO.has(event);
}

/**
 * A text reply as XML, in clear.
 *
 * @param options.openid the person who is answered
 * @param options.account the account's original ID (gh_...)
 * @param options.text must not be empty: WeChat then shows the person an error
 * @param options.now milliseconds
 * @see wechat-api.md section 8.5
 */
export function textReply(options: { openid: string; account: string; text: string; now: number }): string {
	const seconds = Math.floor(options.now / 1000);
	return (
		`<xml><ToUserName>${cdata(options.openid)}</ToUserName><FromUserName>${cdata(options.account)}</FromUserName>` +
		`<CreateTime>${seconds}</CreateTime><MsgType>${cdata('text')}</MsgType><Content>${cdata(options.text)}</Content></xml>`
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
	return typeof message.MsgType === 'string' && message.MsgType.toLowerCase() !== 'event';
}

/**
 * The reply that hands a message to the human agents of the account (转发客服消息), in clear and in the form of the push.
 *
 * @param options.openid the person who wrote
 * @param options.account the account's original ID (gh_...)
 * @param options.now milliseconds
 * @see wechat-api.md section 8.5; WeChat page "转发客服消息"
 */
export function handOverReply(options: {
	openid: string;
	account: string;
	format: 'xml' | 'json';
	now: number;
}): string {
	const { openid: ToUserName, account: FromUserName, format } = options;
	const CreateTime = Math.floor(options.now / 1000);
	const MsgType = 'transfer_customer_service';
	if (format === 'json') return JSON.stringify({ ToUserName, FromUserName, CreateTime, MsgType });
	return (
		`<xml><ToUserName>${cdata(ToUserName)}</ToUserName><FromUserName>${cdata(FromUserName)}</FromUserName>` +
		`<CreateTime>${CreateTime}</CreateTime><MsgType>${cdata(MsgType)}</MsgType></xml>`
	);
}

/**
 * Encrypts and signs a reply, which then goes back in the form in which the push came.
 *
 * @param options.reply in clear, XML or JSON
 * @param options.format of the push
 * @param options.now milliseconds
 * @param options.fixed random bytes (16) and nonce; given only to reproduce a test vector
 * @see wechat-api.md section 8.5 (vector V3)
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
