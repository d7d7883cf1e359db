// Bad parameters: a clear error that names the parameter, before any network call.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Fixture } from './support/fixture';

let fixture: Fixture;
/** The ID of a template of the account. */
let known = '';
beforeAll(async () => {
	fixture = await Fixture.open();
	known = (await fixture.client.templates()).officialAccount[0].id;
});
afterAll(async () => await fixture.close());

/** n8n itself refuses a required field that is left blank; an expression that comes to nothing gets through to the node. */
const EMPTY = '={{ $json.nothing }}';
const template = (value: string) => ({ __rl: true, mode: 'id', value });
const templateSend = (more: IDataObject) => ({
	resource: 'templateMessage',
	operation: 'send',
	openid: 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
	templateId: template('={{ $json.template }}'),
	fieldsMode: 'json',
	fieldsJson: '{"thing1":"Your order"}',
	...more,
});
const list = (more: IDataObject) => ({ resource: 'follower', operation: 'getAll', returnAll: true, ...more });

describe.each<[string, 'officialAccount' | 'miniProgram', IDataObject, string]>([
	['an empty openid', 'officialAccount', { resource: 'follower', operation: 'get', openid: EMPTY }, 'Openid'],
	[
		'an openid of spaces',
		'officialAccount',
		{ resource: 'follower', operation: 'get', openid: '  ' },
		'Openid',
	],
	[
		'two openids in one',
		'officialAccount',
		{ resource: 'follower', operation: 'get', openid: 'oA, oB' },
		'Openid',
	],
	['no receiver', 'officialAccount', templateSend({ openid: EMPTY }), 'Openid'],
	['no template', 'officialAccount', templateSend({ templateId: template(EMPTY) }), 'Template'],
	[
		'fields that are not JSON',
		'officialAccount',
		templateSend({ fieldsJson: '{"thing1":' }),
		'Template Values',
	],
	['fields that are a list', 'officialAccount', templateSend({ fieldsJson: '["a"]' }), 'Template Values'],
	['no fields', 'officialAccount', templateSend({ fieldsJson: '{}' }), 'Template Values'],
	['an empty field', 'officialAccount', templateSend({ fieldsJson: '{"thing1":""}' }), 'Template Values'],
	['a jump without address', 'officialAccount', templateSend({ jumpTo: 'url', url: '' }), 'URL'],
	['a jump to something else', 'officialAccount', templateSend({ jumpTo: 'url', url: 'example.com' }), 'URL'],
	['a jump without appid', 'officialAccount', templateSend({ jumpTo: 'miniProgram' }), 'Mini Program App ID'],
	[
		'a key of 33',
		'officialAccount',
		templateSend({ options: { clientMsgId: 'k'.repeat(33) } }),
		'Client Message ID',
	],
	['a concurrency of 0', 'officialAccount', templateSend({ options: { concurrency: 0 } }), 'Concurrency'],
	['a concurrency of 51', 'officialAccount', templateSend({ options: { concurrency: 51 } }), 'Concurrency'],
	['a limit of 0', 'officialAccount', list({ returnAll: false, limit: 0 }), 'Limit'],
	['a tag that is none', 'officialAccount', list({ options: { tagId: 1.5 } }), 'Tag'],
	[
		'user info in pages',
		'officialAccount',
		list({ options: { outputMode: 'page', includeUserInfo: true } }),
		'User info',
	],
	['an empty code', 'miniProgram', { resource: 'login', operation: 'code2Session', jsCode: EMPTY }, 'Code'],
	[
		'no template for a subscribe message',
		'miniProgram',
		{ ...templateSend({ templateId: template(EMPTY) }), resource: 'subscribeMessage' },
		'Template',
	],
	[
		'nobody to send to by the legacy endpoint',
		'miniProgram',
		{ ...templateSend({}), resource: 'uniformMessage', options: { legacyEndpoint: true } },
		'openids',
	],
])('%s', (_, node, parameters, named) => {
	it(`is refused with an error that names ${named}`, async () => {
		const { error } = await fixture[node](parameters as INodeParameters, { items: [{ template: known }] });
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(await callsThatMatter()).toEqual([]);
	});
});
/** Where values are missing, the account is asked whether it has the template at all. */
const MAY_ASK = ['/cgi-bin/stable_token', '/cgi-bin/template/get_all_private_template'];
const callsThatMatter = async () =>
	Object.keys((await fixture.client.counters()).calls).filter((path) => !MAY_ASK.includes(path));

