// Which item of an earlier run of the same node an input item comes from: a loop may lead the error branch back.
import type { IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import type { Place } from './keptSends';

/** A node with an error branch has two outputs. */
const OUTPUTS = [0, 1];

const firstOf = (paired: INodeExecutionData['pairedItem']): IPairedItemData | undefined => {
	const first = Array.isArray(paired) ? paired[0] : paired;
	return typeof first === 'number' ? { item: first } : first;
};

/**
 * @param context n8n's execution context
 * @param index the input item
 * @param candidates the places in question
 * @returns the one of them that the item comes from, by n8n's own pairing of items; undefined when it comes from elsewhere
 */
export function originOf<P extends Place>(
	context: IExecuteFunctions,
	index: number,
	candidates: P[],
): P | undefined {
	const pairedItem = firstOf(context.getInputData()[index]?.pairedItem);
	if (pairedItem === undefined || candidates.length === 0) return undefined;
	const { name } = context.getNode();
	const n8n = context.getWorkflowDataProxy(index);
	const itemsOf = (run: string): unknown[] =>
		OUTPUTS.flatMap((output) => attempt(() => n8n.$items(name, output, Number(run)) as unknown[]) ?? []);
	const own = attempt(
		() => n8n.$getPairedItem(name, context.getInputSourceData(), pairedItem) as INodeExecutionData | null,
	);
	const position = firstOf(own?.pairedItem)?.item;
	if (!own || position === undefined) return undefined;
	return candidates.find(({ run, index: at }) => at === position && itemsOf(run).includes(own));
}

/** n8n throws where there is no path back, or no such run. */
function attempt<T>(ask: () => T): T | undefined {
	try {
		return ask();
	} catch {
		return undefined;
	}
}
