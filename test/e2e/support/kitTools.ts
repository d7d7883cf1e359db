// Calls a sub-workflow of the kit as a new workflow does: items, and n8n's Execute Sub-workflow node.
import { publishExample, type ImportOptions, type KitExample } from '../../../host/examples';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { WorkflowNode } from '../../../host/n8n/types';
import type { Stage } from '../../../host/stage';
import { people, TRIGGER } from './workflows';

export type Ids = Record<string, unknown>;

/** A workflow of three nodes that calls the kit. */
export class KitCaller {
	private constructor(
		private readonly stage: Stage,
		private readonly id: string,
	) {}

	/** @param items what the kit is called with, each in turn */
	static async make(stage: Stage, kit: KitExample, items: Ids[], options: ImportOptions = {}) {
		const id = await publishExample(stage, kit, options);
		const keys = [...new Set(items.flatMap((item) => Object.keys(item)))];
		const schema = keys.map((key) => ({ id: key, displayName: key, type: 'any', display: true }));
		const value = Object.fromEntries(keys.map((key) => [key, `={{ $json.${key} }}`]));
		const node = (name: string, type: string, typeVersion: number, parameters: object): WorkflowNode => ({
			name,
			type: `n8n-nodes-base.${type}`,
			typeVersion,
			parameters: { ...parameters },
			position: [0, 0],
		});
		const lines = [
			node(TRIGGER, 'manualTrigger', 1, {}),
			{ ...node('Items', '', 0, {}), ...people([]), name: 'Items' },
			node('Call', 'executeWorkflow', 1.2, {
				workflowId: { __rl: true, mode: 'id', value: id },
				workflowInputs: { mappingMode: 'defineBelow', value, schema, matchingColumns: [] },
				options: {},
			}),
		];
		lines[1].parameters = { jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};` };
		const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
		const saved = await stage.n8n.addWorkflow({
			name: `Caller of ${kit} with ${JSON.stringify(items)}`.slice(0, 120),
			nodes: lines,
			connections: { [TRIGGER]: to('Items'), Items: to('Call') },
		});
		return new KitCaller(stage, saved.id);
	}

	/** @returns the kit's answer to each item; or why the run failed */
	async run(): Promise<{ answers: Ids[]; failure: string }> {
		const execution = await this.stage.n8n.run(this.id, TRIGGER);
		return { answers: outputOf(execution, 'Call'), failure: failureOf(execution) };
	}
}

/** Calls the kit once; the run must end well. @returns the answer to each item */
export async function callKit(stage: Stage, kit: KitExample, items: Ids[], options: ImportOptions = {}) {
	const { answers, failure } = await (await KitCaller.make(stage, kit, items, options)).run();
	expect(failure).toBe('');
	return answers;
}
