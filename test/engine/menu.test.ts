// The menu of the official account: read, replaced, taken away; and a menu of the console brought back.
// What WeChat takes: the page "创建自定义菜单" (3 x 5 buttons, names of 16 and 60 bytes, key 128, url 1024).
import type { INodeParameters } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';
import { withShortWaits } from './support/waits';

withShortWaits();

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const CREATE = '/cgi-bin/menu/create';
const menu = (operation: string, more: object = {}) =>
	({ resource: 'menu', operation, ...more }) as INodeParameters;
const byJson = (menuJson: unknown) => menu('create', { menuMode: 'json', menuJson });
const byForm = (...button: object[]) => menu('create', { menuMode: 'form', buttons: { button } });
const get = async () => (await fixture.officialAccount(menu('get'))).json[0];

const orders = { name: 'Orders', type: 'click', key: 'orders' };
const shop = { name: 'Shop', type: 'view', url: 'https://example.com/' };
const both = { button: [orders, { name: 'More', sub_button: [shop, { ...orders, name: 'Old orders' }] }] };

it('makes a menu from JSON that reads back as it was given', async () => {
	const { json, error } = await fixture.officialAccount(byJson(JSON.stringify(both)));
	expect(error).toBeUndefined();
	expect(json).toEqual([{ created: true, menu: both }]);
	expect(await get()).toMatchObject({
		menu: {
			button: [
				{ ...orders, sub_button: [] },
				{ name: 'More', sub_button: [shop, { name: 'Old orders' }] },
			],
		},
		is_menu_open: 1,
	});
});

it('makes a menu from the form', async () => {
	const { json, error } = await fixture.officialAccount(
		byForm(
			{ name: 'Orders', type: 'click', key: 'orders' },
			{
				name: 'More',
				type: 'click',
				subButtons: {
					button: [
						{ name: 'Shop', type: 'view', url: 'https://example.com/' },
						{
							name: 'App',
							type: 'miniprogram',
							url: 'https://example.com/old',
							appid: fixture.accounts.miniProgram.appId,
							pagepath: 'pages/index',
						},
					],
				},
			},
		),
	);
	expect(error).toBeUndefined();
	expect(json[0].menu).toEqual({
		button: [
			orders,
			{
				name: 'More',
				sub_button: [
					shop,
					{
						name: 'App',
						type: 'miniprogram',
						appid: fixture.accounts.miniProgram.appId,
						pagepath: 'pages/index',
						url: 'https://example.com/old',
					},
				],
			},
		],
	});
});

// A page has no leading slash anywhere at WeChat; people copy it from app.json's or the address's form with one.
it('takes the leading slash off the page of a mini program, in the form and in JSON', async () => {
	const app = {
		name: 'App',
		type: 'miniprogram',
		url: 'https://example.com/old',
		appid: fixture.accounts.miniProgram.appId,
	};
	const given = { ...app, pagepath: '/pages/index' };
	for (const parameters of [byForm(given), byJson({ button: [given] })]) {
		const { json, error } = await fixture.officialAccount(parameters);
		expect(error).toBeUndefined();
		expect(json[0].menu).toMatchObject({ button: [{ name: 'App', pagepath: 'pages/index' }] });
	}
});

it('says that there is none, and deletes without complaint what is gone already', async () => {
	expect(await get()).toEqual({ menu: null, is_menu_open: 0 });
	await fixture.officialAccount(byJson(both));
	for (let time = 0; time < 2; time++) {
		const { json } = await fixture.officialAccount(menu('delete'));
		expect(json).toEqual([{ deleted: true }]);
	}
	expect(await get()).toMatchObject({ menu: null });
});

it('says that it may be gone when no answer to its deletion came', async () => {
	await fixture.client.fault({ path: '/cgi-bin/menu/delete', times: -1, reset: 'after' });
	const { error } = await fixture.officialAccount(menu('delete'));
	expect(error?.description).toContain('not known whether WeChat carried out the call');
	await fixture.client.clearFaults();
	expect(await get()).toMatchObject({ menu: null });
});

it('says so, too, when the answer was lost and the next try is refused', async () => {
	const path = '/cgi-bin/menu/delete';
	await fixture.client.fault({ path, times: 1, reset: 'after' });
	await fixture.client.fault({ path, times: 1, errcode: 48001 });
	const { error } = await fixture.officialAccount(menu('delete'));
	expect(error?.httpCode).toBe('48001');
	expect(error?.description).toContain('not known whether WeChat carried out the call');
});

