// Create login link: the address on which WeChat tells a web page who opens it.
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';
import { webLoginUrl } from '../../../wechat/pages';
import type { LoginScope } from '../../../wechat/pages';
import { optionsField } from '../../shared/fields/fields';
import { readPassedThrough, readRedirectUrl } from '../../shared/fields/wayBack';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	redirectUrl: string;
	scope: LoginScope;
	state: string;
	forcePopup: boolean;
}

const WECHATS_HOST = 'https://open.weixin.qq.com';

export const createLoginLink = defineOperation<Parameters>({
	value: 'createLink',
	name: 'Create Link',
	action: 'Create web login link',
	description:
		'Make the address on which WeChat tells your web page who opens it (web authorisation); it works inside WeChat, and no call is made',
	calls: [],
	fields: [
		{
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/web-login',
			description: `Where WeChat sends the person, with code and state in the query: usually the production URL of a Webhook node. Its host must be entered under ${OFFICIAL_ACCOUNT_PLACES.webLoginDomain}.`,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			options: [
				{
					name: 'Openid',
					value: 'snsapi_base',
					description: 'Silently, without asking the person (snsapi_base)',
				},
				{
					name: 'Openid, Unionid and Profile',
					value: 'snsapi_userinfo',
					description: 'WeChat asks the person, unless they follow the account (snsapi_userinfo)',
				},
			],
			default: 'snsapi_base',
			description: 'What the login tells about the person',
		},
		{
			displayName: 'State',
			name: 'state',
			type: 'string',
			default: '',
			placeholder: 'e.g. 7f3b0c6e5d2a41989c0e4b7a6d1f2e35',
			description:
				'Comes back with the person, so that you know which login it is: letters and digits, at most 128. Leave it empty for a random one. To link the person to somebody you know already, store the state of the output beside them and accept it once: a state that can be guessed lets a stranger link themselves to somebody else.',
		},
		optionsField([
			{
				displayName: 'Always Ask',
				name: 'forcePopup',
				type: 'boolean',
				default: false,
				description:
					'Whether WeChat asks also those whom it would let pass silently, such as followers (forcePopup)',
			},
		]),
	],

	read(item) {
		const redirectUrl = readRedirectUrl(item, ', for instance https://n8n.example.com/webhook/web-login');
		const scope = item.text('scope');
		if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo') {
			throw item.refuse(
				"The parameter 'Scope' is none that WeChat knows",
				'Choose one from the list: snsapi_base or snsapi_userinfo.',
				'scope',
			);
		}
		const state = readPassedThrough(
			item,
			'state',
			'State',
			"Use at most 128 letters and digits. An openid is no state: it can hold other characters, and anybody could put somebody else's there. Leave 'State' empty for a random one, and store it beside the person.",
		);
		return { redirectUrl, scope, state, forcePopup: item.option('forcePopup', false) };
	},

	async run(login, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const url = webLoginUrl(api.pageBase(WECHATS_HOST), { appId: api.appId, ...login });
		return { url, state: login.state };
	},
});
