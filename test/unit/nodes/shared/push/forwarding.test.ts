// One push URL, several receivers: what the addresses of Forward To get, and when. What travels: forwardedContent.test.ts; who
// does not answer: forwardingTries.test.ts.
import { type INodeParameters, sleep } from 'n8n-workflow';
import { receivePush } from '../../../../../wechat/push/receive';
import { encryptReply, textReply } from '../../../../../wechat/push/reply';
import { type Received, Receiver } from '../../../../support/receiver';
import { account, FOLLOW, securePush, type Wire } from '../../../wechat/push/sign';
import { TriggerHost, until } from './host';

let host: TriggerHost;
let backends: Receiver[];
beforeEach(async () => {
	backends = [await Receiver.open(), await Receiver.open()];
});
afterEach(async () => {
	await host.close();
	await Promise.all(backends.map(async (backend) => await backend.close()));
});
const open = async (settings: INodeParameters, events = ['subscribe']) => {
	host = await TriggerHost.open({ ...account }, { settings, events });
	return host;
};
const CLEAR_REPLY = textReply({
	openid: 'oPerson1',
	account: 'gh_0123456789ab',
	now: Date.now(),
	text: 'hi',
});
const fresh = () => ({ timestamp: String(Math.floor(Date.now() / 1000)) });
let people = 0;
const follow = () => securePush(FOLLOW.replace('oPerson1', `oForwarded${people++}`), fresh());
/** What became of a push at an address: the one delivery that has its signature. */
function deliveryOf({ query }: Wire, received: Received[]): Received {
	const found = received.filter((one) => one.query.msg_signature === query.msg_signature);
	expect(found).toHaveLength(1);
	return found[0];
}

test.each(['atOnce', 'afterSave'])(
	'%s: one of two addresses hangs; WeChat has its answer at once, and the other gets all ten to the byte',
	async (acknowledge) => {
		const [hanging, good] = backends;
		hanging.answer = undefined;
		// Wanted or not.
		const trigger = await open(
			{ acknowledge, forwardTo: `${hanging.url}\n${good.url}?shop=7` },
			acknowledge === 'atOnce' ? ['text'] : ['subscribe'],
		);
		expect(await trigger.activate()).toBe(true);
		const pushes = Array.from({ length: 10 }, follow);
		for (const push of pushes) {
			const begun = Date.now();
			expect(await trigger.post(push)).toMatchObject({ status: 200, data: 'success' });
			expect(Date.now() - begun).toBeLessThan(1000);
		}
		await until(() => good.received.length === 10 && hanging.received.length >= 10);
		for (const push of pushes) {
			const { query, body, headers } = deliveryOf(push, good.received);
			expect(body.equals(push.rawBody)).toBe(true);
			expect(query).toEqual({ ...push.query, shop: '7' });
			expect(headers['content-type']).toBe('text/xml');
			expect(
				receivePush({ account, query, rawBody: body, now: Date.now(), maxAgeSeconds: 300 }),
			).toMatchObject({ ok: true });
		}
	},
);

describe('several processes', () => {
	/** Another process of the same n8n, which has read what the first has written. */
	async function second(first: TriggerHost, events: string[]): Promise<TriggerHost> {
		const other = await TriggerHost.open(
			{ ...account },
			{ settings: { forwardTo: backends[0].url }, events },
		);
		const [stored] = Object.values(first.staticData);
		if (stored) other.staticData = { [`node:${other.node.name}`]: stored };
		return other;
	}

	test.each([
		['that another process took is not delivered on by this one', ['subscribe'], 1],
		['that starts nothing is known to its process alone: each delivers it on', ['text'], 2],
	])('a push %s', async (_, events, times) => {
		const [{ received }] = backends;
		const trigger = await open({ forwardTo: backends[0].url }, events);
		const push = follow();
		await trigger.post(push);
		await trigger.settled();
		await until(() => received.length === 1 && trigger.staticDataWrites === 2 - times);
		const other = await second(trigger, events);
		expect(await other.post(push)).toMatchObject({ status: 200, data: 'success' });
		const last = follow();
		await other.post(last);
		await until(() => received.some(({ body }) => body.equals(last.rawBody)));
		await other.close();
		expect(received.filter(({ body }) => body.equals(push.rawBody))).toHaveLength(times);
	});
});

test('what is refused is not delivered on, nor the check of the URL, nor a repetition', async () => {
	const [backend] = backends;
	const trigger = await open({ forwardTo: backend.url });
	const forged = follow();
	await trigger.post({ ...forged, query: { ...forged.query, msg_signature: 'a'.repeat(40) } });
	await trigger.get({ ...forged.query, echostr: '1' });
	const push = follow();
	for (let i = 0; i < 3; i++) await trigger.post(push);
	await until(() => backend.received.length > 0 && trigger.executions.length > 0);
	const last = follow();
	await trigger.post(last);
	await until(() => backend.received.length > 1);
	expect(backend.received.map(({ body }) => body.toString())).toEqual(
		[push, last].map(({ rawBody }) => rawBody.toString()),
	);
});

