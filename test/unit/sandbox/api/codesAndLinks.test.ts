import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let oa: { access_token: string };
let mp: { access_token: string };
inHarness(async (opened) => {
	h = opened;
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

	describe('short links, by the page "获取ShortLink"', () => {
		const shorten = async (more: Json = {}) =>
			await h.wechat.post('/wxa/genwxashortlink', { page_url: page, ...more }, mp);
		const permanent = { is_permanent: true };

		test.each<[string, Json, number]>([
			['a page with its query', { page_url: `${page}?id=42` }, 0],
			['1024 characters', { page_url: `${page}?${'a'.repeat(1023 - page.length)}` }, 0],
			['1025 characters', { page_url: `${page}?${'a'.repeat(1024 - page.length)}` }, 40165],
			['a page that is not released', { page_url: 'pages/draft' }, 40165],
			['no page', { page_url: '' }, 40165],
			['a title of 20 characters', { page_title: '题'.repeat(20) }, 0],
			['a title of 21 characters', { page_title: '题'.repeat(21) }, 40225],
			['a title that is no text', { page_title: 7 }, 40225],
			['a permanent one', permanent, 0],
		])('%s', async (_, more, errcode) => {
			expect((await shorten(more)).errcode).toBe(errcode);
		});

		test('100,000 permanent ones, and any number of others', async () => {
			await h.client.settings({ permanentShortLinks: 99_998 });
			expect((await shorten(permanent)).errcode).toBe(0);
			expect((await shorten()).errcode).toBe(0);
			expect((await shorten(permanent)).errcode).toBe(0);
			expect((await shorten(permanent)).errcode).toBe(85400);
			expect((await shorten()).errcode).toBe(0);
			expect((await shorten({ is_permanent: false })).errcode).toBe(0);
		});

		test('what is refused takes none of the permanent ones', async () => {
			await h.client.settings({ permanentShortLinks: 99_999 });
			expect((await shorten({ ...permanent, page_title: 'a'.repeat(21) })).errcode).toBe(40225);
			expect((await shorten(permanent)).errcode).toBe(0);
		});

		test('none without the right', async () => {
			await h.client.settings({ shortLinkRight: false });
			expect((await shorten()).errcode).toBe(43104);
		});

		test('what the sources say in two ways, by the switches', async () => {
			await h.client.settings({ shortLinkPage: 40066, longPageTitle: 'cut' });
			expect((await shorten({ page_url: 'pages/draft' })).errcode).toBe(40066);
			expect(await shorten({ page_title: '题'.repeat(21) })).toMatchObject({
				errcode: 0,
				link: expect.stringContaining(`${'题'.repeat(20)}.../`) as string,
			});
		});
	});
});
