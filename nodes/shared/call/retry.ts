// When a call is tried again, and after how long.
import type { ApiCall } from './types';
import type { WechatError } from './errors';

const DELAYS_MS = {
	/** WeChat is busy (-1 and its like): it answered, and did nothing. */
	backoff: [500, 1_000, 2_000, 4_000],
	/** The per-minute limit (45011): together a little more than the minute. */
	minute: [2_000, 6_000, 18_000, 40_000],
	/** Nobody answered. */
	network: [500, 2_000],
};

/**
 * @param error what the last try met
 * @param call what was tried; a call that is not repeatable is tried again only when it certainly had no effect
 * @param attempt how many tries were made before this one, counted from 0
 * @returns milliseconds to wait before the next try, or undefined to give up
 */
export function retryDelay(error: WechatError, call: ApiCall, attempt: number): number | undefined {
	// A login code works once: whatever WeChat answered, a second try could only hide the first answer.
	if (call.kind === 'login' || error.reach !== 'call') return undefined;
	if (error.fate === 'neverSent' || error.fate === 'unknown') return networkDelay(attempt);
	const retry = error.explanation?.retry;
	if (retry === 'backoff' || retry === 'minute') return jitter(DELAYS_MS[retry][attempt]);
	return undefined;
}

/** As `retryDelay`, of what nobody answered and what does no harm. */
export function networkDelay(attempt: number): number | undefined {
	return jitter(DELAYS_MS.network[attempt]);
}

/** Spreads the tries of many items, so that they do not all come back in the same moment. */
function jitter(delay: number | undefined): number | undefined {
	return delay === undefined ? undefined : delay * (0.75 + Math.random() / 2);
}
