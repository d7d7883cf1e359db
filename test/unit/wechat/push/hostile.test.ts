// Hostile pushes, made up by the thousand: nothing but a refusal comes out, nothing is believed unsigned, nothing takes long.
import fc from 'fast-check';
import { PushBodyError, readPushBody } from '../../../../wechat/push/body';
import { decryptPush, PushCipherError } from '../../../../wechat/push/cipher';
import { MAX_PUSH_BYTES, receivePush } from '../../../../wechat/push/receive';
import { PushXmlError, readPushXml } from '../../../../wechat/push/xml';
import type { Wire } from './sign';
import { account, envelope, FOLLOW, NOW, plainAccount, plainPush, securePush } from './sign';

const RUNS = { numRuns: 3000 };
const MARKUP = [
	'<',
	'>',
	'/',
	'&',
	';',
	'!',
	'?',
	'[',
	']',
	'"',
	"'",
	'=',
	'{',
	'}',
	':',
	',',
	'\\',
	'\0',
	'\r\n',
	' ',
];
const PIECES = [
	...MARKUP,
	'<xml>',
	'</xml>',
	'<a>',
	'</a>',
	'<a/>',
	'<![CDATA[',
	']]>',
	'<!DOCTYPE',
	'<!ENTITY',
	'<!--',
	'-->',
	'<?xml version="1.0"?>',
	'&amp;',
	'&x;',
	'&#0;',
	'__proto__',
	'constructor',
	'"__proto__":',
	'\\u005f',
	'Encrypt',
	'MsgType',
	'1e999',
	'12345678901234567890',
	'\ud800',
	'\ufeff',
	'你',
];
const soup = fc
	.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 60 })
	.map((parts) => parts.join(''));

/** A good body with some bytes replaced, removed or doubled. */
const spoil = (text: string) =>
	fc
		.array(
			fc.tuple(
				fc.nat(text.length),
				fc.nat(20),
				fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })),
			),
			{
				minLength: 1,
				maxLength: 4,
			},
		)
		.map((cuts) =>
			cuts.reduce((body, [at, length, by]) => body.slice(0, at) + by + body.slice(at + length), text),
		);

const receive = (wire: Wire, by = account) =>
	receivePush({ account: by, ...wire, now: NOW, maxAgeSeconds: 300 });

function expectClean(value: unknown) {
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	if (typeof value !== 'object' || value === null) return;
	if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
	for (const entry of Object.values(value)) expectClean(entry);
}

test('a spoilt XML body is read into plain text values or refused by name', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				soup,
				spoil(FOLLOW),
				soup.map((inside) => `<xml><A>${inside}</A></xml>`),
			),
			(text) => {
				try {
					expectClean(readPushXml(text));
				} catch (error) {
					expect(error).toBeInstanceOf(PushXmlError);
				}
			},
		),
		RUNS,
	);
});

test('a spoilt JSON body likewise', () => {
	const good = JSON.stringify({
		MsgType: 'event',
		List: [{ MsgID: '1' }],
		Content: 'a\\"b',
		__: { a: null },
	});
	fc.assert(
		fc.property(
			fc.oneof(
				spoil(good),
				soup.map((inside) => `{"a":${inside}}`),
				fc.json(),
			),
			(text) => {
				try {
					expectClean(readPushBody(text).record);
				} catch (error) {
					expect(error).toBeInstanceOf(PushBodyError);
				}
			},
		),
		RUNS,
	);
});

test('any text in CDATA comes back to the byte', () => {
	fc.assert(
		fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
			const xml = `<xml>\n<A><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></A><B>1</B></xml>`;
			expect(readPushXml(xml)).toEqual({ A: text, B: '1' });
		}),
		RUNS,
	);
});

test('a body that was changed after signing is never believed', () => {
	for (const format of ['xml', 'json'] as const) {
		const push = securePush(FOLLOW, { format });
		const believed = receive(push);
		fc.assert(
			fc.property(spoil(push.rawBody.toString()), (body) => {
				const result = receive({ ...push, rawBody: Buffer.from(body) });
				// Changes beside Encrypt are nobody's business: what is believed is still what was signed.
				if (result.ok) expect(result).toMatchObject({ ...believed, format: expect.any(String) });
			}),
			RUNS,
		);
	}
});

