// The gate for pushes: what is believed, and every reason for which something is not.
import { readPushAccount } from '../../../../wechat/push/account';
import { encryptPush } from '../../../../wechat/push/cipher';
import { checkUrl, MAX_PUSH_BYTES, receivePush } from '../../../../wechat/push/receive';
import type { PushAccount } from '../../../../wechat/push/account';
import type { RefusalReason } from '../../../../wechat/push/refusals';
import type { Wire } from './sign';
import {
	account,
	envelope,
	FOLLOW,
	NOW,
	otherAesKey,
	plainAccount,
	plainPush,
	securePush,
	signedQuery,
} from './sign';

const compatibleAccount: PushAccount = { ...account, pushMode: 'compatible' };
const receive = (wire: Wire, by: PushAccount = account) =>
	receivePush({ account: by, ...wire, now: NOW, maxAgeSeconds: 300 });
const seconds = (offset: number) => String(NOW / 1000 + offset);

function expectRefusal(result: unknown, reason: RefusalReason, told: RegExp | string = reason) {
	const explanation = expect.stringMatching(/\w{3}.*\.$/) as string;
	expect(result).toEqual({ ok: false, reason, explanation, publicReason: expect.stringMatching(told) as string });
	const { pushToken, encodingAesKey } = account;
	for (const secret of [pushToken, encodingAesKey]) expect(JSON.stringify(result)).not.toContain(secret);
}

describe('believed', () => {
	test.each(['xml', 'json'] as const)('an encrypted push in an envelope of %s', (format) => {
		expect(receive(securePush(FOLLOW, { format }))).toMatchObject({
			ok: true,
			bodyText: FOLLOW,
			encrypted: true,
			message: { Event: 'subscribe', EventKey: 'qrscene_shop 7', CreateTime: '1795262400' },
		});
	});

	test('compatible mode: the encrypted part counts, not the clear fields that anybody could have put beside it', () => {
		const beside = FOLLOW.replace('<xml>', '')
			.replace('</xml>', '')
			.replace('oPerson1', 'oForged')
			.replace('<ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>', '');
		const push = securePush(FOLLOW, { account: compatibleAccount, beside });
		expect(push.rawBody.toString()).toContain('oForged');
		for (const by of [account, compatibleAccount]) {
			expect(receive(push, by)).toMatchObject({
				ok: true,
				message: { FromUserName: 'oPerson1' },
				bodyText: FOLLOW,
			});
		}
	});

	test('a plain push, in plain mode', () => {
		expect(receive(plainPush(FOLLOW), plainAccount)).toMatchObject({
			ok: true,
			encrypted: false,
			bodyText: FOLLOW,
		});
	});

	test('64-bit ids keep every digit in JSON', () => {
		const message = '{"MsgType":"text","FromUserName":"o1","MsgId":2918131553548107776,"Content":"a\u0001b"}';
		expect(receive(securePush(message, { format: 'json' }))).toMatchObject({
			message: { MsgId: '2918131553548107776', Content: 'a\u0001b' },
		});
	});

	test('a clock that is off by less than the allowed age, both ways', () => {
		for (const offset of [-299, 299]) {
			expect(receive(securePush(FOLLOW, { timestamp: seconds(offset) }))).toMatchObject({ ok: true });
		}
	});
});

