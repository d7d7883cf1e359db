// What Forward To sends, to the byte, and what whoever gets it can do with it: SECURITY.md names these tests.
import { receivePush } from '../../../../../wechat/push/receive';
import { Receiver } from '../../../../support/receiver';
import { account, plainPush, securePush } from '../../../wechat/push/sign';
import { until } from './host';
import { follow, fresh, opening } from './opened';

const open = opening();
let receivers: Receiver[];
beforeEach(async () => {
	receivers = [await Receiver.open(), await Receiver.open()];
});
afterEach(async () => await Promise.all(receivers.map(async (receiver) => await receiver.close())));

test('bytes that are no UTF-8 arrive as they came, under the content type and the query that they came with', async () => {
	const [{ received, url }] = receivers;
	const trigger = await open({ forwardTo: url }, { pushMode: 'plain' });
	const [before, after] = follow().split('shop 7');
	const odd = Buffer.from([0xff, 0xc3, 0x28, 0x80]);
	const push = {
		...plainPush(before, fresh()),
		rawBody: Buffer.concat([Buffer.from(before), odd, Buffer.from(after)]),
	};
	expect(push.rawBody.equals(Buffer.from(push.rawBody.toString()))).toBe(false);
	expect((await trigger.post(push, undefined, 'text/xml; charset=GBK')).status).toBe(200);
	await until(() => received.length > 0);
	expect(received[0].body.equals(push.rawBody)).toBe(true);
	expect(received[0].query).toEqual(push.query);
	expect(received[0].headers['content-type']).toBe('text/xml; charset=GBK');
});

test('in plain and compatible mode the message goes on in clear, in secure mode sealed; the openid in the query always in clear', async () => {
	const [{ received, url }] = receivers;
	const [first, second, third] = [follow(), follow(), follow()];
	const openidOf = (message: string) => /oPerson\d+/.exec(message)?.[0] ?? 'none';
	const plain = await open({ forwardTo: url }, { pushMode: 'plain' });
	await plain.post(plainPush(first, fresh()));
	await until(() => received.length === 1);
	expect(received[0].body.toString()).toBe(first);
	expect(received[0].body.toString()).toContain(openidOf(first));
	const secure = await open({ forwardTo: url });
	const sealed = securePush(second, fresh());
	await secure.post({ ...sealed, query: { ...sealed.query, openid: openidOf(second) } });
	await until(() => received.length === 2);
	expect(received[1].body.toString()).not.toContain(openidOf(second));
	expect(received[1].query.openid).toBe(openidOf(second));
	const compatible = await open({ forwardTo: url }, { pushMode: 'compatible' });
	const beside = `<FromUserName>${openidOf(third)}</FromUserName><EventKey>qrscene_7</EventKey>`;
	await compatible.post(securePush(third, { ...fresh(), beside }));
	await until(() => received.length === 3);
	expect(received[2].body.toString()).toContain(beside);
});

test('no secret of ours goes along, and no header but those of any request', async () => {
	const [{ received, url }] = receivers;
	const secrets = { appSecret: '0123456789abcdef'.repeat(2), accessToken: 'kept-token' };
	const trigger = await open({ forwardTo: url }, secrets);
	await trigger.post(securePush(follow(), fresh()));
	await until(() => received.length > 0);
	const { headers, query, body, path, method } = received[0];
	expect([method, path]).toEqual(['POST', '/wechat']);
	const usual = ['accept', 'accept-encoding', 'connection', 'content-length', 'content-type', 'host'];
	expect(Object.keys(headers).filter((name) => ![...usual, 'user-agent'].includes(name))).toEqual([]);
	expect(headers['user-agent']).not.toMatch(/wechat/i);
	const all = JSON.stringify([headers, query, body.toString()]);
	for (const secret of [account.pushToken, account.encodingAesKey, ...Object.values(secrets)])
		expect(all).not.toContain(secret);
});

test('an address that points elsewhere is not followed there', async () => {
	const [first, second] = receivers;
	first.answer = { status: 307, body: '', headers: { location: second.url } };
	const trigger = await open({ forwardTo: first.url });
	await trigger.post(securePush(follow(), fresh()));
	await until(() => first.received.length === 3 && trigger.logLines.length > 0);
	expect(second.received).toEqual([]);
});

test('who gets a push can play it again until Max Age is over: here in vain, not where it is new', async () => {
	const [{ received, url }] = receivers;
	const trigger = await open({ forwardTo: url });
	const begun = Math.floor(Date.now() / 1000);
	await trigger.post(securePush(follow(), fresh()));
	await until(() => received.length > 0);
	const recorded = { query: received[0].query, rawBody: received[0].body };
	expect(await trigger.post(recorded)).toMatchObject({ status: 200, data: 'success' });
	await trigger.settled();
	expect(trigger.executions).toHaveLength(1);
	const another = await open();
	expect(await another.post(recorded)).toMatchObject({ status: 200, data: 'success' });
	await another.settled();
	expect(another.executions).toHaveLength(1);
	const later = { account, ...recorded, now: (begun + 302) * 1000, maxAgeSeconds: 300 };
	expect(receivePush(later)).toMatchObject({ ok: false, reason: 'stale' });
});

test('with a Max Age of an hour a push that starts nothing is not delivered on a second time within it', async () => {
	const [{ received, url }] = receivers;
	const begun = Date.now();
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => begun);
	try {
		const trigger = await open({ forwardTo: url, maxAgeSeconds: 3600 }, {}, { events: ['text'] });
		const push = securePush(follow(), fresh());
		for (const minutes of [0, 11, 59]) {
			clock.mockReturnValue(begun + minutes * 60_000);
			expect(await trigger.post(push)).toMatchObject({ status: 200, data: 'success' });
		}
		// Another one, behind which nothing is on its way any more.
		await trigger.post(securePush(follow(), fresh()));
		await until(() => received.length > 1);
		expect(received.filter(({ body }) => body.equals(push.rawBody))).toHaveLength(1);
		expect(received).toHaveLength(2);
	} finally {
		clock.mockRestore();
	}
});

test('in plain mode whoever got a push can put another message under its signature until Max Age is over', async () => {
	const [{ received, url }] = receivers;
	const trigger = await open({ forwardTo: url }, { pushMode: 'plain' });
	await trigger.post(plainPush(follow(), fresh()));
	await until(() => received.length > 0);
	const forged = { query: received[0].query, rawBody: Buffer.from(follow()) };
	expect(await trigger.post(forged)).toMatchObject({ status: 200, data: 'success' });
	await trigger.settled();
	expect(trigger.executions).toHaveLength(2);
});
