/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Many sequences at once, in lanes: while one waits for an answer, others work.
import { shortenWaitsInLanes } from './clock';
import { Lane, sceneOf } from './lane';
import type { Outcome } from './lane';
import { patience } from './plan';

const MOST_LANES = 40;
const LOOK_MS = 500;
/** Where the machine lets this thread wait for so long, the nodes see a WeChat that says nothing. */
const STALL_MS = 8_000;

/** Counts how often the whole thread stood still. */
class Stalls {
	count = 0;
	private latest = performance.now();
	private readonly timer = setInterval(() => {
		const now = performance.now();
		if (now - this.latest > STALL_MS) this.count++;
		this.latest = now;
	}, LOOK_MS);

	end(): void {
		clearInterval(this.timer);
	}
}

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
	const stalls = new Stalls();
	const takeBack = shortenWaitsInLanes();
	const run = async (lane: Lane, seed: number): Promise<Outcome> => {
		const before = stalls.count;
		const outcome = await lane.run(seed);
		const isDoubtful = outcome.problems.length > 0 && stalls.count > before;
		return isDoubtful ? await run(lane, seed) : outcome;
	};
	const follow = async (lane: Lane) => {
		while (next < queue.length) outcomes.push(await run(lane, queue[next++]));
	};
	await Promise.all(lanes.map(follow)).finally(() => {
		stalls.end();
		takeBack();
	});
	await Promise.all(lanes.map(async (lane) => await lane.close()));
	return outcomes;
}
