// What WeChat looks at before it reads a body: the token, the method, the caller's address, how many calls a day.
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';
import { isWhitelisted } from '../world/whitelist';
import type { World } from '../world/world';
import type { Call, Endpoint } from './call';

/** The calls a day that an endpoint allows now. */
export function dailyLimit(world: World, endpoint: Endpoint): number {
	const { daily = 1_000_000 } = endpoint;
	return world.settings.quotas[endpoint.path] ?? (typeof daily === 'number' ? daily : daily(world));
}

/** @throws WechatRefusal 40164 or 61004 when the caller's address is not on the account's whitelist */
export function checkAddress(world: World, account: AccountName) {
	const { ipWhitelist, callerIp, ipError } = world.settings;
	const entries = ipWhitelist[account];
	if (entries === null || isWhitelisted(callerIp, entries)) return;
	throw new WechatRefusal(
		ipError,
		ipError === 40164
			? `invalid ip ${callerIp} ipv6 ::ffff:${callerIp}, not in whitelist`
			: `access clientip is not registered requestIP: ${callerIp}`,
	);
}

/**
 * @throws WechatRefusal 41001 without a token, 48001 when the endpoint is not for whoever it belongs to, and as
 * `Tokens.check` and `checkAddress`
 */
export function checkToken(world: World, endpoint: Endpoint, call: Call) {
	const value = call.query.access_token;
	if (!value) throw new WechatRefusal(41001);
	const token = world.tokens.check(value);
	call.token = token;
	call.account = token.account;
	const isOthers = endpoint.token !== 'either' && endpoint.token !== token.account;
	if (isOthers || (world.isTestAccount && endpoint.notOnTestAccount)) throw new WechatRefusal(48001);
	// A mini program's whitelist guards only the calls that carry the secret.
	if (token.account === 'officialAccount') checkAddress(world, token.account);
}

/** @throws WechatRefusal 43001 or 43002 */
export function checkMethod(endpoint: Endpoint, method: string) {
	if (endpoint.method === 'GET' && method !== 'GET') throw new WechatRefusal(43001);
	if (endpoint.method === 'POST' && method !== 'POST') throw new WechatRefusal(43002);
}
