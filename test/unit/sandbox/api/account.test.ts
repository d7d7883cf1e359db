import { type Harness, inHarness, type Json, startReceiver } from '../harness';

let h: Harness;
let oa: { access_token: string };
let mp: { access_token: string };
inHarness(async (opened) => {
	h = opened;
	oa = await h.token();
	mp = await h.token('miniProgram');
});

describe('quotas', () => {
	const get = async (cgi_path: string, token = oa) =>
		await h.wechat.post('/cgi-bin/openapi/quota/get', { cgi_path }, token);

	test('are counted per path', async () => {
		await h.wechat.get('/cgi-bin/user/get', oa);
		expect(await get('/cgi-bin/user/get')).toMatchObject({
			quota: { daily_limit: 500, used: 1, remain: 499 },
		});
		expect(await get('/cgi-bin/message/template/send')).toMatchObject({
			quota: { daily_limit: 100_000, used: 0 },
		});
		await h.wechat.post('/cgi-bin/openapi/quota/clear', { cgi_path: '/cgi-bin/user/get' }, oa);
		expect(await get('/cgi-bin/user/get')).toMatchObject({ quota: { used: 0 } });
	});

	test('paths that are not there or not ours', async () => {
		expect((await get('/cgi-bin/nothing')).errcode).toBe(76021);
		expect((await get('cgi-bin/user/get')).errcode).toBe(76021);
		expect((await get('/sns/jscode2session')).errcode).toBe(76022);
		expect((await get('/cgi-bin/user/get', mp)).errcode).toBe(76022);
		await h.client.settings({ unknownCgiPath: 76003 });
		expect((await get('/cgi-bin/nothing')).errcode).toBe(76003);
	});

	test('clear_quota wants its own appid; v2 wants the secret, in the body or in the query', async () => {
		const foreign = await h.wechat.post(
			'/cgi-bin/clear_quota',
			{ appid: (await h.secret('miniProgram')).appid },
			oa,
		);
		expect(foreign.errcode).toBe(40013);
		const { appid, secret: appsecret } = await h.secret();
		const v2 = async (body: Json, params: Record<string, string> = {}) =>
			(await h.wechat.post('/cgi-bin/clear_quota/v2', body, params)).errcode;
		expect(await v2({ appid, appsecret })).toBe(0);
		expect(await v2({ appid, appsecret: 'x' })).toBe(40125);
		expect(await v2({}, { appid, appsecret })).toBe(41002);
		await h.client.settings({ clearQuotaV2: 'query' });
		expect(await v2({}, { appid, appsecret })).toBe(0);
	});
});

test('rid/get tells about a refused call, to its own account and for seven days', async () => {
	const refused = await h.wechat.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/nothing' }, oa);
	const rid = /rid: (\S+)/.exec(String(refused.errmsg))?.[1];
	const lookUp = async (body: Json, token = oa) =>
		await h.wechat.post('/cgi-bin/openapi/rid/get', body, token);
	expect(await lookUp({ rid })).toMatchObject({
		errcode: 0,
		request: { client_ip: '203.0.113.7', invoke_time: expect.any(Number) as number },
	});
	expect(JSON.stringify(await lookUp({ rid }))).not.toContain(oa.access_token);
	expect(await lookUp({ rid }, mp)).toMatchObject({ errcode: 76003 });
	expect(await lookUp({ rid: 'x' })).toMatchObject({ errcode: 76002 });
	expect(await lookUp({ rid: '00000000-00000000-00000000' })).toMatchObject({ errcode: 76001 });
	await h.client.advanceClock(8 * 86_400_000);
	expect(await lookUp({ rid }, await h.token())).toMatchObject({ errcode: 76004 });
});

test('callback/check looks at the URL set in the console', async () => {
	const check = async (body: Json) => await h.wechat.post('/cgi-bin/callback/check', body, oa);
	const asked = { action: 'all', check_operator: 'DEFAULT' };
	expect((await check({ ...asked, action: 'x' })).errcode).toBe(40202);
	expect((await check({ ...asked, check_operator: 'x' })).errcode).toBe(40203);
	expect((await check(asked)).errcode).toBe(40201);
	const receiver = await startReceiver();
	await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
	await receiver.close();
	const found = await check(asked);
	expect(found).toMatchObject({ dns: [{ ip: '127.0.0.1' }], ping: [{ package_loss: '0%' }] });
	expect(found).not.toHaveProperty('errcode');
});

test('addresses, and paths that do not exist', async () => {
	expect(await h.wechat.get('/cgi-bin/getcallbackip', oa)).toEqual({
		ip_list: expect.any(Array) as string[],
	});
	expect(await h.wechat.get('/cgi-bin/get_api_domain_ip', mp)).toEqual({
		ip_list: expect.any(Array) as string[],
	});
	expect(await h.wechat.get('/cgi-bin/User/Get', oa)).toMatchObject({ errcode: 40066 });
});
