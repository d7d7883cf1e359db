// The trigger over HTTP: what WeChat is answered, and what starts an execution.
import axios from 'axios';
import { sleep } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
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
import { TriggerHost, until } from './host';

const hosts: TriggerHost[] = [];
async function open(options: INodeParameters = {}, credential = {}, parameters: INodeParameters = {}) {
	const host = await TriggerHost.open({ ...account, ...credential }, { settings: options, ...parameters });
	hosts.push(host);
	return host;
}
afterEach(async () => {
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

const fresh = () => ({ timestamp: String(Math.floor(Date.now() / 1000)) });
const keysIn = (host: TriggerHost): string[] =>
	(host.staticData['node:Trigger'] as { recentEvents?: string[] } | undefined)?.recentEvents ?? [];
let people = 0;
const follow = () => FOLLOW.replace('oPerson1', `oPerson${people++}`);
const text = (id: string) =>
	`<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>hi</Content><MsgId>${id}</MsgId></xml>`;

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

test('atOnce: the answer does not wait for n8n to store anything', async () => {
	const host = await open({ acknowledge: 'atOnce' });
	let stored = () => {};
	host.store = async () => await new Promise<void>((resolve) => (stored = resolve));
	expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
	expect(host.executions).toEqual([]);
	stored();
	await host.settled();
});

describe('afterSave', () => {
	test('the answer, also to a second delivery, comes only once the execution is stored', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		let stored = () => {};
		let storing = false;
		host.store = async () =>
			await new Promise<void>((resolve) => {
				storing = true;
				stored = resolve;
			});
		const answers: unknown[] = [];
		const deliver = async () => answers.push((await host.post(securePush(FOLLOW, fresh()))).data);
		const first = deliver();
		await until(() => storing);
		const second = deliver();
		await host.post(securePush(text('9'), fresh()));
		expect(answers).toEqual([]);
		stored();
		await Promise.all([first, second]);
		expect(answers).toEqual(['success', 'success']);
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});

	test('when storing fails WeChat is not told success, and the next delivery is taken', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		const push = securePush(FOLLOW, fresh());
		host.store = async () => {
			throw new Error('the database is gone');
		};
		expect(await host.post(push)).toMatchObject({ status: 500 });
		expect(await host.post(push)).toMatchObject({ status: 500 });
		expect(host.staticDataWrites).toBe(0);
		host.store = async () => {};
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});

	test('WeChat hangs up before the execution is stored: the next delivery does not start another', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		const push = securePush(FOLLOW, fresh());
		let stored = () => {};
		let storing = false;
		host.store = async () =>
			await new Promise<void>((resolve) => {
				storing = true;
				stored = resolve;
			});
		const cut = new AbortController();
		const first = axios.post(host.url, push.rawBody, { params: push.query, signal: cut.signal });
		await until(() => storing);
		cut.abort();
		await expect(first).rejects.toThrow();
		const second = host.post(push);
		stored();
		expect(await second).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});
});

test('a subscription event about two templates is one execution with two items, each with the user record', async () => {
	const host = await open({ fetchUserInfo: true }, {}, { events: ['subscribe_msg_popup_event'] });
	host.wechat.user = { subscribe: 1, openid: 'o1', unionid: 'u1' };
	const list = (id: string) =>
		`<List><TemplateId>${id}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List>`;
	const popup = `<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>${list('T1')}${list('T2')}</SubscribeMsgPopupEvent></xml>`;
	expect(await host.post(securePush(popup, fresh()))).toMatchObject({ status: 200, data: 'success' });
	await host.settled();
	expect(host.itemsOfExecutions).toMatchObject([
		[
			{ templateId: 'T1', unionid: 'u1' },
			{ templateId: 'T2', unionid: 'u1' },
		],
	]);
});

test('another process knows an event from static data', async () => {
	const first = await open();
	const push = securePush(FOLLOW, fresh());
	await first.post(push);
	await until(() => first.staticDataWrites === 1);
	const second = await open();
	const [stored] = Object.values(first.staticData);
	second.staticData = { [`node:${second.node.name}`]: stored };
	expect(await second.post(push)).toMatchObject({ status: 200, data: 'success' });
	await second.settled();
	expect(second.executions).toEqual([]);
});

