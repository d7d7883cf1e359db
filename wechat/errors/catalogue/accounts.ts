// Return codes about what kind of account is calling and what WeChat lets it do.
import type { CatalogueEntry } from '../entry';

const FIX_KIND = {
	en: 'Check that the credential belongs to the right account: a mini program and an Official Account have different interfaces. Then look at the rights of the account: 设置与开发 › 接口权限.',
	zh: '请确认凭据属于正确的账号：小程序与公众号的接口不同。再查看账号权限：设置与开发 › 接口权限。',
};

const FIX_NOTICE = {
	en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心; it names the reason and how to appeal.',
	zh: '请登录 mp.weixin.qq.com，在通知中心查看原因及申诉方式。',
};

const FIX_PLATFORM = {
	en: 'Let the account authorise the third-party platform again with this right (公众号/小程序授权), or use the AppID and AppSecret of the account itself.',
	zh: '请让账号重新向第三方平台授权该权限，或直接使用账号自身的 AppID 与 AppSecret。',
};

export const accountCodes = (): CatalogueEntry[] => [
	{
		code: 40200,
		name: 'wrongAccountKind',
		cause: { en: 'This kind of account cannot use this interface', zh: '账号类型不符合要求' },
		fix: FIX_KIND,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 43104,
		name: 'noPermission',
		cause: {
			en: "This account lacks the permission, or the openid is another account's",
			zh: '没有调用权限，或 openid 与 AppID 不匹配',
		},
		fix: {
			en: 'Check that the openid belongs to the account of the credential; if it does, the account has no right to this interface (设置与开发 › 接口权限).',
			zh: '请确认 openid 属于凭据所在账号；若属于，则该账号没有此接口权限（设置与开发 › 接口权限）。',
		},
		retry: 'no',
	},
	{
		code: 45035,
		name: 'shopIpNotWhitelisted',
		cause: {
			en: "This server's IP is not on the whitelist of the Channels shop",
			zh: '本服务器的 IP 不在视频号小店的白名单中',
		},
		fix: {
			en: 'Add {ip} to the IP whitelist (IP白名单) of the shop in its console.',
			zh: '请在小店后台将 {ip} 加入 IP白名单。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 48003,
		name: 'massTermsNotAccepted',
		cause: { en: 'The terms for mass sending are not accepted', zh: '未同意群发协议' },
		fix: {
			en: 'Log in to mp.weixin.qq.com, open 群发功能 and accept the terms.',
			zh: '请登录 mp.weixin.qq.com，在群发功能中同意协议。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 48008,
		name: 'messageTypeForbidden',
		cause: { en: 'This account may not send this type of message', zh: '没有该类型消息的发送权限' },
		fix: FIX_KIND,
		retry: 'no',
	},
	{
		code: 50001,
		name: 'notAuthorised',
		cause: { en: 'The right to use this interface was not granted', zh: '用户未授权该接口' },
		fix: FIX_KIND,
		retry: 'no',
	},
	{
		code: 50002,
		name: 'userLimited',
		cause: { en: 'The account or this person is restricted by WeChat', zh: '用户受限，可能被封禁或已注销' },
		fix: {
			en: 'If it comes for one person only, that account was closed or banned. If it comes for everyone, log in to mp.weixin.qq.com and read the notice in 通知中心.',
			zh: '若仅个别用户出现，则其账号被封或已注销；若全部出现，请登录 mp.weixin.qq.com 在通知中心查看。',
		},
		retry: 'no',
	},
	{
		code: 50003,
		name: 'userUnexpected',
		cause: { en: 'WeChat does not expect this person here', zh: '用户不在允许范围内' },
		fix: {
			en: 'Check the openid. A test account (测试号) only serves the people who follow it; some interfaces only serve invited testers.',
			zh: '请检查 openid。测试号仅支持关注它的用户，部分接口仅对白名单用户开放。',
		},
		retry: 'no',
	},
	{
		code: 61003,
		name: 'componentNotAuthorised',
		cause: { en: 'The account has not authorised the third-party platform', zh: '账号未授权给第三方平台' },
		fix: FIX_PLATFORM,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 61007,
		name: 'componentLacksRight',
		cause: { en: 'The third-party platform lacks this right of the account', zh: '第三方平台未获得该权限集' },
		fix: FIX_PLATFORM,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 85079,
		name: 'notReleased',
		cause: { en: 'The mini program has no released version', zh: '小程序没有线上版本' },
		fix: {
			en: 'Release the mini program first (版本管理 › 发布): links and codes open its released version only.',
			zh: '请先发布小程序（版本管理 › 发布），链接与小程序码只能打开线上版本。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 89002,
		name: 'notBoundToOpenPlatform',
		cause: {
			en: 'The account is not bound to an Open Platform account, so there is no unionid',
			zh: '未绑定开放平台账号，因此没有 unionid',
		},
		fix: {
			en: 'Log in to open.weixin.qq.com, open 管理中心 and bind the mini program and the Official Account to the same account.',
			zh: '请登录 open.weixin.qq.com，在管理中心将小程序与公众号绑定到同一开放平台账号。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 200011,
		name: 'accountBanned',
		cause: { en: 'WeChat has banned this account from templates', zh: '此账号已被封禁，无法操作模板' },
		fix: FIX_NOTICE,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 200100,
		name: 'templatesUnsupported',
		cause: { en: 'This kind of account has no template library', zh: '账号类型不支持模板库' },
		fix: FIX_KIND,
		retry: 'no',
		stopsAll: true,
	},
];