const long = (bytes: number) => 'a'.repeat(bytes);
it.each<[string, unknown, RegExp, RegExp]>([
	['no JSON', '{"button":', /'Menu \(JSON\)' is not JSON/, /dragging|drag/],
	['no buttons', { button: [] }, /cannot be sent/, /no buttons/],
	['four buttons', { button: [orders, orders, orders, orders] }, /cannot be sent/, /4 buttons.*3/],
	['six inside', { button: [{ name: 'M', sub_button: Array(6).fill(orders) }] }, /Button 1/, /6 buttons.*5/],
	['a long name', { button: [{ ...orders, name: long(17) }] }, /Button 1/, /17 bytes.*16/],
	[
		'a long name inside',
		{ button: [{ name: 'M', sub_button: [{ ...orders, name: long(61) }] }] },
		/Button 1 › 1/,
		/61 bytes.*60/,
	],
	['a long key', { button: [orders, { ...orders, key: long(129) }] }, /Button 2/, /129 bytes.*128/],
	[
		'a long address',
		{ button: [{ ...shop, url: `https://example.com/${long(1005)}` }] },
		/Button 1/,
		/1025 bytes.*1024/,
	],
	[
		'an address without https://',
		{ button: [{ ...shop, url: 'example.com/orders' }] },
		/Button 1/,
		/no web address: "example.com\/orders".*https:\/\//,
	],
	[
		'a script for an address',
		{ button: [{ name: 'M', sub_button: [orders, { ...shop, url: 'javascript:alert(1)' }] }] },
		/Button 1 › 2/,
		/no web address/,
	],
	['no key', { button: [{ name: 'Orders', type: 'click' }] }, /Button 1/, /needs "key"/],
	['an unknown type', { button: [{ ...orders, type: 'clik' }] }, /Button 1/, /"clik" is no type/],
	[
		'a third level',
		{ button: [{ name: 'M', sub_button: [{ name: 'N', sub_button: [orders] }] }] },
		/Button 1 › 1/,
		/list of its own/,
	],
	['a text for a button', { button: ['Orders'] }, /Button 1/, /not an object/],
])('refuses %s before any call, naming the button', async (_, given, message, description) => {
	const { error } = await fixture.officialAccount(
		byJson(typeof given === 'string' ? given : JSON.stringify(given)),
	);
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(description);
	expect(error?.context).toMatchObject({ parameter: 'menuJson', itemIndex: 0 });
	expect(await fixture.allCalls()).toBe(0);
});

it.each([
	[
		'another mini program',
		{ name: 'App', type: 'miniprogram', appid: 'wx0123456789abcdef', pagepath: 'a', url: shop.url },
		45064,
	],
	['material that is not there', { name: 'Map', type: 'media_id', media_id: 'M' }, 40007],
	['an article that is not there', { name: 'News', type: 'article_id', article_id: 'A' }, 53600],
])('leaves it to WeChat to look %s up, and explains what it says', async (_, button, errcode) => {
	const { error } = await fixture.officialAccount(byJson({ button: [button] }));
	expect(error?.httpCode).toBe(String(errcode));
	expect(error?.description?.length).toBeGreaterThan(40);
});

it('explains the number of older posts for a mini program that is not linked', async () => {
	await fixture.client.settings({ unlinkedMiniProgram: 85005 });
	const appid = 'wx0123456789abcdef';
	const button = { name: 'App', type: 'miniprogram', appid, pagepath: 'a', url: shop.url };
	const { error } = await fixture.officialAccount(byJson({ button: [button] }));
	expect(error?.message).toContain('not linked');
	expect(error?.description).toContain('关联小程序');
});

it.each([
	[{ ...shop }, 40055],
	[{ name: 'More', sub_button: [shop] }, 40054],
])('tells of a host that the account may not lead to, %j', async (button, errcode) => {
	await fixture.client.settings({ menuDomains: ['other.example.com'] });
	const { error } = await fixture.officialAccount(byJson({ button: [button] }));
	expect(error?.httpCode).toBe(String(errcode));
	expect(error?.message).toContain('domain');
	expect(error?.description).toContain('功能设置');
});

it.each([
	[40018, 'invalid button name size'],
	[65301, 'not exist such conditional menu'],
	[48001, 'api unauthorized'],
])(
	'explains errcode %d, and goes on with the error as an item where it is told to',
	async (errcode, errmsg) => {
		await fixture.client.fault({ path: CREATE, times: -1, errcode, errmsg });
		const { error } = await fixture.officialAccount(byJson(both));
		expect(error?.description).toContain(`errcode ${errcode}`);
		const { json } = await fixture.officialAccount(byJson(both), { continueOnFail: true });
		expect(json).toMatchObject([{ errcode }]);
	},
);