test('a query that was changed is never believed', () => {
	const push = securePush(FOLLOW);
	const believed = push.query;
	const names = ['signature', 'msg_signature', 'timestamp', 'nonce'];
	const value = fc.oneof(
		fc.string(),
		fc.array(fc.string()),
		fc.anything(),
		fc.constantFrom(...Object.values(believed)),
	);
	fc.assert(
		fc.property(fc.constantFrom(...names), value, (name, changed) => {
			const result = receive({ ...push, query: { ...believed, [name]: changed } });
			const harmless = name === 'signature' || (typeof changed === 'string' && changed === believed[name]);
			if (!harmless) expect(result.ok).toBe(false);
			if (!result.ok) expect(Object.keys(result)).toEqual(['ok', 'reason', 'explanation']);
		}),
		RUNS,
	);
});

test('whatever stands in Encrypt, even rightly signed, decrypts for our appid or is refused', () => {
	const base64 = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64'));
	fc.assert(
		fc.property(fc.oneof(base64, fc.string()), (encrypted) => {
			expect(receive(envelope(encrypted.replaceAll(']]>', '').replaceAll('\0', ''))).ok).toBe(false);
			try {
				decryptPush({ ...account, encrypted });
			} catch (error) {
				expect(error).toBeInstanceOf(PushCipherError);
			}
		}),
		RUNS,
	);
});

test('a flipped byte in the cipher text is never believed', () => {
	const push = securePush(FOLLOW);
	const body = push.rawBody.toString();
	const start = body.indexOf('<Encrypt><![CDATA[') + '<Encrypt><![CDATA['.length;
	const end = body.indexOf(']]></Encrypt>');
	for (let at = start; at < end; at++) {
		const flipped = body[at] === 'A' ? 'B' : 'A';
		expect(
			receive({ ...push, rawBody: Buffer.from(body.slice(0, at) + flipped + body.slice(at + 1)) }),
		).toMatchObject({
			reason: 'wrongSignature',
		});
	}
});

/** Milliseconds; the best of a few runs, since a busy machine makes one slow but not each. */
function fastest(run: () => void): number {
	const times = [1, 2, 3, 4, 5].map(() => {
		const startedAt = performance.now();
		run();
		return performance.now() - startedAt;
	});
	return Math.min(...times);
}

describe('no body takes long, not even signed:', () => {
	const fill = (piece: string, before = '', after = '', size = MAX_PUSH_BYTES) =>
		before +
		piece.repeat(Math.floor((size - Buffer.byteLength(before + after)) / Buffer.byteLength(piece))) +
		after;
	const bodies = [
		fill('<'),
		fill('<a>'),
		fill('<a', '<xml>'),
		fill('<a>1</a>', '<xml>', '</xml>'),
		fill('&amp;', '<xml><A>', '</A></xml>'),
		fill('&', '<xml><A>', '</A></xml>'),
		fill('<![CDATA[', '<xml><A>', '</A></xml>'),
		fill('<![CDATA[]]>', '<xml><A>', '</A></xml>'),
		fill(' ', '<xml', '></xml>'),
		fill(' ', '<?xml ', '?><xml></xml>'),
		fill('\n', '<xml><A>', '</A></xml>'),
		fill('&amp;', '<xml><A>', '</A></xml>', 60_000),
		fill('\n', '<xml><A>', '</A></xml>', 60_000),
		fill('<a> </a>', '<xml>', '</xml>', 15_000),
		fill('[', '{"a":'),
		fill('{"a":'),
		fill('"', '{"a":'),
		fill('[', '{"a":', '', 19_000),
		fill('\\', '{"a":"', '"}', 120_000),
		fill('\u0001', '{"a":"', '"}', 120_000),
		fill('1', '{"a":', '}', 120_000),
		fill('1', '{"a":1234567890123456789,"b":"', '"}', 120_000),
		fill(' '),
	];
	test.each(bodies.map((body) => [`${body.length} of ${body.slice(0, 24)}`, body]))('%s', (_, body) => {
		const push = plainPush(body);
		expect(receive(push, plainAccount).ok).toBe(false);
		expect(fastest(() => receive(push, plainAccount))).toBeLessThan(50);
	});
});
