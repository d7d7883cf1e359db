// What the editor says beside a step that sends, by n8n's own evaluation of their conditions.
import { Workflow } from 'n8n-workflow';
import type { INode, INodeParameters, INodeType, NodeHint } from 'n8n-workflow';
import { nodes } from '../../../../support/panels';

/** The hints that n8n shows in the output, before and after the step was executed. */
function shown(node: INodeType, parameters: INodeParameters) {
	const { name, version } = node.description;
	const one: INode = {
		id: 'n',
		name: 'Node',
		type: name,
		typeVersion: Array.isArray(version) ? version[0] : version,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = { getByName: () => node, getByNameAndVersion: () => node, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [one], connections: {}, active: false, nodeTypes });
	// As n8n's editor does.
	const isTrue = ({ displayCondition = '' }: NodeHint) =>
		workflow.expression.getSimpleParameterValue(one, displayCondition, 'internal', {}) === true;
	const hints = (node.description.hints ?? []).filter(isTrue);
	const when = (whenToDisplay: string) =>
		hints.filter((hint) => hint.whenToDisplay === whenToDisplay).map(({ message }) => message);
	return { before: when('beforeExecution'), after: when('afterExecution') };
}

/** What a message takes from the person besides: docs/wechat/messages.md. */
const SENDS: Array<[string, INodeType, string | undefined]> = [
	['templateMessage', nodes[0], undefined],
	['customerMessage', nodes[0], undefined],
	['subscriptionNotification', nodes[0], "and uses up one of the person's consents"],
	['oneTimeMessage', nodes[0], "and uses up the person's consent"],
	['customerMessage', nodes[1], undefined],
	['subscribeMessage', nodes[1], "and uses up one of the person's consents"],
	['uniformMessage', nodes[1], "and may use up one of the person's consents"],
];

describe.each(SENDS)('%s', (resource, node, taken) => {
	const sending = (options: INodeParameters) => shown(node, { resource, operation: 'send', options });

	it('is said to send for real, and once there is output, to send again', () => {
		const { before, after } = sending({});
		expect(before).toEqual([expect.stringMatching(/sends for real/)]);
		// Also after a preview, by which nothing was sent.
		expect(after).toEqual([expect.stringMatching(/sends again what an earlier one has sent/)]);
		for (const text of [...before, ...after]) expect(text).toMatch(/'Preview Only' or 'Test Receiver'/);
	});

	it(`is said to take ${taken === undefined ? 'no consent' : 'a consent'}`, () => {
		const [before] = sending({}).before;
		if (taken === undefined) expect(before).not.toContain('consent');
		else expect(before).toContain(`sends for real, ${taken}`);
	});

	it('is said to as long as the switch of Preview Only is off', () => {
		expect(sending({ previewOnly: false })).toEqual(sending({}));
	});

	it.each<[string, INodeParameters]>([
		['Preview Only', { previewOnly: true }],
		['Test Receiver', { testReceiver: 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4' }],
	])('is left alone with %s', (_, options) => {
		expect(sending(options)).toEqual({ before: [], after: [] });
	});
});

it('the uniform message is left alone with the test receiver of either of its channels', () => {
	const options = { testReceiverMiniProgram: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE' };
	const uniform = shown(nodes[1], { resource: 'uniformMessage', operation: 'send', options });
	expect(uniform).toEqual({ before: [], after: [] });
	// Left over from another resource, it is no option of this one and redirects nothing.
	const other = shown(nodes[1], { resource: 'customerMessage', operation: 'send', options });
	expect(other.before).toHaveLength(1);
	expect(other.after).toHaveLength(1);
});

it('what sends nothing is left alone', () => {
	const listing = shown(nodes[0], { resource: 'follower', operation: 'getAll', options: {} });
	expect(listing).toEqual({ before: [], after: [] });
});