it('one bad item among many stops the run before anything is sent', async () => {
	const openids = ['oA', 'oB', '', 'oD'];
	const parameters = templateSend({ openid: '={{ $json.openid }}' }) as INodeParameters;
	const items = openids.map((openid) => ({ openid, template: known }));
	const { error } = await fixture.officialAccount(parameters, { items });
	expect(error?.context).toMatchObject({ itemIndex: 2 });
	expect(error?.description).toContain('Nothing was sent.');
	expect(await callsThatMatter()).toEqual([]);
});

// The limits are those of docs/wechat/templates.md: thing 20, a time of day in time, no letters in phone_number.
describe('several wrong values in one message', () => {
	const values = { thing1: 'x'.repeat(21), time2: 'next Monday', phone_number3: 'ask Anna' };
	const schema = [
		{ id: 'thing1', displayName: '预约项目 (max 20, thing1)' },
		{ id: 'time2', displayName: '预约时间 (time2)' },
	];

	it.each<[string, IDataObject, string]>([
		[
			'the form',
			{ fieldsMode: 'form', fields: { mappingMode: 'defineBelow', value: values, schema } },
			'fields',
		],
		['JSON', { fieldsJson: JSON.stringify(values) }, 'fieldsJson'],
	])('are all told in one error, by %s', async (_, more, parameter) => {
		const { error } = await fixture.officialAccount(templateSend(more) as INodeParameters, {
			items: [{ template: known }],
		});
		expect(error?.message).toMatch(
			/^The values of "thing1".*, "time2".* and "phone_number3" in 'Template Values'/,
		);
		if (parameter === 'fields') expect(error?.message).toContain('"thing1" (预约项目), "time2" (预约时间)');
		expect(error?.description).toMatch(/"thing1": .* 21 long.*\n.*"time2": .*\n.*"phone_number3": /);
		expect(error?.description).toContain('Nothing was sent.');
		expect(error?.context).toMatchObject({ itemIndex: 0, parameter: `${parameter}.thing1` });
		expect(await callsThatMatter()).toEqual([]);
	});
});

describe('several bad items', () => {
	const stopped = async (rows: IDataObject[], more: IDataObject = {}) => {
		const parameters = templateSend({
			openid: '={{ $json.openid }}',
			fieldsJson: '={{ JSON.stringify($json.values) }}',
			...more,
		}) as INodeParameters;
		const items = rows.map((row) => ({ openid: 'oA', template: known, values: { thing1: 'a' }, ...row }));
		const { error } = await fixture.officialAccount(parameters, { items });
		expect(await callsThatMatter()).toEqual([]);
		return error;
	};
	const empty = { values: { thing1: '' } };

	it('with one mistake are told in one error', async () => {
		const error = await stopped([empty, {}, empty, empty, empty]);
		expect(error?.message).toMatch(/"thing1".*\(4 of 5 items\)$/);
		expect(error?.description).toMatch(/^Items 0, 2, 3, 4: .*is empty/);
		expect(error?.description).toContain('Nothing was sent.');
		expect(error?.context).toMatchObject({ itemIndex: 0, parameter: 'fieldsJson.thing1' });
	});

	it('with different mistakes are all named', async () => {
		const error = await stopped([{}, empty, { openid: 'no openid' }]);
		expect(error?.message).toMatch(/^2 of 3 items cannot be used; the first: /);
		expect(error?.description).toMatch(/^Item 1: .*"thing1".*\nItem 2: .*not an openid/);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
	});

	it('say that the account does not have the template, not that its values are missing', async () => {
		const error = await stopped([{ values: {} }], { templateId: template('somebody-elses') });
		expect(error?.message).toBe('The account has no template with this ID');
		expect(error?.description).toContain('Nothing was sent.');
		expect(error?.context).toMatchObject({ itemIndex: 0, parameter: 'templateId' });
	});
});
