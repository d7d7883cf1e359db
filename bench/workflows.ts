// The workflows of the benchmark: webhook, items, mark, the node that is measured, mark.
import type { WorkflowInput, WorkflowNode } from '../demo/n8n/types';

/** Name of the node that is measured, in every workflow. */
export const WORK = 'Work';

const FIRST_MARK = 'Start';

/** The node that is measured: its type and what makes it this contestant. */
export type WorkNode = Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters' | 'credentials'>;

type Step = WorkNode & { name: string; webhookId?: string };

/**
 * @param path where the workflow's webhook answers, and its name
 * @param work the node that is measured
 */
export function benchWorkflow(path: string, work: WorkNode): WorkflowInput {
	const mark = (name: string, at: 'start' | 'end'): Step => ({
		name,
		type: 'CUSTOM.benchMark',
		typeVersion: 1,
		parameters: { at, profile: "={{ $('Webhook').first().json.body.profile }}" },
	});
	const chain: Step[] = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
		},
		{
			name: 'Items',
			type: 'CUSTOM.benchItems',
			typeVersion: 1,
			parameters: { file: '={{ $json.body.file }}' },
		},
		mark(FIRST_MARK, 'start'),
		{ name: WORK, ...work },
		mark('End', 'end'),
	];
	return {
		name: path,
		nodes: chain.map((node, at) => ({ ...node, id: `${path}-${at}`, position: [at * 220, 0] })),
		connections: Object.fromEntries(
			chain
				.slice(0, -1)
				.map(({ name }, at) => [name, { main: [[{ node: chain[at + 1].name, type: 'main', index: 0 }]] }]),
		),
	};
}
