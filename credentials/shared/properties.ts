// The fields that both WeChat credentials share. Texts that differ between the consoles are given by each credential.
import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';
import { TEST_HEADER } from '../../wechat/accessToken';

/** What an account's own console calls things. */
interface ConsoleTexts {
	appIdPlaceholder: string;
	/** Where the console shows the app id and secret. */
	developerSettings: string;
	/** Where the console sets the push URL, as a path through its menus. */
	pushSettings: string;
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
			description: `The account's AppID (开发者ID). ${texts.developerSettings}.`,
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: `The account's AppSecret (开发者密码). ${texts.developerSettings}. WeChat shows it only once, when it is reset.`,
		},
		{
			displayName: `That is all that the nodes need. For a trigger, fill in the next three fields as well, with the values that the WeChat console has under ${texts.pushSettings}.`,
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
			description: `Only for triggers: the Token (令牌) that you chose for the message push (消息推送). Under ${texts.pushSettings}.`,
		},
		{
			displayName: 'Encoding AES Key',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: `Only for triggers in secure or compatible mode: the EncodingAESKey (消息加解密密钥), 43 letters and digits. Under ${texts.pushSettings}.`,
		},
		{
			displayName: 'Push Mode',
			name: 'pushMode',
			type: 'options',
			options: [
				{
					name: 'Secure (安全模式)',
					value: 'secure',
					description: 'Every push is encrypted; anything else is refused. Choose the same in the console.',
				},
				{
					name: 'Compatible (兼容模式)',
					value: 'compatible',
					description: 'Pushes carry clear and encrypted text; only the encrypted part is believed',
				},
				{
					name: 'Plain (明文模式)',
					value: 'plain',
					description: 'Pushes are not encrypted and their content is not signed; for trying things out',
				},
			],
			default: 'secure',
			description:
				'Only for triggers: how pushes are protected (消息加解密方式). It must be the mode chosen in the console.',
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
