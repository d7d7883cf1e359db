// What is known, and said, of a call to which no answer of WeChat came.
import type { ApiCall } from './types';
import type { Cause } from './cause';
import { WechatError } from './errors';
import type { Fate } from './errors';

/** So long may pass without a byte from WeChat. */
export const TIMEOUT_MS = 20_000;
const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT']);
/** Network conditions in which nothing was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * No answer came, or no token could be had.
 *
 * @param cause why; only what is known to be harmless is taken from it
 * @param call what was tried
 * @param host where
 * @param isReady false when the call had no token yet, so that it cannot have gone out
 */
export function unanswered(cause: Cause, call: ApiCall, host: string, isReady = true): WechatError {
	const { name, message, explanation, code } = cause;
	if (name === 'TokenError' || name === 'CredentialFieldError') {
		if (explanation) return WechatError.ofToken(explanation);
		return new WechatError({
			message: 'No access token for this credential',
			description: message,
			reach: 'account',
			fate: 'neverSent',
		});
	}
	if (code === 'ERR_CANCELED') {
		return new WechatError({
			message: 'The execution was cancelled',
			description: isReady ? unknownFate({ ...call, repeatable: false }) : 'Nothing was sent',
			reach: 'account',
			fate: isReady ? fateOf(call) : 'neverSent',
		});
	}
	const neverSent = !isReady || (code !== undefined && NEVER_SENT.has(code));
	const why = code ?? name;
	const within = code !== undefined && TIMED_OUT.has(code) ? ` within ${TIMEOUT_MS / 1000} seconds` : '';
	return new WechatError({
		message: neverSent
			? `WeChat could not be reached at ${host}`
			: `WeChat did not answer${within} at ${host}`,
		description: neverSent
			? `The connection was not made (${why}). Check the network, the proxy and the 'Base URL' of the credential.`
			: `${unknownFate(call)} (${why}). Check the network and any proxy in between.`,
		fate: neverSent ? 'neverSent' : fateOf(call),
	});
}

/** Something answered, and it was not WeChat. */
export function notUnderstood(statusCode: number, call: ApiCall, host: string): WechatError {
	return new WechatError({
		message: `The answer from ${host} is not one of WeChat's (HTTP ${statusCode})`,
		description: `${unknownFate(call)}. A gateway or proxy may have answered instead of WeChat; check the 'Base URL' of the credential and try again.`,
		fate: fateOf(call),
	});
}

/** Of a call that went out. */
const fateOf = ({ repeatable }: ApiCall): Fate => (repeatable ? 'unknown' : 'unsafe');

/** Whether it is all the same to the account how often a call was carried out, since nothing changes by it. */
export const onlyReads = ({ method, changes }: ApiCall): boolean => method === 'GET' && !changes;

function unknownFate(call: ApiCall): string {
	if (!call.repeatable) return 'It is not known whether WeChat carried out the call, so it was not repeated';
	return onlyReads(call)
		? 'It was tried again without success'
		: 'It is not known whether WeChat carried out the call; it was tried again without success';
}
