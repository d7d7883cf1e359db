// What came of the items of a run: its output as n8n takes it, its one line, and the error of a run that stops.
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InterruptedList, WechatError, toNodeError } from '../call/errors';
import { faultsTold } from './faults';
import type { Item } from './item';
import { FileOutcome } from './operation';
import type { Message, Operation, Outcome } from './operation';
import { inDigits, summaryOfMessages } from './summary';

/** With Keep Input, the field of the output item that holds the result, beside the input's own fields. */
const BESIDE = 'wechat';

const sentences = (...parts: Array<string | null | undefined>): string =>
	parts.filter((part) => part !== '' && part !== null && part !== undefined).join(' ');

/** Collects what came of each item, in whichever order they end. */
export class Results {
	private readonly outputs: INodeExecutionData[][] = [];
	/** What came of the items that did not fail; of a message, what the failed ones say, too. */
	private readonly outcomes: IDataObject[][] = [];
	readonly failures = new Map<number, unknown>();
	private readonly items: Item[] = [];
	/** Of messages, what each item was read as. */
	private readonly read: unknown[] = [];
	private readonly message?: Message<unknown>;
	private readonly keepGoing: boolean;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
	) {
		this.keepGoing = context.continueOnFail();
		this.message = 'message' in operation ? operation.message : undefined;
	}

	/** Makes an item known, so that its outcome can say to whom the message goes. */
	add(item: Item): void {
		this.items[item.index] = item;
	}

	/** Makes known what an item was read as, so that its outcome can show the values as they were written. */
	setRead(index: number, parameters: unknown): void {
		if (this.message?.values) this.read[index] = parameters;
	}

	/** @returns the outcome of a message, with its receiver and the other fields that every item says of its message */
	addressed(index: number, outcome: Outcome): Outcome {
		if (!this.message) return outcome;
		const said = outcome as IDataObject;
		const { delivered, reason } = said;
		const whose = { ...this.items[index]?.addressed(this.message.addressed), ...said };
		const begin = reason === undefined ? { delivered } : { delivered, reason };
		return { ...begin, ...said, ...whose, ...this.items[index]?.redirection(whose.openid) };
	}

	/**
	 * With the values as they were written, which are people's own: only the output has them, and no memory. A preview shows
	 * the whole text. They are null where they could not be read, and where the person has those of an earlier try.
	 */
	private withValues(index: number, said: IDataObject): IDataObject {
		const values = this.message?.values;
		if (!values || said.reason === 'preview') return said;
		const parameters = this.read[index];
		const areKnown = parameters !== undefined && said.duplicate !== true;
		return { ...said, data: areKnown ? values(parameters, said) : null };
	}

	/** @param outcome of a message as `addressed` gives it */
	succeed(index: number, outcome: Outcome): void {
		const pairedItem = { item: index };
		if (outcome instanceof FileOutcome) {
			const { json, binary } = outcome;
			this.outputs[index] = [{ json, binary, pairedItem }];
			return;
		}
		const objects = (Array.isArray(outcome) ? outcome : [outcome]).map((json) =>
			this.withValues(index, json),
		);
		this.outcomes[index] = objects;
		const isKept = this.keepsInput(index);
		this.outputs[index] = objects.map((json) => ({
			...(isKept ? this.besideInput(index, { [BESIDE]: json }) : { json }),
			pairedItem,
		}));
	}

	/**
	 * On the error branch n8n puts `error` beside the fields of the input item. With any further key n8n 2.4 takes the item
	 * for a success, and an `error` of the item itself would make newer ones drop what else it holds.
	 */
	fail(index: number, error: unknown): void {
		this.failures.set(index, error);
		const explanation = error instanceof WechatError ? error.explanation : undefined;
		const said = this.message
			? this.withValues(
					index,
					this.addressed(index, { ...this.message.unsent, ...outcomeOf(error) }) as IDataObject,
				)
			: {};
		const { found, resume } =
			error instanceof InterruptedList ? error : { found: [] as IDataObject[], resume: {} };
		this.outcomes[index] = this.message ? [said] : found;
		if (!this.keepGoing) return;
		const { message, description } = toNodeError(this.context.getNode(), error, index);
		const pairedItem = { item: index };
		const before = found.map((json) => ({ json, pairedItem }));
		if (this.context.getNode().onError === 'continueErrorOutput') {
			const text = explanation ? `${message} (errcode ${explanation.errcode})` : message;
			const isCut = Object.keys(resume).length > 0;
			this.outputs[index] = [
				...before,
				{ json: { error: isCut ? sentences(text, description) : text }, pairedItem },
			];
			return;
		}
		const answer = explanation ? { errcode: explanation.errcode, errmsg: explanation.errmsg } : {};
		const json = { ...said, error: message, description: description ?? '', ...answer, ...resume };
		// Beside the input, too, n8n and people look for `error` on top.
		const beside = { error: message, [BESIDE]: json };
		const item = this.keepsInput(index) ? this.besideInput(index, beside) : { json };
		this.outputs[index] = [...before, { ...item, pairedItem }];
	}

	private keepsInput(index: number): boolean {
		try {
			return this.message !== undefined && (this.items[index]?.option('keepInput', false) ?? false);
		} catch {
			// The item fails for it, and says why.
			return false;
		}
	}

	private besideInput(index: number, beside: IDataObject): INodeExecutionData {
		const { json, binary } = this.context.getInputData()[index];
		return { json: { ...json, ...beside }, ...(binary ? { binary } : {}) };
	}

	/** In item order, each paired with its input item; says in one line what the run came to. */
	finish(): INodeExecutionData[] {
		const summary = this.message ? summaryOfMessages : this.operation.summary;
		const zone = this.items.find(({ isInZone }) => isInZone)?.zone;
		const said = summary?.({ outcomes: this.outcomes.flat(), failed: this.failures.size, zone });
		if (said) this.context.addExecutionHints(said);
		return this.outputs.flat();
	}

	/** The error of a run that stops before anything was tried, because of what its items hold. */
	faults(): Error {
		return faultsTold(this.context, this.failures, this.message ? this.sentSoFar() : '');
	}

	/** The error of a run that stopped. n8n shows it and no output: what was sent by then stands in it. */
	firstError(): Error {
		const first = Math.min(...this.failures.keys());
		const error = toNodeError(this.context.getNode(), this.failures.get(first), first);
		if (this.message && this.context.getInputData().length > 1)
			error.description = sentences(error.description, this.sentSoFar());
		return error;
	}

	private sentSoFar(): string {
		const outcomes = this.outcomes.flat();
		const done = outcomes.filter(({ delivered }) => delivered === true).length;
		if (done === 0) return outcomes.some(({ delivered }) => delivered === null) ? '' : 'Nothing was sent.';
		const messages = `${inDigits(this.context.getInputData().length)} messages`;
		return `Of ${messages} ${inDigits(done)} ${done === 1 ? 'was' : 'were'} delivered before the run stopped.`;
	}
}

/** What a failed item says of its message. */
function outcomeOf(error: unknown): IDataObject {
	const known = error instanceof WechatError ? error : undefined;
	const fate = known?.mayBeDone ? { delivered: null, reason: 'unknown' } : { delivered: false };
	return { reason: known?.explanation?.unreachable ?? 'error', ...fate, ...known?.about };
}
