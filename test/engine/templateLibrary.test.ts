// Adding and deleting templates of both accounts, messages that the review stopped, and short links.
import type { INodeParameters } from 'n8n-workflow';
import type { SettingsPatch } from '../../sandbox/client';
import type { AccountName } from '../../sandbox/types';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const byId = (value: unknown) => ({ templateId: { __rl: true, mode: 'id', value } });
const template = (operation: string, more: object = {}) =>
	({ resource: 'templateMessage', operation, ...more }) as INodeParameters;
const subscribe = (operation: string, more: object = {}) =>
	({ resource: 'subscribeMessage', operation, ...more }) as INodeParameters;
const link = (more: object) =>
	({ resource: 'link', operation: 'createShortLink', ...more }) as INodeParameters;
const listed = async () => (await fixture.client.templates()).officialAccount.map(({ id }) => id);

describe('templates of template messages', () => {
	it('are added by number and keywords, and deleted by ID', async () => {
		const { json } = await fixture.officialAccount(
			template('add', { templateIdShort: 43216, keywords: '下单时间， 商品名称,\n金额' }),
		);
		expect(json).toMatchObject([{ keyword_name_list: ['下单时间', '商品名称', '金额'] }]);
		const id = String(json[0].template_id);
		expect(await listed()).toContain(id);
		const { json: deleted } = await fixture.officialAccount(template('delete', byId(id)));
		expect(deleted).toEqual([{ deleted: true, template_id: id }]);
		expect(await listed()).not.toContain(id);
	});

	it('are added once when the answer is lost and n8n tries again', async () => {
		await fixture.client.fault({ path: '/cgi-bin/template/api_add_template', reset: 'after' });
		const add = template('add', { templateIdShort: '43216', keywords: '金额' });
		const { error } = await fixture.officialAccount(add);
		expect(error?.description).toContain('not known');
		expect(await fixture.calls('/cgi-bin/template/api_add_template')).toBe(1);
	});

	it.each([
		['no number', template('add', { templateIdShort: '={{ " " }}', keywords: 'a' }), 'templateIdShort'],
		['no keywords', template('add', { templateIdShort: '1', keywords: '={{ " , " }}' }), 'keywords'],
		['no template', template('delete', byId('={{ " " }}')), 'templateId'],
	])('refuses %s before any call', async (_, parameters, parameter) => {
		const { error } = await fixture.officialAccount(parameters);
		expect(error?.context).toMatchObject({ parameter });
		expect(await fixture.allCalls()).toBe(0);
	});

	it.each([
		['a number of the library that is closed', 'TM00001', 'a', '40247'],
		['keywords that the library writes otherwise', '43216', '商品名称, 价格', '40246'],
		['a template of another category', '50871', '就诊科室', '45027'],
	])('explains %s', async (_, templateIdShort, keywords, errcode) => {
		const { error } = await fixture.officialAccount(template('add', { templateIdShort, keywords }));
		expect(error?.httpCode).toBe(errcode);
		expect(error?.description?.length).toBeGreaterThan(40);
	});

	it('explains a template that is not there', async () => {
		const gone = template('delete', byId('a'.repeat(43)));
		expect((await fixture.officialAccount(gone)).error?.description).toContain('errcode 40037');
		expect((await fixture.officialAccount(gone, { continueOnFail: true })).json).toMatchObject([
			{ errcode: 40037 },
		]);
	});
});

