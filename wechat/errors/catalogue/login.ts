// Return codes of mini-program login, session keys, phone numbers and web authorisation.
import type { CatalogueEntry } from '../entry';

const FIX_CODE = {
	en: 'Let the mini program call wx.login again and use the new code at once: a code lives 5 minutes, works once, and only for the mini program that made it.',
	zh: '请让小程序重新调用 wx.login，并立即使用新的 code：code 有效期 5 分钟，只能使用一次，且只对产生它的小程序有效。',
};

export const loginCodes: CatalogueEntry[] = [
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
];
