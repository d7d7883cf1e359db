// What a run came to, in one line above n8n's output.
import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';
import { ZONE_WAY_OUT, isLeftToN8n } from './zone';
import type { Zone } from './zone';

/** What became of the items of one run. */
export interface Finished {
	/** What came out, in item order; what a failed item says is left out, except of a message. */
	outcomes: IDataObject[];
	/** How many input items failed. */
	failed: number;
	/** Of messages: the workflow's, where a value has its hour from it. */
	zone?: Zone;
}

/** Says in one sentence what a run came to; undefined where there is nothing to say. */
export type Summary = (finished: Finished) => NodeExecutionHint | undefined;

/** What is counted: one of it, and several. */
export type Noun = [one: string, many: string];

/** As the line names what an item can say of its message; in this order. */
const REASONS = new Map([
	['notFollowing', 'not following'],
	['notSubscribed', 'not subscribed'],
	['blocked', 'blocked'],
	['notLinked', 'not linked'],
	['unknown', 'not known whether delivered'],
	['error', 'failed'],
]);
const NEEDS_ATTENTION = ['unknown', 'error'];

/** 1000 is `1,000`. */
export const inDigits = (count: number): string => count.toLocaleString('en-US');

const counted = (count: number, [one, many]: Noun): string =>
	`${inDigits(count)} ${count === 1 ? one : many}`;

const hint = (message: string, isInOrder: boolean): NodeExecutionHint => ({
	message,
	type: isInOrder ? 'info' : 'warning',
	location: 'outputPane',
});

/** What became of messages, such as `985 delivered (2 of them had been sent before), 12 not following, 1 failed`. */
export function tallyOf(messages: IDataObject[]): string {
	const tally = new Map<string, number>();
	for (const { delivered, reason } of messages) {
		const fate = delivered === true ? 'delivered' : String(reason);
		tally.set(fate, (tally.get(fate) ?? 0) + 1);
	}
	const take = (fate: string, words: string): string[] => {
		const count = tally.get(fate) ?? 0;
		tally.delete(fate);
		return count === 0 ? [] : [`${inDigits(count)} ${words}`];
	};
	const among = (flag: string, words: string): string[] => {
		const count = messages.filter((message) => message[flag] === true).length;
		return count === 0 ? [] : [`${inDigits(count)} ${words}`];
	};
	const aside = [...among('duplicate', 'sent before'), ...among('pending', 'under review')];
	const delivered = take('delivered', 'delivered').map((part) =>
		aside.length === 0 ? part : `${part} (of them ${aside.join(', ')})`,
	);
	const preview = take('preview', 'previewed and not sent');
	const known = [...REASONS].flatMap(([reason, words]) => take(reason, words));
	const others = [...tally.keys()].flatMap((reason) => take(reason, reason));
	return [...delivered, ...preview, ...known, ...others].join(', ');
}

const SHOWN_IN_PART =
	'WeChat shows only a part of some values: shownInPart names their keywords. About 20 Chinese characters or 40 letters fit, on one line and without emoji.';

const writtenIn = ({ name }: Zone): string =>
	`Times that had no zone of their own, or that of $now, were written in ${name}, which is n8n's own default: perhaps nobody has chosen it. ${ZONE_WAY_OUT}`;

/** `1,000 messages: 985 delivered, 12 not following, 2 not subscribed, 1 failed`. */
export const summaryOfMessages: Summary = ({ outcomes, zone }) => {
	if (outcomes.length === 0) return undefined;
	const isTest = outcomes.some(({ testReceiver }) => testReceiver === true);
	const isCut = outcomes.some(({ shownInPart }) => shownInPart !== undefined);
	const inDefault = zone && isLeftToN8n(zone) ? writtenIn(zone) : undefined;
	const tally = `${counted(outcomes.length, ['message', 'messages'])}: ${tallyOf(outcomes)}`;
	const besides = [
		...(isTest ? ['All for the test receiver, since this run was started from the editor.'] : []),
		...(isCut ? [SHOWN_IN_PART] : []),
		...(inDefault === undefined ? [] : [inDefault]),
	];
	const needsAttention = outcomes.some(({ reason }) => NEEDS_ATTENTION.includes(String(reason)));
	const line = besides.length === 0 ? tally : `${tally}. ${besides.join(' ')}`;
	return hint(line, !isCut && inDefault === undefined && !needsAttention);
};

/**
 * The line of an operation that lists: `300 followers`.
 *
 * @param noun what it lists
 * @param asked what one input item asks for
 * @param wayOut what to do where there is none
 */
export function summaryOfList(noun: Noun, asked: Noun = ['list', 'lists'], wayOut?: string): Summary {
	return ({ outcomes, failed }) => {
		const lists = failed === 0 ? [] : [`${counted(failed, asked)} failed`];
		const line = [counted(outcomes.length, noun), ...lists].join(', ');
		const isEmpty = outcomes.length === 0 && failed === 0;
		return hint(isEmpty && wayOut !== undefined ? `${line}. ${wayOut}` : line, failed === 0);
	};
}

/**
 * The line of an operation that finds something out about each item: `3 sessions: 2 valid, 1 failed`.
 *
 * @param noun what it asks about
 * @param found what it found of one, in words that stand behind a number
 * @param alarming those of the words that somebody must see to
 */
export function summaryOfFindings(
	noun: Noun,
	found: (outcome: IDataObject) => string,
	alarming: string[] = [],
): Summary {
	return ({ outcomes, failed }) => {
		if (outcomes.length + failed === 0) return undefined;
		const tally = new Map<string, number>();
		for (const words of outcomes.map(found)) tally.set(words, (tally.get(words) ?? 0) + 1);
		const isInOrder = failed === 0 && !alarming.some((words) => tally.has(words));
		if (failed > 0) tally.set('failed', failed);
		const findings = [...tally].map(([words, count]) => `${inDigits(count)} ${words}`);
		return hint(`${counted(outcomes.length + failed, noun)}: ${findings.join(', ')}`, isInOrder);
	};
}
