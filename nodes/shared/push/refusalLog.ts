// One line of log for a refusal and then silence for a while: whoever floods the URL must not flood the log.

/**
 * Says which refusals to log.
 *
 * Bounded, since there are as many entries as nodes times reasons.
 */
export class RefusalLog {
	private readonly quiet = new Map<string, { until: number; unlogged: number }>();

	/**
	 * @param options.now the clock, in milliseconds
	 * @param options.quietMs how long a reason stays silent after it was logged
	 */
	constructor(private readonly options: { now: () => number; quietMs: number }) {}

	/**
	 * Counts a refusal.
	 *
	 * @param subject who refused what: node and reason
	 * @returns undefined while silent; else how many refusals went unlogged since the last line
	 */
	count(subject: string): number | undefined {
		const now = this.options.now();
		const entry = this.quiet.get(subject);
		if (entry && entry.until > now) {
			entry.unlogged++;
			return undefined;
		}
		this.quiet.set(subject, { until: now + this.options.quietMs, unlogged: 0 });
		return entry?.unlogged ?? 0;
	}
}
