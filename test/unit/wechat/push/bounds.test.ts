// Where the bounds of pushes lie, to the last character: what is just within is read, what is just beyond is refused.
import { readPushAccount } from '../../../../wechat/push/account';
import { readPushBody, PushBodyError } from '../../../../wechat/push/body';
import { decryptPush, encryptPush, PushCipherError } from '../../../../wechat/push/cipher';
import { MAX_PUSH_BYTES, checkUrl, receivePush } from '../../../../wechat/push/receive';
import { readPushXml } from '../../../../wechat/push/xml';
import { PushXmlError } from '../../../../wechat/push/xmlFaults';
import { FOLLOW, NOW, account, plainAccount, plainPush, securePush, signedQuery } from './sign';

function faultOf(read: () => unknown): string {
	try {
		read();
		return 'none';
	} catch (error) {
		const kinds = [PushBodyError, PushXmlError, PushCipherError];
		return kinds.some((kind) => error instanceof kind) ? (error as PushBodyError).fault : String(error);
	}
}
const bodyFault = (text: string) => faultOf(() => readPushBody(text));
const xmlFault = (text: string) => faultOf(() => readPushXml(text));
const outcome = (result: { ok: boolean; reason?: string }) => result.reason ?? result.ok;

describe('JSON', () => {
	const nested = (depth: number) => `{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`;
	it.each<[what: string, text: string, fault: string]>([
		['eight levels', nested(7), 'none'],
		['nine levels', nested(8), 'tooComplex'],
		['2,000 values', `{"a":[${new Array(1_998).fill('1').join(',')}]}`, 'none'],
		['2,001 values', `{"a":[${new Array(1_999).fill('1').join(',')}]}`, 'tooComplex'],
		['128 KiB', `{"a":"${'x'.repeat(128 * 1024 - 8)}"}`, 'none'],
		['128 KiB and one', `{"a":"${'x'.repeat(128 * 1024 - 7)}"}`, 'tooComplex'],
		['20,000 commas and a brace', `{"a":"${','.repeat(19_999)}"}`, 'none'],
		['one more', `{"a":"${','.repeat(20_000)}"}`, 'tooComplex'],
		['as many brackets', `{"a":"${'['.repeat(20_000)}"}`, 'tooComplex'],
		['as many braces', `{"a":"${'{'.repeat(20_000)}"}`, 'tooComplex'],
		['as many control characters', `{"a":"${'\u0001'.repeat(20_000)}"}`, 'tooComplex'],
		['as many blanks', `{"a":"${' '.repeat(20_000)}"}`, 'none'],
		['a null', '{"a":null}', 'none'],
		['a byte order mark', '\uFEFF{"a":1}', 'none'],
		['blanks before it', ' \n\t{"a":1}', 'none'],
		['a list', '[1]', 'neitherXmlNorJson'],
		['blanks alone', ' \n ', 'empty'],
	])('of %s', (_, text, fault) => {
		expect(bodyFault(text)).toBe(fault);
	});
});

