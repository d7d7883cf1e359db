/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Waiting for something to become true, with a limit and a sentence that says what was waited for.

/** @param ms milliseconds */
export const pause = async (ms: number): Promise<void> =>
	await new Promise((resolve) => {
		setTimeout(resolve, ms);
	});

/**
 * Asks again and again until the answer is not `undefined`.
 *
 * @param what what is waited for, in words; used in the error
 * @param ask the question; its own errors end the waiting
 * @param limits `timeoutMs` (default 30 s) and `everyMs` (default 100 ms), in milliseconds
 * @throws Error naming `what` when the time is up
 */
export async function waitFor<T>(
	what: string,
	ask: () => Promise<T | undefined>,
	{ timeoutMs = 30_000, everyMs = 100 } = {},
): Promise<T> {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
		await pause(everyMs);
	}
}
