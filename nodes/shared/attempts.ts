// What an attempt of an execution has already done, or may have done, so that Retry On Fail does not send to the same
// people again, or spend the same code again.
//
// In memory: it covers n8n's retries of a node, which happen in the same process, for channels that have no idempotency
// key of their own. A crashed process forgets it; template messages are then still covered by client_msg_id.
import type { Outcome } from './operation';
import type { RunIdentity } from './runIdentity';

const KEEP_MS = 15 * 60_000;
const MOST_RUNS = 1_000;

interface Done {
	parameters: unknown;
	/** An Error is a send of unknown fate. */
	outcome: Outcome | Error;
}

interface Attempt {
	startedAt: number;
	/** By item index. */
	done: Map<number, Done>;
}
const attempts = new Map<string, Attempt>();

function forgetOld(): void {
	for (const [key, { startedAt }] of attempts) {
		if (startedAt + KEEP_MS > Date.now() && attempts.size <= MOST_RUNS) return;
		attempts.delete(key);
	}
}

/** The outcomes of one node run, shared by its attempts. */
export class AttemptMemory {
	private readonly key: string | undefined;
	private readonly done: Map<number, Done>;

	constructor(run: RunIdentity) {
		this.key = run.executionId && `${run.executionId}/${run.nodeKey}/${run.runIndex}`;
		const known = this.key === undefined ? undefined : attempts.get(this.key);
		this.done = known?.done ?? new Map<number, Done>();
		if (this.key !== undefined && !known) {
			attempts.set(this.key, { startedAt: Date.now(), done: this.done });
			forgetOld();
		}
	}

	/**
	 * What an earlier attempt reached for this item with these very parameters.
	 *
	 * @throws the error of that attempt, when the message may have been sent all the same
	 */
	recall(itemIndex: number, parameters: unknown): Outcome | undefined {
		const known = this.done.get(itemIndex);
		if (!known || JSON.stringify(known.parameters) !== JSON.stringify(parameters)) return undefined;
		if (known.outcome instanceof Error) throw known.outcome;
		return known.outcome;
	}

	remember(itemIndex: number, parameters: unknown, outcome: Outcome | Error): void {
		this.done.set(itemIndex, { parameters, outcome });
	}

	/** The run is over and will not be tried again. */
	forget(): void {
		if (this.key !== undefined) attempts.delete(this.key);
	}
}