describe('XML', () => {
	const nested = (depth: number) => `<xml>${'<a>'.repeat(depth)}1${'</a>'.repeat(depth)}</xml>`;
	const many = (count: number) =>
		`<xml>${Array.from({ length: count }, (_, at) => `<a${at}>1</a${at}>`).join('')}</xml>`;
	/** Everything but the text counts, and what stands in tags. */
	const structured = (length: number) => `<xml><a>${'x'.repeat(length)}</a></xml>`;
	it.each<[what: string, text: string, fault: string]>([
		['eight levels below the root', nested(8), 'none'],
		['nine', nested(9), 'tooComplex'],
		['500 elements', many(500), 'none'],
		['501', many(501), 'tooComplex'],
		['64 KiB of short values', structured(64 * 1024 - 3), 'none'],
		['and one more', structured(64 * 1024 - 2), 'tooComplex'],
		['a declaration', '<?xml version="1.0" encoding="UTF-8"?><xml><a>1</a></xml>', 'none'],
		['a declaration with the other quotes', "<?xml version='1.0' ?>\n<xml><a>1</a></xml>", 'none'],
		['a declaration further down', '<xml><?xml version="1.0"?><a>1</a></xml>', 'forbidden'],
		['blanks around it', ' \r\n<xml>\t<a>1</a> </xml>\n ', 'none'],
		['something behind it', '<xml><a>1</a></xml>x', 'malformed'],
		['something before it', 'x<xml><a>1</a></xml>', 'malformed'],
		['another root', '<yml><a>1</a></yml>', 'malformed'],
		['a root without anything', '<xml/>', 'malformed'],
		['eight blanks in an end tag', `<xml><a>1</a${' '.repeat(8)}></xml>`, 'none'],
		['nine', `<xml><a>1</a${' '.repeat(9)}></xml>`, 'forbidden'],
		['eight blanks in a start tag', `<xml><a${' '.repeat(8)}>1</a></xml>`, 'none'],
		['nine', `<xml><a${' '.repeat(9)}>1</a></xml>`, 'forbidden'],
		['a closed element', '<xml><a/><b /></xml>', 'none'],
		['a control character', '<xml><a>\u0001</a></xml>', 'malformed'],
		['a control character in CDATA', '<xml><a><![CDATA[\u0001]]></a></xml>', 'none'],
		['a DOCTYPE in small letters', '<!doctype xml><xml><a>1</a></xml>', 'forbidden'],
		['a DOCTYPE in CDATA', '<xml><a><![CDATA[<!DOCTYPE x>]]></b></xml>', 'malformed'],
		['a CDATA without an end', '<xml><a><![CDATA[x</a></xml>', 'forbidden'],
		['an entity of HTML', '<xml><a>&nbsp;</a></xml>', 'forbidden'],
		['an entity of XML', '<xml><a>&lt;</a></xml>', 'none'],
		['an element named like a property', '<xml><toString>1</toString></xml>', 'forbidden'],
		['more than 64 KiB that has no reading', `<xml><a>${'x'.repeat(64 * 1024)}`, 'tooComplex'],
	])('with %s', (_, text, fault) => {
		expect(xmlFault(text)).toBe(fault);
	});

	it('is read by its five entities and its line ends, outside CDATA', () => {
		expect(readPushXml('<xml><a>&amp;&lt;&gt;&quot;&apos;\r\n\r\n</a><b/><c><d>1</d></c></xml>')).toEqual({
			a: '&<>"\'\n\n',
			b: '',
			c: { d: '1' },
		});
	});

	it('has a repeated element as a list, however often', () => {
		expect(readPushXml('<xml><A>1</A><A>2</A><A>3</A></xml>')).toEqual({ A: ['1', '2', '3'] });
	});
});

