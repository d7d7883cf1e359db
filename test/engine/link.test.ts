// Codes and links into the mini program: what is sent, the picture, and what is refused before any call.
import type { IDataObject } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

const CODE = '/wxa/getwxacodeunlimit';
const URL_LINK = '/wxa/generate_urllink';
const SCHEME = '/wxa/generatescheme';
const DAY_SECONDS = 86_400;

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const link = (operation: string, more: IDataObject = {}) =>
	({ resource: 'link', operation, ...more }) as never;
const bodyOf = async (path: string) => (await fixture.client.calls({ path })).at(-1)?.body;

describe('createQrCode', () => {
	const code = (more: IDataObject = {}) => link('createQrCode', { scene: 'table=12&shop=3', ...more });

	it('puts the picture into binary data', async () => {
		const parameters = code({
			scene: '={{ $json.scene }}',
			page: '/pages/order/detail',
			binaryPropertyName: 'code',
		});
		const { items, error } = await fixture.miniProgram(parameters, {
			items: [{ scene: 'a' }, { scene: 'b' }],
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{ scene: 'a', page: 'pages/order/detail', env_version: 'release' },
			{ scene: 'b', page: 'pages/order/detail', env_version: 'release' },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items[1].binary?.code).toMatchObject({
			mimeType: 'image/jpeg',
			fileName: 'mini-program-code.jpg',
		});
	});

	it('takes colour, width, version and background', async () => {
		const options = {
			checkPath: false,
			envVersion: 'trial',
			isHyaline: true,
			lineColor: '#07c160',
			width: 1280,
		};
		const { items, error } = await fixture.miniProgram(code({ page: 'pages/soon/index', options }));
		expect(error).toBeUndefined();
		expect(items[0].binary?.data).toMatchObject({ mimeType: 'image/png', fileName: 'mini-program-code.png' });
		expect(await bodyOf(CODE)).toEqual({
			scene: 'table=12&shop=3',
			page: 'pages/soon/index',
			check_path: false,
			env_version: 'trial',
			width: 1280,
			is_hyaline: true,
			auto_color: false,
			line_color: { r: 7, g: 193, b: 96 },
		});
	});

	it('reads a refusal that comes in place of the picture, on its own item', async () => {
		const items = [{ page: 'pages/soon/index' }, { page: '' }];
		const { json } = await fixture.miniProgram(code({ page: '={{ $json.page }}' }), {
			items,
			continueOnFail: true,
		});
		expect(json[0]).toMatchObject({ errcode: 41030, error: expect.any(String) });
		expect(json[1]).toMatchObject({ scene: 'table=12&shop=3' });
		const { error } = await fixture.miniProgram(code({ page: 'pages/soon/index' }));
		expect(error?.description).toContain('errcode 41030');
	});

	it('reads a refusal that claims to be a picture', async () => {
		await fixture.client.fault({ path: CODE, errcode: 41030, contentType: 'image/jpeg', times: -1 });
		const { error } = await fixture.miniProgram(code());
		expect(error?.description).toContain('errcode 41030');
	});

	it.each([
		['no scene', { scene: '={{ $json.nothing }}' }, 'Scene'],
		['33 characters', { scene: 'x'.repeat(33) }, '33 characters'],
		['Chinese', { scene: 'shop=上海' }, '"上"'],
		['a percent sign', { scene: 'a%20b' }, '"%"'],
		['an emoji', { scene: 'hi👋' }, '"👋"'],
		['a query in the page', { page: 'pages/order/detail?id=1' }, 'Page'],
		['a width of 100', { options: { width: 100 } }, 'Width'],
		['a colour by name', { options: { lineColor: 'green' } }, 'Line Color'],
		['an unknown version', { options: { envVersion: '={{ "beta" }}' } }, 'Version'],
		['no field for the picture', { binaryPropertyName: '={{ $json.x }}' }, 'Put Output File'],
	])('%s is refused before any call', async (_, change, named) => {
		const { error } = await fixture.miniProgram(code(change));
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(await fixture.allCalls()).toBe(0);
	});
});

describe.each([
	['createUrlLink', URL_LINK, 'url_link', (body: IDataObject) => body],
	['createScheme', SCHEME, 'openlink', (body: IDataObject) => body.jump_wxa as IDataObject],
] as const)('%s', (operation, path, answer, landingOf) => {
	it('leads to the home page for 30 days when nothing is said', async () => {
		const { json, error } = await fixture.miniProgram(link(operation));
		expect(error).toBeUndefined();
		expect(json[0][answer]).toMatch(/^(https:\/\/wxaurl\.cn|weixin:\/\/dl\/business)\//);
		const body = (await bodyOf(path)) as IDataObject;
		expect(body).toMatchObject({ expire_type: 1, expire_interval: 30 });
		expect(landingOf(body)).toMatchObject({ path: '', query: '', env_version: 'release' });
	});

	it('leads to a page with a query, item by item', async () => {
		const parameters = link(operation, {
			path: '/pages/order/detail',
			query: '=?order={{ $json.order }}',
			expireInterval: 1,
			options: { envVersion: 'develop' },
		});
		const { json, items } = await fixture.miniProgram(parameters, { items: [{ order: 1 }, { order: 2 }] });
		expect(json.map(({ query }) => query)).toEqual(['order=1', 'order=2']);
		expect(new Set(json.map((row) => row[answer])).size).toBe(2);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(landingOf((await bodyOf(path)) as IDataObject)).toMatchObject({
			path: '/pages/order/detail',
			env_version: 'develop',
		});
	});

	it("hands the page on as it is given: WeChat's own example has a leading slash, others have none", async () => {
		for (const page of ['/pages/order/detail', 'pages/order/detail']) {
			const { json, error } = await fixture.miniProgram(link(operation, { path: page }));
			expect(error).toBeUndefined();
			expect(json[0].path).toBe(page);
			expect(landingOf((await bodyOf(path)) as IDataObject).path).toBe(page);
		}
	});

	it.each([
		['a DateTime', '={{ $now.plus(7, "days") }}'],
		['text with an offset', '={{ $now.plus(7, "days").toISO() }}'],
		// As n8n's date picker stores it: the clock of the workflow, here Asia/Shanghai.
		["text of the workflow's own clock", '={{ $now.plus(7, "days").toFormat("yyyy-MM-dd\'T\'HH:mm:ss") }}'],
		['unix seconds', '={{ Math.floor(Date.now() / 1000) + 7 * 86400 }}'],
	])('ends at a time given as %s', async (_, expireTime) => {
		const { error } = await fixture.miniProgram(link(operation, { expireType: 'time', expireTime }));
		expect(error).toBeUndefined();
		const { expire_type: type, expire_time: time } = (await bodyOf(path)) as IDataObject;
		expect(type).toBe(0);
		expect(Math.abs(Number(time) - (Date.now() / 1000 + 7 * DAY_SECONDS))).toBeLessThan(60);
	});

	it('explains a page that the released version does not have, on its own item', async () => {
		const parameters = link(operation, { path: '={{ $json.path }}' });
		const items = [{ path: '/pages/soon/index' }, { path: '' }];
		const { json } = await fixture.miniProgram(parameters, { items, continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 40165, error: expect.any(String) });
		expect(json[1]).toHaveProperty(answer);
		const { error } = await fixture.miniProgram(parameters, { items });
		expect(error?.description).toContain('errcode 40165');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it.each([
		['a query in the page', { path: 'pages/order/detail?id=1' }, 'Page'],
		['a query of 1,025', { query: 'x'.repeat(1025) }, '1025 characters'],
		['31 days', { expireInterval: 31 }, 'Days'],
		['no days', { expireInterval: '={{ $json.nothing }}' }, 'Days'],
		['a time that is none', { expireType: 'time', expireTime: '={{ "soon" }}' }, 'not a date'],
		['no time', { expireType: 'time', expireTime: '' }, 'not a date'],
		['a time that has passed', { expireType: 'time', expireTime: '2020-01-01T00:00:00' }, 'Time'],
		['a time too far away', { expireType: 'time', expireTime: '={{ $now.plus(31, "days") }}' }, 'Time'],
		['an unknown version', { options: { envVersion: '={{ "beta" }}' } }, 'Version'],
	])('%s is refused before any call', async (_, change, named) => {
		const { error } = await fixture.miniProgram(link(operation, change));
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(await fixture.allCalls()).toBe(0);
	});
});