test('static data is kept with After Save as well, also what is written into it later', async () => {
	const host = await open({ acknowledge: 'afterSave' });
	for (const push of [securePush(follow(), fresh()), securePush(follow(), fresh())]) {
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
	}
	await until(() => keysIn(host).length === 2);
});

test('the last event before a pause is written as well: another process knows it', async () => {
	const first = await open();
	const pushes = Array.from({ length: 20 }, () => securePush(follow(), fresh()));
	for (const push of pushes) await first.post(push);
	await first.settled();
	await until(() => keysIn(first).length === 20);
	const second = await open();
	second.staticData = { [`node:${second.node.name}`]: Object.values(first.staticData)[0] };
	for (const push of pushes) expect(await second.post(push)).toMatchObject({ status: 200, data: 'success' });
	await second.settled();
	expect(second.executions).toEqual([]);
});

describe('static data does not go back in time', () => {
	test.each(['atOnce', 'afterSave'])('%s: while WeChat is asked who it is', async (acknowledge) => {
		const host = await open({ acknowledge, fetchUserInfo: true });
		await host.post(securePush(follow(), fresh()));
		await host.settled();
		let answerNow = () => {};
		let asked = false;
		host.beforeUserInfo = async () =>
			await new Promise<void>((resolve) => {
				asked = true;
				answerNow = resolve;
			});
		const pushed = host.post(securePush(follow(), fresh()));
		await until(() => asked);
		await sleep(150);
		// Another node of the workflow counts meanwhile.
		host.staticData = { ...host.staticData, global: { count: 7 } };
		answerNow();
		await pushed;
		await host.settled();
		expect(host.staticData.global).toEqual({ count: 7 });
		// Nothing is forgotten for that: the next push that need not wait writes both.
		host.beforeUserInfo = async () => {};
		const unfollow = follow().replace('[subscribe]', '[unsubscribe]');
		await host.post(securePush(unfollow, fresh()));
		await until(() => keysIn(host).length === 3);
		expect(host.staticData.global).toEqual({ count: 7 });
	});

	test('nothing is written for what changes nothing: repetitions, the unwanted, the refused', async () => {
		const host = await open();
		const push = securePush(follow(), fresh());
		await host.post(push);
		await until(() => host.staticDataWrites === 1);
		for (const other of [push, push, securePush(text('77'), fresh()), plainPush(FOLLOW, fresh())])
			await host.post(other);
		await sleep(50);
		expect(host.staticDataWrites).toBe(1);
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

describe('fetchUserInfo', () => {
	const options = { fetchUserInfo: true };

	test.each(['atOnce', 'afterSave'])('%s: adds the user record and the unionid', async (acknowledge) => {
		const host = await open({ ...options, acknowledge });
		host.wechat.user = { subscribe: 1, openid: 'oPerson1', unionid: 'u1' };
		expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions[0]).toMatchObject({ event: 'subscribe', unionid: 'u1', user: host.wechat.user });
	});

	test('the event arrives all the same when WeChat refuses to say', async () => {
		const host = await open(options);
		expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions[0]).toMatchObject({
			event: 'subscribe',
			openid: 'oPerson1',
			userError: expect.stringContaining('40003'),
		});
	});

	test('the event arrives all the same when no token can be had, and the secret is not in it', async () => {
		const host = await open(options);
		host.credentials.edit('oa', { appSecret: 'theAppSecret' });
		host.wechat.token = { errcode: 40125, errmsg: 'invalid appsecret theAppSecret' };
		await host.post(securePush(FOLLOW, fresh()));
		await host.settled();
		expect(host.executions[0].userError).toMatch(/\w/);
		expect(JSON.stringify(host.executions)).not.toContain('theAppSecret');
	});
});

describe('switching the trigger on', () => {
	test('succeeds when the credential is ready for pushes', async () => {
		expect(await (await open()).activate()).toBe(true);
	});

	test.each([
		[{ pushToken: '' }, {}, /Push Token/],
		[{ encodingAesKey: 'short' }, {}, /Encoding AES Key/],
	])(
		'fails early when %o %o, and says so in the message, since the editor shows no more',
		async (credential, options, message) => {
			const host = await open(options, credential);
			await expect(host.activate()).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(message),
			});
		},
	);
});
