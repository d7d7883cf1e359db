// The workflows of the benchmark: webhook, items, mark, the node that is measured, mark.
import type { WorkflowInput, WorkflowNode } from '../host/n8n/types';

const FIRST_MARK = 'Start';

/** The node that is measured: its type and what makes it this contestant. */
export type WorkNode = Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters' | 'credentials'> & {
	/** What follows it runs also when it puts out nothing. */
	alwaysOutputData?: true;
	/** It stands inside n8n's Loop Over Items and gets one item at a time. */
	inLoop?: true;
};

type Step = Omit<WorkNode, 'inLoop'> & { name: string; webhookId?: string };

/** Where a node's outputs lead: per output the name of the next node. */
type Wires = Record<string, string[]>;

/** n8n keeps no record of the runs: what it costs to store a million items is no part of any contestant's work. */
const SETTINGS = { saveDataSuccessExecution: 'none' };

export function workflowOf(
	name: string,
	steps: Step[],
	wires: Wires,
	settings: Record<string, unknown> = {},
): WorkflowInput {
	return {
		name,
		settings,
		nodes: steps.map((step, at) => ({ ...step, id: `${name}-${at}`, position: [at * 220, 0] })),
		connections: Object.fromEntries(
			Object.entries(wires).map(([from, targets]) => [
				from,
				{ main: targets.map((node) => [{ node, type: 'main', index: 0 }]) },
			]),
		),
	};
}

/** A webhook that answers with the last node's first item. */
export const webhookStep = (path: string): Step => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
});

/** What a workflow begins with that another one calls; it takes whatever it is given. */
export const EXECUTE_TRIGGER = {
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
};

const fromWebhook = (field: string) => `={{ $('Webhook').first().json.body.${field} }}`;

/**
 * @param path where the workflow's webhook answers, and its name
 * @param work the node that is measured
 */
export function benchWorkflow(path: string, { inLoop, ...work }: WorkNode): WorkflowInput {
	const mark = (name: string, at: 'start' | 'end'): Step => ({
		name,
		type: 'CUSTOM.benchMark',
		typeVersion: 1,
		parameters: { at, profile: fromWebhook('profile'), memory: fromWebhook('memory') },
	});
	const steps: Step[] = [
		webhookStep(path),
		{
			name: 'Items',
			type: 'CUSTOM.benchItems',
			typeVersion: 1,
			parameters: { file: fromWebhook('file') },
		},
		mark(FIRST_MARK, 'start'),
		{ name: 'Work', ...work },
		mark('End', 'end'),
	];
	const wires: Wires = { Webhook: ['Items'], Items: [FIRST_MARK] };
	if (!inLoop) return workflowOf(path, steps, { ...wires, [FIRST_MARK]: ['Work'], Work: ['End'] }, SETTINGS);
	const loop: Step = {
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: 1, options: {} },
	};
	// Its outputs: done, next item.
	const looping = { [FIRST_MARK]: ['Loop'], Loop: ['End', 'Work'], Work: ['Loop'] };
	return workflowOf(path, [...steps, loop], { ...wires, ...looping }, SETTINGS);
}
