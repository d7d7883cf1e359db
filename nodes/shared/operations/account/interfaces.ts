// The interfaces of WeChat that a node calls, as its quotas and its diagnosis name them: derived from its operations.
import type { Resource } from '../../run/operation';

/** An interface with a quota of its own. */
export interface Interface {
	/** Without host and query. */
	path: string;
	/** The operation that calls it, by its action; where that one calls several, with the end of the path in words. */
	name: string;
}

/** Login calls are counted by WeChat, too, but it tells their quota to nobody (76022). */
const hasQuota = (path: string): boolean => !path.startsWith('/sns/');

/** The end of a path, in words: `/cgi-bin/user/info` is "user info". */
const inWords = (path: string): string =>
	path
		.replace(/^\/cgi-bin\//, '')
		.split(/[/_]/)
		.filter((word) => word !== '')
		.slice(-4)
		.join(' ');

/**
 * The interfaces behind some operations, each once, by the first operation that calls it.
 *
 * @param resources those of the node that do a job; the account's own, which ask for quotas, are left out
 */
export function interfacesOf(resources: Resource[]): Interface[] {
	const names = new Map<string, string>();
	for (const { action, calls } of resources.flatMap(({ operations }) => operations)) {
		for (const [at, path] of calls.filter(hasQuota).entries()) {
			const name = at === 0 ? action : `${action}: ${inWords(path)}`;
			// What an operation always calls names it better than what another one may call, too.
			if (!names.has(path) || (at === 0 && names.get(path)?.includes(': '))) names.set(path, name);
		}
	}
	return [...names].map(([path, name]) => ({ path, name }));
}
