// Template values that are missing: perhaps the account has no such template, and that is what somebody must hear.
import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import type { Template, TemplateList } from '../../../../../nodes/shared/lists/templates';
import type { Item } from '../../../../../nodes/shared/run/item';
import type { OpenApi, TemplateChoice } from '../../../../../nodes/shared/run/operation';
import { NO_SUCH_TEMPLATE, missingTemplates, templatesOf } from '../../../../../nodes/shared/run/templates';

const node: INode = { id: '1', name: 'Node', type: 'a.b', typeVersion: 1, position: [0, 0], parameters: {} };
const fault = (parameter: string) => {
	const error = new NodeOperationError(node, 'No values');
	error.context.parameter = parameter;
	return error;
};

let asked = 0;
const listOf = (...ids: string[]) =>
	({
		credential: 'wechatLinkOfficialAccountApi',
		list: async () => {
			asked++;
			return await Promise.resolve(ids.map((id) => ({ id }) as Template));
		},
	}) as unknown as TemplateList;
const choiceOf = (list: TemplateList): TemplateChoice => ({
	list,
	id: 'templateId',
	values: ['fields', 'fieldsJson'],
});
/** Each run opens its credentials anew. */
const run = (): OpenApi => async () => await Promise.resolve({} as never);

/** An item with a template, and what n8n would be told of it. */
const item = (templateId: string) =>
	({
		peek: (name: string) => (name === 'templateId' ? templateId : ''),
		refuse: (message: string, description: string, parameter: string) => {
			const error = new NodeOperationError(node, message, { description });
			error.context.parameter = parameter;
			return error;
		},
	}) as unknown as Item;

/** @returns what is told instead, by item */
async function told(choices: TemplateChoice[], errors: unknown[], templates: string[], open = run()) {
	const failures = new Map(errors.map((error, index) => [index, error]));
	return await missingTemplates(choices, failures, templates.map(item), open);
}

beforeEach(() => (asked = 0));

it('A template that the account does not have is what is wrong, and n8n points at it', async () => {
	const choice = choiceOf(listOf('known'));
	const missing = await told([choice], [fault('fields'), fault('fieldsJson')], ['unknown', '']);
	expect([...missing.keys()]).toEqual([0, 1]);
	expect(missing.get(0)).toMatchObject({
		message: NO_SUCH_TEMPLATE.message,
		context: { parameter: 'templateId' },
	});
});

it.each<[what: string, error: unknown, template: string]>([
	['the values of a template that it has', fault('fields'), 'known'],
	['one value, which has its keyword’s name behind it', fault('fields.thing1'), 'unknown'],
	['something else', fault('openid'), 'unknown'],
	['an error that names no parameter', new Error('fields'), 'unknown'],
])('It is not where %s is wrong', async (_, error, template) => {
	expect((await told([choiceOf(listOf('known'))], [error], [template])).size).toBe(0);
});

it('Each of two templates is looked for in its own list', async () => {
	const other = { list: listOf('other'), id: 'templateId', values: ['subscribeFields'] };
	const choices = [choiceOf(listOf('known')), other];
	expect((await told(choices, [fault('subscribeFields')], ['other'])).size).toBe(0);
	expect((await told(choices, [fault('subscribeFields')], ['known'])).size).toBe(1);
});

it('A list that WeChat does not give changes nothing', async () => {
	const list = { ...listOf(), list: async () => await Promise.reject(new Error('refused')) };
	expect((await told([choiceOf(list as never)], [fault('fields')], ['unknown'])).size).toBe(0);
});

it('A list is asked for once in a run, anew in the next, and not at all where nothing is to be looked for', async () => {
	const list = listOf('known');
	const open = run();
	await told([choiceOf(list)], [fault('openid')], ['unknown'], open);
	expect(asked).toBe(0);
	await told([choiceOf(list)], [fault('fields'), fault('fields')], ['a', 'b'], open);
	expect(await templatesOf(list, open)).toEqual([{ id: 'known' }]);
	expect(asked).toBe(1);
	await templatesOf(list, run());
	expect(asked).toBe(2);
});
