// Codes and keys that work once: who a person is, their phone number, their data, and a new session.
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import type { SandboxClient } from '../../../sandbox/client';
import type { PersonView } from '../../../sandbox/types';
import { deed } from './deeds';
import type { Chance } from './random';
import type { Cast, SceneMaker } from './scene';

const REDIRECT = 'https://shop.example.com/login';
const FIRST_NUMBER = 13_810_000_000;

function visitors(chance: Chance, cast: Cast): PersonView[] {
	const pool = cast.followers.filter(({ miniProgramOpenid }) => miniProgramOpenid);
	return chance.some(pool, chance.between(1, 3));
}
const codeOf = (body: unknown) => (body as { code?: unknown } | undefined)?.code;

/** The person opens the link of a web login, and WeChat sends them back. */
async function webCode(client: SandboxClient, personId: string, scope: string): Promise<string> {
	const { appId } = (await client.accounts()).officialAccount;
	const asked = `appid=${appId}&redirect_uri=${encodeURIComponent(REDIRECT)}&response_type=code&scope=${scope}&state=a`;
	const link = `https://open.weixin.qq.com/connect/oauth2/authorize?${asked}#wechat_redirect`;
	const { location, error } = await client.openPage(personId, link);
	if (!location) throw new Error(`no way back from the web login: ${error}`);
	return String(new URL(location).searchParams.get('code'));
}

export const webLogin: SceneMaker = (chance, cast) => {
	const people = visitors(chance, cast);
	const items: IDataObject[] = people.map(({ id, officialAccountOpenid, unionid }) => ({
		...{ id, openid: officialAccountOpenid, unionid },
	}));
	const scope = chance.pick(['snsapi_base', 'snsapi_userinfo']);
	const includeProfile = chance.yes(0.5);
	return deed(chance, {
		operation: `exchange web login code${includeProfile ? ' with profile' : ''}`,
		node: 'officialAccount',
		parameters: {
			resource: 'webLogin',
			operation: 'exchangeCode',
			code: '={{ $json.code }}',
			options: { includeProfile },
		},
		items,
		path: '/sns/oauth2/access_token',
		// The code is spent before the profile is asked for: whatever becomes of that, the person is known.
		meets: '/sns/(oauth2/access_token|userinfo)$',
		isAbout: ({ query }, { code }) => query.code === code,
		once: true,
		isRight: (row, { openid, unionid }) =>
			row.openid === openid &&
			(scope === 'snsapi_base' || row.unionid === unionid) &&
			(!includeProfile || (row.profile === undefined) !== (row.profileError === undefined)),
		async prepare(client) {
			for (const item of items) item.code = await webCode(client, String(item.id), scope);
		},
	});
};

export const phoneNumber: SceneMaker = (chance, cast) => {
	const items: IDataObject[] = visitors(chance, cast).map(({ id }) => ({ id }));
	return deed(chance, {
		operation: 'get phone number',
		node: 'miniProgram',
		parameters: { resource: 'user', operation: 'getPhoneNumber', code: '={{ $json.code }}' },
		items,
		path: '/wxa/business/getuserphonenumber',
		isAbout: ({ body }, { code }) => codeOf(body) === code,
		once: true,
		// The number that the sandbox gives its nth person.
		isRight: (row, { id }) => row.phoneNumber === String(FIRST_NUMBER + Number(/\d+/.exec(String(id)))),
		async prepare(client) {
			for (const item of items) item.code = (await client.phoneCode(String(item.id))).code;
		},
	});
};

export const decryptData: SceneMaker = (chance, cast) => {
	const items: IDataObject[] = visitors(chance, cast).map(({ id, miniProgramOpenid }) => ({
		...{ id, openid: miniProgramOpenid },
	}));
	return deed(chance, {
		operation: 'decrypt data with a code',
		node: 'miniProgram',
		parameters: {
			resource: 'user',
			operation: 'decryptData',
			encryptedData: '={{ $json.encryptedData }}',
			iv: '={{ $json.iv }}',
			jsCode: '={{ $json.code }}',
		},
		items,
		path: '/sns/jscode2session',
		isAbout: ({ query }, { code }) => query.js_code === code,
		once: true,
		isRight: (row, { openid }) => row.openId === openid && row.openid === openid,
		async prepare(client) {
			for (const item of items) {
				const { code } = await client.login(String(item.id));
				Object.assign(item, { code }, await client.openData(String(item.id)));
			}
		},
	});
};

/** Logs a person in as somebody else's program would. @returns the key of the session */
async function sessionKey(client: SandboxClient, personId: string): Promise<string> {
	const { appId: appid, appSecret: secret } = (await client.accounts()).miniProgram;
	const { code } = await client.login(personId);
	const params = { appid, secret, js_code: code, grant_type: 'authorization_code' };
	const { data } = await axios.get<{ session_key: string }>('/sns/jscode2session', {
		...{ baseURL: client.url, params, proxy: false },
	});
	return data.session_key;
}

export const resetSession: SceneMaker = (chance, cast) => {
	const items: IDataObject[] = visitors(chance, cast).map(({ id, miniProgramOpenid }) => ({
		...{ id, openid: miniProgramOpenid },
	}));
	const includeSessionKey = chance.yes(0.5);
	return deed(chance, {
		operation: 'reset session',
		node: 'miniProgram',
		parameters: {
			resource: 'login',
			operation: 'resetSession',
			openid: '={{ $json.openid }}',
			sessionKey: '={{ $json.key }}',
			options: { includeSessionKey },
		},
		items,
		path: '/wxa/resetusersessionkey',
		mark: ({ openid }) => String(openid),
		isAbout: ({ query }, { openid }) => query.openid === openid,
		once: true,
		isRight: (row, { openid, key }) =>
			row.openid === openid &&
			(includeSessionKey
				? typeof row.session_key === 'string' && row.session_key !== key
				: row.session_key === undefined),
		async prepare(client) {
			for (const item of items) item.key = await sessionKey(client, String(item.id));
			// Nothing that was called here is the node's.
			await client.resetCounters();
		},
	});
};
