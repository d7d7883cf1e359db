import { type Harness, type Json, startHarness, startReceiver } from './harness';

let h: Harness;
let oa: { access_token: string };
let mp: { access_token: string };
beforeAll(async () => {
	h = await startHarness();
});
afterAll(async () => await h.sandbox.close());
beforeEach(async () => {
	await h.client.reset();
	oa = await h.token();
	mp = await h.token('miniProgram');
});

describe('QR codes', () => {
	const create = async (body: Json) => await h.wechat.post('/cgi-bin/qrcode/create', body, oa);
	const scene = (fields: Json) => ({ action_info: { scene: fields } });

	test('a ticket is an image', async () => {
		const made = await create({
			action_name: 'QR_STR_SCENE',
			expire_seconds: 604_800,
			...scene({ scene_str: 'shop' }),
		});
		expect(made).toEqual({
			ticket: expect.any(String) as string,
			expire_seconds: 604_800,
			url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\//) as string,
		});
		const image = await h.wechat.getText('/cgi-bin/showqrcode', { ticket: String(made.ticket) });
		expect(image.headers['content-type']).toBe('image/jpg');
		expect(await h.wechat.get('/cgi-bin/showqrcode', { ticket: 'x' })).toMatchObject({ errcode: 40097 });
		const permanent = await create({ action_name: 'QR_LIMIT_SCENE', ...scene({ scene_id: 7 }) });
		expect(permanent).not.toHaveProperty('expire_seconds');
	});

	test.each([
		[{ action_name: 'QR', ...scene({ scene_id: 1 }) }, 40052],
		[{ action_name: 'QR_SCENE' }, 40053],
		[{ action_name: 'QR_SCENE', ...scene({ scene_id: 0 }) }, 40053],
		[{ action_name: 'QR_SCENE', ...scene({ scene_str: 'a' }) }, 40053],
		[{ action_name: 'QR_STR_SCENE', ...scene({ scene_str: 'a'.repeat(65) }) }, 40053],
		[{ action_name: 'QR_LIMIT_SCENE', ...scene({ scene_id: 100_001 }) }, 40053],
		[{ action_name: 'QR_SCENE', expire_seconds: 2_592_001, ...scene({ scene_id: 1 }) }, 40035],
	])('refuses %j with %d', async (body, errcode) => {
		expect((await create(body)).errcode).toBe(errcode);
	});
});

describe('codes and links of the mini program', () => {
	const page = 'pages/index/index';

	test('an unlimited code is a file, a refusal is JSON', async () => {
		const create = async (body: Json) => await h.wechat.postText('/wxa/getwxacodeunlimit', body, mp);
		const good = await create({ scene: 'a=1', page });
		expect(good.headers['content-type']).toBe('image/jpeg');
		expect((await create({ scene: 'a=1', is_hyaline: true })).headers['content-type']).toBe('image/png');
		const refused = async (body: Json) => (JSON.parse((await create(body)).data) as Json).errcode;
		expect(await refused({})).toBe(40129);
		expect(await refused({ scene: '100%' })).toBe(40129);
		expect(await refused({ scene: 'x'.repeat(33) })).toBe(40169);
		expect(await refused({ scene: 'a', page: `/${page}` })).toBe(41030);
		expect(await refused({ scene: 'a', page: 'pages/draft' })).toBe(41030);
		expect(await refused({ scene: 'a', env_version: 'formal' })).toBe(85402);
		expect(await refused({ scene: 'a', width: 100 })).toBe(40097);
		expect(
			(await create({ scene: 'a', page: 'pages/draft', check_path: false })).headers['content-type'],
		).toBe('image/jpeg');
	});

	test('URL links and schemes', async () => {
		const link = async (body: Json) => await h.wechat.post('/wxa/generate_urllink', body, mp);
		expect(await link({ path: page, query: 'a=1' })).toMatchObject({
			errcode: 0,
			url_link: expect.stringMatching(/^https:\/\/wxaurl\.cn\//) as string,
		});
		expect((await link({ path: `${page}?a=1` })).errcode).toBe(40165);
		expect((await link({ path: 'pages/draft' })).errcode).toBe(40165);
		expect((await link({ path: page, query: 'x'.repeat(1025) })).errcode).toBe(40212);
		expect((await link({ path: page, env_version: 'developer' })).errcode).toBe(85402);
		expect((await link({ path: page, expire_type: 1, expire_interval: 31 })).errcode).toBe(85401);
		expect((await link({ path: page, expire_type: 0, expire_time: 1 })).errcode).toBe(85401);
		const scheme = async (body: Json) => await h.wechat.post('/wxa/generatescheme', body, mp);
		expect(await scheme({ jump_wxa: { path: page } })).toMatchObject({
			openlink: expect.stringMatching(/^weixin:\/\/dl\/business\/\?t=/) as string,
		});
		expect((await scheme({ jump_wxa: { path: 'x' } })).errcode).toBe(40165);
		expect((await scheme({ is_expire: true, expire_type: 1, expire_interval: 0 })).errcode).toBe(85401);
		expect((await h.wechat.post('/wxa/generatescheme', {}, oa)).errcode).toBe(48001);
	});
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
