// The call that a login code is good for, once.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/call/api';

/**
 * Exchanges a login code for the person and their session.
 *
 * @param api the mini program
 * @param jsCode from wx.login; valid five minutes, works once
 * @returns `openid`, `session_key`, and `unionid` when the mini program is bound to an Open Platform account
 * @throws WechatError when WeChat refuses the code
 * @see docs/wechat/users.md#login; WeChat page "小程序登录凭证校验"
 */
export async function exchangeCode(api: WechatApi, jsCode: string): Promise<IDataObject> {
	const answer = await api.call({
		method: 'GET',
		path: '/sns/jscode2session',
		query: { js_code: jsCode, grant_type: 'authorization_code' },
		kind: 'login',
		repeatable: false,
		returns: ['openid'],
	});
	const person = { ...answer };
	delete person.errcode;
	delete person.errmsg;
	return person;
}
