/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Waits before another try that nobody has to sit through. How long the waits are is tested where they are worked out
// (test/unit/nodes/shared/call/fate.test.ts); what comes of a try after one is the same, however long it was.

const SHORTER = 10;
/**
 * The nodes spread their waits at random (nodes/shared/call/retry.ts), so they are hardly ever whole milliseconds. All other
 * timers are: the limits of HTTP requests, which must stay as they are.
 */
const isWait = (ms: number) => !Number.isInteger(ms);

/**
 * Makes the waits before another try a tenth as long.
 *
 * @param wanted asked as each wait begins
 * @returns takes it back
 */
export function shortenWaits(wanted: () => boolean): () => void {
	const real = globalThis.setTimeout;
	const shortened = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		real(run, isWait(ms) && wanted() ? ms / SHORTER : ms, ...args);
	globalThis.setTimeout = Object.assign(shortened, real) as typeof setTimeout;
	return () => {
		globalThis.setTimeout = real;
	};
}

/** Such waits in the tests of the file that calls this are short ones. */
export function withShortWaits(): void {
	let takeBack: () => void;
	beforeAll(() => {
		takeBack = shortenWaits(() => true);
	});
	afterAll(() => takeBack());
}
