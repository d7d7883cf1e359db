// The sandbox's counters, read as sentences need them.
import type { Counters } from '../sandbox/types';
import type { Stage } from './stage';

/** @returns how many calls of the path were answered with success */
export const successes = (counters: Counters, path: string): number => counters.byPath[path]?.['0'] ?? 0;

/** @returns how many token calls were answered with a token, for both accounts together */
export const tokenCalls = (counters: Counters): number =>
	Object.values(counters.tokens).reduce(
		(sum, { classic, stable, forced }) => sum + classic + stable + forced,
		0,
	);

/** Runs something with fresh counters. @returns its result and the counters after it */
export async function counted<T>(
	stage: Stage,
	work: () => Promise<T>,
): Promise<{ result: T; counters: Counters }> {
	await stage.sandbox.resetCounters();
	const result = await work();
	return { result, counters: await stage.sandbox.counters() };
}
