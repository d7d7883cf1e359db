// What menu/create refuses, by the number that WeChat has for it. The limits: page "创建自定义菜单" (three buttons with five
// entries each, names of 16 and 60 bytes, key 128, url 1024); the numbers: the table of return codes, in
// docs/wechat/messages.md#menus.
import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let oa: { access_token: string };
let appid: string;
let material: string;
let article: string;
inHarness(async (opened) => {
	h = opened;
	appid = (await h.client.accounts()).miniProgram.appId;
	oa = await h.token();
	material = (await h.client.permanentMedia('image/png', 'AAAA')).media_id;
	article = (await h.client.publishArticle()).article_id;
});

const create = async (body: Json) => await h.wechat.post('/cgi-bin/menu/create', body, oa);
const a = (count: number) => 'a'.repeat(count);
const address = (bytes: number) => `https://example.com/${a(bytes - 'https://example.com/'.length)}`;

const click = { name: 'Orders', type: 'click', key: 'orders' };
const view = { name: 'Shop', type: 'view', url: 'https://example.com/' };
const app = () => ({ name: 'App', type: 'miniprogram', url: view.url, appid, pagepath: 'pages/index/index' });
const more = (...sub_button: Json[]) => ({ name: 'More', sub_button });

test.each<[string, () => Json[], number]>([
	['no button', () => [], 40016],
	['one button', () => [click], 0],
	['three buttons', () => [click, click, click], 0],
	['four buttons', () => [click, click, click, click], 40016],
	['one entry', () => [more(click)], 0],
	['five entries', () => [more(click, click, click, click, click)], 0],
	['six entries', () => [more(click, click, click, click, click, click)], 40023],
	['a third level', () => [more({ ...click, ...more(click) })], 40022],
])('counts %s', async (_, button, errcode) => {
	expect((await create({ button: button() })).errcode).toBe(errcode);
});

/** A field, what stands in it, and the numbers for a button and for an entry: WeChat has one for each. */
const LEVELS: Array<[string, Json, number, number]> = [
	['no type', { ...click, type: '' }, 40017, 40024],
	['an unknown type', { ...click, type: 'clik' }, 40017, 40024],
	['a type that every object has', { ...click, type: 'constructor' }, 40017, 40024],
	['no name', { ...click, name: '' }, 40018, 40025],
	['a key of 128 bytes', { ...click, key: a(128) }, 0, 0],
	['a key of 129 bytes', { ...click, key: a(129) }, 40019, 40026],
	['a key of 43 Chinese characters, 129 bytes', { ...click, key: '键'.repeat(43) }, 40019, 40026],
	['no key', { ...click, key: '' }, 40019, 40026],
	['an address of 1024 bytes', { ...view, url: address(1024) }, 0, 0],
	['an address of 1025 bytes', { ...view, url: address(1025) }, 40020, 40027],
	['no address', { ...view, url: '' }, 40020, 40027],
	['an address without https://', { ...view, url: 'example.com/a' }, 40055, 40054],
	['a script for an address', { ...view, url: 'javascript:alert(1)' }, 40055, 40054],
	['https:// alone', { ...view, url: 'https://' }, 40055, 40054],
];

test.each(LEVELS)(
	'takes a button with %s for what it is, and an entry with its own number',
	async (...row) => {
		const [, one, ofButton, ofEntry] = row;
		expect((await create({ button: [one] })).errcode).toBe(ofButton);
		expect((await create({ button: [click, more(click, one)] })).errcode).toBe(ofEntry);
	},
);

test.each([
	['16 bytes of a button', 16, 60],
	['of Chinese characters 5 and 20', 5, 20],
])('a name takes %s, and of an entry 60', async (_, ofButton, ofEntry) => {
	const letter = ofButton === 16 ? 'a' : '菜';
	const named = (count: number) => ({ ...click, name: letter.repeat(count) });
	expect((await create({ button: [named(ofButton)] })).errcode).toBe(0);
	expect((await create({ button: [named(ofButton + 1)] })).errcode).toBe(40018);
	expect((await create({ button: [more(named(ofEntry))] })).errcode).toBe(0);
	expect((await create({ button: [more(named(ofEntry + 1))] })).errcode).toBe(40025);
});