describe('messages that the review stopped', () => {
	const PATH = '/wxa/sec/queryblocktmplmsg';

	it('come out an item each, over all pages, each once', async () => {
		const people = await fixture.client.people({ follows: true, limit: 3 });
		const [id, other] = await listed();
		for (let i = 0; i < 230; i++) await fixture.client.blockMessage(people[i % 3].id, id);
		await fixture.client.blockMessage(people[0].id, other);
		await fixture.client.resetCounters();
		const { json } = await fixture.officialAccount(template('getBlocked', { ...byId(id), returnAll: true }));
		expect(json).toHaveLength(230);
		expect(new Set(json.map((row) => row.id)).size).toBe(230);
		expect(json[0]).toMatchObject({
			template_id: id,
			openid: people[0].officialAccountOpenid,
			send_timestamp: expect.any(Number) as number,
			title: expect.any(String) as string,
		});
		expect(await fixture.calls(PATH)).toBe(3);
		const { json: two } = await fixture.officialAccount(template('getBlocked', { ...byId(id), limit: 2 }));
		expect(two).toEqual(json.slice(0, 2));
	});

	it('are read where WeChat sends one object in place of a list, as its page shows it', async () => {
		const [id] = await listed();
		const msginfo = { id: '7', tmpl_msg_id: id, title: 't', content: 'c', send_timestamp: 1, openid: 'o' };
		const body = JSON.stringify({ errcode: 0, errmsg: 'ok', msginfo });
		await fixture.client.fault({ path: PATH, http: { status: 200, body, contentType: 'text/plain' } });
		const { json } = await fixture.officialAccount(template('getBlocked', { ...byId(id), returnAll: true }));
		expect(json).toMatchObject([{ id: '7', content: 'c' }]);
	});

	it('end with an error, and not never, when WeChat sends the same page again and again', async () => {
		const [id] = await listed();
		const msginfo = Array.from({ length: 100 }, (_, at) => ({ id: at + 1, openid: 'o' }));
		const body = JSON.stringify({ errcode: 0, errmsg: 'ok', msginfo });
		await fixture.client.fault({
			path: PATH,
			times: -1,
			http: { status: 200, body, contentType: 'text/plain' },
		});
		const { error } = await fixture.officialAccount(template('getBlocked', { ...byId(id), returnAll: true }));
		expect(error?.message).toContain('same page');
		expect(await fixture.calls(PATH)).toBe(2);
	});
});

describe('subscribe templates', () => {
	const mine = async () => (await fixture.client.templates()).miniProgram.map(({ id }) => id);

	it('are added by number and keyword numbers, and deleted by ID', async () => {
		const { json } = await fixture.miniProgram(
			subscribe('addTemplate', { tid: 99, keywordIds: '3, 1', sceneDesc: 'Appointments' }),
		);
		expect(json).toMatchObject([{ tid: '99', kidList: [3, 1] }]);
		const id = String(json[0].priTmplId);
		expect(await mine()).toContain(id);
		const { json: deleted } = await fixture.miniProgram(subscribe('deleteTemplate', byId(id)));
		expect(deleted).toEqual([{ deleted: true, priTmplId: id }]);
		expect(await mine()).not.toContain(id);
	});

	it.each([
		['no number', { tid: '={{ " " }}', keywordIds: '1,2' }, 'tid'],
		['one keyword', { tid: '99', keywordIds: '1' }, 'keywordIds'],
		['six keywords', { tid: '99', keywordIds: '1,2,3,4,5,6' }, 'keywordIds'],
		['a keyword by name', { tid: '99', keywordIds: 'thing1, time2' }, 'keywordIds'],
		['a long description', { tid: '99', keywordIds: '1,2', sceneDesc: 'a'.repeat(16) }, 'sceneDesc'],
	])('refuses %s before any call', async (_, more, parameter) => {
		const { error } = await fixture.miniProgram(subscribe('addTemplate', more));
		expect(error?.context).toMatchObject({ parameter });
		expect(await fixture.allCalls()).toBe(0);
	});

	it('explain what WeChat refuses', async () => {
		const add = subscribe('addTemplate', { tid: '4711', keywordIds: '1,2' });
		expect((await fixture.miniProgram(add)).error?.description).toContain('errcode 200014');
	});

	// The codes of WeChat's page "删除模板": which of them is open, docs/wechat/templates.md#libraries.
	it.each([20001, 200014] as const)(
		'that are gone are told as such, by errcode %d',
		async (unknownTemplate) => {
			await fixture.client.settings({ unknownTemplate });
			const gone = subscribe('deleteTemplate', byId('a'.repeat(43)));
			const { error } = await fixture.miniProgram(gone);
			expect(error?.message).toContain('does not have this template');
			expect(error?.description).toContain(`errcode ${unknownTemplate}`);
			expect((await fixture.miniProgram(gone, { continueOnFail: true })).json).toMatchObject([
				{ errcode: unknownTemplate },
			]);
		},
	);

	it.each([
		['200011', { addingTemplates: 200011 }],
		['200013', { bannedTemplates: ['99'] }],
		['200100', { addingTemplates: 200100 }],
		['43106', { addingTemplates: 43106 }],
		['200021', { noSceneDesc: 200021 }],
	] as const)('explain why none can be added: %s', async (errcode, settings) => {
		await fixture.client.settings(settings as SettingsPatch);
		const { error } = await fixture.miniProgram(subscribe('addTemplate', { tid: '99', keywordIds: '1,2' }));
		expect(error?.httpCode).toBe(errcode);
		expect(error?.description?.length).toBeGreaterThan(40);
	});
});

