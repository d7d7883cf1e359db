// Errors of the program that hosts this package: n8n refuses some requests itself, and WeChat never hears of them.
import { redact } from './redact';

/** Why the host did not make a request, in its own words and without anything that looks like a secret. */
export interface HostRefusal {
	message: string;
	/** Empty when it gave none. */
	description: string;
}

const sentence = (text: unknown) => (typeof text === 'string' ? redact(text).trim().replace(/\.$/, '') : '');

/**
 * Reads the host's own refusal out of an error and what caused it.
 *
 * n8n's errors are known by their fields and not by their class, of which one process may hold several copies. A
 * `NodeApiError` only wraps what somebody else said.
 *
 * @param error what a request threw
 * @returns undefined when it was not the host that refused, but the network or the other side
 */
export function refusalOfHost(error: unknown): HostRefusal | undefined {
	const seen = new Set<unknown>();
	for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
		seen.add(one);
		if (one.name === 'NodeApiError' || !('level' in one && 'tags' in one)) continue;
		return { message: sentence(one.message), description: sentence(Reflect.get(one, 'description')) };
	}
	return undefined;
}
