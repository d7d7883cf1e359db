// The fields that both WeChat credentials share. Texts that differ between the consoles are given by each credential.
import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';
import { TEST_HEADER } from '../../wechat/accessToken';
import { CONSOLE_WORDS } from '../../wechat/consoles';

/** What an account's own console calls things. */
interface ConsoleTexts {
	appIdPlaceholder: string;
	/** Where the console shows each value, as a path through its menus. */
	places: Record<'appId' | 'appSecret' | 'push', string>;
}

/**
 * The credential's fields, in the order in which a person fills them in.
 *
 * @param texts where this kind of account shows each value
 */
export function accountProperties(texts: ConsoleTexts): INodeProperties[] {
	return [
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: texts.appIdPlaceholder,
			description: `The account's AppID. In the console under ${texts.places.appId}.`,
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: `The account's AppSecret. In the console under ${texts.places.appSecret}. WeChat shows it only once, when it is reset.`,
		},
		{
			displayName: `That is all that the nodes need; for the sandbox or a proxy also its address, in 'Base URL' further down. For a trigger, fill in the next three fields as well, with the values that the WeChat console has under ${texts.places.push}.`,
			name: 'pushNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Push Token',
			name: 'pushToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: `Only for triggers: the Token that you chose for the message push. In the console under ${texts.places.push}.`,
		},
		{
			displayName: 'Encoding AES Key',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: `Only for triggers in secure or compatible mode: the EncodingAESKey, 43 letters and digits. In the console under ${texts.places.push}.`,
		},
		{
			displayName: 'Push Mode',
			name: 'pushMode',
			type: 'options',
			options: [
				{
					name: `Secure (${CONSOLE_WORDS.secureMode})`,
					value: 'secure',
					description: 'Every push is encrypted; anything else is refused. Choose the same in the console.',
				},
				{
					name: `Compatible (${CONSOLE_WORDS.compatibleMode})`,
					value: 'compatible',
					description: 'Pushes carry clear and encrypted text; only the encrypted part is believed',
				},
				{
					name: `Plain (${CONSOLE_WORDS.plainMode})`,
					value: 'plain',
					description:
						'Pushes are not encrypted and their content is not signed; for trying things out, and for test accounts, which have no other mode',
				},
			],
			default: 'secure',
			description: 'Only for triggers: how pushes are protected. It must be the mode chosen in the console.',
		},
		{
			displayName: 'Token Endpoint',
			name: 'tokenEndpoint',
			type: 'options',
			options: [
				{
					name: 'Stable (Recommended)',
					value: 'stable',
					description:
						'Programs that share the account get the same token and do not disturb each other (stable_token)',
				},
				{
					name: 'Classic',
					value: 'classic',
					description:
						'Every call makes a new token and retires the one before (cgi-bin/token); for a proxy that knows only this one',
				},
			],
			default: 'stable',
			description: 'Which of the two WeChat endpoints issues the access token',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.weixin.qq.com',
			description:
				'Where the WeChat API is reached. Change it only for another WeChat host, for your own proxy with a fixed address, or for the sandbox.',
		},
		// Masked, or n8n would send its value to the browser.
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];
}

/**
 * n8n's credential test: a call that any account may make, marked so that WeChat has to issue a token for it.
 * What WeChat answers when it issues none becomes the text of the test.
 */
export const accountTest: ICredentialTestRequest = {
	request: {
		baseURL: '={{ $credentials.baseUrl }}',
		url: '/cgi-bin/get_api_domain_ip',
		headers: { [TEST_HEADER]: 'yes' },
	},
};
