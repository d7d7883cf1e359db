// The credential of a WeChat Official Account: its fields, and the shared token cache behind them.
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { acquireToken, attachToken } from './shared/accessToken';
import { accountProperties, accountTest } from './shared/properties';

export class WechatLinkOfficialAccountApi implements ICredentialType {
	name = 'wechatLinkOfficialAccountApi';

	displayName = 'WeChat Official Account API';

	icon: Icon = {
		light: 'file:../nodes/icons/officialAccount.svg',
		dark: 'file:../nodes/icons/officialAccount.dark.svg',
	};

	documentationUrl = 'https://github.com/wechat-link/n8n-nodes-wechat-link#credentials';

	properties: INodeProperties[] = accountProperties({
		appIdPlaceholder: 'e.g. wx0a1b2c3d4e5f6789',
		developerSettings:
			"In the WeChat developer platform (微信开发者平台) under 我的业务 › 公众号/服务号 › 基础信息 › 开发信息, or in the account's console under 设置与开发 › 基本配置",
		pushSettings: '设置与开发 › 基本配置 › 服务器配置 (message push 消息推送)',
	});

	test: ICredentialTestRequest = accountTest;

	authenticate: IAuthenticate = attachToken;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await acquireToken(this.helpers, credentials);
	}
}
