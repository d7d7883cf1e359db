// What can go wrong with a call, and how it is shown to a person in n8n.
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import type { Explanation } from '../../wechat/errors/explain';

/** A call that did not do what was asked. Never carries a request: that holds tokens and secrets. */
export class WechatError extends Error {
	/** What to do about it. */
	readonly description: string;
	/** WeChat's own answer, explained; absent when WeChat gave none. */
	readonly explanation?: Explanation;
	/** Every further call of this run would meet the same answer. */
	readonly stopsAll: boolean;
	/** Whether WeChat may have carried the call out all the same. */
	readonly fateUnknown: boolean;
	/** The call certainly never reached WeChat. */
	readonly neverSent: boolean;
	/** It may have been carried out, and another one would do it twice. */
	readonly unsafeToRepeat: boolean;

	constructor(options: {
		message: string;
		description: string;
		explanation?: Explanation;
		stopsAll?: boolean;
		fateUnknown?: boolean;
		neverSent?: boolean;
		unsafeToRepeat?: boolean;
	}) {
		super(options.message);
		this.name = 'WechatError';
		this.description = options.description;
		this.explanation = options.explanation;
		this.stopsAll = options.stopsAll ?? options.explanation?.stopsAll ?? false;
		this.fateUnknown = options.fateUnknown ?? false;
		this.neverSent = options.neverSent ?? false;
		this.unsafeToRepeat = options.unsafeToRepeat ?? false;
	}

	/** This error as the end of a call of which an earlier try got no answer, and may have been carried out. */
	afterSilence(): WechatError {
		if (this.fateUnknown) return this;
		const { message, description, explanation, stopsAll } = this;
		return new WechatError({
			message,
			description: `It is not known whether WeChat carried out the call: the first try got no answer, and this is what came of trying again. ${description}`,
			explanation,
			stopsAll,
			fateUnknown: true,
		});
	}

	/**
	 * @param explanation WeChat's answer, from the error catalogue
	 * @param stopsAll set when the situation, not the code alone, makes further calls pointless
	 */
	static fromAnswer(explanation: Explanation, stopsAll?: boolean): WechatError {
		const { headline, description } = explanation;
		return new WechatError({ message: headline, description, explanation, stopsAll });
	}
}

/** A list that broke off. What was read of it is put out before the error, where the run goes on. */
export class InterruptedList extends WechatError {
	/**
	 * @param cause what the list met
	 * @param found what was read of it
	 * @param resume the fields of the error item that say where to go on
	 * @param wayOut the same, as sentences to put behind the description
	 */
	constructor(
		cause: WechatError,
		readonly found: IDataObject[],
		readonly resume: IDataObject,
		wayOut: string,
	) {
		super({ ...cause, message: cause.message, description: `${cause.description}${wayOut}` });
	}
}

/** Of a run that somebody stopped. n8n shows none of it. */
export const cancelled = (): WechatError =>
	new WechatError({
		message: 'The execution was cancelled',
		description: 'Start it again to send the rest.',
		stopsAll: true,
		neverSent: true,
	});

/** The same error for an item that was not tried, because an earlier one met an answer that stops the run. */
export function notTried(error: unknown): unknown {
	if (!(error instanceof WechatError)) return error;
	const { message, description, explanation } = error;
	return new WechatError({
		message,
		description: `This item was not tried, since an earlier one met this answer. ${description}`,
		explanation,
	});
}

/**
 * Turns whatever a call threw into the error class that n8n shows, with the item it belongs to.
 *
 * @param node the node, for n8n's error
 * @param error what was thrown
 * @param itemIndex the input item, counted from 0
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof WechatError) {
		const { message, description, explanation } = error;
		const answer: JsonObject = explanation
			? { errcode: explanation.errcode, ...(explanation.rid ? { rid: explanation.rid } : {}) }
			: {};
		const shown = new NodeApiError(node, answer, { message, description, itemIndex });
		// Set afterwards: n8n replaces the message of codes that look like an HTTP status.
		shown.httpCode = explanation ? String(explanation.errcode) : null;
		shown.message = message;
		shown.description = description;
		return shown;
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}
