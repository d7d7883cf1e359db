// Return codes about people: openids, followers, remarks, tags, the blacklist.
import type { CatalogueEntry } from '../entry';

const NOT_FOLLOWING_FIX = {
	en: 'Only followers can get this message. Ask the person to follow the Official Account, or reach them through the mini program.',
	zh: '只有关注者才能收到此消息。请引导用户关注公众号，或通过小程序触达。',
};

export const peopleCodes: CatalogueEntry[] = [
	{
		code: 40003,
		name: 'invalidOpenid',
		cause: { en: 'This openid is not known to this account', zh: '不合法的 openid' },
		fix: {
			en: 'Use the openid that this very account gave: the same person has another one in each mini program and Official Account. Check for a typo or a stray space.',
			zh: '请使用该账号自己的 openid：同一用户在不同小程序和公众号中的 openid 不同。并检查是否有错字或多余空格。',
		},
		retry: 'no',
	},
	{
		code: -41000,
		name: 'invalidOpenidLegacy',
		cause: { en: 'This openid is not known to this account', zh: '不合法的 openid' },
		fix: {
			en: 'Use the openid that this very account gave, and check for a typo or a stray space.',
			zh: '请使用该账号自己的 openid，并检查是否有错字或多余空格。',
		},
		retry: 'no',
	},
	{
		code: 40032,
		name: 'invalidOpenidListSize',
		cause: { en: 'The list of openids is empty or too long', zh: 'openid 列表为空或超过上限' },
		fix: {
			en: 'Send at least one openid and at most 100 for user info, 50 for tags, 20 for the blacklist.',
			zh: '请至少传一个 openid；批量获取用户信息最多 100 个，打标签最多 50 个，拉黑最多 20 个。',
		},
		retry: 'no',
	},
	{
		code: 41009,
		name: 'missingOpenid',
		cause: { en: 'The openid is missing', zh: '缺少 openid' },
		fix: {
			en: 'Fill in the openid; the expression may point to a field that is not there.',
			zh: '请填写 openid；表达式可能指向了不存在的字段。',
		},
		retry: 'no',
	},
	{
		code: 43004,
		name: 'notFollowing',
		cause: { en: 'This person does not follow the Official Account', zh: '该用户未关注公众号' },
		fix: NOT_FOLLOWING_FIX,
		retry: 'no',
		unreachable: 'notFollowing',
	},
	{
		code: 43019,
		name: 'blacklisted',
		cause: { en: "This person is on the account's blacklist", zh: '该用户在公众号黑名单中' },
		fix: {
			en: 'Take the person off the blacklist: operation Unblock, or 用户管理 › 黑名单 in the console.',
			zh: '请将其移出黑名单：使用 Unblock 操作，或在后台 用户管理 › 黑名单 中移除。',
		},
		retry: 'no',
		unreachable: 'blocked',
	},
	{
		code: 46004,
		name: 'noSuchUser',
		cause: { en: 'WeChat knows no such person', zh: '不存在的用户' },
		fix: {
			en: 'Check the openid; the person may have closed their WeChat account.',
			zh: '请检查 openid；该用户可能已注销微信账号。',
		},
		retry: 'no',
	},
	{
		code: 48002,
		name: 'messagesSwitchedOff',
		cause: { en: 'This person has switched off messages of the account', zh: '该用户已关闭“接收消息”' },
		fix: {
			en: 'Only the person can switch them on again, in the settings of the Official Account (接收消息).',
			zh: '只能由用户在公众号设置中重新打开“接收消息”。',
		},
		retry: 'no',
		unreachable: 'blocked',
	},
	{
		code: 50005,
		name: 'userNotFollowing',
		cause: { en: 'This person does not follow the Official Account', zh: '该用户未关注公众号' },
		fix: NOT_FOLLOWING_FIX,
		retry: 'no',
		unreachable: 'notFollowing',
	},
];
