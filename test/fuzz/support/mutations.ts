// Ways to spoil a text, its bytes or a query: each input of the hunts is a good one with a few of these done to it.
import fc from 'fast-check';
import type { PushQuery } from '../../../wechat/push/query';
import { pushToken, SECONDS } from './wechat';

export const FOLLOW =
	'<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oPerson1]]></FromUserName>' +
	'<CreateTime>1795262400</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event>' +
	'<EventKey><![CDATA[qrscene_shop 7]]></EventKey></xml>';

/** What WeChat sends: an event, a text, a list, each in both forms. */
export const XML_MESSAGES = [
	FOLLOW,
	'<xml>\n<ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[o1]]></FromUserName>\n<CreateTime>1348831860</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[a < b & "c" 你好 😀\r\n]]></Content>\n<MsgId>2918131553548107776</MsgId>\n</xml>',
	'<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>T1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List><List><TemplateId>T2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgPopupEvent></xml>',
];
export const JSON_MESSAGES = [
	'{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":1555684067,"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":"shop"}',
	'{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":1,"MsgType":"text","Content":"a\\"b\\\\ \\u4f60\u0001","MsgId":2918131553548107776}',
	'{"MsgType":"event","Event":"subscribe_msg_popup_event","List":[{"TemplateId":"T1","SubscribeStatusString":"accept","PopupScene":"0"},{"TemplateId":"T2"}],"n":[1,-2.5e3,null,true]}',
];
export const MESSAGES = [...XML_MESSAGES, ...JSON_MESSAGES];

const NAMES = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'Encrypt',
	'MsgType',
	'xml',
	'#text',
];
const NUMBERS = [
	'0',
	'-1',
	'1e999',
	'9007199254740993',
	'18446744073709551616',
	'NaN',
	'Infinity',
	'0x10',
	'1.7976931348623157e309',
	'٣',
];
const PIECES = [
	...'<>/&;!?[]"\'={}:,\\ \0\t\r\n',
	'<xml>',
	'</xml>',
	'<a>',
	'</a>',
	'<a/>',
	'<![CDATA[',
	']]>',
	']]]]><![CDATA[>',
	'<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
	'<!DOCTYPE xml SYSTEM "file:///etc/passwd">',
	'<!doctype html>',
	'<!ENTITY % x SYSTEM "http://127.0.0.1/">',
	'<!--',
	'-->',
	'<?xml version="1.0" encoding="UTF-16"?>',
	'<?php ?>',
	'&amp;',
	'&lt;',
	'&a;',
	'&b;',
	'&#0;',
	'&#x41;',
	'\0' + '0\0',
	'<a b="c">',
	"<a b='",
	'xmlns:a="b"',
	'<MsgType>text</MsgType>',
	'<Encrypt>AAAA</Encrypt>',
	'"Encrypt":"AAAA",',
	'"MsgType":"text",',
	'"__proto__":{"polluted":1},',
	'"\\u005f\\u005fproto__":{"polluted":1},',
	'"constructor":{"prototype":{"polluted":1}},',
	'<__proto__><polluted>1</polluted></__proto__>',
	'<constructor>1</constructor>',
	'\ufeff',
	'\ufffe',
	'\ud800',
	'\u2028',
	'\u0085',
	'你',
	'😀',
	...NAMES,
	...NUMBERS,
];

interface Change {
	kind: number;
	at: number;
	to: number;
	length: number;
	piece: string;
	times: number;
}

const piece = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...PIECES) },
	{ weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary' }) },
);
const change: fc.Arbitrary<Change> = fc.record({
	kind: fc.nat(7),
	at: fc.nat(1000),
	to: fc.nat(1000),
	length: fc.nat(30),
	piece,
	times: fc.constantFrom(1, 1, 1, 2, 9, 40),
});

function changed(text: string, { kind, at, to, length, piece: by, times }: Change): string {
	const from = text.length === 0 ? 0 : at % (text.length + 1);
	const [before, span, after] = [
		text.slice(0, from),
		text.slice(from, from + length),
		text.slice(from + length),
	];
	const other = to % (text.length + 1);
	switch (kind) {
		case 0:
			return before + by.repeat(times) + span + after;
		case 1:
			return before + after;
		case 2:
			return before + by + after;
		case 3:
			return before + span.repeat(times + 1) + after;
		case 4:
			return text.slice(0, from);
		case 5:
			// Moved elsewhere.
			return (before + after).slice(0, other) + span + (before + after).slice(other);
		case 6:
			return text.slice(0, Math.max(from, other)) + text.slice(Math.min(from, other));
		default:
			return by + text;
	}
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });

