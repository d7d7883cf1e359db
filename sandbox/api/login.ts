// Mini-program logins, session keys and phone numbers (docs/wechat/users.md#login).
import { createHmac } from 'node:crypto';
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { ok } from './answer';
import type { Endpoint } from './call';
import { checkSecret } from './token';

/** Of one person. */
const LOGINS_PER_MINUTE = 100;

/** The signature is over an empty text, keyed with the session key as text, not decoded. */
const sessionSignature = (sessionKey: string) => createHmac('sha256', sessionKey).update('').digest('hex');

/** @throws WechatRefusal 41009, 40003, 87008, 87007 or 87009 */
function checkSession(world: World, query: Record<string, string>): number {
	if (!query.openid) throw new WechatRefusal(41009);
	const person = world.people.byMiniProgramOpenid(query.openid);
	if (person === undefined) throw new WechatRefusal(40003);
	if (query.sig_method !== 'hmac_sha256') throw new WechatRefusal(87008);
	const key = world.sessions.key(person);
	if (key === undefined || query.signature !== sessionSignature(key)) throw new WechatRefusal(87009);
	return person;
}

export const loginEndpoints: Endpoint[] = [
	{
		path: '/sns/jscode2session',
		method: 'GET',
		token: 'none',
		handle(world, { query }) {
			const account = checkSecret(world, query.appid, query.secret);
			if (account !== 'miniProgram') throw new WechatRefusal(40013);
			if (!query.js_code) throw new WechatRefusal(41008);
			if (query.grant_type !== 'authorization_code') throw new WechatRefusal(40002);
			const owner = world.sessions.peek(query.js_code);
			if (owner !== undefined) world.quotas.spendMinute(`login ${owner}`, LOGINS_PER_MINUTE);
			const { person, sessionKey } = world.sessions.spend(query.js_code, 'login');
			world.people.openMiniProgram(person);
			const unionid = world.settings.bound ? { unionid: world.people.union.encode(person) } : {};
			return {
				session_key: sessionKey,
				openid: world.openid('miniProgram', person),
				...unionid,
			};
		},
	},
	{
		path: '/wxa/checksession',
		method: 'GET',
		token: 'miniProgram',
		handle(world, { query }) {
			checkSession(world, query);
			return ok();
		},
	},
	{
		path: '/wxa/resetusersessionkey',
		method: 'GET',
		token: 'miniProgram',
		handle(world, { query }) {
			const person = checkSession(world, query);
			return ok({ openid: query.openid, session_key: world.sessions.renewKey(person) });
		},
	},
	{
		path: '/wxa/getpaidunionid',
		method: 'GET',
		token: 'miniProgram',
		handle(world, { query }) {
			if (!query.openid) throw new WechatRefusal(41009);
			const person = world.people.byMiniProgramOpenid(query.openid);
			if (person === undefined) throw new WechatRefusal(40003);
			if (!world.settings.bound) throw new WechatRefusal(89002);
			if (world.payments.payer(query) !== person) throw new WechatRefusal(89300);
			return ok({ unionid: world.people.union.encode(person) });
		},
	},
	{
		path: '/wxa/business/getuserphonenumber',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		handle(world, { body }) {
			const owner = world.sessions.peek(body.code);
			const isOwners = body.openid === undefined || world.people.byMiniProgramOpenid(body.openid) === owner;
			if (owner !== undefined && !isOwners) throw new WechatRefusal(40003);
			const { person } = world.sessions.spend(body.code, 'phone');
			const number = `138${String(10_000_000 + person)}`;
			return ok({
				phone_info: {
					phoneNumber: number,
					purePhoneNumber: number,
					countryCode: '86',
					watermark: { timestamp: world.seconds(), appid: world.accounts.miniProgram.appId },
				},
			});
		},
	},
];
