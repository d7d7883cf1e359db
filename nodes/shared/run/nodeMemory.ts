// What the runs of one node in one execution share, in this process.
import type { IDataObject } from 'n8n-workflow';
import type { Outcome } from './operation';

/** What the runs of one node in one execution share, as long as this process has the execution. */
export class NodeMemory {
	/** What operations with `onlyOnce` did, by run and item. Kept in memory alone, never stored with the execution. */
	readonly deeds = new Map<string, Map<number, Outcome | Error>>();
	/** Messages that are being sent now, each by the short name that `numberedKey` calls its token (no access token). */
	readonly claimed = new Set<string>();
	/** Messages that were delivered, by the same names. Undefined until the first key is made. */
	delivered?: Set<string>;
	/** How often n8n has started each run, by its name, as long as it may start it once more. */
	readonly tries = new Map<string, number>();
}

/** By n8n's object for this node in this execution: when that goes, so does the memory. */
const memories = new WeakMap<IDataObject, NodeMemory>();

/**
 * @param nodeContext n8n's own object for a node in one execution
 * @returns what the node remembers as long as n8n keeps that object
 */
export function memoryOf(nodeContext: IDataObject): NodeMemory {
	const memory = memories.get(nodeContext) ?? new NodeMemory();
	memories.set(nodeContext, memory);
	return memory;
}
