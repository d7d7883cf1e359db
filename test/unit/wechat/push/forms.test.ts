// Forms that are told apart to the letter: what is a whole reply, what is sealed as WeChat seals, what is XML at all.
import { createCipheriv } from 'node:crypto';
import type { PushMode } from '../../../../wechat/push/account';
import { PushBodyError, readPushBody } from '../../../../wechat/push/body';
import { PushCipherError, decryptPush } from '../../../../wechat/push/cipher';
import { toPushEvents } from '../../../../wechat/push/events';
import { checkUrl, receivePush } from '../../../../wechat/push/receive';
import { isReply, takesReply } from '../../../../wechat/push/reply';
import { readPushXml } from '../../../../wechat/push/xml';
import { PushXmlError, faultOf } from '../../../../wechat/push/xmlFaults';
import { NOW, account, plainAccount, plainPush } from './sign';

describe('A whole reply', () => {
	const SEALED =
		'<xml><Encrypt><![CDATA[abc]]></Encrypt><MsgSignature><![CDATA[d]]></MsgSignature><TimeStamp>1</TimeStamp><Nonce><![CDATA[2]]></Nonce></xml>';
	const CLEAR =
		'<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>';
	const SEALED_JSON = '{"Encrypt":"abc","MsgSignature":"d","TimeStamp":1,"Nonce":"2"}';
	const CLEAR_JSON = '{"ToUserName":"a","FromUserName":"b","CreateTime":1,"MsgType":"text"}';
	/** What every reply in clear holds: WeChat's page 被动回复用户消息. */
	const OF_CLEAR = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'];

	it.each<[format: 'xml' | 'json', text: string, is: boolean]>([
		['xml', CLEAR, true],
		[
			'xml',
			'\n  <xml>\n<ToUserName><![CDATA[a]]></ToUserName>\n<FromUserName>c</FromUserName> <CreateTime>1</CreateTime>\n<MsgType>text</MsgType>\n<Content>b</Content></xml>\n  ',
			true,
		],
		['xml', SEALED, true],
		['xml', '<xml><Encrypt>abc</Encrypt><Nonce>1</Nonce></xml>', false],
		['xml', 'x' + CLEAR, false],
		['xml', CLEAR + 'x', false],
		['xml', '<xml></xml>', false],
		['xml', '<xml><MsgType></xml>', false],
		['xml', '<xml><MsgType>text</MsgType></xml>', false],
		['xml', '<xml><a></xml><MsgType></xml>', false],
		['json', '{"MsgType":"text"}', false],
		['xml', '<xml><Other>text</Other></xml>', false],
		['xml', '<xml><Other><![CDATA[<MsgType>]]></Other></xml>', false],
		['xml', CLEAR_JSON, false],
		['xml', '', false],
		['json', CLEAR_JSON, true],
		['json', SEALED_JSON, true],
		['json', '{"Encrypt":"abc","TimeStamp":1}', false],
		['json', '{"MsgType":7,"Encrypt":{}}', false],
		['json', '{"code":0}', false],
		['json', '[]', false],
		['json', 'success', false],
		['json', CLEAR, false],
	])('to a push in %s: %j is one: %s', (format, text, is) => {
		expect(isReply(text, { format, mode: 'compatible' })).toBe(is);
	});

	it.each(OF_CLEAR)('in clear has its %s, filled in and closed', (field) => {
		const is = (text: string) => isReply(text, { format: 'xml', mode: 'compatible' });
		const [whole] = new RegExp(`<${field}>.*</${field}>`).exec(CLEAR) ?? [''];
		expect(is(CLEAR)).toBe(true);
		const others = ['', `<${field}>`, `<${field}></${field}>`, `<${field}><![CDATA[]]></${field}>`];
		for (const other of [...others, `<Other><![CDATA[${whole}]]></Other>`])
			expect(is(CLEAR.replace(whole, other))).toBe(false);
		const rest = { ...(JSON.parse(CLEAR_JSON) as object), [field]: undefined };
		expect(isReply(JSON.stringify(rest), { format: 'json', mode: 'compatible' })).toBe(false);
	});

	it.each(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'])('sealed has its %s, closed', (field) => {
		const is = (text: string) => isReply(text, { format: 'xml', mode: 'secure' });
		expect(is(SEALED)).toBe(true);
		expect(is(SEALED.replace(`</${field}>`, ''))).toBe(false);
	});

	it.each<[mode: PushMode, clear: boolean, sealed: boolean]>([
		['plain', true, false],
		['compatible', true, true],
		['secure', false, true],
	])('in the mode %s may be clear: %s, and sealed: %s', (mode, clear, sealed) => {
		const content =
			'<Encrypt>1</Encrypt><MsgSignature>1</MsgSignature><TimeStamp>1</TimeStamp><Nonce>1</Nonce>';
		const named = CLEAR.replace('</xml>', `<Content><![CDATA[${content}]]></Content></xml>`);
		for (const text of [CLEAR, named]) expect(isReply(text, { format: 'xml', mode })).toBe(clear);
		expect(isReply(CLEAR_JSON, { format: 'json', mode })).toBe(clear);
		expect(isReply(SEALED, { format: 'xml', mode })).toBe(sealed);
		expect(isReply(SEALED_JSON, { format: 'json', mode })).toBe(sealed);
	});

	it('is not shown to what WeChat may add one day', () => {
		expect(takesReply('nobody knows it')).toBe(false);
	});
});

