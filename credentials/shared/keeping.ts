// What this process keeps of access tokens beside n8n's credential store: what authenticate has asked for, which call for a
// token is under way, what was issued a moment ago, and when a new token was forced. All of it is lost at a restart without
// harm; the token itself, its end and the forced calls stand in the credential, too.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { latestTicketOf, tokenId } from '../../wechat/accessToken';
import type { PageTicket, TokenRecord } from '../../wechat/accessToken';
import type { Account } from '../../wechat/account';

/** WeChat promises no longer life; a record that claims one was written by a clock that was wrong. */
export const LONGEST_LIFE_SECONDS = 7200;
const DAY_MS = 86_400_000;
/** Covers the moment between n8n receiving a token from us and other executions seeing it in the credential. */
const HANDOVER_MS = 60_000;

/** Why `authenticate` asked for another token. */
export interface Demand {
	/** Ids of tokens that WeChat rejected, see `tokenId`. */
	rejectedTokens: Set<string>;
	/** n8n's credential test: WeChat must issue a token now, whatever is stored. */
	isTest: boolean;
	/** A ticket for web pages, to be stored beside the token. */
	pageTicket?: PageTicket;
}

// All of this is of one process, and gone with it: what other processes must know stands in the credential.

/** By the object that n8n passes for one call: why its token is asked for anew. */
const demands = new WeakMap<ICredentialDataDecryptedObject, Demand>();
/** Objects that a token was fetched for and that have not been asked about since, see {@link takeFetched}. */
const answered = new WeakSet<ICredentialDataDecryptedObject>();
/** Objects that have passed n8n's credential test and have not been asked about since. */
const tested = new WeakSet<ICredentialDataDecryptedObject>();
/** Calls for a token that are under way, by the account's fingerprint; a forced refresh by the fingerprint and a word. */
const inFlight = new Map<string, Promise<TokenRecord>>();
/** The token issued last, by the account's fingerprint. `keepUntil`: Unix time in milliseconds. */
const issued = new Map<string, { record: TokenRecord; keepUntil: number }>();
/** When this process forced a refresh, by the account's fingerprint: Unix times in milliseconds, oldest first. */
const forcedHere = new Map<string, number[]>();
/** The ticket of each account that this process last saw: an execution that began before must not store an older one. */
const ticketsSeen = new Map<string, PageTicket>();

/**
 * Whether a stored token may be used: bound to the account as it is configured now, not near its end, and not one that
 * WeChat has just rejected.
 *
 * @param record as it stands in the credential or in this process
 * @param boundTo the fingerprint of the account
 * @param rejected ids of rejected tokens
 */
export function isUsable(
	record: TokenRecord | undefined,
	boundTo: string,
	rejected: Set<string>,
): record is TokenRecord {
	if (record === undefined || record.boundTo !== boundTo) return false;
	const left = record.validUntil - Date.now();
	if (left <= 0 || left > LONGEST_LIFE_SECONDS * 1000) return false;
	return rejected.size === 0 || !rejected.has(tokenId(record.token));
}

/**
 * What `authenticate` has asked for with this credential. n8n passes one and the same object to `preAuthentication`, and calls
 * under way at the same time share it: what one of them learns, that a token was rejected, holds for all.
 */
export function demandOf(credentials: ICredentialDataDecryptedObject): Demand {
	return demands.get(credentials) ?? { rejectedTokens: new Set(), isTest: false };
}

/** Keeps what `authenticate` asks for, for `preAuthentication` to read. */
export function ask(credentials: ICredentialDataDecryptedObject, demand: Demand): void {
	demands.set(credentials, demand);
}

/** Notes that `preAuthentication` has just fetched a token for this credential. */
export function noteFetched(credentials: ICredentialDataDecryptedObject): void {
	answered.add(credentials);
}

/** Whether a token was fetched for this credential since the last time this was asked. */
export function takeFetched(credentials: ICredentialDataDecryptedObject): boolean {
	return answered.delete(credentials);
}

/** Notes that this credential has just passed n8n's credential test. */
export function noteTested(credentials: ICredentialDataDecryptedObject): void {
	tested.add(credentials);
}

/** Whether this credential has passed the test since the last time this was asked. */
export function takeTested(credentials: ICredentialDataDecryptedObject): boolean {
	return tested.delete(credentials);
}

/**
 * Runs a call for a token, or waits for the one that is under way: n8n starts one for every request that finds none.
 *
 * @param key the account, and what kind of call
 */
export async function oneInFlight(key: string, start: () => Promise<TokenRecord>): Promise<TokenRecord> {
	const running = inFlight.get(key);
	if (running) return await running;
	const promise = start().finally(() => inFlight.delete(key));
	inFlight.set(key, promise);
	return await promise;
}

/**
 * Keeps a token that WeChat has just issued: a minute with the stable endpoint; to its end with the classic one, where each
 * call retires the token before, so that two credentials of one account must not fetch in turn.
 */
export function keepIssued({ tokenEndpoint }: Account, record: TokenRecord): void {
	const keepUntil = tokenEndpoint === 'classic' ? record.validUntil : Date.now() + HANDOVER_MS;
	issued.set(record.boundTo, { record, keepUntil });
}

/** The token that this process was issued last for the account, while it is kept. */
export function lastIssued(boundTo: string): TokenRecord | undefined {
	for (const [key, { keepUntil }] of issued) if (keepUntil < Date.now()) issued.delete(key);
	return issued.get(boundTo)?.record;
}

/**
 * Of the token that stands in the credential, as an execution has read it, and the one that this process was issued last: the
 * one that lasts longer first. The other may have been read before it was replaced, and must not be stored again.
 */
export function longestFirst(stored: TokenRecord | undefined, boundTo: string): TokenRecord[] {
	const known = [stored, lastIssued(boundTo)].filter((record) => record !== undefined);
	return known.sort((one, other) => other.validUntil - one.validUntil);
}

/** Notes a forced call that is about to be made. @returns the times of the last day's forces, in ms since 1970, oldest first */
export function noteForced(boundTo: string, stored: TokenRecord | undefined): number[] {
	const withThis = [...forcesOfToday(boundTo, stored), Date.now()];
	forcedHere.set(boundTo, withThis);
	return withThis;
}

/**
 * When new tokens were forced during the last day, by this process and by those that wrote the credential.
 *
 * @returns ms since 1970, oldest first
 */
export function forcesOfToday(boundTo: string, stored: TokenRecord | undefined): number[] {
	const known = [...(forcedHere.get(boundTo) ?? []), ...(stored?.boundTo === boundTo ? stored.forced : [])];
	return [...new Set(known)].filter((time) => time > Date.now() - DAY_MS).sort((a, b) => a - b);
}

/**
 * The ticket for web pages that WeChat gave last, as far as this process and the credential know; kept as such.
 *
 * @param boundTo the fingerprint of the account
 * @param known from the credential, and what is to be stored
 */
export function latestTicket(
	boundTo: string,
	...known: Array<PageTicket | undefined>
): PageTicket | undefined {
	const latest = latestTicketOf(boundTo, [ticketsSeen.get(boundTo), ...known]);
	if (latest) ticketsSeen.set(boundTo, latest);
	return latest;
}
