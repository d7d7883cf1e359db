/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Waiting for something to become true, with a limit and a sentence that says what was waited for.

/** @param ms milliseconds */
export const pause = async (ms: number): Promise<void> =>
	await new Promise((resolve) => {
		setTimeout(resolve, ms);
	});

/** Before the second question; what answers soon shall not wait for a clock. */
const FIRST_MS = 10;
const GROWTH = 1.5;

/**
 * Asks again and again until the answer is not `undefined`: often at first, then ever more seldom.
 *
 * @param what what is waited for, in words; used in the error
 * @param ask the question; its own errors end the waiting
 * @param limits in milliseconds: `timeoutMs`, after which it gives up (default 30 s), and `everyMs`, the longest time
 * between two questions (default 100 ms)
 * @throws Error naming `what` when the time is up
 */
export async function waitFor<T>(
	what: string,
	ask: () => Promise<T | undefined>,
	{ timeoutMs = 30_000, everyMs = 100 } = {},
): Promise<T> {
	const end = Date.now() + timeoutMs;
	for (let ms = FIRST_MS; ; ms *= GROWTH) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
		await pause(Math.min(ms, everyMs));
	}
}
