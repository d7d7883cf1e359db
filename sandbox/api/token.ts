// Access tokens over HTTP: the classic and the stable endpoint (docs/wechat/tokens.md#classic-tokens and
// docs/wechat/tokens.md#errors-when-a-token-is-fetched).
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';
import type { GrantedToken, Tokens } from '../world/tokens';
import type { World } from '../world/world';
import type { Endpoint, JsonObject } from './call';
import { checkAddress, dailyLimit } from './checks';

const STABLE_PER_MINUTE = 10_000;

/**
 * @returns the account that appid and secret belong to
 * @throws WechatRefusal 41002, 40013, 41004, 40243, 40125 or 40001
 */
export function checkSecret(world: World, appId: unknown, secret: unknown): AccountName {
	if (appId === undefined || appId === '') throw new WechatRefusal(41002);
	const account = world.accountOf(appId);
	if (!account) throw new WechatRefusal(40013);
	if (secret === undefined || secret === '') throw new WechatRefusal(41004);
	const { appSecret, isFrozen } = world.accounts[account];
	if (isFrozen) throw new WechatRefusal(40243);
	if (secret !== appSecret) {
		const { wrongSecret } = world.settings;
		throw new WechatRefusal(wrongSecret, wrongSecret === 40001 ? 'invalid credential' : undefined);
	}
	return account;
}

function grant(world: World, endpoint: Endpoint, asked: JsonObject, kind: 'classic' | 'stable' | 'forced') {
	if (asked.grant_type !== 'client_credential') throw new WechatRefusal(40002);
	const account = checkSecret(world, asked.appid, asked.secret);
	checkAddress(world, account);
	const perMinute = kind === 'stable' ? STABLE_PER_MINUTE : undefined;
	world.quotas.spend(account, endpoint.path, dailyLimit(world, endpoint), perMinute);
	const granted: Record<typeof kind, (tokens: Tokens) => GrantedToken> = {
		classic: (tokens) => tokens.classic(account),
		stable: (tokens) => tokens.stable(account),
		forced: (tokens) => tokens.forced(account),
	};
	const { token, expiresIn, isNew } = granted[kind](world.tokens);
	world.counter.token(world.accounts[account].appId, kind, isNew);
	return { access_token: token.value, expires_in: expiresIn };
}

const classic: Endpoint = {
	path: '/cgi-bin/token',
	method: 'GET',
	token: 'none',
	daily: 2000,
	handle: (world, { query }) => grant(world, classic, query, 'classic'),
};

const stable: Endpoint = {
	path: '/cgi-bin/stable_token',
	method: 'POST',
	token: 'none',
	body: 'json',
	daily: 500_000,
	handle: (world, { body }) => grant(world, stable, body, body.force_refresh === true ? 'forced' : 'stable'),
};

export const tokenEndpoints: Endpoint[] = [classic, stable];
