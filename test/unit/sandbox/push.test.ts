import type { Account, TemplateView } from '../../../sandbox/types';
import { decryptPush, encryptPush } from '../../../wechat/push/cipher';
import { pushSignature } from '../../../wechat/push/signature';
import {
	eventually,
	fieldsOf,
	type Harness,
	type ReceivedPush,
	startHarness,
	startReceiver,
} from './harness';

let h: Harness;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let oa: Account;
let mp: Account;
beforeAll(async () => {
	h = await startHarness();
	({ officialAccount: oa, miniProgram: mp } = await h.client.accounts());
});
afterAll(async () => await h.sandbox.close());
beforeEach(async () => {
	await h.client.reset();
	receiver = await startReceiver();
});
afterEach(async () => await receiver.close());

const stranger = async () => (await h.client.people({ follows: false, limit: 1 }))[0].id;
const encryptOf = (body: string) => /Encrypt(?:><!\[CDATA\[|":")([^\]"]+)/.exec(body)?.[1] ?? '';
const clearOf = (push: ReceivedPush, { encodingAesKey, appId }: Account) =>
	decryptPush({ encodingAesKey, appId, encrypted: encryptOf(push.body) });
const isSigned = ({ query }: ReceivedPush, account: Account) =>
	query.signature === pushSignature(account.pushToken, query.timestamp, query.nonce);
const isMessageSigned = ({ query, body }: ReceivedPush, account: Account) =>
	query.msg_signature === pushSignature(account.pushToken, query.timestamp, query.nonce, encryptOf(body));

describe('the URL check', () => {
	test('asks the URL to echo, as the console does', async () => {
		expect(await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' })).toMatchObject({
			ok: true,
			status: 200,
		});
		const [check] = receiver.received;
		expect(check.method).toBe('GET');
		expect(isSigned(check, oa)).toBe(true);
		expect(Object.keys(check.query).sort()).toEqual(['echostr', 'nonce', 'signature', 'timestamp']);
	});

	test('a URL that does not echo is not set', async () => {
		const wrong = await h.client.push('officialAccount', {
			url: `${h.sandbox.url}/sandbox/accounts`,
			mode: 'plain',
		});
		expect(wrong.ok).toBe(false);
		const dead = await h.client.push('officialAccount', { url: 'http://127.0.0.1:9/', mode: 'plain' });
		expect(dead).toMatchObject({ ok: false, status: 0, error: 'ECONNREFUSED' });
		expect(await h.client.follow(await stranger())).toEqual({ deliveries: [], acknowledged: false });
	});

	test('an official account is pushed to in XML only', async () => {
		await expect(
			h.client.push('officialAccount', { url: receiver.url, mode: 'plain', format: 'json' }),
		).rejects.toThrow('XML only');
	});
});

describe('the three modes', () => {
	test('plain', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		const id = await stranger();
		const result = await h.client.follow(id, { scene: 'shop-17' });
		expect(result).toMatchObject({ acknowledged: true, deliveries: [{ status: 200, body: 'success' }] });
		const [push] = receiver.posts();
		const { officialAccountOpenid: openid } = await h.client.person(id);
		expect(push.query.openid).toBe(openid);
		expect(push.query).not.toHaveProperty('encrypt_type');
		expect(isSigned(push, oa)).toBe(true);
		expect(push.headers['content-type']).toBe('text/xml');
		expect(push.body).toContain(`<ToUserName><![CDATA[${oa.originalId}]]></ToUserName>`);
		expect(push.body).toContain(`<FromUserName><![CDATA[${openid}]]></FromUserName>`);
		expect(push.body).toContain('<Event><![CDATA[subscribe]]></Event>');
		expect(push.body).toContain('<EventKey><![CDATA[qrscene_shop-17]]></EventKey>');
	});

	test('secure: nothing readable but the account', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
		await h.client.unfollow((await h.linked()).id);
		const [push] = receiver.posts();
		expect(push.query.encrypt_type).toBe('aes');
		expect(isMessageSigned(push, oa)).toBe(true);
		expect(push.body).not.toContain('FromUserName');
		expect(clearOf(push, oa)).toContain('<Event><![CDATA[unsubscribe]]></Event>');
	});

	test('compatible: both', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'compatible' });
		await h.client.scan((await h.linked()).id, '123');
		const [push] = receiver.posts();
		expect(isMessageSigned(push, oa)).toBe(true);
		expect(push.body).toContain('<EventKey><![CDATA[123]]></EventKey>');
		expect(clearOf(push, oa)).toContain('<EventKey><![CDATA[123]]></EventKey>');
	});

	test('a follower cannot follow, a stranger cannot scan', async () => {
		const { id } = await h.linked();
		await expect(h.client.follow(id)).rejects.toThrow('follows already');
		await expect(h.client.scan(await stranger(), 'x')).rejects.toThrow('does not follow');
		await expect(h.client.unfollow(await stranger())).rejects.toThrow('does not follow');
	});
});

