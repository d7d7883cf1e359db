// What an execution has already done, or may have done, so that nothing that n8n repeats sends to the same people again
// or spends the same code again: Retry On Fail, the Retry of a saved execution, a tool call that is tried again, a loop
// that leads the error branch back.
//
// What an item's first try sent stays in force as long as that try was delivered or its fate is unknown, also where its
// values are computed anew (`$now`). Only a try that WeChat is known to have refused is read again.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { WechatError, afterSilence } from '../call/errors';
import { digest, isToolRun, numberedKey, toolPrefix } from './identity';
import type { MessageKeys, RunIdentity } from './identity';
import { KeptSends } from './keptSends';
import type { Open, Place } from './keptSends';
import { furtherTries } from './lineage';
import type { Outcome } from './operation';
import { memoryOf } from './nodeMemory';
import type { NodeMemory } from './nodeMemory';
import { retriedSends } from './retriedSends';
import type { Retried } from './retriedSends';
import { CANNOT_BE_REACHED, NOT_AGAIN, asError, isHarmless, unknown } from './unknownFate';

/** Enough to tell the people of one execution apart; kept in the execution data, so short. */
const RECEIVER_LENGTH = 12;

/** What is known of an item before it is tried. */
export type Known = { outcome: Outcome } | { error: WechatError };

/** The memory of one node run, shared with n8n's other runs of the same work. */
export class AttemptMemory implements MessageKeys {
	private readonly memory: NodeMemory;
	private readonly kept: KeptSends;
	private readonly keys = new Map<number, { key: string; token?: string }>();
	/** Where an earlier try of an item stands of which nobody knows whether it arrived, by the item's index in this run. */
	private earlier = new Map<number, Place>();
	/** The names of those earlier messages: they belong to their items, and no other item gets one of them. */
	private keptTokens = new Set<string>();
	private receiverOf: (index: number) => string = () => '';

	/**
	 * @param context n8n's execution context
	 * @param run which run of which execution this is
	 * @param operation what is done, as resource and operation: what another one did is no try of this
	 * @param isMessage whether it reaches a person
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly run: RunIdentity,
		private readonly operation: string,
		private readonly isMessage: boolean,
	) {
		this.memory = memoryOf(run.nodeContext);
		this.kept = new KeptSends(run.nodeContext);
		this.memory.tries.set(run.run, (this.memory.tries.get(run.run) ?? 0) + 1);
	}

	/**
	 * Finds out which items are further tries of messages of unknown fate. Before anything else is asked.
	 *
	 * @param receivers by input item, who receives it; texts that are all empty where that cannot be read
	 */
	trace(receivers: (index: number) => string[]): void {
		this.receiverOf = (index) => {
			const texts = receivers(index);
			return texts.some((text) => text !== '') ? digest(texts).slice(0, RECEIVER_LENGTH) : '';
		};
		this.recallRetries();
		this.earlier = this.traceBack();
		const places = [...this.earlier.values()];
		this.keptTokens = new Set(places.flatMap((place) => this.kept.open(place)?.token ?? []));
	}

	/** How often n8n has run this work, this time included. */
	get tries(): number {
		return this.memory.tries.get(this.run.run) ?? 1;
	}

	/**
	 * What an earlier try of the item came to, if the item needs no further try. Its parameters are not read then.
	 *
	 * @returns its outcome, or its error when the message may have been sent all the same and cannot be sent safely again
	 */
	recall(index: number): Known | undefined {
		if (!this.isMessage) {
			const deed = this.memory.deeds.get(this.run.run)?.get(index);
			if (deed instanceof WechatError) return { error: deed };
			return deed === undefined || deed instanceof Error ? undefined : { outcome: deed };
		}
		const place = this.place(index);
		const done = this.kept.done(place);
		if (done?.operation === this.operation) return { outcome: done.outcome };
		const open = this.openFor(index);
		if (!open || isHarmless(open)) return undefined;
		const isSamePlace = this.earlier.get(index)?.run === this.run.run;
		return isSamePlace ? { error: asError(open) } : { outcome: unknown(NOT_AGAIN) };
	}

