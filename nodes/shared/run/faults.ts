// Mistakes in the items, told all at once, before anything is sent.
import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { toNodeError } from '../call/errors';
import { inDigits } from './summary';

/** So many items are named of those that have the same mistake, and so many different mistakes. */
const MOST_NAMED = 10;

function listed(parts: Array<string | number>): string {
	const named = parts.slice(0, MOST_NAMED).join(', ');
	return parts.length > MOST_NAMED ? `${named} and ${inDigits(parts.length - MOST_NAMED)} more` : named;
}

/**
 * The error of a run that stops because of what its items hold.
 *
 * @param context n8n's execution context
 * @param faults what each item met that cannot be read, by its index; not empty
 * @param close the last sentence, such as that nothing was sent; empty for none
 * @returns of one item its own error; of several one that names them all, each mistake once
 */
export function faultsTold(context: IExecuteFunctions, faults: Map<number, unknown>, close: string): Error {
	const node = context.getNode();
	const inOrder = [...faults]
		.sort(([a], [b]) => a - b)
		.map(([index, error]) => ({ index, error: toNodeError(node, error, index) }));
	const [{ index: itemIndex, error: first }] = inOrder;
	if (inOrder.length === 1) {
		first.description = [first.description, close].filter((part) => part).join(' ');
		return first;
	}
	const byMistake = new Map<string, number[]>();
	for (const { index, error } of inOrder) {
		const mistake = [`${error.message}.`, error.description].filter((part) => part).join(' ');
		byMistake.set(mistake, [...(byMistake.get(mistake) ?? []), index]);
	}
	const mistakes = [...byMistake].map(
		([mistake, indexes]) => `${indexes.length === 1 ? 'Item' : 'Items'} ${listed(indexes)}: ${mistake}`,
	);
	const many = `${inDigits(inOrder.length)} of ${inDigits(context.getInputData().length)} items`;
	const more = mistakes.length - MOST_NAMED;
	const description = [
		...mistakes.slice(0, MOST_NAMED),
		...(more > 0 ? [`And ${inDigits(more)} more mistakes of other kinds.`] : []),
		`Items are counted from 0, as n8n does. ${close}`.trim(),
	].join('\n');
	const message =
		byMistake.size === 1
			? `${first.message} (${many})`
			: `${many} cannot be used; the first: ${first.message}`;
	const error = new NodeOperationError(node, message, { description, itemIndex });
	error.context.parameter = first.context.parameter;
	return error;
}