describe('A sealed text', () => {
	const { encodingAesKey, appId } = account;
	const APP = Buffer.from(appId);
	/** Sealed with the right key, and framed as one likes: the length that is claimed, what stands behind it, the padding. */
	const seal = (claimed: number, rest: Buffer, padding: number[]) => {
		const key = Buffer.from(`${encodingAesKey}=`, 'base64');
		const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(claimed);
		const clear = Buffer.concat([Buffer.alloc(16, 7), length, rest, Buffer.from(padding)]);
		return Buffer.concat([cipher.update(clear), cipher.final()]).toString('base64');
	};
	const open = (encrypted: string) => {
		try {
			return decryptPush({ encodingAesKey, appId, encrypted });
		} catch (error) {
			return error instanceof PushCipherError ? `${error.name}: ${error.fault}` : String(error);
		}
	};
	const BAD = 'PushCipherError: undecryptable';
	/** 16 random bytes, 4 of the length, 18 of the AppID: 26 more are two blocks of WeChat's. */
	const pad = (count: number, byte = count) => new Array<number>(count).fill(byte);
	const hello = Buffer.concat([Buffer.from('hello!'), APP]);

	it('is opened as it is framed', () => {
		expect(open(seal(6, hello, pad(20)))).toBe('hello!');
		expect(open(seal(26, Buffer.concat([Buffer.alloc(26, 'x'), APP]), pad(32)))).toBe('x'.repeat(26));
		expect(open(seal(0, APP, pad(26)))).toBe('');
	});

	it.each<[what: string, encrypted: string]>([
		['a padding of nothing', seal(26, Buffer.concat([Buffer.alloc(25, 'x'), APP]), [0])],
		[
			'a padding of more than a block',
			seal(13, Buffer.concat([Buffer.alloc(13, 'x'), APP, Buffer.alloc(12)]), pad(33)),
		],
		['a padding beyond the beginning', seal(0, Buffer.alloc(0), pad(12, 32))],
		['a padding that is not the same throughout', seal(6, hello, [...pad(10, 7), ...pad(10, 20)])],
		['a length beyond its end', seal(25, hello, pad(20))],
		['a length beyond all', seal(0xffffffff, hello, pad(20))],
	])('is refused with %s', (_, encrypted) => {
		expect(open(encrypted)).toBe(BAD);
	});

	it('is another account’s with no AppID, a longer one, or a length that cuts into it', () => {
		const foreign = 'PushCipherError: foreignAppId';
		expect(open(seal(6, Buffer.from('hello!'), pad(6)))).toBe(foreign);
		expect(open(seal(24, hello, pad(20)))).toBe(foreign);
		expect(open(seal(7, hello, pad(20)))).toBe(foreign);
		expect(open(seal(0, Buffer.alloc(0), pad(12)))).toBe(foreign);
	});

	it('keeps what is beyond ASCII', () => {
		const text = Buffer.from('你好');
		expect(open(seal(6, Buffer.concat([text, APP]), pad(20)))).toBe('你好');
	});
});

