// Web login (网页授权) of the official account: the code's exchange, and the profile.
import { WechatRefusal } from '../refusal';
import { OpenidCodec } from '../world/openid';
import type { World } from '../world/world';
import type { Endpoint } from './call';
import { checkSecret } from './token';

const EXCHANGES_PER_MINUTE = 50_000;
const PROFILE_SCOPE = 'snsapi_userinfo';

/** Somebody on the snapshot page gets ids of nobody's, another pair each time. */
function idsOf(world: World, login: { person: number; isSnapshot: boolean }) {
	const made = (purpose: string) => new OpenidCodec(world.now(), `snapshot ${purpose}`).encode(login.person);
	return login.isSnapshot
		? { openid: made('openid'), unionid: made('unionid') }
		: {
				openid: world.openid('officialAccount', login.person),
				unionid: world.people.union.encode(login.person),
			};
}

export const webLoginEndpoints: Endpoint[] = [
	{
		path: '/sns/oauth2/access_token',
		method: 'GET',
		token: 'none',
		handle(world, { query }) {
			const account = checkSecret(world, query.appid, query.secret);
			if (account !== 'officialAccount') throw new WechatRefusal(40013);
			if (!query.code) throw new WechatRefusal(41008);
			if (query.grant_type !== 'authorization_code') throw new WechatRefusal(40002);
			world.quotas.spendMinute('web login', EXCHANGES_PER_MINUTE);
			const login = world.webLogins.spend(query.code);
			const { openid, unionid } = idsOf(world, login);
			const tellsUnionid = login.scope === PROFILE_SCOPE && world.settings.bound;
			return {
				access_token: login.accessToken,
				expires_in: 7200,
				refresh_token: login.refreshToken,
				openid,
				scope: login.scope,
				...(login.isSnapshot ? { is_snapshotuser: 1 } : {}),
				...(tellsUnionid ? { unionid } : {}),
			};
		},
	},
	{
		path: '/sns/userinfo',
		method: 'GET',
		token: 'none',
		handle(world, { query }) {
			const login = world.webLogins.check(query.access_token);
			if (!query.openid) throw new WechatRefusal(41009);
			if (login.scope !== PROFILE_SCOPE) throw new WechatRefusal(48001);
			const { openid, unionid } = idsOf(world, login);
			if (!login.isSnapshot && query.openid !== openid) throw new WechatRefusal(40003);
			return {
				openid: query.openid,
				nickname: login.isSnapshot ? '微信用户' : `小明${login.person}`,
				sex: 0,
				language: '',
				city: '',
				province: '',
				country: '',
				headimgurl: 'https://thirdwx.qlogo.cn/mmopen/vi_32/sandbox/132',
				privilege: [],
				...(world.settings.bound ? { unionid } : {}),
			};
		},
	},
];
