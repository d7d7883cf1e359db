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
import { acquireToken } from './shared/acquiring';
import { attachToken } from './shared/attaching';
import { accountProperties, accountTest } from './shared/properties';
import { OFFICIAL_ACCOUNT } from '../wechat/accountKinds';

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
		places: OFFICIAL_ACCOUNT.places,
	});

	test: ICredentialTestRequest = accountTest;

	authenticate: IAuthenticate = attachToken;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await acquireToken(this.helpers, credentials, OFFICIAL_ACCOUNT);
	}
}
