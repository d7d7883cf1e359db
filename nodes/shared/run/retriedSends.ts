// What n8n's Retries of saved executions have sent. It stands in the data of the new execution, and a second Retry of the same
// saved one begins from the old data: what the first has sent since, only the process still knows.
import type { Done, Open, Place } from './keptSends';

/** What a Retry came to with one message: delivered, or of unknown fate. No texts are in it. */
export interface Retried {
	/** The execution that sent it. */
	execution: string;
	/** A digest of who was to receive it; empty where that could not be read. */
	receiver: string;
	done?: Done;
	open?: Open;
}

/** Whose Retry: the first execution, and the node in its workflow. */
export interface Retrying {
	firstExecution: string;
	nodeKey: string;
}

/** Keeps a bounded number of them for a bounded time; the oldest go first. */
export class RetriedSends {
	private readonly messages = new Map<string, Retried & { at: number }>();

	/**
	 * @param most how many messages are kept
	 * @param keepMs for how many milliseconds
	 */
	constructor(
		private readonly most: number,
		private readonly keepMs: number,
	) {}

	/** Keeps what a Retry came to with the message of an item. */
	keep(whose: Retrying, place: Place, retried: Retried): void {
		const name = nameOf(whose, place);
		// What is known newly is the youngest.
		this.messages.delete(name);
		this.messages.set(name, { ...retried, at: Date.now() });
		for (const [oldest, { at }] of this.messages) {
			if (this.messages.size <= this.most && Date.now() < at + this.keepMs) break;
			this.messages.delete(oldest);
		}
	}

	/** @returns what the latest Retry came to with the message of an item, if it is known still */
	find(whose: Retrying, place: Place): Retried | undefined {
		const found = this.messages.get(nameOf(whose, place));
		return found && Date.now() < found.at + this.keepMs ? found : undefined;
	}
}

const nameOf = ({ firstExecution, nodeKey }: Retrying, { run, index }: Place) =>
	JSON.stringify([firstExecution, nodeKey, run, index]);

/** This process's: a day, and about 20 MB. */
export const retriedSends = new RetriedSends(20_000, 24 * 60 * 60_000);
