// Subscription notifications of the Official Account, and the template lists and pickers of both accounts.
import type { IDataObject, INodeListSearchResult, INodeParameters, ResourceMapperFields } from 'n8n-workflow';
import type { PersonView, TemplateView } from '../../sandbox/types';
import { Fixture, inOwnFixture } from './support/fixture';

const SEND = '/cgi-bin/message/subscribe/bizsend';
const LIST = '/wxaapi/newtmpl/gettemplate';
const TEMPLATES = '/cgi-bin/template/get_all_private_template';

let fixture: Fixture;
let template: TemplateView;
let people: PersonView[];
inOwnFixture(async (opened) => {
	fixture = opened;
	const { officialAccount } = await fixture.client.templates();
	template = officialAccount.find(({ title }) => title === '活动开始提醒') as TemplateView;
	people = (await fixture.client.people({ follows: true, limit: 50 })).filter(
		({ rights }) => (rights[template.id] ?? 0) === 0,
	);
});

const values = { thing1: 'Autumn sale', time2: '2026-11-21 15:01', thing3: 'Guangzhou' };
const notification = (more: IDataObject = {}): INodeParameters => ({
	resource: 'subscriptionNotification',
	operation: 'send',
	openid: '={{ $json.openid }}',
	templateId: { __rl: true, mode: 'id', value: template.id },
	fieldsMode: 'json',
	fieldsJson: JSON.stringify(values),
	...(more as INodeParameters),
});
const granted = async (times: number): Promise<{ openid: string }> => {
	await fixture.client.grant(people[0].id, template.id, times);
	return { openid: String(people[0].officialAccountOpenid) };
};

describe('Send subscription notification', () => {
	it('spends a right, and tells when there is none', async () => {
		const item = await granted(1);
		const { json, error } = await fixture.officialAccount(notification(), { items: [item, item] });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{
				delivered: true,
				msgid: expect.stringMatching(/^\d{15,}$/),
				...item,
				template_id: template.id,
				data: values,
			},
			{
				delivered: false,
				reason: 'notSubscribed',
				errcode: 43101,
				errmsg: expect.any(String),
				...item,
				template_id: template.id,
				data: values,
			},
		]);
		const [message] = await fixture.inboxOf(item.openid);
		expect(message).toMatchObject({ channel: 'subscribe', data: values });
	});

	it('can treat a person without rights as an error', async () => {
		const items = [{ openid: String(people[1].officialAccountOpenid) }];
		const parameters = notification({ options: { unreachable: 'error' } });
		const { error } = await fixture.officialAccount(parameters, { items });
		expect(error?.description).toMatch(/subscribe button.*43101/s);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['nothing', { jumpTo: 'none' }, {}],
		[
			'a web page, as page',
			{ jumpTo: 'url', url: 'https://example.com/a' },
			{ page: 'https://example.com/a' },
		],
		[
			'a mini program',
			{ jumpTo: 'miniProgram', miniProgramAppId: 'wx', miniProgramPath: '/pages/order/detail?id=1' },
			{ miniprogram: { appid: 'wx', pagepath: 'pages/order/detail?id=1' } },
		],
		['nothing, under a key', { options: { clientMsgId: 'order-42' } }, { client_msg_id: 'order-42' }],
	])('opens %s, and sends no field that was not asked for', async (_, more, sent) => {
		const item = await granted(1);
		if (more.miniProgramAppId) {
			const { appId } = fixture.accounts.miniProgram;
			Object.assign(more, { miniProgramAppId: appId });
			Object.assign(sent, { miniprogram: { ...(sent.miniprogram as IDataObject), appid: appId } });
		}
		const { json, error } = await fixture.officialAccount(notification(more), { items: [item] });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true }]);
		const [{ body }] = await fixture.client.calls({ path: SEND });
		const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
		expect(body).toEqual({ touser: item.openid, template_id: template.id, data, ...sent });
	});

	it('does not repeat a call of unknown fate', async () => {
		const item = await granted(2);
		await fixture.client.fault({ path: SEND, times: 1, reset: 'after' });
		const { error } = await fixture.officialAccount(notification(), { items: [item] });
		expect(error?.description).toContain('not known');
		expect(await fixture.inboxOf(item.openid)).toHaveLength(1);
	});

	it('does not reach anybody twice when Retry On Fail repeats the run', async () => {
		const item = await granted(4);
		await fixture.client.fault({ path: SEND, skip: 1, times: 1, errcode: 45168, errmsg: 'keyword' });
		const retryOnFail = { maxTries: 2, waitBetweenTries: 0 };
		const { error } = await fixture.officialAccount(notification(), { items: [item, item], retryOnFail });
		expect(error).toBeUndefined();
		expect(await fixture.inboxOf(item.openid)).toHaveLength(2);
	});

	it('explains a template that is for template messages, and goes on with Continue On Fail', async () => {
		const { officialAccount } = await fixture.client.templates();
		const other = officialAccount.find(({ type }) => type === 'category')?.id;
		const item = await granted(1);
		const parameters = notification({
			templateId: { __rl: true, mode: 'id', value: '={{ $json.template }}' },
		});
		const items = [
			{ ...item, template: other },
			{ ...item, template: template.id },
		];
		const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
		expect(json).toMatchObject([{ errcode: 40037, error: expect.any(String) }, { delivered: true }]);
	});

	it.each<[string, IDataObject, string]>([
		['no openid', { openid: '={{ $json.nothing }}' }, 'Openid'],
		['no template', { templateId: { __rl: true, mode: 'id', value: '={{ $json.nothing }}' } }, 'Template'],
		['a value that is too long', { fieldsJson: `{"thing1":"${'长'.repeat(21)}"}` }, 'thing1'],
		['a page that is no address', { jumpTo: 'url', url: 'pages/index' }, 'URL'],
		['a key with spaces', { options: { clientMsgId: 'a b' } }, 'Client Message ID'],
	])('refuses %s before any call', async (_, more, named) => {
		const items = [{ openid: String(people[0].officialAccountOpenid) }];
		const { error } = await fixture.officialAccount(notification(more), { items });
		expect(error?.message).toContain(named);
		expect(await fixture.allCalls()).toBe(0);
	});
});