describe('delivery', () => {
	test.each(['plain', 'secure'] as const)(
		'%s: three in all, the same message, newly signed',
		async (mode) => {
			await h.client.settings({ pushTimeoutMs: 1000 });
			await h.client.push('officialAccount', { url: receiver.url, mode });
			receiver.answers.push(
				{ status: 500, body: '' },
				null,
				{ status: 200, body: 'ok' },
				{ status: 200, body: '' },
			);
			const { deliveries, acknowledged } = await h.client.sendText(
				(await h.linked()).id,
				'officialAccount',
				'你好',
			);
			expect(deliveries.map(({ status }) => status)).toEqual([500, 0, 200]);
			expect(deliveries[1].error).toBe('no answer in time');
			expect(acknowledged).toBe(false);
			const posts = receiver.posts();
			const messages = posts.map((push) => (mode === 'plain' ? push.body : clearOf(push, oa)));
			expect(new Set(messages).size).toBe(1);
			expect(messages[0]).toMatch(/<MsgId>23812345678901234<\/MsgId>/);
			expect(new Set(posts.map(({ query }) => query.nonce)).size).toBe(3);
			for (const push of posts) expect(isSigned(push, oa)).toBe(true);
			const [entry] = await h.client.pushLog();
			expect(entry).toMatchObject({ event: 'text', acknowledged: false, message: messages[0] });
			expect(entry.deliveries).toHaveLength(3);
		},
	);

	test('or signed the same, and a fourth time', async () => {
		await h.client.settings({ retrySignature: 'same', pushDeliveries: 4 });
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
		receiver.answers.push(...[1, 2, 3, 4].map(() => ({ status: 502, body: '' })));
		const { deliveries } = await h.client.unfollow((await h.linked()).id);
		expect(deliveries).toHaveLength(4);
		const posts = receiver.posts();
		expect(new Set(posts.map(({ body, query }) => body + query.nonce + query.signature)).size).toBe(1);
	});

	test('an empty answer is enough', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		receiver.answers.push({ status: 200, body: '' });
		expect((await h.client.unfollow((await h.linked()).id)).acknowledged).toBe(true);
	});

	test('a passive reply reaches the person; a malformed or clear one in secure mode does not', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
		const { id, officialAccountOpenid: openid } = await h.linked();
		const reply =
			`<xml><ToUserName><![CDATA[${openid}]]></ToUserName><FromUserName><![CDATA[${oa.originalId}]]></FromUserName>` +
			'<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[欢迎]]></Content></xml>';
		const Encrypt = encryptPush({ encodingAesKey: oa.encodingAesKey, appId: oa.appId, message: reply });
		const sealed = (signature: string) => ({
			status: 200,
			body:
				`<xml><Encrypt><![CDATA[${Encrypt}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
				'<TimeStamp>1</TimeStamp><Nonce><![CDATA[2]]></Nonce></xml>',
		});
		receiver.answers.push(
			{ status: 200, body: reply },
			sealed('forged'),
			sealed(pushSignature(oa.pushToken, '1', '2', Encrypt)),
		);
		const { deliveries, acknowledged } = await h.client.sendText(id, 'officialAccount', '在吗');
		expect(deliveries).toHaveLength(3);
		expect(acknowledged).toBe(true);
		const inbox = await h.client.inbox({ personId: id });
		expect(inbox).toHaveLength(1);
		expect(inbox[0]).toMatchObject({ channel: 'reply', data: { MsgType: 'text', Content: '欢迎' } });
	});
});

describe('what sends report afterwards', () => {
	const data = fieldsOf({ keyword1: 'a', keyword2: 'b', keyword3: 'c' });
	const send = async (more: object = {}) => {
		const { officialAccount } = await h.client.templates();
		const legacy = officialAccount.find(({ type }) => type === 'legacy') as TemplateView;
		const body = { touser: (await h.linked()).officialAccountOpenid, template_id: legacy.id, data, ...more };
		await h.wechat.post('/cgi-bin/message/template/send', body, await h.token());
	};
	const firstPush = async () =>
		(
			await eventually(
				() => receiver.posts(),
				(posts) => posts.length > 0,
			)
		)[0].body;

	test('TEMPLATESENDJOBFINISH carries the msgid', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		await send();
		const body = await firstPush();
		expect(body).toContain('<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>');
		expect(body).toContain('<MsgID>2918131553548107776</MsgID>');
		expect(body).toContain('<Status><![CDATA[success]]></Status>');
	});

	test('a refusal shows only there; or as an error, by switch', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		await h.client.refuseMessages((await h.linked()).id, true);
		await h.client.settings({ finishMsgId: 'zeroWithClientMsgId' });
		await send({ client_msg_id: 'a' });
		const body = await firstPush();
		expect(body).toContain('<Status><![CDATA[failed:user block]]></Status>');
		expect(body).toContain('<MsgID>0</MsgID>');
		expect(await h.client.inbox()).toEqual([]);
		await h.client.settings({ refusedTemplate: 43019 });
		await send();
		expect((await h.client.counters()).byErrcode['43019']).toBe(1);
	});

	test('subscription events: a wrapper in XML, a single List object of texts in JSON', async () => {
		const { id, miniProgramOpenid: touser } = await h.linked();
		const { miniProgram } = await h.client.templates();
		const reminder = miniProgram.find(({ title }) => title === '预约提醒') as TemplateView;
		await h.client.push('miniProgram', { url: receiver.url, mode: 'plain' });
		const granted = await h.client.grant(id, reminder.id, 2);
		expect(granted).toMatchObject({ acknowledged: true, deliveries: [{ status: 200 }, { status: 200 }] });
		const [first, second] = receiver.posts();
		expect(first.body).toContain(
			`<SubscribeMsgPopupEvent><List><TemplateId><![CDATA[${reminder.id}]]></TemplateId>\n` +
				'<SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString>\n<PopupScene>0</PopupScene></List></SubscribeMsgPopupEvent>',
		);
		expect(second.body).not.toBe(first.body);

		await h.client.push('miniProgram', { url: receiver.url, mode: 'secure', format: 'json' });
		const values = fieldsOf({ thing1: 'a', time2: '15:01', thing3: 'b' });
		const body = { touser, template_id: reminder.id, data: values };
		await h.wechat.post('/cgi-bin/message/subscribe/send', body, await h.token('miniProgram'));
		const sent = (
			await eventually(
				() => receiver.posts(),
				(posts) => posts.length === 3,
			)
		)[2];
		expect(isMessageSigned(sent, mp)).toBe(true);
		expect(sent.headers['content-type']).toBe('application/json');
		expect(JSON.parse(clearOf(sent, mp))).toMatchObject({
			ToUserName: mp.originalId,
			FromUserName: touser,
			Event: 'subscribe_msg_sent_event',
			List: { TemplateId: reminder.id, MsgID: '2918131553548107776', ErrorCode: '0', ErrorStatus: 'success' },
		});
		await h.client.refuseTemplate(id, reminder.id);
		expect(clearOf(receiver.posts()[3], mp)).toContain('"Event":"subscribe_msg_change_event"');
	});
});

describe('pushRaw', () => {
	const raw = async (tamper: Parameters<typeof h.client.pushRaw>[0]['tamper']) => {
		await h.client.pushRaw({ account: 'officialAccount', tamper });
		const posts = receiver.posts();
		return posts[posts.length - 1];
	};
	beforeEach(async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
	});

	test('spoils exactly what it says', async () => {
		const good = await raw('none');
		expect(isMessageSigned(good, oa)).toBe(true);
		expect(clearOf(good, oa)).toContain('subscribe');
		expect(isMessageSigned(await raw('flipByte'), oa)).toBe(false);
		expect((await raw('unsigned')).query).not.toHaveProperty('msg_signature');
		const forged = await raw('badSignature');
		expect(forged.query.msg_signature).toHaveLength(40);
		expect(isMessageSigned(forged, oa)).toBe(false);
		const foreign = await raw('wrongAppId');
		expect(isMessageSigned(foreign, oa)).toBe(true);
		expect(() => clearOf(foreign, oa)).toThrow('another appid');
		const keyed = await raw('wrongKey');
		expect(isMessageSigned(keyed, oa)).toBe(true);
		expect(() => clearOf(keyed, oa)).toThrow();
		const stale = await raw('stale');
		expect(isMessageSigned(stale, oa)).toBe(true);
		expect(Number(stale.query.timestamp)).toBeLessThan(Date.now() / 1000 - 3500);
		const downgraded = await raw('downgrade');
		expect(isSigned(downgraded, oa)).toBe(true);
		expect(downgraded.body).toContain('<Event><![CDATA[subscribe]]></Event>');
		expect(clearOf(await raw('doctype'), oa)).toContain('<!DOCTYPE');
		expect((await raw('oversized')).body.length).toBeGreaterThan(2 * 1024 * 1024);
	});

	test('own body, own query, replay', async () => {
		const { sent } = await h.client.pushRaw({ account: 'officialAccount', nonce: '7', ageSeconds: 60 });
		expect(sent.query.nonce).toBe('7');
		receiver.answers.push({ status: 403, body: 'no' });
		const replay = await h.client.pushRaw({ account: 'officialAccount', body: sent.body, query: sent.query });
		expect(replay).toMatchObject({ status: 403, body: 'no' });
		const [first, second] = receiver.posts();
		expect(second).toMatchObject({ body: first.body, query: first.query });
		await h.client.pushRaw({ account: 'officialAccount', query: { openid: null, extra: '1' } });
		expect(receiver.posts()[2].query).toMatchObject({ extra: '1' });
		expect(receiver.posts()[2].query).not.toHaveProperty('openid');
		await expect(h.client.pushRaw({ account: 'miniProgram' })).rejects.toThrow('no push URL is set');
	});
});
