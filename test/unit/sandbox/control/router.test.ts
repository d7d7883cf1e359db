import { startSandbox } from '../../../../sandbox';
import { SandboxClient } from '../../../../sandbox/client';
import type { SettingsPatch } from '../../../../sandbox/client';
import { Caller, type Harness, inHarness } from '../harness';

let h: Harness;
inHarness((opened) => {
	h = opened;
});

test('a misspelt switch, value or path is refused with the reason', async () => {
	await expect(h.client.settings({ latency: 5 } as SettingsPatch)).rejects.toThrow("'latency'");
	await expect(h.client.settings({ lastPage: 'curser' } as unknown as SettingsPatch)).rejects.toThrow(
		'lastPage: Invalid',
	);
	await expect(h.client.settings({ callerIp: 'localhost' })).rejects.toThrow(
		'callerIp: must be an IP address',
	);
	await expect(h.client.person('p999999')).rejects.toThrow('nobody here is called p999999');
	await expect(h.client.grant('p1', 'x')).rejects.toThrow('not the id of a subscription template');
	const caller = new Caller(h.sandbox.url);
	expect(await caller.post('/sandbox/nothing', {})).toEqual({
		error: 'there is no POST /sandbox/nothing in the control API',
	});
	expect(await caller.get('/sandbox/people', { follow: 'true' })).toMatchObject({
		error: expect.stringContaining("'follow'") as string,
	});
});

test('settings are merged, read back and forgotten at a reset', async () => {
	const before = await h.client.settings();
	await h.client.settings({ latencyMs: 5, ipWhitelist: { miniProgram: ['10.0.0.1'] } });
	const patched = await h.client.settings({ quotas: { '/cgi-bin/token': 1 } });
	expect(patched).toEqual({
		...before,
		latencyMs: 5,
		ipWhitelist: { officialAccount: null, miniProgram: ['10.0.0.1'] },
		quotas: { '/cgi-bin/token': 1 },
	});
	await h.client.reset();
	expect(await h.client.settings()).toEqual(before);
});

test('a reset forgets tokens, messages, faults and people', async () => {
	const token = await h.token();
	await h.client.fault({ path: '/cgi-bin/user/get', errcode: -1, times: -1 });
	await h.client.reset({ followers: 120 });
	expect(await h.wechat.get('/cgi-bin/user/get', token)).toMatchObject({ errcode: 40001 });
	expect(await h.wechat.get('/cgi-bin/user/get', await h.token())).toMatchObject({ total: 120 });
	await h.client.reset();
	expect(await h.wechat.get('/cgi-bin/user/get', await h.token())).toMatchObject({ total: 300 });
});

test('the same seed gives the same people and templates, another seed others', async () => {
	const of = async (seed: number) => {
		const sandbox = await startSandbox({ followers: 50, seed });
		const client = new SandboxClient(sandbox.url);
		const found = { people: await client.people(), templates: await client.templates() };
		await sandbox.close();
		return found;
	};
	const first = await of(7);
	expect(await of(7)).toEqual(first);
	const other = await of(8);
	expect(other.people[0].unionid).not.toBe(first.people[0].unionid);
	expect(other.templates.miniProgram[0].id).not.toBe(first.templates.miniProgram[0].id);
});

test('calls are counted and logged without secrets; the control API is not counted', async () => {
	const { secret } = await h.secret();
	const token = await h.token();
	await h.wechat.get('/cgi-bin/token', { grant_type: 'client_credential', ...(await h.secret()) });
	await h.wechat.get('/cgi-bin/user/get', token);
	await h.wechat.get('/cgi-bin/user/get');
	const counters = await h.client.counters();
	expect(counters.calls).toEqual({ '/cgi-bin/stable_token': 1, '/cgi-bin/token': 1, '/cgi-bin/user/get': 2 });
	expect(counters.byErrcode).toEqual({ 0: 3, 41001: 1 });
	const [call, refused] = await h.client.calls({ path: '/cgi-bin/user/get' });
	expect(call).toMatchObject({
		query: { access_token: '***' },
		token: 'officialAccount stable #1',
		answer: 0,
	});
	expect(refused).toMatchObject({ answer: 41001, rid: expect.stringMatching(/^[0-9a-f]{8}-/) as string });
	const [asked] = await h.client.calls({ path: '/cgi-bin/stable_token' });
	expect(asked.body).toMatchObject({ secret: '***', grant_type: 'client_credential' });
	const everything = JSON.stringify(await h.client.calls());
	expect(everything).not.toContain(secret);
	expect(everything).not.toContain(token.access_token);
	await h.client.resetCounters();
	expect((await h.client.counters()).calls).toEqual({});
	expect(await h.client.calls()).toEqual([]);
});

test('latency is waited for, and concurrency seen', async () => {
	const token = await h.token();
	await h.client.settings({ latencyMs: 1000 });
	const started = Date.now();
	await Promise.all(Array.from({ length: 7 }, async () => await h.wechat.get('/cgi-bin/user/get', token)));
	expect(Date.now() - started).toBeGreaterThanOrEqual(990);
	const { maxConcurrent, maxConcurrentByPath } = await h.client.counters();
	expect(maxConcurrent).toBe(7);
	expect(maxConcurrentByPath['/cgi-bin/user/get']).toBe(7);
});

test('JSON leaves as text/plain, or as it should', async () => {
	const type = async () => (await h.wechat.getText('/cgi-bin/token')).headers['content-type'] as string;
	expect(await type()).toBe('text/plain');
	await h.client.settings({ contentType: 'application/json' });
	expect(await type()).toBe('application/json');
});
