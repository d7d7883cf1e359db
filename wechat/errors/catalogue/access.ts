// Return codes about who is calling: tokens, AppID, AppSecret, IP whitelist.
import type { CatalogueEntry } from '../entry';

const FIX_APPID = {
	en: 'Copy the AppID again from the WeChat console (开发管理 › 开发设置 › 开发者ID, or 微信开发者平台 › 我的业务 › 基础信息) into the credential; upper and lower case count, and no space may slip in.',
	zh: '在微信后台（开发管理 › 开发设置 › 开发者ID，或 微信开发者平台 › 我的业务 › 基础信息）重新复制 AppID 到凭据中，注意大小写和多余空格。',
};

const FIX_SECRET = {
	en: 'Copy the AppSecret (开发者密码) of this very AppID into the credential. If nobody has it any more, reset it in the console (开发管理 › 开发设置 › 开发者ID, or 微信开发者平台 › 我的业务 › 基础信息 › 开发信息); every other system that uses it must then be updated too.',
	zh: '在凭据中填写与该 AppID 对应的 AppSecret（开发者密码）。如已无人保存，请在后台重置（开发管理 › 开发设置 › 开发者ID，或 微信开发者平台 › 我的业务 › 基础信息 › 开发信息），并同步更新其他使用它的系统。',
};

const FIX_WHITELIST = {
	en: 'Add {ip} under 设置与开发 › 基本配置 › IP白名单 for an Official Account (newer console: 微信开发者平台 › 我的业务 › 公众号/服务号 › 基础信息 › 开发信息), or under 开发管理 › 开发设置 › IP白名单 for a Mini Program. If the address changes now and then, enter a range such as 203.0.113.0/24. It works a few minutes after saving.',
	zh: '公众号/服务号：在 设置与开发 › 基本配置 › IP白名单 中添加 {ip}（新版后台：微信开发者平台 › 我的业务 › 公众号/服务号 › 基础信息 › 开发信息）；小程序：在 开发管理 › 开发设置 › IP白名单 中添加。若出口 IP 会变化，请填写网段，例如 203.0.113.0/24。保存几分钟后生效。',
};

