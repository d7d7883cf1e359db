// The jsapi_ticket of each account, kept in this process: one call in flight, renewed before its end, never put out.
import type { WechatApi } from '../../shared/call/api';
import { WechatError, cancelled } from '../../shared/call/errors';

/**
 * Several processes (n8n's workers) each keep one: WeChat gives all of them the same ticket until its end, so they do not
 * push each other's out, as classic access tokens do.
 */
const tickets = new Map<string, { ticket: string; validUntil: number }>();

/** A call that is being made, and the execution that makes it. */
interface Flight {
	by: WechatApi;
	ticket: Promise<string>;
}
const flights = new Map<string, Flight>();

const SAFETY_MARGIN_SECONDS = 300;
/** WeChat never promises more. */
const LONGEST_SECONDS = 7200;

/** For how long a ticket is used: until five minutes before its end, or half of what is left when that is little. */
function usableMs(expiresIn: unknown): number {
	const seconds = Math.min(Number(expiresIn), LONGEST_SECONDS);
	return seconds > 0 ? Math.max(seconds - SAFETY_MARGIN_SECONDS, seconds / 2) * 1000 : 0;
}

async function fetchTicket(api: WechatApi, key: string): Promise<string> {
	const { ticket, expires_in } = await api.call({
		method: 'GET',
		path: '/cgi-bin/ticket/getticket',
		query: { type: 'jsapi' },
		repeatable: true,
		returns: ['ticket'],
	});
	if (typeof ticket !== 'string' || ticket === '') {
		throw new WechatError({
			message: 'WeChat sent no jsapi_ticket',
			description: "Run again; if it stays so, check the 'Base URL' of the credential.",
		});
	}
	const now = Date.now();
	for (const [other, { validUntil }] of tickets) if (validUntil <= now) tickets.delete(other);
	tickets.set(key, { ticket, validUntil: now + usableMs(expires_in) });
	return ticket;
}

function takeOff(api: WechatApi, key: string): Flight {
	const flight = { by: api, ticket: fetchTicket(api, key).finally(() => flights.delete(key)) };
	flights.set(key, flight);
	return flight;
}

/** Whether an execution was stopped while it asked: that says nothing about the account. */
const wasStopped = (error: unknown): boolean =>
	error instanceof WechatError && error.message === cancelled().message;

/**
 * The account's ticket, from memory or from WeChat. What fails is not kept, and the next one asks again.
 *
 * @param api the account; a call of another execution for the same account is waited for
 * @throws WechatError when WeChat refuses it or is not reached
 * @see docs/wechat/messages.md#js-sdk
 */
export async function ticketOf(api: WechatApi): Promise<string> {
	const key = api.accountKey;
	for (;;) {
		const kept = tickets.get(key);
		if (kept && kept.validUntil > Date.now()) return kept.ticket;
		const flight = flights.get(key) ?? takeOff(api, key);
		try {
			return await flight.ticket;
		} catch (error) {
			if (flight.by === api || !wasStopped(error)) return await Promise.reject(error);
		}
	}
}
