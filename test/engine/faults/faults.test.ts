// Random sequences of faults over every operation: n8n-core in this process, HTTP to sandboxes.
//
// `FAULT_SEED=123` runs one sequence, `FAULT_RUNS=100000` more of them, `FAULT_FROM` other ones.
import { Lane, sceneOf } from './lane';
import type { Outcome } from './lane';
import { patience } from './plan';

const { FAULT_SEED, FAULT_RUNS = '10000', FAULT_FROM = '1' } = process.env;
/** Sequences under way at once: they spend most of their time in the waits of the shipped code. */
const LANES = 150;
const SHOWN = 5;

async function runAll(lanes: Lane[], seeds: number[]): Promise<Outcome[]> {
	// Those that wait longest come first, so that the end is not spent waiting for one.
	const cost = new Map(seeds.map((seed) => [seed, patience(sceneOf(seed, lanes[0].cast).faults)]));
	const queue = [...seeds].sort((a, b) => (cost.get(b) ?? 0) - (cost.get(a) ?? 0));
	const outcomes: Outcome[] = [];
	let next = 0;
	await Promise.all(
		lanes.map(async (lane) => {
			while (next < queue.length) outcomes.push(await lane.run(queue[next++]));
		}),
	);
	return outcomes;
}

function report(failed: Outcome[]): string {
	const shown = failed
		.slice(0, SHOWN)
		.map(
			({ seed, operation, problems, story }) =>
				`FAULT_SEED=${seed} npx jest --selectProjects engine -- faults/faults.test\n${operation}\n${problems.map((problem) => `  * ${problem}`).join('\n')}\n${story}\n`,
		);
	return `${failed.length} sequences went wrong: ${failed
				.map(({ seed }) => seed)
				.slice(0, 50)
				.join(' ')}\n\n${shown.join('\n')}`;
}

function table(outcomes: Outcome[], seconds: number): string {
	const byOperation = new Map<string, { runs: number; hits: number }>();
	for (const { operation, hits } of outcomes) {
		const row = byOperation.get(operation) ?? { runs: 0, hits: 0 };
		byOperation.set(operation, { runs: row.runs + 1, hits: row.hits + hits });
	}
	const rows = [...byOperation]
		.sort()
		.map(([name, { runs, hits }]) => `${name}: ${runs} sequences, ${hits} faults met`);
	return `${outcomes.length} sequences in ${seconds} s\n${rows.join('\n')}`;
}

describe('Whatever WeChat does', () => {
	const seeds = FAULT_SEED
		? [Number(FAULT_SEED)]
		: Array.from({ length: Number(FAULT_RUNS) }, (_, at) => Number(FAULT_FROM) + at);
	const lanes: Lane[] = [];
	beforeAll(async () => {
		for (let at = 0; at < Math.min(LANES, seeds.length); at++) lanes.push(await Lane.open());
	});
	afterAll(async () => await Promise.all(lanes.map(async (lane) => await lane.close())));

	it(
		`each item has one outcome, and it is true (${seeds.length} sequences)`,
		async () => {
			const begun = Date.now();
			const outcomes = await runAll(lanes, seeds);
			console.log(table(outcomes, Math.round((Date.now() - begun) / 1000)));
			expect(outcomes).toHaveLength(seeds.length);
			const failed = outcomes.filter(({ problems }) => problems.length > 0);
			// Thrown, not compared: what is to be read stays readable.
			if (failed.length > 0) throw new Error(report(failed));
		},
		// Far more than it takes: a hang is found by the sequence that hangs.
		120_000 + seeds.length * 200,
	);
});
