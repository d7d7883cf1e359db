// What can go wrong with a call, and how it is shown to a person in n8n.
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import type { Explanation } from '../../../wechat/errors/explain';

/**
 * What became of a call that failed, and so what another one would do: `neverSent`, it did not reach WeChat; `refused`,
 * WeChat answered and did nothing; `unknown`, WeChat may have carried it out, and another call like it does no harm;
 * `unsafe`, WeChat may have carried it out, and another call would do it twice.
 */
export type Fate = 'neverSent' | 'refused' | 'unknown' | 'unsafe';

/**
 * Which further calls of a run would meet the same: none, those to that interface of the account, or all of the account.
 * Another account goes on.
 */
export type Reach = 'call' | 'interface' | 'account';

const reachOf = (explanation?: Explanation): Reach => {
	const kind = explanation?.kind;
	return kind === 'interface' || kind === 'account' ? kind : 'call';
};

/** A call that did not do what was asked. Never carries a request: that holds tokens and secrets. */
export class WechatError extends Error {
	/** What to do about it. */
	readonly description: string;
	/** WeChat's own answer, explained; absent when WeChat gave none. */
	readonly explanation?: Explanation;
	readonly reach: Reach;
	readonly fate: Fate;
	/** The description without the sentences about this one call: for the items that are not tried because of this error. */
	readonly ofAll: string;
	/** What the failed item says besides, such as the channel that was tried. */
	about?: IDataObject;

	constructor(options: {
		message: string;
		description: string;
		explanation?: Explanation;
		/** What the explanation says when not given. */
		reach?: Reach;
		/** `refused` when not given. */
		fate?: Fate;
		/** The description when not given. */
		ofAll?: string;
	}) {
		super(options.message);
		this.name = 'WechatError';
		this.description = options.description;
		this.explanation = options.explanation;
		this.reach = options.reach ?? reachOf(options.explanation);
		this.fate = options.fate ?? 'refused';
		this.ofAll = options.ofAll ?? options.description;
	}

	/** Nobody knows whether WeChat carried it out. */
	get mayBeDone(): boolean {
		return this.fate === 'unknown' || this.fate === 'unsafe';
	}

	/** @returns the same error, but saying that an earlier try of the call got no answer and may have been carried out */
	afterSilence(): WechatError {
		if (this.mayBeDone) return this;
		const { message, description, explanation, reach, about } = this;
		const error = new WechatError({
			message,
			description: `It is not known whether WeChat carried out the call: the first try got no answer, and this is what came of trying again. ${description}`,
			explanation,
			reach,
			fate: 'unknown',
			ofAll: this.ofAll,
		});
		error.about = about;
		return error;
	}

	/**
	 * @param explanation WeChat's answer, from the error catalogue
	 * @param reach where the situation, not the code alone, decides it
	 */
	static fromAnswer(explanation: Explanation, reach?: Reach): WechatError {
		const { headline, description } = explanation;
		return new WechatError({ message: headline, description, explanation, reach });
	}

	/** @param explanation WeChat's answer about the token itself: further calls to this interface at least would meet it */
	static ofToken(explanation: Explanation): WechatError {
		const reach = explanation.kind === 'account' ? 'account' : 'interface';
		return WechatError.fromAnswer(explanation, reach);
	}
}

/**
 * The end of an item of which an earlier try may have arrived, whatever came of trying again.
 *
 * @param end what the last try met: an error, or a sentence
 */
export function afterSilence(end: unknown): WechatError {
	if (end instanceof WechatError) return end.afterSilence();
	const message = end instanceof Error ? end.message : String(end);
	return new WechatError({
		message,
		description: 'Look at the other errors of this run, too.',
	}).afterSilence();
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
		reach: 'account',
		fate: 'neverSent',
	});

/** The same error for an item that was not tried, because an earlier one met an answer that every further one would meet. */
export function notTried({ message, ofAll, explanation }: WechatError): WechatError {
	return new WechatError({
		message,
		description: `This item was not tried, since an earlier one met this answer. ${ofAll}`,
		explanation,
		fate: 'neverSent',
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
