// One call to a token endpoint, and its repetition while WeChat is busy or cannot be reached.
import { UserError, sleep } from 'n8n-workflow';
import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import type { TokenRecord } from '../../wechat/accessToken';
import { fingerprint } from '../../wechat/account';
import type { Account } from '../../wechat/account';
import { explain } from '../../wechat/errors/explain';
import type { Explanation } from '../../wechat/errors/explain';
import { refusalOfHost } from '../../wechat/errors/host';
import { readWechatObject } from '../../wechat/json';
import { LONGEST_LIFE_SECONDS, keepIssued } from './keeping';
import { TokenError } from './tokenErrors';

export type Helpers = IHttpRequestHelper['helpers'];

/** Renewed this long before its end of life; WeChat hands out a new token only in the last 300 s. */
const SAFETY_MARGIN_SECONDS = 240;
/** However short a life the answer claims, the token is used for the request that it was fetched for. */
const SHORTEST_USE_SECONDS = 5;
export const REQUEST_TIMEOUT_MS = 15_000;
const BUSY_DELAYS_MS = [300, 1_000, 3_000];
/** Nobody answered, or a gateway did. Asking again does no harm: it gives the same token, or one more. */
const UNREACHED_DELAYS_MS = [500, 2_000];

const NETWORK_WORDS: Record<string, string> = {
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNABORTED: 'no answer came in time',
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was cut off',
	EHOSTUNREACH: 'there is no way to that host',
	ENETUNREACH: 'there is no way to that network',
	ENOTFOUND: 'no host has this name',
	ETIMEDOUT: 'no answer came in time',
};

interface Granted {
	token: string;
	lifeSeconds: number;
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
 * Why there was no answer, in words: where n8n finds one of these codes in a message, its credential test shows a text of its
 * own instead, which names no host.
 */
function whyNot(error: unknown): string {
	const { code, name } = error as { code?: string; name?: string };
	return NETWORK_WORDS[code ?? ''] ?? code ?? name ?? 'no answer';
}

/** WeChat says 300 to 7200 seconds; a proxy may leave it out, or count it down to nothing. */
function lifeIn(expiresIn: unknown): number {
	const seconds = typeof expiresIn === 'boolean' || expiresIn === null ? NaN : Number(expiresIn);
	return Number.isFinite(seconds) ? Math.min(seconds, LONGEST_LIFE_SECONDS) : LONGEST_LIFE_SECONDS;
}

/**
 * One request to a token endpoint. The errors never carry the request, since it holds the app secret.
 *
 * @returns a TokenError when it was not WeChat that answered, and the next try may reach it
 */
async function askOnce(
	helpers: Helpers,
	account: Account,
	force: boolean,
): Promise<Granted | Explanation | TokenError> {
	const host = new URL(account.baseUrl).host;
	let response: { body: unknown; statusCode: number };
	try {
		response = (await helpers.httpRequest(tokenRequest(account, force))) as typeof response;
	} catch (error) {
		const refusal = refusalOfHost(error);
		// Another try would meet the same, and the error itself may hold the request.
		if (refusal)
			return await Promise.reject(new UserError(refusal.message, { description: refusal.description }));
		return new TokenError(
			`WeChat could not be reached at ${host} to fetch an access token: ${whyNot(error)}. Check the 'Base URL', the network and any proxy.`,
		);
	}
	const answer = readWechatObject(String(response.body));
	if (typeof answer?.access_token === 'string' && answer.access_token !== '') {
		return { token: answer.access_token, lifeSeconds: lifeIn(answer.expires_in) };
	}
	if (answer?.errcode === undefined) {
		return new TokenError(
			`${host} answered HTTP ${response.statusCode} when asked for an access token, and not as WeChat does. Check the 'Base URL' and any proxy in between.`,
		);
	}
	const path = account.tokenEndpoint === 'classic' ? '/cgi-bin/token' : '/cgi-bin/stable_token';
	return explain({ errcode: answer.errcode, errmsg: answer.errmsg, call: 'token', path });
}

function recordOf({ token, lifeSeconds }: Granted, account: Account, forced: number[]): TokenRecord {
	const beforeItsEnd = Math.max(lifeSeconds - SAFETY_MARGIN_SECONDS, lifeSeconds / 2);
	const usableSeconds = Math.max(beforeItsEnd, SHORTEST_USE_SECONDS);
	return { token, validUntil: Date.now() + usableSeconds * 1000, boundTo: fingerprint(account), forced };
}

/**
 * Fetches a token, patiently.
 *
 * @param helpers n8n's request helper
 * @param account whose
 * @param force whether WeChat must make a new one, which the stable endpoint does 20 times a day
 * @param forced the times of the last day's forced calls, in ms since 1970, to be kept in the record
 * @throws TokenError with WeChat's reason and the way out
 * @see docs/wechat/tokens.md; WeChat pages "获取稳定版接口调用凭据" and "获取接口调用凭据"
 */
export async function fetchToken(
	helpers: Helpers,
	account: Account,
	force: boolean,
	forced: number[],
): Promise<TokenRecord> {
	for (let attempt = 0; ; attempt++) {
		const answer = await askOnce(helpers, account, force);
		if ('token' in answer) {
			const record = recordOf(answer, account, forced);
			keepIssued(account, record);
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
