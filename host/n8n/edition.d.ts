// Which n8n runs: the demo's own, or the oldest that the package is said to work on (DEMO_N8N=oldest).

export interface Edition {
	name: 'newest' | 'oldest';
	/** Where its package.json, lockfile and node_modules are. */
	folder: string;
	/**
	 * Where the data of its runs goes. Below `folder`, since the installed package takes n8n's libraries from the nearest
	 * node_modules above it: it must meet those of the n8n that runs.
	 */
	data: string;
}

/**
 * @param name default: what DEMO_N8N says, else `newest`
 * @throws Error with one sentence when there is no such edition
 */
export function editionOf(name?: string): Edition;
