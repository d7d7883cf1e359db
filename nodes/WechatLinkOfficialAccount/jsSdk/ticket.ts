// The jsapi_ticket of each account: one call in flight, renewed before its end, shared by all processes.
import { latestTicketOf, type PageTicket } from '../../../wechat/accessToken';
import type { WechatApi } from '../../shared/call/api';
import { WechatError, cancelled } from '../../shared/call/errors';

/**
 * What this process has last seen of each account. The ticket stands in the credential, too: read with it at the beginning
 * of each execution, it costs the other processes no call, and none of them goes on with one that another has replaced.
 */
const kept = new Map<string, PageTicket>();

/** A call that is being made, and the execution that makes it. */
interface Flight {
	by: WechatApi;
	ticket: Promise<string>;
}
const flights = new Map<string, Flight>();
/** When WeChat last failed to give an account's ticket again. */
const failedAt = new Map<string, number>();

/** WeChat never promises more. */
const LONGEST_SECONDS = 7200;
const SAFETY_MARGIN_SECONDS = 300;
/** How long a ticket is used of which nobody knows how old it is, and how long WeChat is left alone when it gives none. */
const RECHECK_MS = 60_000;
/** For so long a ticket is used on when WeChat cannot be asked again. */
const GRACE_MS = 300_000;
/** A page that is signed this long before the end of a ticket still finds it good. */
const LAST_MOMENT_MS = 30_000;

/**
 * Until when WeChat is not asked again. It gives one ticket to everybody until its end, and is reported to promise two whole
 * hours each time: so nobody knows when a ticket ends that was there at the first call. One that has taken the place of
 * another is as old, at most, as the time since WeChat gave that one.
 *
 * @param expiresIn the seconds that WeChat says
 * @param youngSince when the ticket did not exist yet; undefined: nobody knows
 * @see docs/wechat/tokens.md#tickets-for-web-pages
 */
function usableUntil(expiresIn: unknown, youngSince: number | undefined): number {
	const now = Date.now();
	const seconds = Number(expiresIn);
	if (seconds < LONGEST_SECONDS)
		return now + Math.max(seconds - SAFETY_MARGIN_SECONDS, seconds / 2, 0) * 1000;
	const life = (LONGEST_SECONDS - SAFETY_MARGIN_SECONDS) * 1000;
	return Math.max(now + RECHECK_MS, (youngSince ?? 0) + life);
}

/** The ticket that WeChat gave last, as far as this process and the credential know. */
function latest(api: WechatApi): PageTicket | undefined {
	const key = api.accountKey;
	return latestTicketOf(key, [kept.get(key), api.pageTicket]);
}

/**
 * Whether a ticket is good enough while WeChat gives no other: five minutes after it was given, and one whose end is known
 * nearly to that end. A ticket of which the end is known is asked for again a margin before it; a use shorter than the
 * margin says that not all of it was left.
 */
function isStillGood({ seenAt, usableUntil: askedAgainAt }: PageTicket): boolean {
	const margin = Math.min(SAFETY_MARGIN_SECONDS * 1000, askedAgainAt - seenAt);
	return Date.now() < Math.max(seenAt + GRACE_MS, askedAgainAt + margin - LAST_MOMENT_MS);
}

/** Whether WeChat has just failed to give another one, so that it is left alone. */
function hasJustFailed(key: string): boolean {
	const since = Date.now() - (failedAt.get(key) ?? 0);
	return since >= 0 && since < RECHECK_MS;
}

/** Whether an execution was stopped while it asked: that says nothing about the account. */
const wasStopped = (error: unknown): boolean =>
	error instanceof WechatError && error.message === cancelled().message;

async function askWechat(api: WechatApi, before: PageTicket | undefined): Promise<PageTicket> {
	const seenAt = Date.now();
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
	const isOther = before !== undefined && before.ticket !== ticket;
	const youngSince = isOther ? Math.min(before.seenAt, seenAt) : undefined;
	const found = { ticket, seenAt, usableUntil: usableUntil(expires_in, youngSince), boundTo: api.accountKey };
	return await api.keepPageTicket(found);
}

async function fetchTicket(api: WechatApi): Promise<string> {
	const before = latest(api);
	try {
		const ticket = await askWechat(api, before);
		kept.set(ticket.boundTo, ticket);
		failedAt.delete(ticket.boundTo);
		return ticket.ticket;
	} catch (error) {
		if (before === undefined || wasStopped(error) || !isStillGood(before)) return await Promise.reject(error);
		failedAt.set(before.boundTo, Date.now());
		return before.ticket;
	}
}

function takeOff(api: WechatApi, key: string): Flight {
	const flight = { by: api, ticket: fetchTicket(api).finally(() => flights.delete(key)) };
	flights.set(key, flight);
	return flight;
}

/**
 * The account's ticket, from memory, from the credential or from WeChat. Without a ticket that is good enough, what fails is
 * not kept, and the next one asks again.
 *
 * @param api the account; a call of another execution for the same account is waited for
 * @throws WechatError when WeChat refuses it or is not reached
 */
export async function ticketOf(api: WechatApi): Promise<string> {
	const key = api.accountKey;
	for (;;) {
		const known = latest(api);
		const isEnough = known && (known.usableUntil > Date.now() || (hasJustFailed(key) && isStillGood(known)));
		if (isEnough) return known.ticket;
		const flight = flights.get(key) ?? takeOff(api, key);
		try {
			return await flight.ticket;
		} catch (error) {
			if (flight.by === api || !wasStopped(error)) return await Promise.reject(error);
		}
	}
}
