// What must be true of every run, whatever the operation.
import type { IDataObject } from 'n8n-workflow';
import type { NodeRunResult } from '../support/nodeRun';
import type { Scene, Seen, Told } from './scene';

const TOKEN_PATHS = ['/cgi-bin/stable_token', '/cgi-bin/token'];
/** Two accounts; each: a normal and a forced refresh with their repeats, and what rejected tokens ask for. */
const MOST_TOKEN_CALLS = 24;

export type Verdict = 'done' | 'notDone' | 'unknown';

/** The words in which every error of unknown fate says so. */
const UNKNOWN = /not known whether/;

/** What an output item, or the error of the run, claims. */
export function claimOf(said: IDataObject): Verdict {
	if (said.error === undefined && said.delivered === null) return 'unknown';
	if (said.error === undefined) return said.delivered === false ? 'notDone' : 'done';
	return UNKNOWN.test(String(said.description)) ? 'unknown' : 'notDone';
}

/** The error of a run that stopped, in the form of an error item. */
export function asItem(
	error: Pick<NonNullable<NodeRunResult['error']>, 'message' | 'description'>,
): IDataObject {
	return { error: error.message, description: error.description ?? '' };
}

/** What each item was told, as far as anything was: a run that stopped speaks of one item alone. */
export function toldBy({ error, json }: NodeRunResult, count: number): Told[] {
	if (!error) return json;
	const found = new Array<Told>(count).fill(undefined);
	const index = error.context?.itemIndex;
	if (typeof index === 'number') found[index] = asItem(error);
	return found;
}

/** One claim per item, as far as anything is claimed. */
export function claims(result: NodeRunResult, count: number): Array<Verdict | undefined> {
	return toldBy(result, count).map((said) => said && claimOf(said));
}

function explained(said: IDataObject): string[] {
	const { error, description } = said;
	if (error === undefined) return [];
	if (typeof error !== 'string' || error.length < 10)
		return [`an error without words: ${JSON.stringify(said)}`];
	if (typeof description !== 'string' || description.length < 10)
		return [`an error without a way out: ${error}`];
	return /undefined|\[object|NaN/.test(`${error} ${description}`)
		? [`a garbled error: ${error} ${description}`]
		: [];
}

function shape(scene: Scene, { error, items, json }: NodeRunResult): string[] {
	const { continueOnFail, repeat } = scene.mode;
	const keepsGoing = continueOnFail || repeat === 'loop' || repeat === 'tool';
	if (error) {
		if (keepsGoing) return [`Continue On Fail, and the run stopped: ${error.message}`];
		const index = error.context?.itemIndex;
		const named = typeof index === 'number' && index >= 0 && index < scene.items.length;
		return [...(named ? [] : ['the error names no item']), ...explained(asItem(error))];
	}
	const paired = items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
	const inOrder = paired.every((item, at) => at === 0 || item >= paired[at - 1]);
	return [
		...(inOrder ? [] : [`items out of order: ${paired.join(' ')}`]),
		...(keepsGoing || json.every((row) => row.error === undefined)
			? []
			: ['an error item without Continue On Fail']),
		...json.flatMap(explained),
	];
}

/** @param secrets app secrets and the latest tokens; every token of the sandbox has the same form beside */
function discretion(record: string, secrets: string[]): string[] {
	const told = secrets.filter((secret) => record.includes(secret));
	const tokens = /84_[\w-]{100}/.exec(record);
	return [...told, ...(tokens ?? [])].map((secret) => `a secret is told: ${secret.slice(0, 12)}...`);
}

/** @returns what is wrong whatever the operation was, a sentence each */
export function generalProblems(scene: Scene, { result, calls }: Seen, secrets: string[]): string[] {
	const counts = new Map<string, number>();
	for (const { path } of calls) counts.set(path, (counts.get(path) ?? 0) + 1);
	const tokenCalls = TOKEN_PATHS.reduce((sum, path) => sum + (counts.get(path) ?? 0), 0);
	const tooMany = [...counts].filter(
		([path, count]) => !TOKEN_PATHS.includes(path) && count > scene.mostCalls,
	);
	return [
		...shape(scene, result),
		...discretion(result.record, secrets),
		...(tokenCalls > MOST_TOKEN_CALLS ? [`${tokenCalls} token calls`] : []),
		...tooMany.map(([path, count]) => `${count} calls to ${path}, at most ${scene.mostCalls} make sense`),
	];
}

/** Does each claim fit what the books say was done? `done`: how often each item's deed was done in all. */
export function claimProblems(
	found: Array<Verdict | undefined>,
	timesDone: (index: number) => number,
): string[] {
	return found.flatMap((claim, index) => {
		const times = timesDone(index);
		if (claim === 'done' && times === 0) return [`item ${index}: done, it says, and it was not`];
		if (claim === 'notDone' && times > 0) return [`item ${index}: not done, it says, and it was`];
		return [];
	});
}
