/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Random sequences of faults over all that sends, spends or changes something, and much that reads (scenes.ts): n8n-core,
// and HTTP to sandboxes, judged by the sandboxes' own books.
//
// `FAULT_SEED=123` runs one sequence, `FAULT_RUNS=100000` more of them, `FAULT_FROM=20000` other ones.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './lane';
import { runAll } from './runAll';

const { FAULT_SEED, FAULT_RUNS = '10000', FAULT_FROM = '1' } = process.env;
/** Threads that share the work; more than a few only take memory. */
const MOST_SHARES = 4;
const SHOWN = 5;

async function runShare(first: number, step: number, last: number): Promise<Outcome[]> {
	const worker = new Worker(join(__dirname, 'share.ts'), {
		argv: [first, step, last],
		execArgv: ['--require', 'tsx/cjs'],
		// n8n prints every error of a node; they are what this is about.
		stdout: true,
	});
	worker.stdout.resume();
	return await new Promise((resolve, reject) => {
		let outcomes: Outcome[] | undefined;
		worker.once('message', (message: Outcome[]) => (outcomes = message));
		worker.once('error', reject);
		worker.once('exit', (code) =>
			outcomes
				? resolve(outcomes)
				: reject(new Error(`a share ended with code ${code} and without a result`)),
		);
	});
}

async function runEverything(): Promise<Outcome[]> {
	if (FAULT_SEED) return await runAll([Number(FAULT_SEED)]);
	const first = Number(FAULT_FROM);
	const shares = Math.min(MOST_SHARES, availableParallelism());
	const last = first + Number(FAULT_RUNS) - 1;
	const parts = Array.from({ length: shares }, async (_, at) => await runShare(first + at, shares, last));
	return (await Promise.all(parts)).flat();
}

function report(failed: Outcome[]): string {
	const lines = failed.flatMap(({ seed, operation, problems }) =>
		problems.map((problem) => `${seed} ${operation}: ${problem}`),
	);
	const stories = failed
		.slice(0, SHOWN)
		.map(
			({ seed, story }) => `FAULT_SEED=${seed} npx jest --selectProjects engine -- faults/faults\n${story}\n`,
		);
	return [`${failed.length} sequences went wrong:`, ...lines, '', ...stories].join('\n');
}

function table(outcomes: Outcome[], seconds: number): string {
	const byOperation = new Map<string, { runs: number; hits: number }>();
	for (const { operation, hits } of outcomes) {
		const row = byOperation.get(operation) ?? { runs: 0, hits: 0 };
		byOperation.set(operation, { runs: row.runs + 1, hits: row.hits + hits });
	}
	const met = outcomes.reduce((sum, { hits }) => sum + hits, 0);
	const rows = [...byOperation]
		.sort()
		.map(([name, { runs, hits }]) => `${name}: ${runs} sequences, ${hits} faults met`);
	return [`${outcomes.length} sequences, ${met} faults met, in ${seconds} s`, ...rows].join('\n');
}

describe('Whatever WeChat does', () => {
	const count = FAULT_SEED ? 1 : Number(FAULT_RUNS);

	it(
		`each item has one outcome, and it is true (${count} sequences)`,
		async () => {
			const begun = Date.now();
			const outcomes = await runEverything();
			process.stdout.write(`${table(outcomes, Math.round((Date.now() - begun) / 1000))}\n`);
			expect(new Set(outcomes.map(({ seed }) => seed)).size).toBe(count);
			const failed = outcomes.filter(({ problems }) => problems.length > 0);
			// Thrown, not compared: what is to be read stays readable.
			if (failed.length > 0) throw new Error(report(failed));
		},
		// Far more than it takes: a hang is found by the sequence that hangs.
		240_000 + count * 200,
	);
});
