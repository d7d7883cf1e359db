// What a list of resources becomes in n8n's editor: the lists to choose from, the fields of each operation, the line below the
// node, and the warning before a step that sends.
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type { INode, INodeParameters, INodeProperties, INodeType, INodeTypes } from 'n8n-workflow';
import { hintsOf } from '../../../../../nodes/shared/run/hints';
import { panelOf } from '../../../../../nodes/shared/run/operation';
import type { Operation, Resource } from '../../../../../nodes/shared/run/operation';
import { actionInBrief } from '../../../../../nodes/shared/run/subtitle';
import { field, operation, sending } from './host';

const named = (
	value: string,
	name: string,
	more: Partial<Operation> = {},
	what = operation({}),
): Operation => ({
	...what,
	value,
	name,
	action: `${name} it`,
	description: `${name} the thing`,
	...more,
});
const resources: Resource[] = [
	{
		value: 'tag',
		name: 'Tag',
		operations: [
			named('update', 'Update', { fields: [field('tag')] }),
			named('create', 'Create', { fields: [field('text')] }),
		],
	},
	{
		value: 'message',
		name: 'Message',
		operations: [
			named(
				'send',
				'Send',
				{ fields: [field('text'), field('url', { displayOptions: { show: { text: ['a'] } } })] },
				sending(),
			),
		],
	},
	{ value: 'mail', name: 'Mail', operations: [named('send', 'Send', {}, sending())] },
	{ value: 'parcel', name: 'Parcel', operations: [named('send', 'Send')] },
];
const panel = () => panelOf(resources);

/** What n8n's expression engine makes of an expression on a node with these parameters. */
function worked(expression: string, parameters: object): unknown {
	const type = { description: { properties: [] } } as unknown as INodeType;
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type } as unknown as INodeTypes;
	const node: INode = {
		id: '1',
		name: 'Node',
		type: 'type',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes });
	// As they stand: a workflow leaves out what its node types do not describe.
	Object.assign(workflow.nodes.Node, { parameters: { ...parameters } });
	return workflow.expression.getSimpleParameterValue(workflow.nodes.Node, expression, 'internal', {});
}

/** The fields that n8n shows for the chosen values. */
const shown = (parameters: object) =>
	panel()
		.filter((property) =>
			NodeHelpers.displayParameter(parameters as INodeParameters, property, { typeVersion: 1 }, null),
		)
		.map(({ name }) => name);
const byName = (name: string): INodeProperties[] => panel().filter((property) => property.name === name);

describe('The panel', () => {
	it('begins with the resources in the order of the alphabet, the first of the list chosen', () => {
		expect(panel()[0]).toEqual({
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Mail', value: 'mail' },
				{ name: 'Message', value: 'message' },
				{ name: 'Parcel', value: 'parcel' },
				{ name: 'Tag', value: 'tag' },
			],
			default: 'tag',
		});
	});

	it('goes on with the operations of each, the first of the list chosen', () => {
		const [tag, ...others] = byName('operation');
		expect(others).toHaveLength(3);
		expect(tag).toEqual({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['tag'] } },
			options: [
				{ name: 'Create', value: 'create', action: 'Create it', description: 'Create the thing' },
				{ name: 'Update', value: 'update', action: 'Update it', description: 'Update the thing' },
			],
			default: 'update',
		});
	});

	it.each([
		[{ resource: 'tag', operation: 'create' }, ['resource', 'operation', 'text']],
		[{ resource: 'tag', operation: 'update' }, ['resource', 'operation', 'tag']],
		[{ resource: 'message', operation: 'send', text: 'a' }, ['resource', 'operation', 'text', 'url']],
		[{ resource: 'message', operation: 'send', text: 'b' }, ['resource', 'operation', 'text']],
	])(
		'shows with %j the fields of that operation, where they themselves want to be shown',
		(chosen, names) => {
			expect(shown(chosen)).toEqual(names);
		},
	);
});

it.each([
	['tag', 'update', 'Update it'],
	['message', 'send', 'Send it'],
])('Below the node stands what %s.%s does', (resource, value, action) => {
	expect(worked(actionInBrief(resources), { resource, operation: value })).toBe(action);
});

describe('Before a step that sends', () => {
	const hint = () => hintsOf(resources)[0];
	const warned = (parameters: object) => worked(hint().displayCondition ?? '', parameters);

	it('the editor says that it sends for real, above the output', () => {
		expect(hint()).toMatchObject({ type: 'info', location: 'outputPane', whenToDisplay: 'beforeExecution' });
		expect(hint().message).toContain("'Preview Only' or 'Test Receiver'");
	});

	it.each([
		[{ resource: 'message', operation: 'send' }, true],
		[{ resource: 'mail', operation: 'send', options: {} }, true],
		[{ resource: 'message', operation: 'setTyping' }, false],
		[{ resource: 'parcel', operation: 'send' }, false],
		[{ resource: 'tag', operation: 'create' }, false],
		[{ resource: 'message', operation: 'send', options: { previewOnly: true } }, false],
		[{ resource: 'message', operation: 'send', options: { previewOnly: false } }, true],
		[{ resource: 'message', operation: 'send', options: { testReceiver: 'o' } }, false],
	])('with %j: %p', (parameters, is) => {
		expect(warned(parameters)).toBe(is);
	});
});
