// What happened, in numbers and in a bounded log.
import type { Counters, LoggedCall } from '../types';

const LOG_LIMIT = 5_000;
const PATH_LIMIT = 200;
const MASKED = new Set(['access_token', 'secret', 'appsecret', 'session_key', 'signature']);

/** Hides what must not be seen in a log. */
export function masked(fields: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, MASKED.has(name) ? '***' : value]),
	);
}

/** Hides secrets in a JSON body; they stand at its top level on every WeChat page. */
export function maskedBody(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	return Object.fromEntries(
		Object.entries(body).map(([name, value]: [string, unknown]) => [name, MASKED.has(name) ? '***' : value]),
	);
}

export class CallCounter {
	private running = 0;
	private readonly runningByPath = new Map<string, number>();
	private counters: Counters = CallCounter.zero();

	private static zero(): Counters {
		return { calls: {}, byErrcode: {}, byPath: {}, tokens: {}, maxConcurrent: 0, maxConcurrentByPath: {} };
	}

	/** Begins to count anew; calls under way stay counted as such. */
	reset() {
		this.counters = CallCounter.zero();
		this.counters.maxConcurrent = this.running;
	}

	view = (): Counters => this.counters;

	/** @returns the path as it is counted: made-up paths share one counter once there are many */
	begin(path: string): string {
		const { calls, maxConcurrentByPath } = this.counters;
		const key = path in calls || Object.keys(calls).length < PATH_LIMIT ? path : '(other)';
		calls[key] = (calls[key] ?? 0) + 1;
		this.running++;
		const runningHere = (this.runningByPath.get(key) ?? 0) + 1;
		this.runningByPath.set(key, runningHere);
		this.counters.maxConcurrent = Math.max(this.counters.maxConcurrent, this.running);
		maxConcurrentByPath[key] = Math.max(maxConcurrentByPath[key] ?? 0, runningHere);
		return key;
	}

	/** Counts what a call was answered. @param key the path as it is counted */
	end(key: string, answer: number | string) {
		this.running--;
		this.runningByPath.set(key, (this.runningByPath.get(key) ?? 1) - 1);
		const { byErrcode, byPath } = this.counters;
		byErrcode[answer] = (byErrcode[answer] ?? 0) + 1;
		byPath[key] ??= {};
		byPath[key][answer] = (byPath[key][answer] ?? 0) + 1;
	}

	/** Counts a token call. @param isNew whether a new token was issued */
	token(appId: string, kind: 'classic' | 'stable' | 'forced', isNew: boolean) {
		const counter = (this.counters.tokens[appId] ??= { classic: 0, stable: 0, forced: 0, issued: 0 });
		counter[kind]++;
		if (isNew) counter.issued++;
	}
}

/** The last calls, oldest first. */
export class CallLog {
	private readonly entries: LoggedCall[] = [];
	private next = 0;

	/** Keeps a call; the oldest makes room. */
	add(call: LoggedCall) {
		this.entries[this.next] = call;
		this.next = (this.next + 1) % LOG_LIMIT;
	}

	/** @returns the kept calls, oldest first, of one path or of all */
	list(path?: string): LoggedCall[] {
		const ordered = [...this.entries.slice(this.next), ...this.entries.slice(0, this.next)];
		return path === undefined ? ordered : ordered.filter((call) => call.path === path);
	}

	byRid = (rid: string) => this.entries.find((call) => call.rid === rid);

	/** Forgets all calls. */
	clear() {
		this.entries.length = 0;
		this.next = 0;
	}
}