describe('What XML is refused for', () => {
	it.each<[text: string, says: string]>([
		['<!DOCTYPE xml><xml/>', 'DOCTYPE'],
		['<xml><!ENTITY a "b"></xml>', 'DOCTYPE'],
		['<xml>&a;</xml>', 'entity beyond the five'],
		['<xml a="b"></xml>', 'attributes, comments'],
		['<xml><a ></a ><b /></xml', 'attributes, comments'],
		['<xml><a>1</b></xml>', 'not well-formed'],
		['<xml><a  ></b></xml>', 'not well-formed'],
		['<![CDATA[<!DOCTYPE x>]]>', 'not well-formed'],
		['<![CDATA[<!DOCTYPE x>]]><![CDATA[&a;]]>', 'not well-formed'],
		['<a><![CDATA[1]]></a><b><![CDATA[2]]></b><!DOCTYPE x>', 'DOCTYPE'],
		[']]><![CDATA[<!DOCTYPE x>]]>', 'not well-formed'],
		['<xml><valueOf></valueOf></xml>', 'property of every JavaScript object'],
		[`<xml>${'x'.repeat(64 * 1024 - 5)}`, 'not well-formed'],
		[`<xml>${'x'.repeat(64 * 1024 - 4)}`, 'deeper or has more parts'],
		[`${'x'.repeat(40_000)}<![CDATA[y]]>${'x'.repeat(40_000)}`, 'deeper or has more parts'],
		[`${'x'.repeat(30_000)}<![CDATA[${'y'.repeat(40_000)}]]>${'x'.repeat(30_000)}`, 'not well-formed'],
	])('%.40j', (text, says) => {
		const fault = faultOf(text);
		expect(fault).toBeInstanceOf(PushXmlError);
		expect(fault.message).toContain(says);
		expect(fault.name).toBe('PushXmlError');
		expect(new PushBodyError('empty', 'x').name).toBe('PushBodyError');
	});

	it('has a line end of one character where only a carriage return stands', () => {
		expect(readPushXml('<xml><a>1\r2\r\n3\n4</a></xml>')).toEqual({ a: '1\n2\n3\n4' });
	});
});

it.each(['', undefined, 7, {}])('A push whose MsgType is %j is no message', (MsgType) => {
	const wire = plainPush(JSON.stringify({ MsgType, FromUserName: 'o' }));
	expect(receivePush({ account: plainAccount, ...wire, now: NOW, maxAgeSeconds: 300 })).toMatchObject({
		ok: false,
		reason: 'noMessageType',
	});
});

it('A plain push whose query is not in order is refused for that', () => {
	const { rawBody } = plainPush('{"MsgType":"text"}');
	expect(
		receivePush({ account: plainAccount, query: {}, rawBody, now: NOW, maxAgeSeconds: 300 }),
	).toMatchObject({
		reason: 'missingParameter',
	});
});

it('A URL check without a nonce is refused for that', () => {
	const query = { ...plainPush('').query, nonce: undefined, echostr: '1' };
	expect(checkUrl({ account, query, now: NOW, maxAgeSeconds: 300 })).toMatchObject({
		reason: 'missingParameter',
	});
});

it('An end tag ends with its bracket', () => {
	expect(() => readPushXml('<xml><a>1</a!</xml>')).toThrow('attributes, comments');
});

it('A byte order mark within a text is part of it', () => {
	expect(readPushBody('\uFEFF{"a":"x\uFEFF"}').record).toEqual({ a: 'x\uFEFF' });
	expect(readPushBody('{"a":"x\uFEFF"}').record).toEqual({ a: 'x\uFEFF' });
});

it('A list beside an event that has none is no list of templates', () => {
	const message = { MsgType: 'event', Event: 'CLICK', List: { TemplateId: 'T' } };
	const [event, ...others] = toPushEvents(message, NOW);
	expect(others).toEqual([]);
	expect(event).toMatchObject({ event: 'click', raw: message });
	expect(event).not.toHaveProperty('templateId');
});
