// Bodies as large as n8n lets through: nothing takes long, not even under a valid signature.
import fc from 'fast-check';
import { MAX_PUSH_BYTES, receivePush } from '../../wechat/push/receive';
import { demand, hunt } from './support/hunt';
import { soup } from './support/mutations';
import { accounts, envelope, MAX_AGE_SECONDS, NOW, seal, signedQuery, type Wire } from './support/wechat';

const common = { now: NOW, maxAgeSeconds: MAX_AGE_SECONDS };
const refusePlain = (text: string) =>
	demand(
		!receivePush({ account: accounts.plain, query: signedQuery(), rawBody: Buffer.from(text), ...common }).ok,
		'it is refused',
	);
const receiveSecure = (wire: Wire) => receivePush({ account: accounts.secure, ...wire, ...common });

test('large bodies: one fragment a hundred thousand times', () => {
	const fragment = fc.oneof(
		fc.constantFrom(
			...[
				'<',
				'<a',
				'<a>',
				'<a/>',
				'</a>',
				'<a>1</a>',
				'<a b="',
				' a="b"',
				'&',
				'&amp;',
				'&a;',
				'&#1;',
				'<!',
				'<!--',
				'-->',
			],
			...[
				'<![CDATA[',
				']]>',
				'<![CDATA[]]>',
				'<![CDATA[<!DOCTYPE]]>',
				'<?',
				'?>',
				' ',
				'\n',
				'\0',
				'"',
				'\\',
				'\\u',
				"'",
			],
			...[
				'{"a":',
				'[',
				'[[',
				'],',
				'{}',
				',',
				'1',
				'12345678901234567890,',
				'"a":"b",',
				'\u0001',
				'\ud800',
				'\ufeff',
				'你',
			],
			...['<Encrypt>A</Encrypt>', '"Encrypt":"A",', 'AAAA', '-', '%', 'e9', '.'],
		),
		soup.filter((text) => text !== ''),
	);
	const frame = fc.constantFrom<[string, string]>(
		['', ''],
		['<xml>', '</xml>'],
		['<xml><A>', '</A></xml>'],
		['<xml><A><![CDATA[', ']]></A></xml>'],
		['<xml ', '></xml>'],
		['<?xml ', '?><xml></xml>'],
		['<!DOCTYPE xml [', ']><xml></xml>'],
		['{"a":', '}'],
		['{"a":"', '"}'],
		['{"a":12345678901234567890,"b":"', '"}'],
		['{"a":[', '1]}'],
		['{', '"a":1}'],
	);
	const size = fc.constantFrom(
		10_000,
		19_999,
		65_000,
		66_000,
		130_000,
		131_500,
		300_000,
		MAX_PUSH_BYTES,
		MAX_PUSH_BYTES + 1,
	);
	hunt('large bodies', fc.tuple(fragment, frame, size), ([piece, [before, after], bytes]) => {
		const room = bytes - Buffer.byteLength(before + after);
		const times = Math.floor(room / Buffer.byteLength(piece));
		refusePlain(before + piece.repeat(Math.max(0, times)) + after);
	});
});

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

test('the worst that we could think of, in the clear', () => {
	hunt('the worst bodies', fc.constantFrom(...bodies), refusePlain);
});

test('the worst that we could think of, sealed and signed', () => {
	const wires = bodies.map((body) => {
		const encrypted = seal({ message: Buffer.from(body.slice(0, 700_000)) }).toString('base64');
		return {
			query: signedQuery(encrypted),
			rawBody: envelope(encrypted, body.startsWith('<') ? 'xml' : 'json'),
		};
	});
	hunt('the worst bodies, sealed', fc.constantFrom(...wires), (wire) =>
		demand(!receiveSecure(wire).ok, 'it is refused'),
	);
});
