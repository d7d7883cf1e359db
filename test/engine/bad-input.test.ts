// Bad parameters: a clear error that names the parameter, before any network call.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { World } from './support/world';

let world: World;
beforeAll(async () => {
	world = await World.open();
});
afterAll(async () => await world.close());

/** n8n itself refuses a required field that is left blank; an expression that comes to nothing gets through to the node. */
const EMPTY = '={{ $json.nothing }}';
const template = (value: string) => ({ __rl: true, mode: 'id', value });
const templateSend = (more: IDataObject) => ({
	resource: 'templateMessage',
	operation: 'send',
	openid: 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
	templateId: template('ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY'),
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
		'nobody to send to on the legacy route',
		'miniProgram',
		{ ...templateSend({}), resource: 'uniformMessage', route: 'legacy' },
		'openids',
	],
])('%s', (_, node, parameters, named) => {
	it(`is refused with an error that names ${named}`, async () => {
		const { error } = await world[node](parameters as INodeParameters, { items: [{}] });
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(await world.allCalls()).toBe(0);
	});
});

it('one bad item among many stops the run before anything is sent', async () => {
	const openids = ['oA', 'oB', '', 'oD'];
	const parameters = templateSend({ openid: '={{ $json.openid }}' }) as INodeParameters;
	const items = openids.map((openid) => ({ openid }));
	const { error } = await world.officialAccount(parameters, { items });
	expect(error?.context).toMatchObject({ itemIndex: 2 });
	expect(await world.allCalls()).toBe(0);
});
