// Return codes about people: openids, followers, remarks, tags, the blacklist.
import type { CatalogueEntry } from '../entry';

const NOT_FOLLOWING_FIX = {
	en: 'Only followers can get this message. Ask the person to follow the Official Account, or reach them through the mini program.',
	zh: '只有关注者才能收到此消息。请引导用户关注公众号，或通过小程序触达。',
};

export const peopleCodes = (): CatalogueEntry[] => [
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
			en: 'Take the person off the blacklist: operation Unblock follower, or 用户管理 › 黑名单 in the console.',
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
	{
		code: 40031,
		name: 'invalidOpenidList',
		cause: { en: 'The list of openids is not valid', zh: '不合法的 openid 列表' },
		fix: {
			en: 'Send a list of openids of this very account, each as text.',
			zh: '请传该账号自己的 openid 列表，每项为文本。',
		},
		retry: 'no',
	},
	{
		code: 40092,
		name: 'invalidRemark',
		cause: { en: 'The remark is not valid', zh: '备注名不合法' },
		fix: {
			en: 'Keep the remark under 30 bytes: at most 10 Chinese characters or 30 letters.',
			zh: '备注须在 30 字节以内：最多 10 个汉字或 30 个字母。',
		},
		retry: 'no',
	},
	{
		code: 40132,
		name: 'invalidWeChatId',
		cause: { en: 'WeChat does not know this WeChat ID', zh: '微信号不合法' },
		fix: {
			en: 'Check the WeChat ID (微信号); it is not the openid and not the nickname.',
			zh: '请检查微信号，它不是 openid，也不是昵称。',
		},
		retry: 'no',
	},
	{
		code: 43005,
		name: 'notFriends',
		cause: { en: 'The two people are no friends on WeChat', zh: '需要好友关系' },
		fix: { en: 'Only the two people can change that.', zh: '只能由双方自行添加好友。' },
		retry: 'no',
	},
	{
		code: 45056,
		name: 'tooManyTags',
		cause: { en: 'There are as many tags as WeChat allows', zh: '标签数量超过限制' },
		fix: {
			en: 'Delete a tag that is no longer used: an account may have 100.',
			zh: '每个账号最多 100 个标签，请删除不用的标签。',
		},
		retry: 'no',
	},
	{
		code: 45057,
		name: 'tagTooBig',
		cause: {
			en: 'Too many people have this tag for it to be deleted',
			zh: '标签下粉丝数超过 10 万，不能直接删除',
		},
		fix: {
			en: 'Take the tag from people with Remove tag until fewer than 100,000 have it.',
			zh: '请先用 Remove tag 取消标签，直到少于 10 万人。',
		},
		retry: 'no',
	},
	{
		code: 45058,
		name: 'systemTag',
		cause: { en: 'This tag belongs to WeChat and cannot be changed', zh: '不能修改系统默认标签' },
		fix: {
			en: "Use a tag of your own: the IDs 0, 1 and 2 are WeChat's.",
			zh: '请使用自建标签，ID 为 0、1、2 的是系统标签。',
		},
		retry: 'no',
	},
	{
		code: 45059,
		name: 'tooManyTagsOnPerson',
		cause: { en: 'This person has as many tags as WeChat allows', zh: '该用户的标签数已达上限' },
		fix: {
			en: 'Take another tag from the person first: a person may have 20.',
			zh: '每个用户最多 20 个标签，请先取消其他标签。',
		},
		retry: 'no',
	},
	{
		code: 45157,
		name: 'invalidTagName',
		cause: { en: 'The name of the tag is taken or not valid', zh: '标签名重复或不合法' },
		fix: { en: 'Choose another name.', zh: '请更换标签名。' },
		retry: 'no',
	},
	{
		code: 45158,
		name: 'tagNameTooLong',
		cause: { en: 'The name of the tag is too long', zh: '标签名超过 30 字节' },
		fix: {
			en: 'Keep the name at 30 bytes: 10 Chinese characters or 30 letters.',
			zh: '标签名须在 30 字节以内：10 个汉字或 30 个字母。',
		},
		retry: 'no',
	},
	{
		code: 45159,
		name: 'invalidTag',
		cause: { en: 'WeChat does not know this tag', zh: '标签 ID 不合法' },
		fix: {
			en: 'Choose a tag from the list; it may have been deleted.',
			zh: '请从列表中选择标签，它可能已被删除。',
		},
		retry: 'no',
	},
	{
		code: 45169,
		name: 'concurrentTagging',
		cause: { en: 'Two tag changes for the same person crossed', zh: '同一 openid 并发打标签' },
		fix: {
			en: 'Run again: changes for one person must go one after the other.',
			zh: '请重试：同一用户的标签变更需逐个进行。',
		},
		retry: 'backoff',
	},
	{
		code: 45171,
		name: 'someOpenidsRefused',
		cause: { en: 'WeChat refused some of the openids', zh: '部分 openid 失败' },
		fix: {
			en: 'Look at fail_openid_list in the answer and run again for those only.',
			zh: '请查看返回的 fail_openid_list，仅对其中的 openid 重试。',
		},
		retry: 'backoff',
	},
	{
		code: 49003,
		name: 'foreignOpenid',
		cause: { en: 'This openid belongs to another account', zh: 'openid 不属于此 AppID' },
		fix: {
			en: 'Use the openid that this very account gave: the same person has another one in each account.',
			zh: '请使用该账号自己的 openid：同一用户在不同账号中的 openid 不同。',
		},
		retry: 'no',
	},
];
