// Return codes of mini-program login, session keys, phone numbers and web authorisation.
import type { CatalogueEntry } from '../entry';

const FIX_CODE = {
	en: 'Let the mini program call wx.login again and use the new code at once: a code lives 5 minutes, works once, and only for the mini program that made it.',
	zh: '请让小程序重新调用 wx.login，并立即使用新的 code：code 有效期 5 分钟，只能使用一次，且只对产生它的小程序有效。',
};

const FIX_WEB = {
	en: 'Send the person through the web authorisation (网页授权) again.',
	zh: '请让用户重新进行网页授权。',
};

const FIX_SESSION = {
	en: 'Let the mini program call wx.login again, run Code to session with the new code, and use the new session_key at once.',
	zh: '请让小程序重新调用 wx.login，用新的 code 执行 Code to session，并立即使用新的 session_key。',
};

export const loginCodes = (): CatalogueEntry[] => [
	{
		code: 40029,
		name: 'invalidCode',
		cause: { en: 'The login code is not valid', zh: '无效的 code' },
		fix: FIX_CODE,
		retry: 'no',
		onPath: {
			'/wxa/business/getuserphonenumber': {
				cause: { en: 'The phone code is not valid', zh: '无效的手机号 code' },
				fix: {
					en: 'Use the code that the phone button (getPhoneNumber) gave, not the one of wx.login; it lives 5 minutes and works once.',
					zh: '请使用 getPhoneNumber 按钮返回的 code，而不是 wx.login 的 code；有效期 5 分钟，只能使用一次。',
				},
			},
		},
	},
	{
		code: 40163,
		name: 'codeUsed',
		cause: { en: 'The login code has been used already', zh: 'code 已被使用' },
		fix: {
			en: `${FIX_CODE.en} Look for a second workflow or a retry that uses the same code.`,
			zh: `${FIX_CODE.zh}请检查是否有另一个工作流或重试使用了同一个 code。`,
		},
		retry: 'no',
	},
	{
		code: 40226,
		name: 'loginBlocked',
		cause: { en: 'WeChat blocks the login of this person as risky', zh: '高风险等级用户，登录被拦截' },
		fix: {
			en: 'Nothing can be done from here: let the person log in another way, and treat this as a refusal.',
			zh: '无法从服务端解除：请让用户使用其他方式登录，并按拒绝处理。',
		},
		retry: 'no',
	},
	{
		code: 41008,
		name: 'missingCode',
		cause: { en: 'The login code is missing', zh: '缺少 code 参数' },
		fix: {
			en: 'Fill in the code that the mini program sent after wx.login; the expression may point to a field that is not there.',
			zh: '请填写小程序 wx.login 后传来的 code；表达式可能指向了不存在的字段。',
		},
		retry: 'no',
	},
	{
		code: 42002,
		name: 'refreshTokenExpired',
		cause: { en: 'The refresh token of the web login has run out', zh: 'refresh_token 已过期' },
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 42003,
		name: 'webCodeExpired',
		cause: { en: 'The code of the web login has run out', zh: '网页授权 code 已过期' },
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 42007,
		name: 'passwordChanged',
		cause: {
			en: 'This person changed their WeChat password, which ended the web login',
			zh: '用户修改微信密码，授权已失效',
		},
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 40030,
		name: 'invalidRefreshToken',
		cause: { en: 'WeChat does not know this refresh token', zh: '不合法的 refresh_token' },
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 87007,
		name: 'sessionKeyGone',
		cause: { en: 'The session key of this person is gone or has run out', zh: 'session_key 不存在或已过期' },
		fix: FIX_SESSION,
		retry: 'no',
	},
	{
		code: 87008,
		name: 'invalidSignatureMethod',
		cause: { en: 'WeChat does not know this way of signing', zh: 'sig_method 不合法' },
		fix: {
			en: "Use this package's operations: they sign with hmac_sha256. In an HTTP Request node send sig_method=hmac_sha256.",
			zh: '请使用本节点的操作，其签名方式为 hmac_sha256；HTTP Request 节点请传 sig_method=hmac_sha256。',
		},
		retry: 'no',
	},
	{
		code: 87009,
		name: 'invalidSessionSignature',
		cause: {
			en: 'The session key is not the one that WeChat holds for this person',
			zh: '签名不正确，session_key 已变更',
		},
		fix: FIX_SESSION,
		retry: 'no',
	},
	{
		code: 89300,
		name: 'invalidOrder',
		cause: { en: 'WeChat does not know this order', zh: '订单无效' },
		fix: {
			en: 'Ask within 5 minutes of the payment, with the transaction ID, or with merchant number and order number (商户号, 商户订单号).',
			zh: '请在支付后 5 分钟内，使用微信订单号或商户号加商户订单号查询。',
		},
		retry: 'no',
	},
];