describe.each([
	['templateMessage', 'getAll', 'officialAccount', TEMPLATES, 'template_id'],
	['subscriptionNotification', 'getTemplates', 'officialAccount', LIST, 'priTmplId'],
	['subscribeMessage', 'getTemplates', 'miniProgram', LIST, 'priTmplId'],
] as const)('List templates: %s %s', (resource, operation, node, path, id) => {
	const expected = async () =>
		(await fixture.client.templates())[node].filter(
			({ type }) => (type === 'category' || type === 'legacy') === (resource === 'templateMessage'),
		);

	it('gives an item each, with its keywords', async () => {
		const { json, items } = await fixture[node]({ resource, operation });
		const templates = await expected();
		expect(json.map((entry) => entry[id])).toEqual(templates.map((entry) => entry.id));
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
		for (const [at, { content, keys }] of templates.entries()) {
			expect(json[at]).toMatchObject({ content, title: templates[at].title });
			const found = (json[at].keywords as Array<{ key: string }>).map(({ key }) => key);
			expect(found).toEqual(expect.arrayContaining(keys));
		}
		expect(await fixture.calls(path)).toBe(1);
	});

	it('explains a refusal, and goes on with Continue On Fail', async () => {
		await fixture.client.fault({ path, times: -1, errcode: 48001, errmsg: 'api unauthorized' });
		const { error } = await fixture[node]({ resource, operation });
		expect(error?.description).toMatch(/verified account.*48001/s);
		const { json } = await fixture[node]({ resource, operation }, { continueOnFail: true });
		expect(json).toMatchObject([{ errcode: 48001 }]);
	});
});

describe('Pickers', () => {
	const listed = async (node: 'officialAccount' | 'miniProgram', method: string, filter?: string) =>
		(await fixture.pick<INodeListSearchResult>(node, method, { filter })).results;

	it.each([
		['officialAccount', 'searchNotificationTemplates', 'oneTime', LIST],
		['officialAccount', 'searchTemplates', 'category', TEMPLATES],
		['miniProgram', 'searchSubscribeTemplates', 'oneTime', LIST],
	] as const)('%s: %s lists by title and ID, with one call', async (node, method, type, path) => {
		const [one] = (await fixture.client.templates())[node].filter((entry) => entry.type === type);
		expect(await listed(node, method, one.title.slice(1, 3))).toContainEqual({
			name: one.title,
			value: one.id,
		});
		expect(await listed(node, method, one.id.toLowerCase())).toEqual([{ name: one.title, value: one.id }]);
		expect(await listed(node, method, 'no such template')).toEqual([]);
		expect(await fixture.calls(path)).toBe(3);
		expect(await fixture.allCalls()).toBe(4);
	});

	it('shows only the templates that can be sent this way', async () => {
		const names = (await listed('officialAccount', 'searchNotificationTemplates')).map(({ value }) => value);
		const { officialAccount } = await fixture.client.templates();
		const types = officialAccount.filter(({ id }) => names.includes(id)).map(({ type }) => type);
		expect(new Set(types)).toEqual(new Set(['oneTime', 'longTerm']));
	});

	it('offers the keywords of the chosen notification template', async () => {
		const parameters = notification({ templateId: { __rl: true, mode: 'list', value: template.id } });
		const { fields } = await fixture.pick<ResourceMapperFields>(
			'officialAccount',
			'notificationTemplateKeywords',
			{
				parameters,
			},
		);
		expect(fields.map(({ id, displayName, required }) => [id, displayName, required])).toEqual([
			['thing1', '活动名称 (max 20, thing1)', true],
			['time2', '开始时间 (time2)', true],
			['thing3', '活动地点 (max 20, thing3)', true],
		]);
	});

	it('says so when the template is not there or not chosen', async () => {
		const keywordsOf = async (value: string) =>
			await fixture.pick<ResourceMapperFields>('officialAccount', 'notificationTemplateKeywords', {
				parameters: notification({ templateId: { __rl: true, mode: 'id', value } }),
			});
		expect(await keywordsOf('')).toEqual({ fields: [] });
		expect(await keywordsOf('gone')).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('no template'),
		});
	});

	it('explains a refusal to the editor', async () => {
		await fixture.client.fault({ path: LIST, times: -1, errcode: 48001, errmsg: 'api unauthorized' });
		await expect(listed('officialAccount', 'searchNotificationTemplates')).rejects.toMatchObject({
			description: expect.stringContaining('48001'),
		});
	});
});
