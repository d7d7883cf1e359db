// What takes time: each phase says that it has begun, that it is alive and how long it took; a table at the end sums up.

/** Prints one line. */
export function say(line?: string): void;

/** @returns such as "4.2 s" or "2 min 05 s" */
export function duration(ms: number): string;

/** Enters a phase that was timed elsewhere into the table; `note` stands behind its time. */
export function record(title: string, ms: number, note?: string): void;

/**
 * Does the work as one phase, which is in the table even if it fails.
 * @param options `progress`: how far it is, for the line printed every 15 seconds; `quiet`: print no other line
 */
export function timed<T>(
	title: string,
	work: () => Promise<T>,
	options?: { progress?: () => string | undefined; quiet?: boolean },
): Promise<T>;

/**
 * @returns the heading, a line for each phase so far, and how long all of it has been waited for, as lines of text: phases
 *   that ran side by side come to more
 */
export function table(heading: string): string[];

/** @returns environment variables with which a child process goes on with the same table */
export function handOver(): Record<string, string>;