describe('The query', () => {
	const receive = (query: object, by = plainAccount) =>
		outcome(
			receivePush({
				account: by,
				query: { ...plainPush(FOLLOW).query, ...query },
				rawBody: plainPush(FOLLOW).rawBody,
				now: NOW,
				maxAgeSeconds: 300,
			}),
		);
	const at = (offset: number) =>
		signedQuery({ account: plainAccount, timestamp: String(NOW / 1000 + offset) });

	it.each<[what: string, query: object, result: string | boolean]>([
		['exactly as old as may be', at(-300), true],
		['a second older', at(-301), 'stale'],
		['exactly as far ahead as may be', at(300), true],
		['a second further', at(301), 'fromTheFuture'],
		['a signature in capitals', { signature: signedQuery({}).signature.toUpperCase() }, true],
		['an empty msg_signature', { msg_signature: '' }, true],
		['a msg_signature that is none', { msg_signature: 'x' }, 'malformedParameter'],
		['a signature of 41', { signature: `${signedQuery({}).signature}0` }, 'malformedParameter'],
		[
			'a signature with something before it',
			{ signature: `x${signedQuery({}).signature}` },
			'malformedParameter',
		],
		['a timestamp of 13 digits', { timestamp: '1'.repeat(13) }, 'malformedParameter'],
		['a nonce of 32', signedQuery({ nonce: 'n'.repeat(32) }), true],
		['a nonce of 33', signedQuery({ nonce: 'n'.repeat(33) }), 'malformedParameter'],
		['a nonce beyond ASCII', signedQuery({ nonce: '随' }), 'malformedParameter'],
		['an empty nonce', { nonce: '' }, 'missingParameter'],
		['no nonce', { nonce: undefined }, 'missingParameter'],
	])('with %s', (_, query, result) => {
		expect(receive(query)).toBe(result);
	});

	it.each<[echostr: unknown, result: string | boolean]>([
		['1'.repeat(256), true],
		['1'.repeat(257), 'malformedParameter'],
		['a b', 'malformedParameter'],
		['', 'missingParameter'],
	])('of the URL check with the echostr %j', (echostr, result) => {
		const query = { ...signedQuery({}), echostr };
		expect(outcome(checkUrl({ account, query, now: NOW, maxAgeSeconds: 300 }))).toBe(result);
	});
});

it('A body of exactly 1 MiB is read, and not refused for its size', () => {
	const wire = { ...plainPush(FOLLOW), rawBody: Buffer.alloc(MAX_PUSH_BYTES, ' ') };
	expect(outcome(receivePush({ account: plainAccount, ...wire, now: NOW, maxAgeSeconds: 300 }))).toBe(
		'empty',
	);
});

describe('The cipher', () => {
	const { encodingAesKey, appId } = account;

	it('names a key that is none', () => {
		for (const key of ['', `${encodingAesKey}a`, `${encodingAesKey.slice(1)}+`]) {
			expect(faultOf(() => decryptPush({ encodingAesKey: key, appId, encrypted: 'AAAA' }))).toBe('badKey');
			expect(faultOf(() => encryptPush({ encodingAesKey: key, appId, message: 'x' }))).toBe('badKey');
			const by = { ...account, encodingAesKey: key };
			expect(outcome(receivePush({ account: by, ...securePush(FOLLOW), now: NOW, maxAgeSeconds: 300 }))).toBe(
				'badEncodingAesKey',
			);
		}
	});

	it.each(['', 'AAAA', Buffer.alloc(15).toString('base64'), Buffer.alloc(17).toString('base64')])(
		'takes %j for no sealed text',
		(encrypted) => {
			expect(faultOf(() => decryptPush({ encodingAesKey, appId, encrypted }))).toBe('undecryptable');
		},
	);

	it('seals and opens texts of every length around a block', () => {
		for (let length = 0; length < 70; length++) {
			const message = 'x'.repeat(length);
			const encrypted = encryptPush({ encodingAesKey, appId, message });
			expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0);
			expect(decryptPush({ encodingAesKey, appId, encrypted })).toBe(message);
		}
	});

	it('seals the same text twice in two ways', () => {
		const seal = () => encryptPush({ encodingAesKey, appId, message: FOLLOW });
		expect(seal()).not.toBe(seal());
	});
});

describe('The push settings', () => {
	it.each<[patch: object, result: unknown]>([
		[{ pushMode: '' }, { pushMode: 'secure' }],
		[{ pushMode: ' compatible ' }, { pushMode: 'compatible' }],
		[{ pushMode: 7 }, { pushMode: 'secure' }],
		[
			{ pushMode: 'plain', appId: '' },
			{ pushMode: 'plain', appId: '' },
		],
		[{ appId: 7 }, { reason: 'noAppId' }],
		[{ pushMode: 'compatible', encodingAesKey: '' }, { reason: 'badEncodingAesKey' }],
	])('%j', (patch, result) => {
		expect(readPushAccount({ ...account, ...patch })).toMatchObject(result as object);
	});
});
