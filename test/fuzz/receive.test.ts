/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The whole gate in its three modes: bodies and queries spoilt together, and good pushes of any content.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { receivePush } from '../../wechat/push/receive';
import { REASONS } from '../../wechat/push/refusals';
import { demand, hunt, type Hunt } from './support/hunt';
import { MESSAGES, soup, spoilt, spoiltBytes, spoiltQuery } from './support/mutations';
import { accounts, envelope, isSigned, MAX_AGE_SECONDS, NOW, provenMessages, push } from './support/wechat';
import { encodingAesKey, pushToken, seal, SECONDS, signedQuery, type Wire } from './support/wechat';

type Mode = keyof typeof accounts;

function receive(mode: Mode, wire: Wire) {
	const result = receivePush({ account: accounts[mode], ...wire, now: NOW, maxAgeSeconds: MAX_AGE_SECONDS });
	if (!result.ok) {
		demand(REASONS.includes(result.reason), 'a refusal has a name');
		const text = JSON.stringify(result);
		demand(!text.includes(pushToken) && !text.includes(encodingAesKey), 'no secret is told');
	}
	return result;
}

/** Bodies of one mode sent to another, clear text beside and instead of the sealed one. */
function wires(mode: Mode): fc.Arbitrary<Wire> {
	const pushes = (['secure', 'compatible', 'plain'] as const).flatMap((by) =>
		MESSAGES.map((message) => push(by, message)),
	);
	const own = pushes.filter(
		(_, at) => Math.floor(at / MESSAGES.length) === ['secure', 'compatible', 'plain'].indexOf(mode),
	);
	const one = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...own) },
		{ weight: 1, arbitrary: fc.constantFrom(...pushes) },
	);
	const clear = fc.constantFrom(...MESSAGES).map((message) => Buffer.from(message));
	return one.chain(({ query, rawBody }) =>
		fc.record({
			query: fc.oneof(
				{ weight: 2, arbitrary: fc.constant(query) },
				{ weight: 1, arbitrary: spoiltQuery(query) },
			),
			rawBody: fc.oneof(
				{ weight: 2, arbitrary: fc.constant(rawBody) },
				{ weight: 3, arbitrary: spoilt([rawBody.toString()]).map((text) => Buffer.from(text)) },
				{ weight: 2, arbitrary: spoiltBytes(rawBody) },
				{ weight: 1, arbitrary: clear },
				{ weight: 1, arbitrary: fc.constantFrom(...pushes).map(({ rawBody: other }) => other) },
			),
		}),
	);
}

function huntIn(mode: Mode) {
	test(`${mode} mode: nothing unsigned is believed`, () => {
		let believed = 0;
		const tried = hunt(`pushes in ${mode} mode` as Hunt, wires(mode), (wire) => {
			const result = receive(mode, wire);
			if (!result.ok) return;
			believed++;
			if (mode === 'plain') {
				demand(isSigned(wire.query), 'it is signed');
				demand(
					!result.encrypted && result.bodyText === wire.rawBody.toString('utf8'),
					'the body is what came',
				);
			} else {
				// The sealed message, not what stands beside it in the clear.
				demand(result.encrypted && provenMessages(wire).includes(result.bodyText), 'it is proven');
			}
		});
		expect(believed).toBeGreaterThan(tried / 600);
	});
}

huntIn('secure');
huntIn('compatible');
huntIn('plain');

test('what WeChat has sealed and signed is read to the byte or refused by name, whatever people wrote into it', () => {
	const message = fc.oneof(
		spoilt(MESSAGES),
		soup,
		soup.map(
			(text) =>
				`<xml><MsgType>text</MsgType><Content><![CDATA[${text.replaceAll(']]>', '')}]]></Content></xml>`,
		),
	);
	hunt('messages rightly sealed', fc.tuple(message, fc.constantFrom('xml', 'json')), ([text, format]) => {
		const encrypted = seal({ message: Buffer.from(text) }).toString('base64');
		const wire = { query: signedQuery(encrypted), rawBody: envelope(encrypted, format as 'xml' | 'json') };
		const result = receive('secure', wire);
		demand(!result.ok || result.bodyText === Buffer.from(text).toString('utf8'), 'it is read to the byte');
		demand(result.ok || result.publicReason === 'unreadable', 'the sender learns nothing of what was sealed');
	});
});

const NAMES = ['Content', 'EventKey', 'Title', 'Label', 'Recognition'] as const;
/** Half of a surrogate pair cannot travel as UTF-8. */
const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 20 }),
	soup.filter((words) => Buffer.from(words).toString() === words),
);

test('good pushes of any content are believed and come through to the byte', () => {
	const good = fc.record({
		mode: fc.constantFrom<Mode>('secure', 'compatible', 'plain'),
		format: fc.constantFrom('xml', 'json'),
		fields: fc.dictionary(fc.constantFrom(...NAMES), text),
		id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
		age: fc.integer({ min: -MAX_AGE_SECONDS, max: MAX_AGE_SECONDS }),
		nonce: fc.stringMatching(/^\d{6,12}$/),
		upper: fc.boolean(),
	});
	hunt('good pushes', good, ({ mode, format, fields, id, age, nonce, upper }) => {
		const all = { MsgType: 'text', ...fields, MsgId: id };
		// WeChat escapes nothing, not even the end of CDATA: see docs/wechat/pushes.md.
		const cdata = (value: string) => `<![CDATA[${value}]]>`;
		const message =
			format === 'json'
				? JSON.stringify(all).replace(/"MsgId":"(\d+)"/, '"MsgId":$1')
				: `<xml>\n${Object.entries(all)
						.map(([name, value]) => `<${name}>${cdata(value)}</${name}>\n`)
						.join('')}</xml>`;
		const sealed = mode === 'plain' ? undefined : seal({ message: Buffer.from(message) }).toString('base64');
		const query: Record<string, string> = signedQuery(sealed, String(SECONDS + age), nonce);
		for (const name of ['signature', 'msg_signature'])
			if (upper && query[name]) query[name] = query[name].toUpperCase();
		const rawBody = sealed === undefined ? Buffer.from(message) : envelope(sealed, format as 'xml' | 'json');
		const result = receive(mode, { query, rawBody });
		demand(result.ok && result.bodyText === message && result.format === format, 'it is believed as it is');
		const { MsgId: read, ...others } = result.message;
		demand(isDeepStrictEqual({ ...others, MsgId: String(read) }, all), 'it is read as it was written');
	});
});
