// Which item of an earlier run of the same node an input item comes from: a loop may lead the error branch back.
import type { IDataObject, IExecuteFunctions, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import type { Open, Place } from './keptSends';

/** A node with an error branch has two outputs. */
const OUTPUTS = [0, 1];

const allOf = (paired: INodeExecutionData['pairedItem']): IPairedItemData[] => {
	const all = Array.isArray(paired) ? paired : paired === undefined ? [] : [paired];
	return all.map((one) => (typeof one === 'number' ? { item: one } : one));
};

/** A message of unknown fate, and where its item stood. */
export type OpenPlace = Place & { open: Open };

/** Where an item came out of the node: the place, or, where several come into question, nothing. */
interface Origin {
	place?: Place;
}

/**
 * For each input item the message of unknown fate that it is a further try of.
 *
 * n8n's own pairing says which items come out of this node at all. It pairs new items of a node by their position, and those
 * that were a list in between with all of the list, and some with none: which one it is, the receiver tells.
 *
 * @param context n8n's execution context
 * @param indexes the input items in question
 * @param open messages of unknown fate of earlier runs
 * @param receiverOf by input item, a digest of who receives it; empty where that cannot be read
 */
export function furtherTries(
	context: IExecuteFunctions,
	indexes: number[],
	open: OpenPlace[],
	receiverOf: (index: number) => string,
): Map<number, Place> {
	const found = new Map<number, OpenPlace>();
	const searched: Array<{ index: number; run?: string; receiver: string }> = [];
	const runs = new Set(open.map(({ run }) => run));
	for (const index of indexes) {
		const origin = originOf(context, index, runs);
		if (!origin) continue;
		const { run, index: at } = origin.place ?? {};
		const there = open.find((place) => place.run === run && place.index === at);
		const receiver = receiverOf(index);
		if (there && [there.open.receiver, ''].includes(receiver)) found.set(index, there);
		else if (receiver !== '') searched.push({ index, run, receiver });
	}
	for (const { index, run, receiver } of searched) {
		const taken = new Set(found.values());
		const one = open.find(
			(place) => place.open.receiver === receiver && (run ?? place.run) === place.run && !taken.has(place),
		);
		if (one) found.set(index, one);
	}
	return found;
}

/** @returns undefined where n8n's pairing of the item leads elsewhere, or to a run in which all is known */
function originOf(context: IExecuteFunctions, index: number, runs: Set<string>): Origin | undefined {
	const { json, pairedItem } = context.getInputData()[index] ?? {};
	const paired = allOf(pairedItem);
	// What a node made anew without a word of where it comes from: an item of an error branch still has its error.
	const ifUnpaired = json?.error === undefined ? undefined : {};
	if (runs.size === 0) return undefined;
	if (paired.length === 0) return ifUnpaired;
	const { name } = context.getNode();
	const n8n = context.getWorkflowDataProxy(index);
	const source = context.getInputSourceData();
	const own = new Set<INodeExecutionData>();
	for (const one of paired) {
		try {
			const item = n8n.$getPairedItem(name, source, one) as INodeExecutionData | null;
			if (item) own.add(item);
		} catch (error) {
			const reason = typeOf(error);
			if (reason === SEVERAL) return {};
			if (reason === UNPAIRED) return ifUnpaired;
		}
	}
	if (own.size > 1) return {};
	const [item] = own;
	const [position] = allOf(item?.pairedItem);
	if (position === undefined) return undefined;
	const run = [...runs].find((one) => itemsOf(n8n, name, one).includes(item));
	return run === undefined ? undefined : { place: { run, index: position.item } };
}

const SEVERAL = 'paired_item_multiple_matches';
const UNPAIRED = 'paired_item_no_info';

/** What n8n calls the reason why it finds no item: it throws where there is no path back, or more than one. */
const typeOf = (error: unknown): unknown =>
	((error as { context?: IDataObject } | undefined)?.context ?? {}).type;

function itemsOf(
	n8n: ReturnType<IExecuteFunctions['getWorkflowDataProxy']>,
	name: string,
	run: string,
): unknown[] {
	return OUTPUTS.flatMap((output) => {
		try {
			return n8n.$items(name, output, Number(run)) as unknown[];
		} catch {
			// n8n has no such run, or no such output.
			return [];
		}
	});
}