describe('short links', () => {
	it('are made for a page with its query, without the leading slash', async () => {
		const { json } = await fixture.miniProgram(
			link({ pageUrl: '/pages/index/index?ID=42', pageTitle: 'Shop' }),
		);
		expect(json).toEqual([
			{
				link: expect.stringMatching(/^#Mini Program:\/\/Shop\//) as string,
				page_url: 'pages/index/index?ID=42',
				is_permanent: false,
			},
		]);
		const [call] = await fixture.client.calls({ path: '/wxa/genwxashortlink' });
		expect(call.body).toEqual({
			page_url: 'pages/index/index?ID=42',
			page_title: 'Shop',
			is_permanent: false,
		});
	});

	it('are asked for once where a second would use up another of the permanent ones', async () => {
		const path = '/wxa/genwxashortlink';
		await fixture.client.fault({ path, reset: 'after' });
		await fixture.miniProgram(link({ pageUrl: 'pages/index/index', permanent: true }));
		expect(await fixture.calls(path)).toBe(1);
	});

	it.each([
		['no page', { pageUrl: '={{ " " }}' }, 'pageUrl'],
		['a long page', { pageUrl: 'a'.repeat(1025) }, 'pageUrl'],
		['a long title', { pageUrl: 'a', pageTitle: 'a'.repeat(21) }, 'pageTitle'],
	])('refuses %s before any call', async (_, more, parameter) => {
		const { error } = await fixture.miniProgram(link(more));
		expect(error?.context).toMatchObject({ parameter });
		expect(await fixture.allCalls()).toBe(0);
	});

	it.each([40165, 40066] as const)(
		'explain a page that the released version does not have, by errcode %d',
		async (shortLinkPage) => {
			await fixture.client.settings({ shortLinkPage });
			const { error } = await fixture.miniProgram(link({ pageUrl: 'pages/none' }));
			expect(error?.message).toContain('no such page');
			expect(error?.description).toContain(`errcode ${shortLinkPage}`);
		},
	);

	it.each<[string, SettingsPatch, object, string, RegExp]>([
		['the right', { shortLinkRight: false }, {}, '43104', /Create URL link/],
		['a permanent one', { permanentShortLinks: 100_000 }, { permanent: true }, '85400', /'Permanent' off/],
	])('explain what there is no more of: %s', async (_, settings, more, errcode, wayOut) => {
		await fixture.client.settings(settings);
		const { error } = await fixture.miniProgram(link({ pageUrl: 'pages/index/index', ...more }));
		expect(error?.httpCode).toBe(errcode);
		expect(error?.description).toMatch(wayOut);
	});
});

it.each<[AccountName, INodeParameters]>([
	['officialAccount', template('add', { templateIdShort: '1', keywords: 'a' })],
	['officialAccount', template('getBlocked', { ...byId('x'), limit: 1 })],
	['miniProgram', link({ pageUrl: 'pages/index/index' })],
])('%s: a missing right is explained', async (node, parameters) => {
	await fixture.client.fault({ path: '.*', times: -1, errcode: 48001 });
	expect((await fixture[node](parameters)).error?.description).toContain('errcode 48001');
});