	/**
	 * What is known of an item by what it would send: the same content, of unknown fate in an earlier run of this execution.
	 * Channels without a key have nothing else to know it by where n8n cannot say which item it comes from.
	 */
	recallContent(index: number, parameters: unknown): Known | undefined {
		if (!this.isMessage || !this.kept.hasOpen || this.earlier.has(index)) return undefined;
		const content = digest(parameters);
		const same = this.kept
			.allOpen()
			.find(
				({ run, open }) =>
					run !== this.run.run && open.operation === this.operation && open.content === content,
			);
		return same && !isHarmless(same.open) ? { outcome: unknown(NOT_AGAIN) } : undefined;
	}

	/**
	 * @returns the key under which WeChat drops a repetition (client_msg_id): the one of an open earlier try, else
	 * the one given, else a new one; undefined with Send Once off
	 */
	messageKey({ mode, index, content, own }: Parameters<MessageKeys['messageKey']>[0]): string | undefined {
		const open = this.openFor(index);
		if (open?.key !== undefined) this.keys.set(index, { key: open.key, token: open.token });
		else if (own !== '') this.keys.set(index, { key: own });
		else if (mode !== 'off') this.keys.set(index, this.newKey(mode, content));
		return this.keys.get(index)?.key;
	}

	/** May an earlier try of this item have arrived, though its answer was lost? */
	mayHaveArrived(index: number): boolean {
		return this.openFor(index) !== undefined;
	}

	/** May the person have other content than this, from an earlier try whose answer was lost? */
	mayHaveOther(index: number, parameters: unknown): boolean {
		const open = this.openFor(index);
		return open !== undefined && (open.isMixed === true || open.content !== digest(parameters));
	}

	/**
	 * @returns the outcome as it is to be put out
	 * @throws WechatError when this person cannot be reached, but an earlier try may have arrived
	 */
	succeeded(index: number, outcome: Outcome): Outcome {
		if (!this.isMessage) {
			this.rememberDeed(index, outcome);
			return outcome;
		}
		const { delivered, reason } = outcome as IDataObject;
		const place = this.earlier.get(index);
		if (delivered !== true) {
			if (!place) return outcome;
			if (place.run !== this.run.run) return unknown(CANNOT_BE_REACHED);
			throw afterSilence(`This person cannot be reached (${String(reason)})`);
		}
		if (place) this.kept.closeOpen(place);
		const { operation } = this;
		const { token } = this.keys.get(index) ?? {};
		if (token !== undefined) this.memory.delivered?.add(token);
		const done = { operation, token, outcome: outcome as IDataObject };
		this.kept.setDone(this.place(index), done);
		this.keepRetried(index, { done });
		return outcome;
	}

	/**
	 * @param parameters what was sent; undefined when they could not be read
	 * @returns the error as it is to be told
	 */
	failed(index: number, error: unknown, parameters?: unknown): unknown {
		const isUnknown = error instanceof WechatError && error.mayBeDone;
		if (!this.isMessage) {
			if (isUnknown && error.fate === 'unsafe') this.rememberDeed(index, error);
			return error;
		}
		const place = this.earlier.get(index);
		if (!isUnknown) return place ? afterSilence(error) : error;
		const before = place && this.kept.open(place);
		if (place) this.kept.closeOpen(place);
		const { message, description, fate } = error;
		const content = digest(parameters);
		const isMixed = before !== undefined && (before.isMixed === true || before.content !== content);
		const open: Open = {
			operation: this.operation,
			...this.keys.get(index),
			content,
			...(isMixed ? { isMixed } : {}),
			receiver: this.receiverOf(index),
			since: before?.since ?? Date.now(),
			repeatable: fate === 'unknown',
			message,
			description,
		};
		this.kept.setOpen(this.place(index), open);
		this.keepRetried(index, { open });
		return error;
	}