export const accessCodes = (): CatalogueEntry[] => [
	{
		code: 40001,
		name: 'invalidCredential',
		cause: { en: 'The access token is no longer the valid one', zh: 'access_token 已失效或不是最新的' },
		fix: {
			en: 'A new token was asked for. If this comes back, another system fetches tokens for the same account: set the credential to the stable token endpoint (stable_token), and check that it belongs to the account that is called.',
			zh: '已重新获取 access_token。若反复出现，说明有其他系统在为同一账号获取 token：请在凭据中选用稳定版接口（stable_token），并确认凭据属于所调用的账号。',
		},
		retry: 'no',
		refreshesToken: true,
		onTokenCall: {
			cause: { en: "The AppSecret is not this account's", zh: 'AppSecret 错误，或不属于该账号' },
			fix: FIX_SECRET,
			stopsAll: true,
		},
	},
	{
		code: 40002,
		name: 'invalidGrantType',
		cause: { en: 'WeChat does not accept this grant type', zh: '不合法的凭证类型（grant_type）' },
		fix: {
			en: 'Use this package as it is: it sends the right grant type. In an HTTP Request node, send grant_type=client_credential for a token and authorization_code for a login.',
			zh: '本节点会发送正确的 grant_type。若用 HTTP Request 节点，获取 token 用 client_credential，登录用 authorization_code。',
		},
		retry: 'no',
		stopsAll: true,
		onPath: {
			'/wxa/generate': {
				cause: { en: 'This mini program may not create such links', zh: '该小程序没有生成此类链接的权限' },
				fix: {
					en: 'Links can be created for verified mini programs of non-personal owners (非个人主体). Check the verification (微信认证) and the category (服务类目) in the console.',
					zh: '仅已认证的非个人主体小程序可生成链接，请在后台检查微信认证与服务类目。',
				},
			},
		},
	},
	{
		code: 40013,
		name: 'invalidAppId',
		cause: { en: 'WeChat does not know this AppID', zh: '不合法的 AppID' },
		fix: {
			en: 'Check each AppID in this call: the one in the credential, and a mini program AppID in the message. Upper and lower case count, and both accounts must be linked (小程序管理 › 关联小程序).',
			zh: '请检查本次调用中的每个 AppID：凭据中的，以及消息中的小程序 AppID。注意大小写，且两个账号需已关联（小程序管理 › 关联小程序）。',
		},
		retry: 'no',
		stopsAll: true,
		onTokenCall: { fix: FIX_APPID },
		onPath: {
			'/cgi-bin/message/custom/send': {
				stopsAll: false,
				cause: {
					en: 'This account may not send this type of message',
					zh: '该账号不能发送此类型的客服消息，或小程序 AppID 有误',
				},
				fix: {
					en: 'Check the mini program AppID in the message. If it is right, choose another message type: the types differ between Official Accounts and mini programs.',
					zh: '请检查消息中的小程序 AppID；若无误，请改用其他消息类型，公众号与小程序支持的类型不同。',
				},
			},
			'/wxa/generate': {
				cause: { en: 'WeChat has banned this mini program from creating links', zh: '链接生成权限被封禁' },
				fix: {
					en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心.',
					zh: '请登录 mp.weixin.qq.com，在通知中心查看原因。',
				},
				stopsAll: true,
			},
			'/wxa/business/getuserphonenumber': {
				stopsAll: false,
				cause: { en: 'The phone code belongs to another mini program', zh: '手机号 code 属于另一个小程序' },
				fix: {
					en: 'Use the credential of the mini program whose phone button (getPhoneNumber) gave the code.',
					zh: '请使用产生该 code 的小程序（getPhoneNumber 按钮）的凭据。',
				},
			},
		},
	},
	{
		code: 40014,
		name: 'invalidAccessToken',
		cause: { en: 'WeChat does not recognise the access token', zh: '不合法的 access_token' },
		fix: {
			en: 'A new token was asked for. If this comes back, check that the credential belongs to the account that is called, and that its base URL is a WeChat host.',
			zh: '已重新获取 access_token。若反复出现，请确认凭据属于所调用的账号，且 Base URL 为微信域名。',
		},
		retry: 'no',
		refreshesToken: true,
	},
	{
		code: 40125,
		name: 'invalidAppSecret',
		cause: { en: 'The AppSecret is wrong', zh: '无效的 AppSecret' },
		fix: FIX_SECRET,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40164,
		name: 'ipNotWhitelisted',
		cause: {
			en: "This server's IP is not on the account's whitelist",
			zh: '本服务器的 IP 不在该账号的 IP 白名单中',
		},
		fix: FIX_WHITELIST,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 40243,
		name: 'appSecretFrozen',
		cause: { en: 'The AppSecret is frozen', zh: 'AppSecret 已被冻结' },
		fix: {
			en: 'Unfreeze it (解冻) beside the AppSecret in the console: 开发管理 › 开发设置 › 开发者ID for a Mini Program, 微信开发者平台 › 我的业务 › 公众号/服务号 › 基础信息 › 开发信息 for an Official Account. If it was frozen because it leaked, reset it instead.',
			zh: '请在后台 AppSecret 旁点击“解冻”：小程序为 开发管理 › 开发设置 › 开发者ID，公众号/服务号为 微信开发者平台 › 我的业务 › 公众号/服务号 › 基础信息 › 开发信息。若因泄露而冻结，请改为重置。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 41001,
		name: 'missingAccessToken',
		cause: { en: 'The call carried no access token', zh: '缺少 access_token 参数' },
		fix: {
			en: 'Choose the WeChat credential in the node; in an HTTP Request node use it as predefined credential type.',
			zh: '请在节点中选择微信凭据；HTTP Request 节点请使用预定义凭据类型。',
		},
		retry: 'no',
	},
	{
		code: 41002,
		name: 'missingAppId',
		cause: { en: 'The AppID is missing', zh: '缺少 appid 参数' },
		fix: FIX_APPID,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 41003,
		name: 'missingRefreshToken',
		cause: { en: 'The refresh token of the web login is missing', zh: '缺少 refresh_token 参数' },
		fix: {
			en: 'Send the refresh_token that the web authorisation (网页授权) gave for this person.',
			zh: '请带上该用户网页授权时返回的 refresh_token。',
		},
		retry: 'no',
	},
	{
		code: 41004,
		name: 'missingAppSecret',
		cause: { en: 'The AppSecret is missing', zh: '缺少 secret 参数' },
		fix: FIX_SECRET,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 42001,
		name: 'accessTokenExpired',
		cause: { en: 'The access token has run out', zh: 'access_token 已过期' },
		fix: {
			en: "A new token was asked for. If this comes back, check this server's clock and that no proxy answers with an old token.",
			zh: '已重新获取 access_token。若反复出现，请检查服务器时间，以及代理是否返回了旧的 token。',
		},
		retry: 'no',
		refreshesToken: true,
	},
	{
		code: 48001,
		name: 'apiUnauthorized',
		cause: { en: 'This account may not use this interface', zh: '该账号没有此接口的权限' },
		fix: {
			en: 'Check the credential first: a mini program credential cannot call an Official Account interface, nor the other way round. Then look at 设置与开发 › 接口权限: most interfaces need a verified (认证) account, and the yearly verification may have lapsed.',
			zh: '请先检查凭据：小程序的凭据不能调用公众号接口，反之亦然。再查看 设置与开发 › 接口权限：多数接口需要已认证账号，年审也可能已过期。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 48004,
		name: 'apiBanned',
		cause: { en: 'WeChat has banned this account from the interface', zh: '该接口因违规被封禁' },
		fix: {
			en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心; it names the reason, the duration and how to appeal.',
			zh: '请登录 mp.weixin.qq.com，在通知中心查看封禁原因、期限及申诉方式。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 50004,
		name: 'tokenForbidden',
		cause: { en: 'WeChat does not let this account fetch tokens', zh: '该账号被禁止使用 token 接口' },
		fix: {
			en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心: the account is under a penalty.',
			zh: '该账号正在受处罚，请登录 mp.weixin.qq.com 在通知中心查看。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 50007,
		name: 'accountFrozen',
		cause: { en: 'This WeChat account is frozen', zh: '该账号已被冻结' },
		fix: {
			en: 'Log in to mp.weixin.qq.com as administrator: the notice there says how to have the account unfrozen.',
			zh: '请管理员登录 mp.weixin.qq.com，按提示解除冻结。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 61004,
		name: 'ipNotRegistered',
		cause: {
			en: "This server's IP is not on the account's whitelist",
			zh: '本服务器的 IP 未登记在白名单中',
		},
		fix: {
			en: `${FIX_WHITELIST.en} If the token comes from a third-party platform (第三方平台), its own whitelist (开放平台 › 第三方平台 › 开发资料) counts.`,
			zh: `${FIX_WHITELIST.zh}若 token 来自第三方平台，请在该平台自己的白名单（开放平台 › 第三方平台 › 开发资料）中添加。`,
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 61024,
		name: 'componentAppId',
		cause: { en: 'This AppID belongs to a third-party platform', zh: '该 AppID 属于第三方平台' },
		fix: {
			en: 'Enter the AppID and AppSecret of the Official Account or mini program itself in the credential, not those of the third-party platform (第三方平台).',
			zh: '请在凭据中填写公众号或小程序自身的 AppID 与 AppSecret，而不是第三方平台的。',
		},
		retry: 'no',
		stopsAll: true,
	},
];
