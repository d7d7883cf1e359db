// Cases that people who do this job ran into, as a table: input, right value, where it was seen. Those of keys, signatures and
// answers of the trigger. Ids and names are invented; list.test.ts tells where each case stands.
import { readPushAccount } from '../../../wechat/push/account';
import { checkUrl, receivePush } from '../../../wechat/push/receive';
import type { RefusalReason } from '../../../wechat/push/refusals';
import { TriggerHost } from '../nodes/shared/push/host';
import { type Harness, startHarness, startReceiver } from '../sandbox/harness';
import { account, FOLLOW, NOW, plainAccount, plainPush, securePush, signedQuery } from '../wechat/push/sign';

const common = { now: NOW, maxAgeSeconds: 300 };
const compatible = { ...account, pushMode: 'compatible' as const };
const at = (offset: number) => String(NOW / 1000 + offset);
/** What became of it: `ok`, or the reason. */
const became = (result: { ok: true } | { ok: false; reason: string; explanation: string }) => {
	if (result.ok) return 'ok';
	expect(result.explanation).toMatch(/^[A-Z].{10,}\.$/s);
	return result.reason;
};

describe('keys', () => {
	it.each(['A', 'B', 'E', '9', 'w', 'z'])(
		'K17: an EncodingAESKey that ends in %s decrypts, its low bits ignored (WxJava #1454, #1379, #1610; niefy/wx-api #23)',
		(last) => {
			const by = { ...account, encodingAesKey: account.encodingAesKey.slice(0, 42) + last };
			// Characters that share the upper four bits make the same 32 bytes.
			const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
			const twin = letters[letters.indexOf(last) ^ 1];
			const twinAccount = { ...account, encodingAesKey: account.encodingAesKey.slice(0, 42) + twin };
			for (const other of [by, twinAccount]) {
				const wire = securePush(FOLLOW, { account: other });
				expect(receivePush({ account: by, ...wire, ...common })).toMatchObject({
					ok: true,
					bodyText: FOLLOW,
				});
			}
		},
	);

	const key = account.encodingAesKey;
	it.each<[id: string, change: object, right: object, source: string]>([
		[
			'K18',
			{ encodingAesKey: ` ${key}\r\n`, pushToken: `\t${account.pushToken} ` },
			account,
			'message-pusher #94, #139',
		],
		...[key.slice(1), `${key}=`, `${key.slice(1)}-`].map(
			(encodingAesKey): [string, object, object, string] => [
				'K18',
				{ encodingAesKey },
				{
					ok: false,
					reason: 'badEncodingAesKey',
					explanation: expect.stringContaining('43 letters and digits'),
				},
				'the same',
			],
		),
	])('%s %j', (_id, change, right) => {
		expect(readPushAccount({ ...account, ...change })).toMatchObject(right);
	});
});

describe('signed pushes', () => {
	const beside = '<FromUserName><![CDATA[oForged]]></FromUserName>';
	const withQuery = (wire: ReturnType<typeof plainPush>, more: object) => ({
		...wire,
		query: { ...wire.query, ...more },
	});
	it.each<[id: string, what: string, wire: object, by: object, right: 'ok' | RefusalReason, source: string]>([
		[
			'K20',
			'clear fields beside Encrypt',
			securePush(FOLLOW, { beside }),
			compatible,
			'ok',
			'fastwego/offiaccount #27; PowerWeChat #540',
		],
		['K21', 'msg_signature over Encrypt', securePush(FOLLOW), account, 'ok', 'WxJava #1360, #2348'],
		[
			'K21',
			'signature in its place',
			withQuery(securePush(FOLLOW), { msg_signature: signedQuery({}).signature }),
			account,
			'wrongSignature',
			'the same',
		],
		[
			'K21',
			'plain with encrypt_type=raw',
			withQuery(plainPush(FOLLOW), { encrypt_type: 'raw' }),
			plainAccount,
			'ok',
			'the same',
		],
		['K26', '-299 s', securePush(FOLLOW, { timestamp: at(-299) }), account, 'ok', 'common slip'],
		['K26', '-301 s', securePush(FOLLOW, { timestamp: at(-301) }), account, 'stale', 'common slip'],
		['K26', '-901 s', securePush(FOLLOW, { timestamp: at(-901) }), account, 'stale', 'common slip'],
		['K26', '+120 s', securePush(FOLLOW, { timestamp: at(120) }), account, 'ok', 'common slip'],
		['K26', '+301 s', securePush(FOLLOW, { timestamp: at(301) }), account, 'fromTheFuture', 'common slip'],
		['K26', 'a nonce of 1', securePush(FOLLOW, { nonce: '7' }), account, 'ok', 'common slip'],
		[
			'K26',
			'a nonce of 40',
			securePush(FOLLOW, { nonce: '7'.repeat(40) }),
			account,
			'malformedParameter',
			'common slip',
		],
	])('%s %s', (_id, _what, wire, by, right) => {
		const result = receivePush({
			account: by as never,
			...(wire as ReturnType<typeof plainPush>),
			...common,
		});
		expect(became(result)).toBe(right);
		if (result.ok) expect(result.message).toMatchObject({ FromUserName: 'oPerson1' });
	});
});

describe('the URL check', () => {
	it.each<[id: string, echostr: string, right: 'ok' | RefusalReason, source: string]>([
		['K22', '5927782489442352469', 'ok', 'WxJava #1147'],
		['K22', 'aZ09+/=_-', 'ok', 'the same: base64'],
		['K22', 'a b', 'malformedParameter', 'common slip'],
		['K22', '你好', 'malformedParameter', 'common slip'],
	])('%s %s is sent back as it came, in secure mode, or refused', (_id, echostr, right) => {
		const result = checkUrl({ account, query: { ...signedQuery({}), echostr }, ...common });
		expect(became(result)).toBe(right);
		if (result.ok) expect(result.echostr).toBe(echostr);
	});
});

it('K23: a believed push is answered 200 success (huoban.com 14481: the status must be 200)', async () => {
	const host = await TriggerHost.open({ ...account });
	const fresh = String(Math.floor(Date.now() / 1000));
	const { status, data } = await host.post(securePush(FOLLOW, { timestamp: fresh }));
	await host.close();
	expect([status, data]).toEqual([200, 'success']);
});

describe('C14: WeChat delivers again (tb.rustfisher.com, an nginx log; dify_wechat_plugin #35)', () => {
	let h: Harness;
	beforeAll(async () => {
		h = await startHarness();
	});
	afterAll(async () => await h.sandbox.close());

	it.each<[id: string, answers: Array<{ status: number; body: string } | null>, posts: number]>([
		['C14', Array.from({ length: 5 }, () => ({ status: 201, body: 'success' })), 4],
		['C14', [null, null, null, null], 3],
	])(
		'%s answered %j: %d posts, with the same timestamp, nonce and signature',
		async (_id, answers, posts) => {
			const receiver = await startReceiver([...answers]);
			await h.client.settings({ pushTimeoutMs: 300 });
			await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
			const { id } = await h.linked();
			await h.client.sendText(id, 'officialAccount', 'hello');
			const seen = receiver.posts().map(({ query, body }) => JSON.stringify([query, body]));
			await receiver.close();
			expect(seen).toHaveLength(posts);
			expect(new Set(seen).size).toBe(1);
		},
	);
});
