// Sending one message, of whatever kind: when WeChat has it, and when nobody can be reached with it.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../call/api';
import { WechatError } from '../call/errors';

/** `options.unreachable`: what becomes of a person who cannot be reached. */
export type WhenUnreachable = 'output' | 'error';

/** A person who cannot be reached: an outcome, not a fault. */
export interface Unreachable extends IDataObject {
	delivered: false;
	reason: string;
	errcode?: number;
	errmsg?: string;
}

/**
 * WeChat has the message already, and sends it once. 45065: one with this client_msg_id exists, which is what a mass
 * message meets, and may be met here; 40241: the same was sent within 60 seconds (see docs/wechat/messages.md).
 */
const SENT_ALREADY = [45065, 40241];

/**
 * WeChat has the message, reviews it, and then delivers it by itself: sent again, it would be a double
 * (docs/wechat/codes.md).
 */
const IN_REVIEW = 40252;

/** What WeChat answers to a send, beside 0, when it has the message: none of them is a refusal. */
const TAKEN = [...SENT_ALREADY, IN_REVIEW];

/** What a send puts out when WeChat took the message. */
export interface Delivered extends IDataObject {
	delivered: true;
	msgid?: string;
	duplicate?: true;
	/** WeChat reviews it first; the event of the delivery tells the end. */
	pending?: true;
}

/** @param answer WeChat's, to a send; 64-bit ids become text */
function deliveredAs(answer: IDataObject): Delivered {
	const delivered: Delivered = { delivered: true };
	if (SENT_ALREADY.includes(Number(answer.errcode ?? 0))) delivered.duplicate = true;
	if (Number(answer.errcode ?? 0) === IN_REVIEW) delivered.pending = true;
	if (answer.msgid !== undefined) delivered.msgid = String(answer.msgid);
	return delivered;
}

/**
 * Turns WeChat's refusal into an outcome where the person, and not the call, is the reason.
 *
 * @param error what the send threw
 * @param when `error` leaves it an error all the same
 * @throws the error itself when it is anything else
 */
async function asUnreachable(error: unknown, when: WhenUnreachable): Promise<Unreachable> {
	const explanation = error instanceof WechatError ? error.explanation : undefined;
	// After a try of unknown fate the message may have arrived all the same: no reason to try another channel.
	const mayHaveArrived = error instanceof WechatError && error.mayBeDone;
	if (!explanation?.unreachable || when === 'error' || mayHaveArrived) return await Promise.reject(error);
	return {
		delivered: false,
		reason: explanation.unreachable,
		errcode: explanation.errcode,
		errmsg: explanation.errmsg,
	};
}

/**
 * @param send the path of WeChat's call and its body, the receiver in it; `repeatable` where WeChat drops the second of two
 * @returns what a send puts out when WeChat has the message
 * @throws WechatError with WeChat's refusal
 */
export async function deliver(
	api: WechatApi,
	{ path, body, repeatable = false }: { path: string; body: IDataObject; repeatable?: boolean },
): Promise<Delivered> {
	return deliveredAs(await api.call({ method: 'POST', path, body, repeatable, answers: TAKEN }));
}

/**
 * As `deliver`, but a person who cannot be reached is an outcome.
 *
 * @param unreachable `error` leaves that an error all the same
 * @throws WechatError with any other refusal
 */
export async function deliverOrTell(
	api: WechatApi,
	message: Parameters<typeof deliver>[1],
	unreachable: WhenUnreachable,
): Promise<Delivered | Unreachable> {
	try {
		return await deliver(api, message);
	} catch (error) {
		return await asUnreachable(error, unreachable);
	}
}
