/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Runs a property over many made-up inputs, and watches the time, the heap and the prototypes meanwhile.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';

/** How many inputs each hunt tries; `total.test.ts` adds them up. */
export const RUNS = {
	'queries as objects': 100_000,
	'queries as text': 60_000,
	'URL checks': 60_000,
	'signed texts split anew': 40_000,
	'frames of the cipher': 100_000,
	'texts of the cipher': 60_000,
	'frames of user data': 80_000,
	'texts of user data': 60_000,
	'XML bodies': 150_000,
	'JSON bodies': 150_000,
	'JSON texts': 60_000,
	'bodies as bytes': 60_000,
	'pushes in secure mode': 60_000,
	'pushes in compatible mode': 60_000,
	'pushes in plain mode': 60_000,
	'messages rightly sealed': 60_000,
	'good pushes': 20_000,
	'large bodies': 1_200,
	'the worst bodies': 150,
	'the worst bodies, sealed': 150,
} as const;

export type Hunt = keyof typeof RUNS;

/** `FUZZ_TIMES=10` tries ten times as many. */
const times = Number(process.env.FUZZ_TIMES ?? 1);
/** Given, so that a red run can be repeated and a green one stays green; `FUZZ_SEED=random` takes a new one. */
const seed =
	process.env.FUZZ_SEED === 'random' ? Date.now() & 0x7fffffff : Number(process.env.FUZZ_SEED ?? 20261121);

const MOST_MS = 50;
const MOST_HEAP_GROWTH = 32 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heap = () => {
	collectGarbage();
	return process.memoryUsage().heapUsed;
};

const PROTOTYPES = [
	Object,
	Array,
	Function,
	String,
	Number,
	Boolean,
	Date,
	RegExp,
	Map,
	Set,
	Promise,
	Error,
	Buffer,
];

/** Every own property of the prototypes, by what it is: two lists are equal when nothing was added, taken or replaced. */
const prototypes = () =>
	PROTOTYPES.flatMap(({ prototype }) =>
		Reflect.ownKeys(prototype).flatMap((key) => {
			const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
			return [key, value, get, set] as unknown[];
		}),
	);

/** Like jest's `expect`, which would take most of the time of a million checks. */
export function demand(holds: boolean, what: string): asserts holds {
	if (!holds) throw new Error(`Not so: ${what}.`);
}

/** Milliseconds: on the clock, or of the processor if those are fewer, as on a machine that is busy with something else. */
function timed(run: () => void): number {
	const [begun, used] = [performance.now(), process.cpuUsage()];
	run();
	const { user, system } = process.cpuUsage(used);
	return Math.min(performance.now() - begun, (user + system) / 1000);
}

/**
 * Tries `RUNS[name]` inputs. Besides what `check` demands: no input takes 50 ms, no prototype changes, the heap does not
 * grow.
 *
 * A garbage collection or a busy machine can make any one run slow, so a slow input is measured up to three times more,
 * alone; it fails when it is slow each time.
 *
 * @param check throws when the property does not hold
 * @returns how many inputs it tried
 */
export function hunt<T>(name: Hunt, arbitrary: fc.Arbitrary<T>, check: (input: T) => void): number {
	let tried = 0;
	let slowest = 0;
	const attempt = (input: T) => {
		tried++;
		let ms = timed(() => check(input));
		for (let again = 0; ms >= MOST_MS && again < 3; again++)
			ms = Math.min(
				ms,
				timed(() => check(input)),
			);
		if (ms >= MOST_MS) throw new Error(`It took ${ms.toFixed(1)} ms, also when it was measured again.`);
		slowest = Math.max(slowest, ms);
		for (const polluted in {}) throw new Error(`Every object now has a property "${polluted}".`);
	};
	const before = { heap: heap(), prototypes: prototypes() };
	const numRuns = Math.ceil(RUNS[name] * times);
	const result = fc.check(fc.property(arbitrary, attempt), { numRuns, seed });
	if (result.failed) {
		throw new Error(`FUZZ_SEED=${seed}: ${fc.defaultReportMessage(result) ?? 'failed'}`, {
			cause: result.errorInstance,
		});
	}
	const after = { heap: heap(), prototypes: prototypes() };
	expect(after.prototypes.length).toBe(before.prototypes.length);
	expect(after.prototypes.findIndex((value, at) => !Object.is(value, before.prototypes[at]))).toBe(-1);
	expect(after.heap - before.heap).toBeLessThan(MOST_HEAP_GROWTH);
	expect(tried).toBeGreaterThanOrEqual(numRuns);
	const megabytes = ((after.heap - before.heap) / 2 ** 20).toFixed(1);
	process.stdout.write(
		`${name}: ${tried} tried, slowest ${slowest.toFixed(1)} ms, heap ${megabytes} MB more, FUZZ_SEED=${seed}\n`,
	);
	return tried;
}
