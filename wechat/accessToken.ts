// An access token as the credential keeps it, and the words in which nodes and credential speak about it.
import { createHash } from 'node:crypto';

/** What the hidden `accessToken` property of a credential holds, as JSON text. n8n encrypts it with the rest. */
export interface TokenRecord {
	token: string;
	/** Milliseconds since 1970 after which a new one is fetched. */
	validUntil: number;
	/** Fingerprint of the account that it was issued for. */
	boundTo: string;
	/** When forced refreshes were made during the last day, milliseconds since 1970. */
	forced: number[];
	/** Absent until the first page is signed. */
	pageTicket?: PageTicket;
}

/** The jsapi_ticket with which an account signs its web pages, as it stands beside the token. Times in ms since 1970. */
export interface PageTicket {
	ticket: string;
	/** When it was asked for: WeChat gave it out no earlier. */
	seenAt: number;
	/** Until then nobody asks WeChat for it again. */
	usableUntil: number;
	/** Fingerprint of the account that it belongs to. */
	boundTo: string;
}

/** Request header that names, by their ids, the tokens WeChat has just rejected. Taken out before anything is sent. */
export const REJECTED_TOKEN_HEADER = 'x-wechat-link-rejected-token';

/** Request header that marks n8n's credential test: WeChat must issue a token now. Taken out before anything is sent. */
export const TEST_HEADER = 'x-wechat-link-credential-test';

/**
 * The key under which `authenticate` notes, on the request that it was given, the id of the token that it attached. The token
 * itself goes into a copy of the request: n8n's HTTP Request node shows the original in the browser.
 */
export const SENT_TOKEN_ID = Symbol('wechat-link sent token');

/** Under this key a request, which is never sent, carries the `PageTicket` that is to be stored beside the token. */
export const KEEP_TICKET = Symbol('wechat-link page ticket');

/** Under this key `preAuthentication` leaves, on the credential it was given, the error with which it got no token. */
export const TOKEN_FAILURE = Symbol('wechat-link token failure');

/** A token's name in headers and sets: it identifies the token without being one. */
export function tokenId(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** WeChat never promises more. */
const TICKET_LIFE_MS = 7_200_000;
/** By so much the clocks of two processes may differ without one of them being wrong. */
const CLOCKS_APART_MS = 60_000;

/** Whether a ticket was given in the future: then some clock was wrong, and its times say nothing. */
const isAhead = ({ seenAt }: PageTicket): boolean => seenAt > Date.now() + CLOCKS_APART_MS;

/**
 * Whether a ticket may be what it says: of this account, given already, and no longer good than WeChat promises. Another one
 * was left from other settings, or written by a clock that was wrong.
 *
 * @param boundTo the fingerprint of the account
 */
export function isTicketOf(boundTo: string, ticket: PageTicket | undefined): ticket is PageTicket {
	const isOurs = ticket?.boundTo === boundTo;
	return isOurs && !isAhead(ticket) && ticket.usableUntil <= Date.now() + TICKET_LIFE_MS;
}

/**
 * Of two tickets the one that WeChat gave later: should each new ticket end the one before, that one is good. One that was
 * given in the future comes after none.
 */
export function laterTicket(one?: PageTicket, other?: PageTicket): PageTicket | undefined {
	if (!one || !other) return one ?? other;
	if (isAhead(one) !== isAhead(other)) return isAhead(one) ? other : one;
	return one.seenAt >= other.seenAt ? one : other;
}

/**
 * Of the tickets that are known of an account, the one that WeChat gave last: no other is sure to be good.
 *
 * @param boundTo the fingerprint of the account; those of others, and those that are not what they say, are left out
 */
export function latestTicketOf(
	boundTo: string,
	known: Array<PageTicket | undefined>,
): PageTicket | undefined {
	const possible = known.filter((ticket) => isTicketOf(boundTo, ticket));
	return possible.reduce<PageTicket | undefined>(laterTicket, undefined);
}

function readPageTicket(stored: Partial<PageTicket> | undefined): PageTicket | undefined {
	const { ticket, seenAt, usableUntil, boundTo } = stored ?? {};
	const isTicket = typeof ticket === 'string' && ticket !== '' && typeof boundTo === 'string';
	if (!isTicket || typeof seenAt !== 'number' || typeof usableUntil !== 'number') return undefined;
	return { ticket, seenAt, usableUntil, boundTo };
}

/**
 * Reads the stored record.
 *
 * @param stored the value of the hidden property; undefined comes back for anything this version did not write
 */
export function readTokenRecord(stored: unknown): TokenRecord | undefined {
	if (typeof stored !== 'string' || stored === '') return undefined;
	try {
		const record = JSON.parse(stored) as Partial<TokenRecord> | null;
		if (typeof record?.token !== 'string' || typeof record.validUntil !== 'number') return undefined;
		const pageTicket = readPageTicket(record.pageTicket);
		return {
			token: record.token,
			validUntil: record.validUntil,
			boundTo: String(record.boundTo ?? ''),
			forced: Array.isArray(record.forced) ? record.forced.filter((time) => typeof time === 'number') : [],
			...(pageTicket ? { pageTicket } : {}),
		};
	} catch {
		return undefined;
	}
}
