// The official test vectors: what WeChat signs and encrypts, we read, and what we sign and encrypt, WeChat reads.
import { decryptPush, encryptPush } from '../../../../wechat/push/cipher';
import { checkUrl, receivePush } from '../../../../wechat/push/receive';
import { encryptReply } from '../../../../wechat/push/reply';
import { pushSignature } from '../../../../wechat/push/signature';
import type { PushAccount, PushMode } from '../../../../wechat/push/account';
import vectors from './vectors.json';

const maxAgeSeconds = 300;
const nowOf = ({ timestamp }: { timestamp: string }) => Number(timestamp) * 1000;
const accountOf = (
	vector: { pushToken: string; encodingAesKey?: string; appId?: string },
	pushMode: PushMode,
): PushAccount => ({ encodingAesKey: '', appId: '', ...vector, pushMode });

test('V1: the URL check is answered with the echostr', () => {
	const { query } = vectors.V1;
	const account = accountOf(vectors.V1, 'secure');
	expect(checkUrl({ account, query, now: nowOf(query), maxAgeSeconds })).toEqual({
		ok: true,
		echostr: '4375120948345356249',
	});
});

test('V1b: a plain push', () => {
	const { query, body } = vectors.V1b;
	const account = accountOf(vectors.V1b, 'plain');
	expect(
		receivePush({ account, query, rawBody: Buffer.from(body), now: nowOf(query), maxAgeSeconds }),
	).toMatchObject({ ok: true, message: JSON.parse(body), encrypted: false, format: 'json' });
});

test('V2: a secure push in JSON, with 19 bytes of padding', () => {
	const { query, body, message } = vectors.V2;
	const account = accountOf(vectors.V2, 'secure');
	expect(
		receivePush({ account, query, rawBody: Buffer.from(body), now: nowOf(query), maxAgeSeconds }),
	).toEqual({ ok: true, bodyText: message, message: JSON.parse(message), encrypted: true, format: 'json' });
});

test('V3: an encrypted reply', () => {
	const { reply, timestamp, nonce, random, encrypted, msgSignature } = vectors.V3;
	const fixed = { random: Buffer.from(random), nonce };
	const account = accountOf(vectors.V3, 'secure');
	const sent = encryptReply({ account, reply, format: 'json', now: timestamp * 1000, fixed });
	expect(JSON.parse(sent)).toEqual({
		Encrypt: encrypted,
		MsgSignature: msgSignature,
		TimeStamp: timestamp,
		Nonce: nonce,
	});
});

test.each(['V4', 'V10'] as const)('%s: cipher and signature both ways', (name) => {
	const { encodingAesKey, appId, message, random, encrypted, ...signed } = vectors[name];
	expect(encryptPush({ encodingAesKey, appId, message, random: Buffer.from(random) })).toBe(encrypted);
	expect(decryptPush({ encodingAesKey, appId, encrypted })).toBe(message);
	expect(pushSignature(signed.pushToken, signed.timestamp, signed.nonce, encrypted)).toBe(
		signed.msgSignature,
	);
});

test('V5: a secure push in XML', () => {
	const { query, encrypted, message } = vectors.V5;
	const rawBody = Buffer.from(
		`<xml><ToUserName><![CDATA[asdasdasd]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
	);
	const account = accountOf(vectors.V5, 'secure');
	expect(receivePush({ account, query, rawBody, now: nowOf(query), maxAgeSeconds })).toEqual({
		ok: true,
		bodyText: message,
		message: {
			URL: 'http://wechat.laravel.so/server',
			ToUserName: 'asdasdasd',
			FromUserName: 'asdasdasdsadasd',
			CreateTime: '1234567898',
			MsgType: 'text',
			Content: 'hello',
			MsgId: '12345',
		},
		encrypted: true,
		format: 'xml',
	});
});
