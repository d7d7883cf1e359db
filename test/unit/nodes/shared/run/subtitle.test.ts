// What the canvas shows below a node, as n8n's own expression engine works it out.
import { Workflow } from 'n8n-workflow';
import type { INodeParameters, INodeProperties, INodeType, INodeTypes } from 'n8n-workflow';
import { nodes, triggers } from '../../../../support/panels';

/** As the editor does it: `getSimpleParameterValue` of the subtitle, with the parameters of the node. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({
		id: 'subtitle',
		nodes: [{ id: '1', name: 'Node', type: 'type', typeVersion: 1, position: [0, 0], parameters }],
		connections: {},
		active: false,
		nodeTypes,
	});
	const node = workflow.getNode('Node');
	if (!node) throw new Error('The workflow has no node');
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle, 'internal', {});
}

const optionsOf = ({ description }: INodeType, name: string): INodeProperties[] =>
	description.properties.filter((property) => property.name === name);

it.each(nodes)('is the action of each operation ($description.displayName)', (type) => {
	const shown = optionsOf(type, 'operation').flatMap(({ displayOptions, options = [] }) =>
		options.map((option) => {
			const [resource] = (displayOptions?.show?.resource ?? []) as string[];
			const { value, action } = option as { value: string; action: string };
			return [subtitleOf(type, { resource, operation: value }), action];
		}),
	);
	expect(shown.length).toBeGreaterThan(15);
	for (const [subtitle, action] of shown) expect(subtitle).toBe(action);
});

it.each(triggers)('names few events in words and counts many ($description.displayName)', (type) => {
	const [{ options = [] }] = optionsOf(type, 'events');
	const choices = options.flatMap((option) => ('value' in option ? [option] : []));
	// Without the topic, for which the canvas has no room.
	for (const { name, value } of choices) {
		expect(subtitleOf(type, { events: [String(value)] })).toBe(name.replace(/^[^:]+: /, ''));
	}
	const all = choices.map(({ value }) => String(value));
	expect(subtitleOf(type, { events: all })).toBe(`${all.length} events`);
});
