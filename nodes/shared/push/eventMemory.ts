// Which events have been taken already, so that WeChat's re-deliveries of one start nothing.

/** `saving`: taken, but n8n has not yet said that it stored the execution. */
export type EventState = 'saving' | 'saved' | 'failed';

/** At least; WeChat itself repeats a push for a few seconds only. */
const LIFETIME_MS = 10 * 60_000;

/**
 * How long an event is remembered. A signed push is believed until it is `maxAgeSeconds` old, and its time may lie as far
 * ahead: somebody who has recorded one can send it again for twice as long.
 */
export const lifetimeMs = (maxAgeSeconds: number): number => Math.max(LIFETIME_MS, 2 * maxAgeSeconds * 1000);

interface Remembered {
	/** Milliseconds since 1970, after which the event is forgotten. */
	until: number;
	state: EventState;
	/** Whether a snapshot that was handed out for writing held it already. */
	written: boolean;
	/**
	 * How the saving stands. Asked again until it says something other than `saving`, and then dropped: the function keeps
	 * the whole request in memory.
	 */
	settle?: () => EventState;
}

/** Characters that `eventKey` never uses; between key and expiry in what is stored. */
const SEPARATOR = ' ';

/**
 * Remembers the events of one node, bounded in number and age.
 *
 * Holds within one process, without gaps: a key is marked in the same step in which it is looked up, so of two
 * deliveries that arrive together one is taken. Across processes and restarts it knows only what `stored` lists, which
 * n8n's static data passes on late, in snapshots, and with the last writer winning.
 */
export class EventMemory {
	private readonly events = new Map<string, Remembered>();
	private readonly saving = new Set<Remembered>();

	/**
	 * @param options.now the clock, in milliseconds
	 * @param options.maxEvents how many events are remembered; the oldest go first
	 */
	constructor(private readonly options: { now: () => number; maxEvents: number }) {}

	/**
	 * Takes an event, unless it is taken already.
	 *
	 * @param key from `eventKey`
	 * @param claim.lifetimeMs how long a re-delivery is recognised
	 * @param claim.stored snapshots of other processes and earlier lives, from static data
	 * @param claim.settle tells how the saving of the execution stands; absent: it counts as saved from the start
	 * @returns `taken`, or how it stands with the delivery that was first. A failed one is no hindrance.
	 */
	claim(
		key: string,
		claim: { lifetimeMs: number; stored: readonly string[]; settle?: () => EventState },
	): 'taken' | 'saving' | 'saved' {
		const now = this.options.now();
		this.settleAll();
		const known = this.events.get(key);
		if (known && known.until > now && known.state !== 'failed') return known.state;
		const stored = claim.stored.find((entry) => entry.startsWith(key + SEPARATOR));
		if (known?.state !== 'failed' && stored !== undefined && expiryOf(stored) > now) return 'saved';

		// Deleted first, so that it moves to the end: the newest stand last.
		this.events.delete(key);
		const remembered: Remembered = {
			until: now + claim.lifetimeMs,
			state: claim.settle ? 'saving' : 'saved',
			written: false,
			settle: claim.settle,
		};
		this.events.set(key, remembered);
		if (claim.settle) this.saving.add(remembered);
		this.prune(now);
		return 'taken';
	}

	/**
	 * What to write into static data: newest events last, those of others kept as far as room is.
	 *
	 * @param options.key the event just taken; listed though it may still be `saving`, since n8n writes only once it is saved
	 * @param options.stored what is there now
	 * @param options.maxStored how many entries to keep
	 * @returns undefined when there is nothing that was not written before
	 */
	snapshot(options: { key?: string; stored: readonly string[]; maxStored: number }): string[] | undefined {
		const { key, stored, maxStored } = options;
		const now = this.options.now();
		this.settleAll();
		const latest = [...this.events]
			.slice(-maxStored)
			.filter(([name, { state, until }]) => (state === 'saved' || name === key) && until > now);
		if (latest.every(([, { written }]) => written)) return undefined;
		const entries = new Map<string, number>();
		for (const entry of stored) entries.set(entry.split(SEPARATOR)[0], expiryOf(entry));
		for (const [name, remembered] of latest) {
			remembered.written = true;
			entries.delete(name);
			entries.set(name, remembered.until);
		}
		return [...entries]
			.filter(([, until]) => until > now)
			.slice(-maxStored)
			.map(([name, until]) => `${name}${SEPARATOR}${until}`);
	}

	private settleAll(): void {
		for (const remembered of this.saving) {
			remembered.state = remembered.settle?.() ?? 'saved';
			if (remembered.state === 'saving') continue;
			remembered.settle = undefined;
			this.saving.delete(remembered);
		}
	}

	/** The oldest stand first; stopping at the first that is still alive keeps this cheap. */
	private prune(now: number): void {
		for (const [key, remembered] of this.events) {
			if (remembered.until > now && this.events.size <= this.options.maxEvents) break;
			this.events.delete(key);
			this.saving.delete(remembered);
		}
	}
}

function expiryOf(entry: string): number {
	return Number(entry.split(SEPARATOR)[1]) || 0;
}
