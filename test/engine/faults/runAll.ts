// Many sequences at once, in lanes; most of their time goes into the waits of the shipped code, which cost nothing.
import { Lane, sceneOf } from './lane';
import type { Outcome } from './lane';
import { patience } from './plan';

const MOST_LANES = 150;

/**
 * Runs a sequence for each seed.
 *
 * @returns what came of each, in the order in which they ended
 */
export async function runAll(seeds: number[]): Promise<Outcome[]> {
	const lanes: Lane[] = [];
	while (lanes.length < Math.min(MOST_LANES, seeds.length)) lanes.push(await Lane.open());
	// Those that wait longest come first, so that the end is not spent waiting for one.
	const cost = new Map(seeds.map((seed) => [seed, patience(sceneOf(seed, lanes[0].cast).faults)]));
	const queue = [...seeds].sort((a, b) => (cost.get(b) ?? 0) - (cost.get(a) ?? 0));
	const outcomes: Outcome[] = [];
	let next = 0;
	const follow = async (lane: Lane) => {
		while (next < queue.length) outcomes.push(await lane.run(queue[next++]));
	};
	await Promise.all(lanes.map(follow));
	await Promise.all(lanes.map(async (lane) => await lane.close()));
	return outcomes;
}
