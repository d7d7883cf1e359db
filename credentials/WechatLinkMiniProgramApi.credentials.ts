// The credential of a WeChat Mini Program: its fields, and the shared token cache behind them.
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
import { MINI_PROGRAM } from '../wechat/accountKinds';

export class WechatLinkMiniProgramApi implements ICredentialType {
	name = 'wechatLinkMiniProgramApi';

	displayName = 'WeChat Mini Program API';

	icon: Icon = {
		light: 'file:../nodes/icons/miniProgram.svg',
		dark: 'file:../nodes/icons/miniProgram.dark.svg',
	};

	documentationUrl = 'https://github.com/wechat-link/n8n-nodes-wechat-link#credentials';

	properties: INodeProperties[] = accountProperties({
		appIdPlaceholder: 'e.g. wx9f8e7d6c5b4a3210',
		places: MINI_PROGRAM.places,
	});

	test: ICredentialTestRequest = accountTest;

	authenticate: IAuthenticate = attachToken;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await acquireToken(this.helpers, credentials, MINI_PROGRAM);
	}
}