describe('refused', () => {
	const good = () => securePush(FOLLOW);
	const withQuery = (query: Record<string, unknown>): Wire => ({
		...good(),
		query: { ...good().query, ...query },
	});

	const pushes: Array<[string, RefusalReason, () => Wire, PushAccount?]> = [
		['a plain body in secure mode (downgrade)', 'notEncrypted', () => plainPush(FOLLOW)],
		['a plain body in compatible mode', 'notEncrypted', () => plainPush(FOLLOW), compatibleAccount],
		['a plain JSON body in secure mode', 'notEncrypted', () => plainPush('{"MsgType":"text"}')],
		['an empty Encrypt', 'notEncrypted', () => envelope('')],
		[
			'two Encrypt elements',
			'notEncrypted',
			() => {
				const push = good();
				return {
					...push,
					rawBody: Buffer.from(push.rawBody.toString().replace('</xml>', '<Encrypt>x</Encrypt></xml>')),
				};
			},
		],
		['an encrypted body in plain mode', 'unexpectedlyEncrypted', () => good(), plainAccount],
		['no msg_signature', 'missingMsgSignature', () => withQuery({ msg_signature: undefined })],
		[
			'the three-part signature in place of msg_signature',
			'wrongSignature',
			() => withQuery({ msg_signature: good().query.signature }),
		],
		[
			'another token',
			'wrongSignature',
			() => securePush(FOLLOW, { account: { ...account, pushToken: 'another' } }),
		],
		[
			'another token, in plain mode',
			'wrongSignature',
			() => plainPush(FOLLOW, { account: { ...plainAccount, pushToken: 'another' } }),
			plainAccount,
		],
		['another nonce than was signed', 'wrongSignature', () => withQuery({ nonce: '1' })],
		['another timestamp than was signed', 'wrongSignature', () => withQuery({ timestamp: seconds(1) })],
		['an old push', 'stale', () => securePush(FOLLOW, { timestamp: seconds(-301) })],
		[
			'an old push, in plain mode',
			'stale',
			() => plainPush(FOLLOW, { timestamp: seconds(-301) }),
			plainAccount,
		],
		['a push from the future', 'fromTheFuture', () => securePush(FOLLOW, { timestamp: seconds(301) })],
		['no signature', 'missingParameter', () => withQuery({ signature: undefined })],
		['an empty timestamp', 'missingParameter', () => withQuery({ timestamp: '' })],
		['no query at all', 'missingParameter', () => ({ ...good(), query: {} })],
		[
			'a timestamp given twice',
			'repeatedParameter',
			() => withQuery({ timestamp: [seconds(0), seconds(0)] }),
		],
		['a msg_signature given twice', 'repeatedParameter', () => withQuery({ msg_signature: ['a', 'b'] })],
		['a nonce that is an object', 'repeatedParameter', () => withQuery({ nonce: { a: '1' } })],
		['a timestamp that is no number', 'malformedParameter', () => withQuery({ timestamp: 'soon' })],
		['a signature that is no SHA-1', 'malformedParameter', () => withQuery({ signature: 'abc' })],
		[
			'another AES key',
			'wrongAesKey',
			() => securePush(FOLLOW, { account: { ...account, encodingAesKey: otherAesKey } }),
		],
		[
			'a cipher text cut short',
			'wrongAesKey',
			() => envelope(encryptPush({ ...account, message: FOLLOW }).slice(0, 40)),
		],
		[
			'a foreign appid',
			'foreignAppId',
			() => securePush(FOLLOW, { account: { ...account, appId: 'wxfedcba0987654321' } }),
		],
		[
			'an appid that only begins like ours',
			'foreignAppId',
			() => securePush(FOLLOW, { account: { ...account, appId: `${account.appId}x` } }),
		],
		[
			'a DOCTYPE around the envelope',
			'forbiddenXml',
			() => ({
				...good(),
				rawBody: Buffer.from(`<!DOCTYPE xml [<!ENTITY e "x">]>${good().rawBody.toString()}`),
			}),
		],
		[
			'a DOCTYPE inside the encrypted message',
			'forbiddenXml',
			() => securePush(`<!DOCTYPE xml SYSTEM "file:///etc/passwd">${FOLLOW}`),
		],
		[
			'an entity that is not one of the five',
			'forbiddenXml',
			() => securePush('<xml><MsgType>text</MsgType><Content>&e;</Content></xml>'),
		],
		['an attribute', 'forbiddenXml', () => securePush('<xml a="b"><MsgType>text</MsgType></xml>')],
		['a comment', 'forbiddenXml', () => securePush('<xml><!-- x --><MsgType>text</MsgType></xml>')],
		['broken XML', 'malformedXml', () => ({ ...good(), rawBody: Buffer.from('<xml><Encrypt>x</xml>') })],
		['broken JSON', 'malformedJson', () => ({ ...good(), rawBody: Buffer.from('{"Encrypt":') })],
		['text', 'neitherXmlNorJson', () => ({ ...good(), rawBody: Buffer.from('hello') })],
		['an encrypted text that is no message', 'neitherXmlNorJson', () => securePush('hello')],
		['an empty body', 'empty', () => ({ ...good(), rawBody: Buffer.alloc(0) })],
		['more than 1 MiB', 'tooLarge', () => ({ ...good(), rawBody: Buffer.alloc(MAX_PUSH_BYTES + 1, 'a') })],
		['deep XML', 'tooComplex', () => securePush(`<xml>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</xml>`)],
		[
			'deep JSON',
			'tooComplex',
			() => securePush(`{"MsgType":"text","a":${'['.repeat(20)}${']'.repeat(20)}}`),
		],
		[
			'a third-party platform push',
			'noMessageType',
			() => securePush('<xml><InfoType>component_verify_ticket</InfoType></xml>'),
		],
	];
	for (const [name, reason, push, by] of pushes) {
		test(name, () => expectRefusal(receive(push(), by), reason, `^(${reason}|unreadable)$`));
	}

	test('every way to name a property of all objects, in XML and JSON', () => {
		for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
			const xml = `<xml><MsgType>text</MsgType><${name}><polluted>1</polluted></${name}></xml>`;
			expectRefusal(receive(securePush(xml)), 'forbiddenXml', 'unreadable');
		}
		for (const name of ['__proto__', '\\u005f_proto__', 'constructor', 'prototype', 'toString', 'valueOf']) {
			for (const id of ['1', '12345678901234567890']) {
				const json = `{"MsgType":"text","MsgId":${id},"a":{"${name}":{"polluted":1}}}`;
				expectRefusal(receive(securePush(json)), 'malformedJson', 'unreadable');
			}
		}
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

describe('the URL check', () => {
	const check = (query: Record<string, unknown>) =>
		checkUrl({ account, query, now: NOW, maxAgeSeconds: 300 });

	test('sends the echostr back, in every mode', () => {
		expect(check({ ...signedQuery({}), echostr: 'aZ09+/=_-' })).toEqual({ ok: true, echostr: 'aZ09+/=_-' });
	});

	test.each<[string, RefusalReason, Record<string, unknown>]>([
		['no echostr', 'missingParameter', signedQuery({})],
		['a browser that just opens the address', 'missingParameter', {}],
		[
			'another token',
			'wrongSignature',
			{ ...signedQuery({ account: { ...account, pushToken: 'x' } }), echostr: '1' },
		],
		['markup as echostr', 'malformedParameter', { ...signedQuery({}), echostr: '<script>' }],
		['a long echostr', 'malformedParameter', { ...signedQuery({}), echostr: '1'.repeat(257) }],
		['two echostr', 'repeatedParameter', { ...signedQuery({}), echostr: ['1', '2'] }],
		['an old check', 'stale', { ...signedQuery({ timestamp: seconds(-301) }), echostr: '1' }],
	])('refuses %s', (_, reason, query) => {
		expectRefusal(check(query), reason);
	});
});

describe('the push settings of a credential', () => {
	test('are read without the blanks of a careless copy', () => {
		const pasted = { ...account, pushToken: ` ${account.pushToken}\n`, pushMode: 'secure' };
		expect(readPushAccount(pasted)).toEqual(account);
	});

	test.each<[RefusalReason, Record<string, unknown>]>([
		['noPushToken', { pushToken: '' }],
		['noPushToken', { pushToken: undefined }],
		['noAppId', { appId: '' }],
		['badEncodingAesKey', { encodingAesKey: '' }],
		['badEncodingAesKey', { encodingAesKey: 'a'.repeat(42) }],
		['badEncodingAesKey', { encodingAesKey: `${'a'.repeat(42)}=` }],
		['badPushMode', { pushMode: 'none' }],
	])('%s is named', (reason, change) => {
		expectRefusal(readPushAccount({ ...account, ...change }), reason);
	});

	test('plain mode needs no AES key', () => {
		expect(readPushAccount({ ...plainAccount, encodingAesKey: '' })).toMatchObject({ pushMode: 'plain' });
	});
});
