/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The readers of bodies: plain records come out, or a refusal that has a name.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parseWechatJson, readWechatObject } from '../../wechat/json';
import { PushBodyError, readPushBody } from '../../wechat/push/body';
import { eventKey, toPushEvents } from '../../wechat/push/events';
import { readPushXml } from '../../wechat/push/xml';
import { PushXmlError } from '../../wechat/push/xmlFaults';
import { receivePush } from '../../wechat/push/receive';
import { demand, hunt } from './support/hunt';
import { JSON_MESSAGES, MESSAGES, soup, spoilt, spoiltBytes, XML_MESSAGES } from './support/mutations';
import { accounts, MAX_AGE_SECONDS, NOW, signedQuery } from './support/wechat';

const OF_EVERY_OBJECT = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Nothing but own, plain data, with no name that every object has. @returns how long the texts in it are */
function measure(value: unknown): number {
	if (typeof value === 'string') return value.length;
	if (typeof value !== 'object' || value === null) return 0;
	if (!Array.isArray(value)) {
		demand(Object.getPrototypeOf(value) === Object.prototype, 'a record is plain');
		for (const name of Object.getOwnPropertyNames(value))
			demand(!OF_EVERY_OBJECT.has(name), 'no name of every object');
	}
	return Object.values(value).reduce<number>((total, entry) => total + measure(entry), 0);
}

const elements = fc
	.array(
		fc.constantFrom(
			...[
				'<a>',
				'</a>',
				'<b/>',
				'<a >',
				'</a\n>',
				'<c>',
				'</c>',
				'</b/>',
				' ',
				'x',
				'>',
				'&lt;',
				'&amp;gt;',
				'\r\n',
			],
			...['<![CDATA[<]]>', '<![CDATA[]]>', '<?xml version="1.0"?>', '\u00a0', '\ufeff'],
		),
		{ maxLength: 12 },
	)
	.map((parts) => `<xml>${parts.join('')}</xml>`);

const general = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false });

/** Without the blanks between elements, and with the line ends of XML. */
const tidied = (value: unknown): unknown => {
	if (typeof value === 'string') return value.replace(/\r\n?/g, '\n');
	if (Array.isArray(value)) return value.map(tidied);
	const entries = Object.entries(value as object).filter(([name]) => name !== '#text');
	return Object.fromEntries(entries.map(([name, entry]) => [name, tidied(entry)]));
};

/** A general XML parser reads the same, and finds nothing wrong with it. */
function readGenerally(text: string): unknown {
	demand(XMLValidator.validate(text) === true, 'it is well-formed XML');
	const document = general.parse(text) as Record<string, unknown>;
	delete document['?xml'];
	return tidied(document);
}

function holdsMarks(value: unknown): boolean {
	if (typeof value === 'string') return value.includes(']]>');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsMarks);
}

test('XML bodies', () => {
	let read = 0;
	const body = fc.oneof(
		{ weight: 3, arbitrary: spoilt(XML_MESSAGES) },
		{ weight: 1, arbitrary: soup },
		{ weight: 1, arbitrary: soup.map((inside) => `<xml><A>${inside}</A></xml>`) },
		{ weight: 1, arbitrary: elements },
	);
	const tried = hunt('XML bodies', body, (text) => {
		try {
			const record = readPushXml(text);
			// No entity grows: what comes out is never longer than what went in.
			read++;
			demand(measure(record) <= text.length, 'no entity grows');
			// A text that holds marks of CDATA is no XML any more, and read by a rule of ours: see cdata.test.ts.
			if (holdsMarks(record)) return;
			demand(isDeepStrictEqual(readGenerally(text), { xml: tidied(record) }), 'others read it alike');
			const clear = text.replace(/<!\[CDATA\[[^]*?\]\]>/g, '').replace(/^\s*<\?xml\s[^<>?]*\?>/, '');
			demand(!/<[!?]|&(?!(amp|lt|gt|quot|apos);)|<[^<>]*=/.test(clear), 'there is no markup beyond elements');
		} catch (error) {
			demand(error instanceof PushXmlError, `${String(error)} is a PushXmlError`);
		}
	});
	// Enough of them are read at all for the comparison to mean something.
	expect(read).toBeGreaterThan(tried / 15);
});

test('JSON bodies', () => {
	const body = fc.oneof(
		{ weight: 3, arbitrary: spoilt(JSON_MESSAGES) },
		{ weight: 1, arbitrary: soup.map((inside) => `{"a":${inside}}`) },
		{ weight: 1, arbitrary: fc.json({ noUnicodeString: false }) },
	);
	hunt('JSON bodies', body, (text) => {
		try {
			const { record } = readPushBody(text);
			demand(measure(record) <= text.length, 'nothing grows');
			// What the reader makes of it can be made into items and a key, too.
			demand(toPushEvents(record, NOW).length > 0, 'a message makes an item');
			demand(/^[\w-]{32}$/.test(eventKey({ message: record, bodyText: text })), 'a message has a key');
		} catch (error) {
			demand(error instanceof PushBodyError, `${String(error)} is a PushBodyError`);
		}
	});
});

test('JSON texts, as answers too', () => {
	const digits = fc
		.stringMatching(/^-?\d{1,24}(\.\d{1,20})?([eE][+-]?\d{1,4})?$/)
		.map((number) => `{"n":${number}}`);
	hunt('JSON texts', fc.oneof(spoilt(JSON_MESSAGES), digits, soup, fc.json()), (text) => {
		const answer = readWechatObject(text);
		let strict: unknown;
		try {
			strict = JSON.parse(text);
		} catch {
			// The reader may mend it; an error of its own is a SyntaxError.
			try {
				parseWechatJson(text);
			} catch (error) {
				demand((error as Error).name === 'SyntaxError', 'an error is a SyntaxError');
			}
			return;
		}
		// Whatever JSON.parse reads is read, and alike but for long numbers and a name written twice.
		if (/\d{16}/.test(text)) return;
		demand(isDeepStrictEqual(parseWechatJson(text), strict), 'what JSON.parse reads is read alike');
		const isObject = typeof strict === 'object' && strict !== null && !Array.isArray(strict);
		demand(isDeepStrictEqual(answer, isObject ? strict : undefined), 'an answer is an object');
	});
});

const receivePlain = (rawBody: Buffer) =>
	receivePush({
		account: accounts.plain,
		query: signedQuery(),
		rawBody,
		now: NOW,
		maxAgeSeconds: MAX_AGE_SECONDS,
	});

test('bodies as bytes: other encodings, byte order marks, compressed, cut', () => {
	const bytes = fc.constantFrom(...MESSAGES).chain((message) => spoiltBytes(Buffer.from(message)));
	hunt('bodies as bytes', bytes, (rawBody) => {
		const result = receivePlain(rawBody);
		if (!result.ok) return;
		measure(result.message);
		demand(Buffer.byteLength(result.bodyText) <= rawBody.length * 3, 'nothing grows');
	});
});
