// Puts a clear message into the envelope of each mode: query and body of one delivery (docs/wechat/pushes.md#modes).
import { randomInt } from 'node:crypto';
import { encryptPush } from '../../wechat/push/cipher';
import { pushSignature } from '../../wechat/push/signature';
import type { Account, PushMode } from '../types';

export interface Envelope {
	query: Record<string, string>;
	body: string;
	contentType: string;
}

/** @returns a random number of nine or ten digits, as WeChat's nonces are */
export const makeNonce = () => String(randomInt(100_000_000, 2_000_000_000));

/**
 * @param options.seconds unix time of the delivery, which WeChat signs
 * @param options.openid the person, as WeChat puts them into the query
 */
export function sealPush(options: {
	account: Account;
	mode: PushMode;
	message: string;
	openid: string;
	seconds: number;
	nonce?: string;
}): Envelope {
	const { account, mode, message, openid, seconds, nonce = makeNonce() } = options;
	const timestamp = String(seconds);
	const isJson = message.startsWith('{');
	const query: Record<string, string> = {
		signature: pushSignature(account.pushToken, timestamp, nonce),
		timestamp,
		nonce,
		openid,
	};
	const contentType = isJson ? 'application/json' : 'text/xml';
	if (mode === 'plain') return { query, body: message, contentType };

	const encrypted = encryptPush({
		encodingAesKey: account.encodingAesKey,
		appId: account.appId,
		message,
	});
	query.encrypt_type = 'aes';
	query.msg_signature = pushSignature(account.pushToken, timestamp, nonce, encrypted);
	return { query, body: encryptedBody({ account, mode, message, encrypted, isJson }), contentType };
}

function encryptedBody(options: {
	account: Account;
	mode: PushMode;
	message: string;
	encrypted: string;
	isJson: boolean;
}): string {
	const { account, mode, message, encrypted, isJson } = options;
	if (isJson) {
		const head = mode === 'compatible' ? message.slice(0, -1) : `{"ToUserName":"${account.originalId}"`;
		return `${head},"Encrypt":"${encrypted}"}`;
	}
	const head =
		mode === 'compatible'
			? message.slice(0, -'</xml>'.length)
			: `<xml>\n<ToUserName><![CDATA[${account.originalId}]]></ToUserName>\n`;
	return `${head}<Encrypt><![CDATA[${encrypted}]]></Encrypt>\n</xml>`;
}
