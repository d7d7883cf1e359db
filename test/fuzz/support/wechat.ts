// WeChat's signature and cipher written a second time, from its pages and with Node alone, to judge the package's own by.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import accountData from '../../unit/wechat/push/account.json';
import type { PushAccount } from '../../../wechat/push/account';
import type { PushQuery } from '../../../wechat/push/query';

export const NOW = Date.UTC(2026, 10, 21, 12);
export const SECONDS = NOW / 1000;
export const MAX_AGE_SECONDS = 300;

const { appId, pushToken, encodingAesKey, otherAesKey } = accountData;
export const accounts = {
	secure: { appId, pushToken, encodingAesKey, pushMode: 'secure' },
	compatible: { appId, pushToken, encodingAesKey, pushMode: 'compatible' },
	plain: { appId, pushToken, encodingAesKey, pushMode: 'plain' },
} as const satisfies Record<string, PushAccount>;
export { appId, encodingAesKey, otherAesKey, pushToken };

export interface Wire {
	query: PushQuery;
	rawBody: Buffer;
}

/** Compares as bytes: the order of code units is another one beyond the basic plane. */
export function sign(...parts: string[]): string {
	const sorted = parts.map((part) => Buffer.from(part)).sort((a, b) => Buffer.compare(a, b));
	return createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
}

export interface Frame {
	message: Buffer;
	/** What stands in the length field, if it lies. */
	length?: number;
	tail?: Buffer;
	/** The whole padding, if it is not WeChat's. */
	padding?: Buffer;
	key?: string;
}

/** What WeChat's page calls FullStr, encrypted; cut to whole blocks when the padding does not fill one. */
export function seal({
	message,
	length = message.length,
	tail = Buffer.from(appId),
	padding,
	key,
}: Frame): Buffer {
	const aesKey = Buffer.from(`${key ?? encodingAesKey}=`, 'base64');
	const lengthField = Buffer.alloc(4);
	lengthField.writeUInt32BE(length >>> 0);
	const clear = Buffer.concat([randomBytes(16), lengthField, message, tail]);
	const pad = 32 - (clear.length % 32);
	const padded = Buffer.concat([clear, padding ?? Buffer.alloc(pad, pad)]);
	const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([
		cipher.update(padded.subarray(0, padded.length - (padded.length % 16))),
		cipher.final(),
	]);
}

/** @returns the message, only when frame, padding and appid are as WeChat's page describes them */
export function unseal(encrypted: string): string | undefined {
	const bytes = Buffer.from(encrypted, 'base64');
	if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
	const aesKey = Buffer.from(`${encodingAesKey}=`, 'base64');
	const decipher = createDecipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
	const clear = Buffer.concat([decipher.update(bytes), decipher.final()]);
	const pad = clear.at(-1) ?? 0;
	if (pad < 1 || pad > 32 || pad > clear.length) return undefined;
	for (let at = clear.length - pad; at < clear.length; at++) if (clear[at] !== pad) return undefined;
	const full = clear.subarray(16, clear.length - pad);
	if (full.length < 4) return undefined;
	const length = full.readUInt32BE();
	if (length > full.length - 4) return undefined;
	if (full.subarray(4 + length).toString('latin1') !== appId) return undefined;
	return full.subarray(4, 4 + length).toString('utf8');
}

export function signedQuery(encrypted?: string, timestamp = String(SECONDS), nonce = '415670741') {
	return {
		signature: sign(pushToken, timestamp, nonce),
		timestamp,
		nonce,
		openid: 'oPerson1',
		...(encrypted === undefined
			? {}
			: { encrypt_type: 'aes', msg_signature: sign(pushToken, timestamp, nonce, encrypted) }),
	};
}

export function envelope(encrypted: string, format: 'xml' | 'json', beside = ''): Buffer {
	return Buffer.from(
		format === 'json'
			? JSON.stringify({ ToUserName: 'gh_0123456789ab', Encrypt: encrypted })
			: `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>${beside}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
	);
}

/** A push as WeChat sends it. */
export function push(mode: keyof typeof accounts, message: string): Wire {
	const format = message.startsWith('{') ? 'json' : 'xml';
	if (mode === 'plain') return { query: signedQuery(), rawBody: Buffer.from(message) };
	const encrypted = seal({ message: Buffer.from(message) }).toString('base64');
	const beside =
		mode === 'compatible' && format === 'xml' ? message.slice('<xml>'.length, -'</xml>'.length) : '';
	return {
		query: signedQuery(encrypted),
		rawBody: envelope(encrypted, format, beside.replace(/<ToUserName>.*?<\/ToUserName>/s, '')),
	};
}

const one = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Whether the time in the query lies within the window, by a count of its own. */
function isFresh(timestamp: string): boolean {
	return /^[0-9]+$/.test(timestamp) && Math.abs(Number(timestamp) - SECONDS) <= MAX_AGE_SECONDS;
}

/** Whether somebody who knows the token has signed the three parameters, and now. */
export function isSigned(query: PushQuery): boolean {
	const [signature, timestamp, nonce] = [one(query.signature), one(query.timestamp), one(query.nonce)];
	if (signature === undefined || timestamp === undefined || nonce === undefined) return false;
	return isFresh(timestamp) && signature.toLowerCase() === sign(pushToken, timestamp, nonce);
}

/** Every text that any reader could take for the `Encrypt` of a body. */
function encryptedIn(body: string): string[] {
	const found: string[] = [];
	// From every start to every end: spoilt texts hold tags of their own.
	for (const { 0: tag, index } of body.matchAll(/<Encrypt\s*>/g)) {
		const rest = body.slice(index + tag.length);
		for (const end of rest.matchAll(/<\/Encrypt\s*>/g)) {
			const inside = rest.slice(0, end.index);
			found.push(inside, inside.replace(/<!\[CDATA\[|\]\]>/g, ''));
		}
	}
	try {
		const { Encrypt: encrypted } = JSON.parse(body.replace(/^\uFEFF/, '')) as { Encrypt?: unknown };
		if (typeof encrypted === 'string') found.push(encrypted);
	} catch {
		for (const [, inside] of body.matchAll(/"Encrypt"\s*:\s*"([^"\\]*)"/g)) found.push(inside);
	}
	return found;
}

/** The message that a push proves, by this second reading; undefined when it proves none. */
export function provenMessages({ query, rawBody }: Wire): string[] {
	const [claimed, timestamp, nonce] = [one(query.msg_signature), one(query.timestamp), one(query.nonce)];
	if (claimed === undefined || timestamp === undefined || nonce === undefined || !isFresh(timestamp))
		return [];
	return encryptedIn(rawBody.toString('utf8'))
		.filter((encrypted) => claimed.toLowerCase() === sign(pushToken, timestamp, nonce, encrypted))
		.flatMap((encrypted) => unseal(encrypted) ?? []);
}
