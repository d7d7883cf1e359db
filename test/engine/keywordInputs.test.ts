// The inputs that the panel shows for a template: what WeChat lists can be chosen, and what it does not list is shown.
import type { ResourceMapperFields } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

async function inputsOf(node: 'officialAccount' | 'miniProgram', resource: string, key: string) {
	const templates = (await fixture.client.templates())[node];
	const id = templates.find(({ keys, type }) => keys.includes(key) && type !== 'longTerm')?.id;
	const method = node === 'officialAccount' ? 'templateKeywords' : 'subscribeTemplateKeywords';
	const { fields } = await fixture.pick<ResourceMapperFields>(node, method, {
		parameters: { resource, operation: 'send', templateId: { __rl: true, mode: 'list', value: id ?? '' } },
	});
	const input = fields.find((field) => field.id === key);
	return { label: input?.displayName, type: input?.type, options: input?.options?.map(({ value }) => value) };
}

// docs/wechat/templates.md: newtmpl/gettemplate has keywordEnumValueList, get_all_private_template has an example alone.
it('lets one choose among the values of an enumerated keyword where WeChat lists them', async () => {
	expect(await inputsOf('miniProgram', 'subscribeMessage', 'enum_string3')).toEqual({
		label: '参会方式 (enum_string3)',
		type: 'options',
		options: ['线上', '线下'],
	});
});

it.each([
	['enum_string3', '配送方式 (e.g. 快递, enum_string3)'],
	['const4', '账户类型 (e.g. 会员积分, const4)'],
])(
	'shows for %s of a template message, whose values WeChat does not list, the one of its example',
	async (key, label) => {
		expect(await inputsOf('officialAccount', 'templateMessage', key)).toEqual({
			label,
			type: 'string',
			options: undefined,
		});
	},
);