	/**
	 * The run is over.
	 *
	 * @param mayRunAgain whether n8n may run the same work again: what was delivered is then kept
	 */
	close(mayRunAgain: boolean): void {
		for (const { token } of this.keys.values()) if (token !== undefined) this.memory.claimed.delete(token);
		if (mayRunAgain) return;
		this.kept.finish(this.run.run);
		this.memory.deeds.delete(this.run.run);
		this.memory.tries.delete(this.run.run);
	}

	/** Whether this is n8n's Retry of a saved execution. */
	private get isRetry(): boolean {
		return this.isMessage && this.run.firstExecution !== this.run.execution;
	}

	private keepRetried(index: number, came: Pick<Retried, 'done' | 'open'>): void {
		if (!this.isRetry) return;
		const { execution } = this.run;
		retriedSends.keep(this.run, this.place(index), { execution, receiver: this.receiverOf(index), ...came });
	}

	/** What other Retries of the same saved execution came to, for the same items: its data knows nothing of them. */
	private recallRetries(): void {
		if (!this.isRetry) return;
		for (const index of this.context.getInputData().keys()) {
			const place = this.place(index);
			const { execution, receiver, done, open } = retriedSends.find(this.run, place) ?? {};
			if (this.kept.done(place) || [undefined, this.run.execution].includes(execution)) continue;
			if (receiver !== this.receiverOf(index)) continue;
			if (done) this.kept.closeOpen(place);
			if (done) this.kept.setDone(place, done);
			if (open) this.kept.setOpen(place, open);
		}
	}

	private place(index: number): Place {
		return { run: this.run.run, index };
	}

	private rememberDeed(index: number, deed: Outcome | Error): void {
		const deeds = this.memory.deeds.get(this.run.run) ?? new Map<number, Outcome | Error>();
		this.memory.deeds.set(this.run.run, deeds.set(index, deed));
	}

	/** The message of unknown fate that this item is a further try of. */
	private openFor(index: number): Open | undefined {
		const place = this.earlier.get(index);
		return place && this.kept.open(place);
	}

	private traceBack(): Map<number, Place> {
		const earlier = new Map<number, Place>();
		const open = this.kept.allOpen().filter((place) => place.open.operation === this.operation);
		if (open.length === 0) return earlier;
		const ofThisRun = new Set(open.flatMap(({ run, index }) => (run === this.run.run ? index : [])));
		const indexes = [...this.context.getInputData().keys()];
		for (const index of indexes) if (ofThisRun.has(index)) earlier.set(index, this.place(index));
		const before = open.filter(({ run }) => run !== this.run.run && !isToolRun(run));
		const others = indexes.filter((index) => !ofThisRun.has(index));
		for (const [index, place] of furtherTries(this.context, others, before, this.receiverOf))
			earlier.set(index, { run: place.run, index: place.index });
		return earlier;
	}

	/**
	 * The first number that no other message of this content has. One of unknown fate in an earlier run gives its number
	 * back, unless an item of this run is known to be a further try of it.
	 */
	private newKey(mode: 'content' | 'execution', content: unknown): { key: string; token: string } {
		const { firstExecution, nodeKey } = this.run;
		const message =
			mode === 'execution' ? digest(firstExecution, nodeKey, content) : digest(nodeKey, content);
		const { claimed } = this.memory;
		const delivered = (this.memory.delivered ??= this.deliveredBefore());
		for (let number = 1; ; number++) {
			const made = numberedKey(message, number);
			if ([claimed, delivered, this.keptTokens].some((tokens) => tokens.has(made.token))) continue;
			claimed.add(made.token);
			return made;
		}
	}

	private deliveredBefore(): Set<string> {
		const current = toolPrefix(this.run.execution);
		return new Set(this.kept.tokens((run) => !isToolRun(run) || run.startsWith(current)));
	}
}
