// The shared token cache: how an access token is fetched, kept in n8n's credential store, renewed and attached.
//
// n8n renews an expirable credential when a request meets HTTP 401. WeChat answers 200 with an errcode instead, so
// `authenticate` raises that 401 itself, before anything is sent, when the stored token will not do. n8n then calls
// `preAuthentication`, stores what it returns and authenticates again. All that leans on this stands in this file.
import { sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import {
	REJECTED_TOKEN_HEADER,
	SENT_TOKEN_ID,
	TEST_HEADER,
	TOKEN_FAILURE,
	tokenId,
} from '../../wechat/accessToken';
import type { TokenRecord } from '../../wechat/accessToken';
import { fingerprint } from '../../wechat/account';
import type { Account } from '../../wechat/account';
import { explain } from '../../wechat/errors/explain';
import type { Explanation } from '../../wechat/errors/explain';
import { readWechatObject } from '../../wechat/json';
import { readCredential } from './reading';
import { TokenError, TokenNeeded } from './tokenErrors';

/** Renewed this long before its end of life; WeChat hands out a new token only in the last 300 s. */
const SAFETY_MARGIN_SECONDS = 240;
const REQUEST_TIMEOUT_MS = 15_000;
/** WeChat's limit for stable_token with force_refresh. */
const FORCES_PER_DAY = 20;
/** WeChat asks for 30 s. A token rejected this soon after a forced refresh is not mended by another one. */
const FORCE_SPACING_MS = 600_000;
const DAY_MS = 86_400_000;
/** Covers the moment between n8n receiving a token from us and other executions seeing it in the credential. */
const HANDOVER_MS = 60_000;
const BUSY_DELAYS_MS = [300, 1_000, 3_000];
/** Nobody answered, or a gateway did. Asking again does no harm: it gives the same token, or one more. */
const UNREACHED_DELAYS_MS = [500, 2_000];

type Helpers = IHttpRequestHelper['helpers'];

/** Why `authenticate` asked for another token. */
interface Demand {
	rejectedTokens: Set<string>;
	isTest: boolean;
}
// n8n passes one and the same credential object to `preAuthentication` and `authenticate`.
const demands = new WeakMap<ICredentialDataDecryptedObject, Demand>();
const fetchedFor = new WeakSet<ICredentialDataDecryptedObject>();
const inFlight = new Map<string, Promise<TokenRecord>>();
const justIssued = new Map<string, { record: TokenRecord; at: number }>();
const forcedHere = new Map<string, number[]>();

function isUsable(
	record: TokenRecord | undefined,
	boundTo: string,
	rejected: Set<string>,
): record is TokenRecord {
	return (
		record !== undefined &&
		record.boundTo === boundTo &&
		record.validUntil > Date.now() &&
		!(rejected.size > 0 && rejected.has(tokenId(record.token)))
	);
}

/** The token may travel to WeChat's own hosts and to the host the user named, and nowhere else. */
function assertOwnHost(account: Account, request: IHttpRequestOptions & { uri?: string }): void {
	if (request.url?.startsWith(`${account.baseUrl}/`)) return;
	const target = new URL(request.url || request.uri || '/', request.baseURL || account.baseUrl);
	const isWechat =
		target.protocol === 'https:' && /(^|\.)(weixin\.qq\.com|wechat\.com)$/.test(target.hostname);
	if (!isWechat && target.origin !== new URL(account.baseUrl).origin) {
		throw new TokenError(
			`This credential sends its access token only to WeChat and to its own Base URL, not to ${target.host}. Use a WeChat address, or set the Base URL in the credential.`,
		);
	}
}

function takeHeader(headers: IDataObject | undefined, name: string): string | undefined {
	const value = headers?.[name];
	return typeof value === 'string' ? value : undefined;
}

/**
 * n8n's `authenticate`: puts the stored access token into the query, or raises the 401 that makes n8n fetch another.
 *
 * @param credentials the decrypted credential; n8n passes the same object to `preAuthentication`
 * @param request the request about to be sent; it stays as it is, but for the note which token was attached
 * @throws TokenNeeded when the stored token is missing, near its end, bound to other settings, reported as rejected,
 *   or when a credential test wants to see WeChat issue one
 */
export async function attachToken(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { account, boundTo, stored } = readCredential(credentials);
	assertOwnHost(account, request);

	const rejected = takeHeader(request.headers, REJECTED_TOKEN_HEADER);
	const isTest = takeHeader(request.headers, TEST_HEADER) !== undefined && !fetchedFor.has(credentials);
	fetchedFor.delete(credentials);
	const demand = demands.get(credentials) ?? { rejectedTokens: new Set<string>(), isTest };
	for (const id of rejected?.split(',') ?? []) demand.rejectedTokens.add(id);

	if (isTest || !stored || !isUsable(stored.record, boundTo, demand.rejectedTokens)) {
		demands.set(credentials, { ...demand, isTest });
		throw new TokenNeeded();
	}

	Object.assign(request, { [SENT_TOKEN_ID]: stored.id });
	const headers = { ...request.headers };
	delete headers[REJECTED_TOKEN_HEADER];
	delete headers[TEST_HEADER];
	return { ...request, headers, qs: { ...request.qs, access_token: stored.record.token } };
}

async function once(key: string, start: () => Promise<TokenRecord>): Promise<TokenRecord> {
	const running = inFlight.get(key);
	if (running) return await running;
	const promise = start().finally(() => inFlight.delete(key));
	inFlight.set(key, promise);
	return await promise;
}

function tokenRequest(account: Account, force: boolean): IHttpRequestOptions {
	const common: Partial<IHttpRequestOptions> = {
		timeout: REQUEST_TIMEOUT_MS,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// WeChat never redirects this call. A proxy that does would carry the secret on to another host.
		disableFollowRedirect: true,
	};
	const client = { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret };
	return account.tokenEndpoint === 'classic'
		? { ...common, method: 'GET', url: `${account.baseUrl}/cgi-bin/token`, qs: client }
		: {
				...common,
				method: 'POST',
				url: `${account.baseUrl}/cgi-bin/stable_token`,
				body: JSON.stringify({ ...client, force_refresh: force }),
				headers: { 'content-type': 'application/json' },
			};
}

/**
 * One request to a token endpoint. The errors never carry the request, since it holds the app secret.
 *
 * @returns a TokenError when it was not WeChat that answered, and the next try may reach it
 */
async function askForToken(
	helpers: Helpers,
	account: Account,
	force: boolean,
): Promise<{ token: string; lifeSeconds: number } | Explanation | TokenError> {
	const host = new URL(account.baseUrl).host;
	let response: { body: unknown; statusCode: number };
	try {
		response = (await helpers.httpRequest(tokenRequest(account, force))) as typeof response;
	} catch (error) {
		const { code, name } = error as { code?: string; name?: string };
		return new TokenError(
			`WeChat could not be reached at ${host} to fetch an access token (${code ?? name ?? 'no answer'}). Check the network, the proxy and the Base URL.`,
		);
	}
	const answer = readWechatObject(String(response.body));
	if (typeof answer?.access_token === 'string' && answer.access_token !== '') {
		return { token: answer.access_token, lifeSeconds: Number(answer.expires_in) || 7200 };
	}
	if (answer?.errcode === undefined) {
		return new TokenError(
			`${host} answered HTTP ${response.statusCode} when asked for an access token, and not as WeChat does. Check the Base URL and any proxy in between.`,
		);
	}
	const path = account.tokenEndpoint === 'classic' ? '/cgi-bin/token' : '/cgi-bin/stable_token';
	return explain({ errcode: answer.errcode, errmsg: answer.errmsg, call: 'token', path });
}

async function fetchToken(
	helpers: Helpers,
	account: Account,
	force: boolean,
	forced: number[],
): Promise<TokenRecord> {
	const boundTo = fingerprint(account);
	for (let attempt = 0; ; attempt++) {
		const answer = await askForToken(helpers, account, force);
		if ('token' in answer) {
			const usableSeconds = Math.max(answer.lifeSeconds - SAFETY_MARGIN_SECONDS, answer.lifeSeconds / 2);
			const record = { token: answer.token, validUntil: Date.now() + usableSeconds * 1000, boundTo, forced };
			justIssued.set(boundTo, { record, at: Date.now() });
			return record;
		}
		const delays = answer instanceof TokenError ? UNREACHED_DELAYS_MS : BUSY_DELAYS_MS;
		const mayPass = answer instanceof TokenError || answer.retry === 'backoff';
		if (!mayPass || attempt >= delays.length) {
			throw answer instanceof TokenError
				? answer
				: new TokenError(`${answer.headline}. ${answer.description}`, answer);
		}
		await sleep(delays[attempt]);
	}
}

/** The normal call returned the very token that WeChat rejects: only a forced refresh can give another. */
async function forceToken(helpers: Helpers, account: Account, stored?: TokenRecord): Promise<TokenRecord> {
	const boundTo = fingerprint(account);
	// Counted now: another call of this process may have made one while this one waited.
	const forced = forcesOfToday(boundTo, stored);
	const sinceLast = Date.now() - (forced.at(-1) ?? 0);
	if (forced.length >= FORCES_PER_DAY) {
		throw new TokenError(
			"WeChat rejects the access token that it issues for this account, and today's 20 forced refreshes are used up. Reset the app secret in the WeChat console, or wait for tomorrow.",
		);
	}
	if (account.tokenEndpoint === 'classic' || sinceLast < FORCE_SPACING_MS) {
		throw new TokenError(
			"WeChat rejects the access token that it has just issued for this account. Check that the Base URL leads to WeChat itself and that no other program keeps resetting this account's token, then try again in ten minutes.",
		);
	}
	const withThis = [...forced, Date.now()];
	forcedHere.set(boundTo, withThis);
	return await fetchToken(helpers, account, true, withThis);
}

function forcesOfToday(boundTo: string, stored: TokenRecord | undefined): number[] {
	const known = [...(forcedHere.get(boundTo) ?? []), ...(stored?.boundTo === boundTo ? stored.forced : [])];
	return [...new Set(known)].filter((time) => time > Date.now() - DAY_MS).sort((a, b) => a - b);
}

function recentlyIssued(boundTo: string): TokenRecord | undefined {
	for (const [key, { at }] of justIssued) if (at + HANDOVER_MS < Date.now()) justIssued.delete(key);
	return justIssued.get(boundTo)?.record;
}

/**
 * n8n's `preAuthentication`: returns a token that WeChat has not rejected, with as few calls as can be.
 *
 * At most one call per account is under way in this process, whoever asks. The normal call comes first, since it
 * returns the token that another process may have fetched already.
 *
 * @param helpers n8n's request helper
 * @param credentials the decrypted credential
 * @returns the new value of the hidden `accessToken` property; n8n stores it encrypted
 * @throws CredentialFieldError when the credential is incomplete
 * @throws TokenError with WeChat's reason and the way out when no token is issued
 * @see wechat-api.md section 1; WeChat pages "获取稳定版接口调用凭据" and "获取接口调用凭据"
 */
export async function acquireToken(
	helpers: Helpers,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ accessToken: string }> {
	const record = await findToken(helpers, credentials).catch(async (error: Error) => {
		Object.defineProperty(credentials, TOKEN_FAILURE, { value: error, configurable: true });
		return await Promise.reject(error);
	});
	return { accessToken: JSON.stringify(record) };
}

async function findToken(
	helpers: Helpers,
	credentials: ICredentialDataDecryptedObject,
): Promise<TokenRecord> {
	const { account, boundTo, stored: known } = readCredential(credentials);
	const stored = known?.record;
	// Kept, not taken: calls under way at the same time share the object, and each of them comes here.
	const demand = demands.get(credentials);
	const rejected = demand?.rejectedTokens ?? new Set<string>();
	const isRejected = (candidate: TokenRecord) => rejected.has(tokenId(candidate.token));

	// A credential test wants to see WeChat issue a token now, whatever is cached.
	const cached = demand?.isTest ? [] : [stored, recentlyIssued(boundTo)];
	let record = cached.find((candidate) => isUsable(candidate, boundTo, rejected));
	if (!record) {
		const forced = forcesOfToday(boundTo, stored);
		record = await once(boundTo, async () => await fetchToken(helpers, account, false, forced));
		if (isRejected(record)) {
			const force = async () => await forceToken(helpers, account, stored);
			record = await once(`${boundTo} forced`, force);
			// A force that gave the rejected token again: the next one is refused here, with the reason.
			if (isRejected(record)) record = await force();
		}
		fetchedFor.add(credentials);
	}
	return record;
}