describe('afterSave', () => {
	const openSlow = async (store: () => Promise<void>) => {
		const trigger = await open({ acknowledge: 'afterSave', forwardTo: backends[0].url });
		trigger.store = store;
		return trigger;
	};

	test('a push that n8n still stores when WeChat hangs up for the third time is delivered on, once', async () => {
		const [{ received }] = backends;
		let stored = () => {};
		const trigger = await openSlow(async () => await new Promise((resolve) => (stored = resolve)));
		const push = follow();
		for (let i = 0; i < 3; i++) await trigger.post(push, AbortSignal.timeout(200)).catch(() => {});
		await until(() => received.length > 0);
		expect(received[0].body).toEqual(push.rawBody);
		stored();
		await trigger.settled();
		const last = follow();
		trigger.store = async () => {};
		await trigger.post(last);
		await until(() => received.length > 1);
		expect(received.map(({ body }) => body.toString())).toEqual([
			push.rawBody.toString(),
			last.rawBody.toString(),
		]);
	});

	test('a push that n8n cannot store is delivered on, once', async () => {
		const [{ received }] = backends;
		const trigger = await openSlow(async () => await Promise.reject(new Error('no database')));
		const push = follow();
		for (let i = 0; i < 4; i++) expect((await trigger.post(push)).status).not.toBe(200);
		await until(() => received.length > 0);
		const last = follow();
		await trigger.post(last);
		await until(() => received.length > 1);
		expect(received.map(({ body }) => body.toString())).toEqual([
			push.rawBody.toString(),
			last.rawBody.toString(),
		]);
	});
});

describe('answerFrom: the first address', () => {
	test('its reply goes to WeChat as it is; our own event is not delayed', async () => {
		const [first, second] = backends;
		const reply = encryptReply({ account, reply: CLEAR_REPLY, format: 'xml', now: Date.now() });
		first.answer = { status: 200, body: reply };
		const trigger = await open({ forwardTo: `${first.url}\n${second.url}`, answerFrom: 'firstAddress' });
		expect(await trigger.post(follow())).toMatchObject({ status: 200, data: reply });
		await until(() => trigger.executions.length === 1 && second.received.length === 1);
	});

	test('the others get the push when WeChat has its answer, not before', async () => {
		const [first, second] = backends;
		let answerNow = () => {};
		first.answer = (response) => (answerNow = () => response.end('success'));
		const trigger = await open({ forwardTo: `${first.url}\n${second.url}`, answerFrom: 'firstAddress' });
		let answeredAt = Infinity;
		const pushed = trigger.post(follow()).then(() => (answeredAt = performance.now()));
		await until(() => first.received.length === 1);
		await sleep(300);
		expect(second.received).toHaveLength(0);
		expect(answeredAt).toBe(Infinity);
		answerNow();
		await pushed;
		await until(() => second.received.length === 1);
		expect(first.received).toHaveLength(1);
	});

	test.each([
		['JSON of a gateway', '{"code":0,"msg":"success"}'],
		['JSON in the form of a reply, to a push in XML', '{"ToUserName":"o1","MsgType":"text"}'],
		['half a reply', '<xml><Encrypt><![CDATA[sealed'],
		['a sealed reply without its signature', '<xml><Encrypt><![CDATA[sealed]]></Encrypt></xml>'],
		['a reply in clear to a sealed push', CLEAR_REPLY],
		['more than a reply can be', `<xml><Encrypt>${'A'.repeat(70_000)}</Encrypt></xml>`],
		['XML that is no reply', '<xml><code>0</code></xml>'],
		['a page', '<html><body>Welcome</body></html>'],
	])('no reply: %s; WeChat has our own answer', async (_name, body) => {
		const [first] = backends;
		first.answer = { status: 200, body };
		const trigger = await open({ forwardTo: first.url, answerFrom: 'firstAddress' });
		expect(await trigger.post(follow())).toMatchObject({ status: 200, data: 'success' });
	});

	test('a reply in clear goes to WeChat in compatible mode', async () => {
		const [first] = backends;
		first.answer = { status: 200, body: CLEAR_REPLY };
		const settings = { forwardTo: first.url, answerFrom: 'firstAddress' };
		host = await TriggerHost.open(
			{ ...account, pushMode: 'compatible' },
			{ settings, events: ['subscribe'] },
		);
		expect(await host.post(follow())).toMatchObject({ status: 200, data: CLEAR_REPLY });
	});

	test('when it hangs, WeChat has our own answer after four seconds, and the workflow runs at once', async () => {
		const [first] = backends;
		first.answer = undefined;
		const trigger = await open({ forwardTo: first.url, answerFrom: 'firstAddress' });
		const begun = Date.now();
		const pushed = trigger.post(follow());
		await trigger.settled();
		expect(Date.now() - begun).toBeLessThan(3000);
		expect(await pushed).toMatchObject({ status: 200, data: 'success' });
		expect(Date.now() - begun).toBeLessThan(4900);
	});
});

test.each([
	[{ forwardTo: 'example.com/wechat' }, 'which is no web address'],
	[{ forwardTo: 'ftp://example.com/wechat' }, 'which is no web address'],
	[{ forwardTo: 'https://other.example.com/prefix/webhook/w/webhook' }, 'is this trigger itself'],
	[{ forwardTo: 'https://n8n.example.com/webhook-test/w/webhook/' }, 'is this trigger itself'],
	[{ forwardTo: 'https://a.example.com/x https://a.example.com/x' }, 'twice'],
	[{ forwardTo: [1, 2, 3, 4, 5, 6].map((i) => `https://a.example.com/${i}`).join('\n') }, '5 at most'],
	[{ answerFrom: 'firstAddress' }, "'Forward To' is empty"],
	[{ answerFrom: 'second' }, '\'Answer From\' is "second"'],
	[
		{ answerFrom: 'firstAddress', forwardTo: 'https://a.example.com/', acknowledge: 'afterSave' },
		"needs 'Acknowledge: At Once'",
	],
])('%j is not published', async (settings, message) => {
	const trigger = await open(settings as INodeParameters);
	await expect(trigger.activate()).rejects.toThrow(message);
});

test.each(['https://a.example.com/wechat', 'http://10.0.0.7:8080/wechat'])(
	'%s is published',
	async (forwardTo) => {
		const trigger = await open({ forwardTo });
		expect(await trigger.activate()).toBe(true);
	},
);
