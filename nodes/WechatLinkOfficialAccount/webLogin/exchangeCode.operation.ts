// Exchange web login code: who opened the web page, from the code that WeChat sent along.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/call/api';
import { WechatError } from '../../shared/call/errors';
import { optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	code: string;
	includeProfile: boolean;
}

const PROFILE_SCOPE = 'snsapi_userinfo';

/** The profile, or why there is none: the code is spent, so what failed afterwards must not cost the openid. */
async function profileFields(api: WechatApi, login: IDataObject): Promise<IDataObject> {
	const { access_token, openid, scope } = login;
	if (!String(scope).includes(PROFILE_SCOPE)) {
		return {
			profileError: `The link asked for ${String(scope)}, which tells no profile. Create it with the scope ${PROFILE_SCOPE}.`,
		};
	}
	try {
		const answer = await api.call({
			method: 'GET',
			path: '/sns/userinfo',
			query: { access_token, openid, lang: 'zh_CN' },
			kind: 'person',
			repeatable: true,
			returns: ['openid'],
		});
		const { unionid, ...profile } = answer;
		for (const known of ['openid', 'errcode', 'errmsg']) delete profile[known];
		return { ...(unionid === undefined ? {} : { unionid }), profile };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { profileError: error instanceof WechatError ? `${why}. ${error.description}` : why };
	}
}

export const exchangeLoginCode = defineOperation<Parameters>({
	value: 'exchangeCode',
	name: 'Exchange Code',
	action: 'Exchange web login code',
	description:
		'Exchange the code of a web login for the openid of the person in this Official Account, with the unionid where the link asked for it',
	onlyOnce: true,
	calls: ['/sns/oauth2/access_token', '/sns/userinfo'],
	fields: [
		{
			displayName: 'Code',
			name: 'code',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 051NaEFa1zDXMI0eaJFa1mMFbB2NaEFV',
			description:
				'The code in the query with which WeChat opened your page: behind a Webhook node that is query.code. It is valid for five minutes and works once, so send it here straight away. Check the state first.',
		},
		optionsField([
			{
				displayName: 'Include Profile',
				name: 'includeProfile',
				type: 'boolean',
				default: false,
				description:
					'Whether to add nickname and picture, at the price of one more call. The link must have asked for them (snsapi_userinfo). If the call fails, the person still comes out, with profileError.',
			},
		]),
	],

	read(item) {
		const code = item.requiredText(
			'code',
			'Code',
			'Give the code from the query with which WeChat opened your page, for instance {{ $json.query.code }} behind a webhook. Somebody who declines comes back with state alone: sort them out with an If node before.',
		);
		return { code, includeProfile: item.option('includeProfile', false) };
	},

	async run({ code, includeProfile }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		const login = await api.call({
			method: 'GET',
			path: '/sns/oauth2/access_token',
			query: { code, grant_type: 'authorization_code' },
			kind: 'login',
			repeatable: false,
			returns: ['openid'],
		});
		// Somebody on WeChat's snapshot page (快照页) is nobody: openid and unionid are made up, and must never be linked.
		if (Number(login.is_snapshotuser ?? 0) === 1) return { isSnapshotUser: true };
		const { openid, unionid, scope } = login;
		return {
			openid,
			...(unionid === undefined ? {} : { unionid }),
			scope,
			isSnapshotUser: false,
			...(includeProfile ? await profileFields(api, login) : {}),
		};
	},
});
