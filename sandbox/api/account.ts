// The account itself: quotas, addresses, and whether WeChat reaches the push URL (docs/wechat/tokens.md#quotas).
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { type Answer, ok } from './answer';
import type { Call, Endpoint } from './call';
import { checkAddress, dailyLimit } from './checks';
import { checkSecret } from './token';

const CLEARS_A_MONTH = 10;
const SINGLE_CLEARS_A_MONTH = 50;
const RID_FORM = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;
const RID_DAYS = 7;
const OPERATORS = ['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'];
const CALLBACK_ADDRESSES = ['101.226.103.0', '101.89.47.18', '140.207.54.0'];
const API_ADDRESSES = ['101.226.212.27', '101.226.129.166'];

type FindEndpoint = (path: string) => Endpoint | undefined;

/** @throws WechatRefusal 76021 or 76003 for a path that WeChat does not know, 76022 for one of the other account kind */
function findOwn(world: World, { account, body }: Call, find: FindEndpoint): Endpoint {
	const path = body.cgi_path;
	if (typeof path !== 'string' || !path.startsWith('/'))
		throw new WechatRefusal(world.settings.unknownCgiPath);
	if (path.startsWith('/sns/')) throw new WechatRefusal(76022);
	const endpoint = find(path);
	if (!endpoint) throw new WechatRefusal(world.settings.unknownCgiPath);
	const isOwn = endpoint.token === 'either' || endpoint.token === 'none' || endpoint.token === account;
	if (!isOwn) throw new WechatRefusal(76022);
	return endpoint;
}

/** @throws WechatRefusal 40202, 40203 or 40201 */
function checkCallback(world: World, { account, body }: Call): Answer {
	const { action, check_operator: operator } = body;
	if (!['dns', 'ping', 'all'].includes(String(action))) throw new WechatRefusal(40202);
	if (!OPERATORS.includes(String(operator))) throw new WechatRefusal(40203);
	const target = world.push.target(account);
	if (!target?.enabled) throw new WechatRefusal(40201);
	const ip = new URL(target.url).hostname;
	const dns = [{ ip, real_operator: 'UNICOM' }];
	const ping = [{ ip, from_operator: operator, package_loss: '0%', time: '23.079ms' }];
	return { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) };
}

/** @throws WechatRefusal 76002 malformed, 76001 unknown, 76003 another account's, 76022 of a login call, 76004 too old */
function lookUpRid(world: World, { account, body: { rid } }: Call): Answer {
	if (typeof rid !== 'string' || !RID_FORM.test(rid)) throw new WechatRefusal(76002);
	const call = world.log.byRid(rid);
	if (!call) throw new WechatRefusal(76001);
	if (call.path.startsWith('/sns/')) throw new WechatRefusal(76022);
	if (!call.token?.startsWith(`${account} `)) throw new WechatRefusal(76003);
	const calledAt = Date.parse(call.time);
	if (world.now() - calledAt > RID_DAYS * 86_400_000) throw new WechatRefusal(76004);
	return ok({
		request: {
			invoke_time: Math.floor(calledAt / 1000),
			cost_in_ms: call.ms,
			request_url: new URLSearchParams(call.query).toString(),
			request_body: JSON.stringify(call.body ?? ''),
			response_body: JSON.stringify({ errcode: call.answer }),
			client_ip: world.settings.callerIp,
		},
	});
}

const addresses = (path: string, ipList: string[]): Endpoint => ({
	path,
	method: 'GET',
	token: 'either',
	handle: () => ({ ip_list: ipList }),
});

/** @param find looks up any endpoint by its path */
export const accountEndpoints = (find: FindEndpoint): Endpoint[] => [
	addresses('/cgi-bin/getcallbackip', CALLBACK_ADDRESSES),
	addresses('/cgi-bin/get_api_domain_ip', API_ADDRESSES),
	{
		path: '/cgi-bin/callback/check',
		method: 'POST',
		token: 'either',
		body: 'json',
		handle: checkCallback,
	},
	{
		path: '/cgi-bin/clear_quota',
		method: 'POST',
		token: 'either',
		body: 'json',
		handle(world, { account, body }) {
			if (body.appid !== world.accounts[account].appId) throw new WechatRefusal(40013);
			world.quotas.clear(account, undefined, CLEARS_A_MONTH);
			return ok();
		},
	},
	{
		path: '/cgi-bin/clear_quota/v2',
		method: 'POST',
		token: 'none',
		handle(world, { query, rawBody }) {
			const isInBody = world.settings.clearQuotaV2 === 'body';
			const asked = isInBody ? readQuietly(rawBody) : query;
			const account = checkSecret(world, asked.appid, asked.appsecret);
			checkAddress(world, account);
			world.quotas.clear(account, undefined, CLEARS_A_MONTH);
			return ok();
		},
	},
	{
		path: '/cgi-bin/openapi/rid/get',
		method: 'POST',
		token: 'either',
		body: 'json',
		handle: lookUpRid,
	},
	{
		path: '/cgi-bin/openapi/quota/get',
		method: 'POST',
		token: 'either',
		body: 'json',
		handle(world, call) {
			const endpoint = findOwn(world, call, find);
			const limit = dailyLimit(world, endpoint);
			const used = Math.min(limit, world.quotas.used(call.account, endpoint.path));
			return ok({
				quota: { daily_limit: limit, used, remain: limit - used },
				rate_limit: { call_count: 0, refresh_second: 0 },
				component_rate_limit: { call_count: 0, refresh_second: 0 },
			});
		},
	},
	{
		path: '/cgi-bin/openapi/quota/clear',
		method: 'POST',
		token: 'either',
		body: 'json',
		handle(world, call) {
			const { path } = findOwn(world, call, find);
			world.quotas.clear(call.account, path, SINGLE_CLEARS_A_MONTH);
			return ok();
		},
	},
];

/** Without a readable body the appid is simply missing. */
function readQuietly(rawBody: Buffer): Record<string, unknown> {
	try {
		return { ...(JSON.parse(rawBody.toString('utf8')) as object) };
	} catch {
		return {};
	}
}
