// The trigger over HTTP: what WeChat is answered, and what starts an execution.
import { readPushXml } from '../../../../../wechat/push/xml';
import {
	FOLLOW,
	account,
	envelope,
	otherAesKey,
	plainPush,
	securePush,
	signedQuery,
} from '../../../wechat/push/sign';
import { fresh, opening, text } from './opened';

const open = opening();

test('the URL check is answered with the echostr, as plain text and nothing else', async () => {
	const host = await open();
	const response = await host.get({ ...signedQuery(fresh()), echostr: '4375120948345356249' });
	expect(response).toMatchObject({ status: 200, data: '4375120948345356249' });
	expect(response.headers['content-type']).toMatch(/^text\/plain/);
	expect(await host.get({ ...signedQuery(fresh()), nonce: '1', echostr: '1' })).toMatchObject({
		status: 403,
	});
	expect(await host.get({})).toMatchObject({ status: 403 });
	await host.settled();
	expect(host.executions).toEqual([]);
});

describe.each(['atOnce', 'afterSave'])('acknowledge %s', (acknowledge) => {
	test('a follow is answered success and starts one execution with one item', async () => {
		const host = await open({ acknowledge });
		const response = await host.post(securePush(FOLLOW, fresh()));
		expect(response).toMatchObject({ status: 200, data: 'success' });
		expect(response.headers['content-type']).toMatch(/^text\/plain/);
		await host.settled();
		expect(host.executions).toEqual([
			{
				event: 'subscribe',
				openid: 'oPerson1',
				account: 'gh_0123456789ab',
				time: '2026-11-21T12:00:00.000Z',
				scene: 'shop 7',
				raw: readPushXml(FOLLOW),
			},
		]);
	});

	test('the same event three times, newly encrypted, signed and even at once, starts one execution', async () => {
		const host = await open({ acknowledge });
		const deliveries = [1, 2, 3].map((nonce) => securePush(FOLLOW, { ...fresh(), nonce: String(nonce) }));
		const together = await Promise.all(deliveries.map(async (push) => await host.post(push)));
		const later = await host.post(deliveries[0]);
		expect([...together, later].map(({ data }) => data)).toEqual([
			'success',
			'success',
			'success',
			'success',
		]);
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});

	test('two events start two', async () => {
		const host = await open({ acknowledge, events: ['text'] }, {}, { events: ['text'] });
		await Promise.all(['1', '2', '2'].map(async (id) => await host.post(securePush(text(id), fresh()))));
		await host.settled();
		expect(host.executions.map(({ messageId }) => messageId).sort()).toEqual(['1', '2']);
	});

	test('an event that is not wanted is answered success and starts nothing', async () => {
		const host = await open({ acknowledge });
		expect(await host.post(securePush(text('5'), fresh()))).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions).toEqual([]);
		expect(host.staticDataWrites).toBe(0);
	});

	test('refused pushes get 403, start nothing, and tell the reason by name only', async () => {
		const host = await open({ acknowledge });
		const stale = { timestamp: String(Math.floor(Date.now() / 1000) - 400) };
		const pushes = [
			[securePush(FOLLOW, stale), 'stale'],
			[plainPush(FOLLOW, fresh()), 'notEncrypted'],
			[{ ...securePush(FOLLOW, fresh()), query: {} }, 'missingParameter'],
			[securePush(FOLLOW, { ...fresh(), account: { ...account, appId: 'wxother' } }), 'unreadable'],
			[
				securePush(FOLLOW, { ...fresh(), account: { ...account, encodingAesKey: otherAesKey } }),
				'unreadable',
			],
			[securePush(`<!DOCTYPE x>${FOLLOW}`, fresh()), 'unreadable'],
			[{ ...securePush(FOLLOW, fresh()), rawBody: Buffer.from(`<!DOCTYPE x>${FOLLOW}`) }, 'forbiddenXml'],
			[{ ...envelope('x', fresh()), rawBody: Buffer.alloc(1024 * 1024 + 1, 'a') }, 'tooLarge'],
			[{ ...envelope('x', fresh()), rawBody: Buffer.alloc(0) }, 'empty'],
		] as const;
		for (const [push, reason] of pushes) {
			expect(await host.post(push)).toMatchObject({ status: 403, data: `refused: ${reason}` });
		}
		await host.settled();
		expect(host.executions).toEqual([]);
		expect(host.staticDataWrites).toBe(0);
	});
});

test('started from the editor, a trigger takes the same event as often as it is sent', async () => {
	const host = await open();
	host.mode = 'manual';
	const push = securePush(FOLLOW, fresh());
	for (let i = 0; i < 2; i++) await host.post(push);
	await host.settled();
});

test('a missing push token is refused, named in the log, and secrets are in neither', async () => {
	const host = await open({}, { pushToken: '' });
	for (let i = 0; i < 5; i++) {
		expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({
			status: 403,
			data: 'refused: noPushToken',
		});
	}
	const lines = host.logLines.filter((line) => line.includes('refused'));
	expect(lines).toHaveLength(1);
	expect(lines[0]).toContain("'Push Token' is empty in the credential");
	expect(lines[0]).not.toContain(account.encodingAesKey);
});

test('a credential that is gone is a refusal, not a failed execution', async () => {
	const host = await open();
	host.credentials.remove('oa');
	expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({
		status: 403,
		data: 'refused: noCredential',
	});
	await host.settled();
	expect(host.executions).toEqual([]);
});
