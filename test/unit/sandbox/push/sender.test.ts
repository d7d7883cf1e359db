import type { Account } from '../../../../sandbox/types';
import { encryptPush } from '../../../../wechat/push/cipher';
import { pushSignature } from '../../../../wechat/push/signature';
import { type Harness, inHarness, startReceiver } from '../harness';
import { clearOf, isMessageSigned, isSigned } from '../opened';

let h: Harness;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let oa: Account;
inHarness(async (opened) => {
	h = opened;
	({ officialAccount: oa } = await h.client.accounts());
	receiver = await startReceiver();
});
afterEach(async () => await receiver.close());

const stranger = async () => (await h.client.people({ follows: false, limit: 1 }))[0].id;

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
	/** What of each post a receiver could tell a repetition by. */
	const wire = () => receiver.posts().map(({ body, query }) => JSON.stringify([body, query]));

	test.each(['plain', 'secure'] as const)(
		'%s: without an answer three in all, each the same to the byte',
		async (mode) => {
			await h.client.settings({ pushTimeoutMs: 500 });
			await h.client.push('officialAccount', { url: receiver.url, mode });
			receiver.answers.push(null, null, null, { status: 200, body: 'success' });
			const { id } = await h.linked();
			const { deliveries, acknowledged } = await h.client.sendText(id, 'officialAccount', '你好');
			expect(deliveries.map(({ status, error }) => [status, error])).toEqual(
				[1, 2, 3].map(() => [0, 'no answer in time']),
			);
			expect(acknowledged).toBe(false);
			const posts = receiver.posts();
			expect(wire()).toHaveLength(3);
			expect(new Set(wire()).size).toBe(1);
			for (const push of posts) expect(isSigned(push, oa)).toBe(true);
			const [entry] = await h.client.pushLog();
			expect(entry).toMatchObject({ event: 'text', acknowledged: false });
			expect(entry.deliveries).toHaveLength(3);
		},
	);

	// An nginx log shows four posts of one message within a second, answered 201 with the right body.
	test.each([201, 204, 302, 403, 500, 503])(
		'the status %d is delivered again at once, four times in all, whatever the body',
		async (status) => {
			await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
			receiver.answers.push(...[1, 2, 3, 4, 5].map(() => ({ status, body: 'success' })));
			const { deliveries, acknowledged } = await h.client.unfollow((await h.linked()).id);
			expect(deliveries.map((delivery) => delivery.status)).toEqual([status, status, status, status]);
			expect(acknowledged).toBe(false);
			expect(new Set(wire()).size).toBe(1);
		},
	);

	test('no further delivery once one was answered as it should be', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
		receiver.answers.push({ status: 502, body: '' }, { status: 200, body: 'success' });
		const { deliveries, acknowledged } = await h.client.unfollow((await h.linked()).id);
		expect([deliveries.length, acknowledged]).toEqual([2, true]);
	});

	test('or signed anew each time, if asked to', async () => {
		await h.client.settings({ retrySignature: 'new' });
		await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
		receiver.answers.push(...[1, 2, 3, 4].map(() => ({ status: 502, body: '' })));
		await h.client.unfollow((await h.linked()).id);
		const posts = receiver.posts();
		expect(new Set(posts.map(({ query }) => query.nonce)).size).toBe(4);
		expect(new Set(posts.map((push) => clearOf(push, oa))).size).toBe(1);
		for (const push of posts) expect(isSigned(push, oa)).toBe(true);
	});

	test('a wrong signature of an attacker looks like a right one', async () => {
		const { sent } = await h.client.pushRaw({
			account: 'officialAccount',
			url: receiver.url,
			mode: 'secure',
			tamper: 'badSignature',
		});
		const { signature, msg_signature } = sent.query as Record<string, string>;
		for (const text of [signature, msg_signature]) expect(text).toMatch(/^[0-9a-f]{40}$/);
		expect(receiver.posts().some((push) => isSigned(push, oa))).toBe(false);
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
		const accepted: boolean[] = [];
		for (const text of ['1', '2', '3']) {
			const { deliveries, acknowledged } = await h.client.sendText(id, 'officialAccount', text);
			expect(deliveries).toHaveLength(1);
			accepted.push(acknowledged);
		}
		expect(accepted).toEqual([false, false, true]);
		const inbox = await h.client.inbox({ personId: id });
		expect(inbox).toHaveLength(1);
		expect(inbox[0]).toMatchObject({ channel: 'reply', data: { MsgType: 'text', Content: '欢迎' } });
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