test.each([
	'scancode_push',
	'scancode_waitmsg',
	'pic_sysphoto',
	'pic_photo_or_album',
	'pic_weixin',
	'location_select',
])('%s needs a key, as click does', async (type) => {
	expect((await create({ button: [{ ...click, type }] })).errcode).toBe(0);
	expect((await create({ button: [{ name: 'Orders', type }] })).errcode).toBe(40019);
});

test('links lead to the hosts of the account, where the switch names them', async () => {
	await h.client.settings({ menuDomains: ['example.com'] });
	const other = { ...view, url: 'https://other.example.com/' };
	expect((await create({ button: [view] })).errcode).toBe(0);
	expect((await create({ button: [other] })).errcode).toBe(40055);
	expect((await create({ button: [more(other)] })).errcode).toBe(40054);
	expect((await create({ button: [{ ...app(), url: other.url }] })).errcode).toBe(40055);
});

test.each<[string, () => Json, number]>([
	['the linked mini program', app, 0],
	['another mini program', () => ({ ...app(), appid: 'wx0123456789abcdef' }), 45064],
	['no mini program', () => ({ ...app(), appid: '' }), 40166],
	['the original id of a mini program', () => ({ ...app(), appid: 'gh_6cb1047db8c2' }), 40166],
	['no page', () => ({ ...app(), pagepath: '' }), 40165],
	['no address for old clients', () => ({ ...app(), url: '' }), 40020],
	['permanent material', () => ({ name: 'Map', type: 'media_id', media_id: material }), 0],
	['material that is not there', () => ({ name: 'Map', type: 'media_id', media_id: a(64) }), 40007],
	['no material', () => ({ name: 'Map', type: 'media_id' }), 40007],
	['a published article', () => ({ name: 'News', type: 'article_id', article_id: article }), 0],
	[
		'an article opened in place',
		() => ({ name: 'News', type: 'article_view_limited', article_id: article }),
		0,
	],
	['an article that is not there', () => ({ name: 'News', type: 'article_id', article_id: a(64) }), 53600],
	['no article', () => ({ name: 'News', type: 'article_view_limited' }), 53600],
])('looks %s up', async (_, button, errcode) => {
	expect((await create({ button: [button()] })).errcode).toBe(errcode);
	expect((await create({ button: [more(button())] })).errcode).toBe(errcode === 40020 ? 40027 : errcode);
});

test('what a person sent for three days is no material for a menu', async () => {
	const { mediaId } = await h.client.sendFile((await h.linked()).id, 'officialAccount', {
		type: 'image',
		contentType: 'image/png',
		base64: 'AAAA',
	});
	const picture = { name: 'Map', type: 'media_id', media_id: mediaId };
	expect((await create({ button: [picture] })).errcode).toBe(40007);
});

test('another mini program, by the number of older posts where the switch says so', async () => {
	await h.client.settings({ unlinkedMiniProgram: 85005 });
	expect((await create({ button: [{ ...app(), appid: 'wx0123456789abcdef' }] })).errcode).toBe(85005);
});

test('a refused menu leaves the one before', async () => {
	await create({ button: [click] });
	await create({ button: [] });
	expect(await h.wechat.get('/cgi-bin/menu/get', oa)).toEqual({
		menu: { button: [{ ...click, sub_button: [] }] },
	});
});

test('personalised menus come on top of the menu for everybody, and go with it', async () => {
	const vip = { button: [view], matchrule: { tag_id: '2' } };
	await expect(h.client.conditionalMenu(vip)).rejects.toThrow(/menu for everybody/);
	await create({ button: [click] });
	const { menuid } = await h.client.conditionalMenu(vip);
	expect(await h.wechat.get('/cgi-bin/menu/get', oa)).toMatchObject({
		conditionalmenu: [{ button: [{ ...view, sub_button: [] }], matchrule: { tag_id: '2' }, menuid }],
	});
	expect((await h.wechat.get('/cgi-bin/menu/delete', oa)).errcode).toBe(0);
	await create({ button: [click] });
	expect(await h.wechat.get('/cgi-bin/menu/get', oa)).not.toHaveProperty('conditionalmenu');
});
