// Names for messages that stay the same when n8n runs the same work again, and differ when it is other work.
import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** When two sends count as one and the same message (`options.sendOnce`). */
export type SendOnce = 'content' | 'execution' | 'off';

/** client_msg_id: at most 32 of A-Z a-z 0-9 _ - are safe (wechat-settled.md section 1). */
const ID_LENGTH = 32;
/** Enough to tell the messages of one execution apart; kept in the execution data, so short. */
const COUNT_KEY_LENGTH = 12;

function digest(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

type Counts = Record<string, number>;

/** One run of one node in one execution. */
export class RunIdentity {
	readonly nodeKey: string;
	readonly executionId: string | undefined;
	/** Runs of this node in this execution before this one: a loop gives several. */
	readonly runIndex: number;
	private readonly earlier: Counts = {};
	private readonly counts: Counts = {};
	private readonly remembered: IDataObject;
	private isRecalled = false;

	constructor(context: IExecuteFunctions) {
		const workflow = context.getWorkflow();
		const node = context.getNode();
		this.nodeKey = `${workflow.id ?? workflow.name ?? ''}/${node.id}`;
		this.executionId = context.getExecutionId() || undefined;
		// Not as an expression: where n8n builds its engine only for those, this would be the only one of many runs.
		this.runIndex = context.getWorkflowDataProxy(0).$thisRunIndex;
		// n8n keeps the node's context with the execution, through its retries. A repeated run overwrites its own counts
		// and so arrives at the same numbers as before.
		this.remembered = context.getContext('node') as IDataObject;
	}

	/**
	 * The idempotency key of a message (`client_msg_id`), or undefined when the user wants none.
	 *
	 * `content`: the same workflow, node, person and content give the same key, also in another execution; when one
	 * execution really holds the same message twice, a running number tells the two apart.
	 * `execution`: execution, node, run and item.
	 */
	messageKey(mode: SendOnce, itemIndex: number, content: unknown): string | undefined {
		if (mode === 'off') return undefined;
		if (mode === 'execution') {
			return digest(this.executionId ?? randomUUID(), this.nodeKey, this.runIndex, itemIndex).slice(
				0,
				ID_LENGTH,
			);
		}
		const message = digest(this.nodeKey, content);
		const number = this.nextNumber(message.slice(0, COUNT_KEY_LENGTH));
		return (number === 1 ? message : digest(message, number)).slice(0, ID_LENGTH);
	}

	private nextNumber(key: string): number {
		if (!this.isRecalled) this.recallEarlierRuns();
		this.counts[key] = (this.counts[key] ?? 0) + 1;
		return (this.earlier[key] ?? 0) + this.counts[key];
	}

	private recallEarlierRuns(): void {
		this.isRecalled = true;
		const runs = (this.remembered.sentMessages ??= {}) as Record<string, Counts>;
		for (const [run, counts] of Object.entries(runs)) {
			if (Number(run) >= this.runIndex) continue;
			for (const [key, count] of Object.entries(counts)) this.earlier[key] = (this.earlier[key] ?? 0) + count;
		}
		runs[String(this.runIndex)] = this.counts;
	}
}
