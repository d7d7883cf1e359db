/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Menus of the official account that others made, a person in the console or another program: read, and brought back as far
// as Create can.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const menu = (operation: string, more: object = {}) =>
	({ resource: 'menu', operation, ...more }) as INodeParameters;
const byJson = (menuJson: unknown) => menu('create', { menuMode: 'json', menuJson });
const get = async () => (await fixture.officialAccount(menu('get'))).json[0];

const orders = { name: 'Orders', type: 'click', key: 'orders' };
const shop = { name: 'Shop', type: 'view', url: 'https://example.com/' };
const both = { button: [orders, { name: 'More', sub_button: [shop] }] };

/** The owner sets a push URL, and somebody's server answers WeChat's check of it. */
async function setPushUrl(): Promise<void> {
	const server = createServer((req, res) => {
		res.end(new URL(req.url ?? '', 'http://receiver').searchParams.get('echostr'));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}/`;
	expect(await fixture.client.push('officialAccount', { url, mode: 'secure' })).toMatchObject({ ok: true });
	server.close();
}

it('brings back, by Get and Create, a menu that a person made in the console', async () => {
	const { media_id } = await fixture.client.permanentMedia('image/png', 'AAAA');
	await fixture.client.consoleMenu({
		button: [
			{ name: 'Shop', type: 'view', url: 'https://example.com/' },
			{
				name: 'More',
				sub_button: {
					list: [
						{ name: 'Picture', type: 'img', value: media_id },
						{ name: 'Hours', type: 'text', value: 'We open at nine' },
					],
				},
			},
		],
	});
	const read = await get();
	// A text as answer can only be made in the console: it is named, not lost in silence.
	expect(read).toMatchObject({ only_in_console: ['Hours'] });
	const { error } = await fixture.officialAccount(byJson('={{ $json.menu }}'), { items: [read] });
	expect(error).toBeUndefined();
	expect((await get()).menu).toMatchObject({
		button: [
			{ name: 'Shop', type: 'view', url: 'https://example.com/' },
			{ name: 'More', sub_button: [{ name: 'Picture', type: 'media_id', media_id }] },
		],
	});
});

// docs/wechat/messages.md#menus: once a push URL is on, a menu made in the console stops.
it('puts the menu of the console on again, by Get and Create, once a push URL has put it off', async () => {
	const button = [{ name: 'Shop', type: 'view', url: 'https://example.com/' }];
	await fixture.client.consoleMenu({ button });
	expect(await get()).toMatchObject({ is_menu_open: 1, menu: { button } });
	await setPushUrl();
	const off = await get();
	expect(off).toMatchObject({ is_menu_open: 0, menu: { button }, selfmenu_info: { button } });
	const { error } = await fixture.officialAccount(byJson('={{ $json.menu }}'), { items: [off] });
	expect(error).toBeUndefined();
	expect(await get()).toMatchObject({ is_menu_open: 1, menu: { button } });
});

describe('with personalised menus, which another program made', () => {
	const matchrule = { tag_id: '2' };
	let menuid: number;
	beforeEach(async () => {
		await fixture.officialAccount(byJson(both));
		({ menuid } = await fixture.client.conditionalMenu({ button: [shop], matchrule }));
	});

	it('puts them out beside the menu for everybody', async () => {
		expect(await get()).toMatchObject({
			menu: { button: [{ name: 'Orders' }, { name: 'More' }] },
			conditionalmenu: [{ button: [{ ...shop, sub_button: [] }], matchrule, menuid }],
		});
	});

	it('deletes them along, and brings back the menu for everybody alone', async () => {
		const before = await get();
		await fixture.officialAccount(menu('delete'));
		expect(await get()).toEqual({ menu: null, is_menu_open: 0 });
		const { error } = await fixture.officialAccount(byJson('={{ $json }}'), { items: [before] });
		expect(error).toBeUndefined();
		const after = await get();
		expect(after.menu).toEqual(before.menu);
		expect(after).not.toHaveProperty('conditionalmenu');
	});
});