/** One of the texts, spoilt; or spliced with another of them. */
export const spoilt = (texts: readonly string[]): fc.Arbitrary<string> =>
	fc
		.tuple(fc.nat(texts.length - 1), changes, fc.nat(texts.length * 3), fc.nat(1000))
		.map(([base, done, splice, at]) => {
			const text = done.reduce(changed, texts[base]);
			if (splice >= texts.length) return text;
			return text.slice(0, at % (text.length + 1)) + texts[splice].slice(at % texts[splice].length);
		});

/** Nothing but fragments of markup. */
export const soup = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));

interface ByteChange {
	kind: number;
	at: number;
	value: number;
	length: number;
}

const byteChange: fc.Arbitrary<ByteChange> = fc.record({
	kind: fc.nat(6),
	at: fc.nat(5000),
	value: fc.nat(255),
	length: fc.nat(40),
});
const MARKS = [
	'efbbbf',
	'fffe',
	'feff',
	'0000feff',
	'c080',
	'eda080',
	'f8888080',
	'ff',
	'1f8b08',
	'789c',
].map((hex) => Buffer.from(hex, 'hex'));

function changedBytes(bytes: Buffer, { kind, at, value, length }: ByteChange): Buffer {
	const from = bytes.length === 0 ? 0 : at % bytes.length;
	const [before, after] = [bytes.subarray(0, from), bytes.subarray(from)];
	switch (kind) {
		case 0: {
			const flipped = Buffer.from(bytes);
			if (flipped.length > 0) flipped[from] ^= 1 << (value & 7);
			return flipped;
		}
		case 1:
			return Buffer.concat([before, Buffer.of(value), after]);
		case 2:
			return before;
		case 3:
			return Buffer.concat([before, after.subarray(length)]);
		case 4:
			return Buffer.concat([before, MARKS[value % MARKS.length], after]);
		case 5:
			return Buffer.concat([before, Buffer.alloc(length, value), after]);
		default:
			return value % 8 === 0
				? Buffer.from(bytes.toString('latin1'), 'utf16le')
				: Buffer.concat([MARKS[value % MARKS.length], bytes]);
	}
}

export const spoiltBytes = (bytes: Buffer): fc.Arbitrary<Buffer> =>
	fc.array(byteChange, { minLength: 1, maxLength: 4 }).map((done) => done.reduce(changedBytes, bytes));

/** What somebody without the token can put into one parameter. */
const anyValue = (good: readonly string[]): fc.Arbitrary<unknown> =>
	fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom<unknown>(...good) },
		{ weight: 2, arbitrary: fc.constantFrom(...good).chain((value) => spoilt([value])) },
		{
			weight: 2,
			arbitrary: fc.constantFrom<unknown>(
				...NUMBERS,
				String(SECONDS + 301),
				String(SECONDS - 301),
				`${SECONDS}.0`,
				` ${SECONDS}`,
				`+${SECONDS}`,
				`0${SECONDS}`,
				String(SECONDS * 1000),
				'',
				'aes',
				pushToken.toUpperCase(),
			),
		},
		{ weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, 0, Number.NaN, true, {}, [], SECONDS) },
		{ weight: 1, arbitrary: fc.array(fc.constantFrom(...good), { maxLength: 3 }) },
		{
			weight: 1,
			arbitrary: fc.constantFrom(...good).map((value) => ({ toString: () => value, 0: value, length: 1 })),
		},
		{ weight: 1, arbitrary: fc.string() },
	);

const PARAMETERS = [
	'signature',
	'msg_signature',
	'timestamp',
	'nonce',
	'echostr',
	'openid',
	'encrypt_type',
	...NAMES,
];

/** Parameters changed, removed, doubled, swapped; inherited ones; keys of prototypes. */
export const spoiltQuery = (query: PushQuery): fc.Arbitrary<PushQuery> => {
	const values = Object.values(query).map(String);
	const entry = fc.tuple(fc.constantFrom(...PARAMETERS), anyValue(values));
	return fc.tuple(fc.array(entry, { minLength: 1, maxLength: 4 }), fc.nat(9)).map(([entries, how]) => {
		const result: PushQuery = { ...query };
		for (const [name, value] of entries) {
			if (value === undefined) delete result[name];
			// As a parser does it, so that `__proto__` becomes a key or a prototype, as chance has it.
			else if (how < 2) result[name] = value;
			else
				Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
		}
		return how === 9 ? (Object.create(result) as PushQuery) : result;
	});
};

/** The query string itself, spoilt. */
export const spoiltQueryText = (query: PushQuery): fc.Arbitrary<string> => {
	const text = new URLSearchParams(query as Record<string, string>).toString();
	const more = Object.entries(query).flatMap(([name, value]) => [
		`${text}&${name}=${String(value)}`,
		`${text}&${name}[]=${String(value)}`,
		text.replace(`${name}=`, `${name}[0]=`),
		text.replace(`${name}=`, `${name.toUpperCase()}=`),
		`${text}&__proto__[${name}]=${String(value)}`,
	]);
	return spoilt([text, text.split('&').reverse().join('&'), ...more]);
};
