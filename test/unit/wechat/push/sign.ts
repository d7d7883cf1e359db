// Makes pushes the way WeChat makes them, so that the tests can send good ones and spoil them one thing at a time.
import { encryptPush } from '../../../../wechat/push/cipher';
import { pushSignature } from '../../../../wechat/push/signature';
import type { PushAccount } from '../../../../wechat/push/account';
import accountData from './account.json';

export const NOW = Date.UTC(2026, 10, 21, 12);
export const { otherAesKey } = accountData;
export const account: PushAccount = {
	appId: accountData.appId,
	pushToken: accountData.pushToken,
	encodingAesKey: accountData.encodingAesKey,
	pushMode: 'secure',
};
export const plainAccount: PushAccount = { ...account, pushMode: 'plain' };

export const FOLLOW =
	'<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oPerson1]]></FromUserName>' +
	'<CreateTime>1795262400</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event>' +
	'<EventKey><![CDATA[qrscene_shop 7]]></EventKey></xml>';

/** What goes over the wire. */
export interface Wire {
	query: Record<string, unknown>;
	rawBody: Buffer;
}

interface Made {
	account?: PushAccount;
	/** Seconds. */
	timestamp?: string;
	nonce?: string;
	format?: 'xml' | 'json';
	/** Clear fields beside `Encrypt`, as in compatible mode. */
	beside?: string;
}

export function signedQuery({
	account: by = account,
	timestamp = String(NOW / 1000),
	nonce = '415670741',
}: Made) {
	return { timestamp, nonce, signature: pushSignature(by.pushToken, timestamp, nonce) };
}

export function plainPush(body: string, made: Made = {}): Wire {
	return { query: signedQuery({ account: plainAccount, ...made }), rawBody: Buffer.from(body) };
}

export function securePush(message: string, made: Made = {}): Wire {
	const by = made.account ?? account;
	const encrypted = encryptPush({ encodingAesKey: by.encodingAesKey, appId: by.appId, message });
	return envelope(encrypted, made);
}

/** Signs any text as `Encrypt`, whether it decrypts or not. */
export function envelope(encrypted: string, made: Made = {}): Wire {
	const by = made.account ?? account;
	const query = signedQuery(made);
	const body =
		made.format === 'json'
			? JSON.stringify({ ToUserName: 'gh_0123456789ab', Encrypt: encrypted })
			: `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>${made.beside ?? ''}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
	const msgSignature = pushSignature(by.pushToken, query.timestamp, query.nonce, encrypted);
	return {
		query: { ...query, openid: 'oPerson1', encrypt_type: 'aes', msg_signature: msgSignature },
		rawBody: Buffer.from(body),
	};
}
