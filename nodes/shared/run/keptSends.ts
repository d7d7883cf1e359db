// What one node has sent in one execution, as it is kept in the node's context: n8n stores that with the execution, so
// it survives Retry On Fail, a wait, and the Retry of a saved execution, in whichever process; and it goes with the
// execution. Texts are not in it.
import type { IDataObject } from 'n8n-workflow';

/** A message that was delivered in a run which n8n may try again. */
export interface Done {
	operation: string;
	/** The message's short name (see `numberedKey`; no access token); absent for a message without a key. */
	token?: string;
	outcome: IDataObject;
}

/** A message of which nobody knows whether WeChat delivered it. */
export interface Open {
	operation: string;
	key?: string;
	token?: string;
	/** A digest of what was sent. */
	content: string;
	/** Set where earlier tries of it sent other content: nobody knows which of it the person has. */
	isMixed?: true;
	/** A digest of who was to receive it; empty where that could not be read. */
	receiver: string;
	/** When it was sent first, in milliseconds since 1970. */
	since: number;
	/** Whether another call with the key does no harm. */
	repeatable: boolean;
	message: string;
	description: string;
}

/** By run, then by item. */
type ByPlace<T> = Record<string, Record<string, T>>;

interface Kept {
	/** Tokens of what finished runs delivered, by run, separated by blanks. */
	sent?: Record<string, string>;
	done?: ByPlace<Done>;
	open?: ByPlace<Open>;
}

/** Where an item stands in an execution. */
export interface Place {
	run: string;
	index: number;
}

/** Reads and changes what is kept; nothing is left of a table that became empty. */
export class KeptSends {
	private readonly kept: Kept;

	constructor(nodeContext: IDataObject) {
		this.kept = nodeContext as Kept;
	}

	/** @returns what is kept of a message that went out */
	done({ run, index }: Place): Done | undefined {
		return this.kept.done?.[run]?.[index];
	}

	/** @returns what is kept of a message whose answer was lost */
	open({ run, index }: Place): Open | undefined {
		return this.kept.open?.[run]?.[index];
	}

	/** Every message of unknown fate. */
	allOpen(): Array<Place & { open: Open }> {
		return Object.entries(this.kept.open ?? {}).flatMap(([run, items]) =>
			Object.entries(items).map(([index, open]) => ({ run, index: Number(index), open })),
		);
	}

	get hasOpen(): boolean {
		return this.kept.open !== undefined;
	}

	/** Keeps that the message went out. */
	setDone({ run, index }: Place, done: Done): void {
		((this.kept.done ??= {})[run] ??= {})[index] = done;
	}

	/** Keeps that the message may have gone out. */
	setOpen({ run, index }: Place, open: Open): void {
		((this.kept.open ??= {})[run] ??= {})[index] = open;
	}

	/** Forgets that the message may have gone out: it is known by now. */
	closeOpen({ run, index }: Place): void {
		const items = this.kept.open?.[run];
		if (!items) return;
		delete items[index];
		if (Object.keys(items).length === 0) delete this.kept.open?.[run];
		if (Object.keys(this.kept.open ?? {}).length === 0) delete this.kept.open;
	}

	/** The run will not be tried again: of what it delivered only the tokens are needed. */
	finish(run: string): void {
		const done = Object.values(this.kept.done?.[run] ?? {});
		const tokens = done.flatMap(({ token }) => token ?? []);
		if (tokens.length > 0) (this.kept.sent ??= {})[run] = tokens.join(' ');
		delete this.kept.done?.[run];
		if (Object.keys(this.kept.done ?? {}).length === 0) delete this.kept.done;
	}

	/**
	 * The tokens of everything that was delivered.
	 *
	 * @param counts whether a run's messages count
	 */
	tokens(counts: (run: string) => boolean): string[] {
		const sent = Object.entries(this.kept.sent ?? {}).filter(([run]) => counts(run));
		const done = Object.entries(this.kept.done ?? {}).filter(([run]) => counts(run));
		return [
			...sent.flatMap(([, tokens]) => tokens.split(' ')),
			...done.flatMap(([, items]) => Object.values(items).flatMap(({ token }) => token ?? [])),
		];
	}
}
