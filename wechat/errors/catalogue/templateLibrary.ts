// Return codes of the template libraries (模板库): adding, listing and changing templates.
import type { CatalogueEntry } from '../entry';

const FIX_LIBRARY = {
	en: 'Take categories, template and 2 to 5 keywords from the public library (公共模板库) of this very account.',
	zh: '请从该账号的公共模板库中选择类目、模板和 2 到 5 个关键词。',
};

export const templateLibraryCodes = (): CatalogueEntry[] => [
	{
		code: 40246,
		name: 'invalidKeywordList',
		cause: { en: 'The keywords do not belong to this template', zh: 'keyword_name_list 不正确' },
		fix: {
			en: 'Choose keywords (关键词) that the library shows for this template.',
			zh: '请选择模板库中该模板提供的关键词。',
		},
		retry: 'no',
	},
	{
		code: 40247,
		name: 'needsCategoryTemplate',
		cause: { en: 'The old template library is closed', zh: '需使用类目模板库的模板' },
		fix: {
			en: 'Add a template of the category library (类目模板): 广告与服务 › 模板消息 › 模板库.',
			zh: '请在 广告与服务 › 模板消息 › 模板库 中添加类目模板。',
		},
		retry: 'no',
	},
	{
		code: 43100,
		name: 'changedTooOften',
		cause: { en: 'Industry or templates were changed too often', zh: '修改模板所属行业过于频繁' },
		fix: {
			en: 'Wait a month: the industry (所属行业) can be changed once a month.',
			zh: '所属行业每月只能修改一次，请下月再试。',
		},
		retry: 'later',
	},
	{
		code: 45026,
		name: 'templateLimit',
		cause: { en: 'There are as many templates as WeChat allows', zh: '模板数量超过限制' },
		fix: {
			en: 'Delete a template that is no longer used (我的模板): an account may have 25.',
			zh: '每个账号最多 25 个模板，请在“我的模板”中删除不用的模板。',
		},
		retry: 'no',
	},
	{
		code: 45027,
		name: 'templateIndustryConflict',
		cause: { en: 'The template does not fit the industry of the account', zh: '模板与账号行业冲突' },
		fix: {
			en: "Choose a template of the account's own industry or category (所属行业, 服务类目).",
			zh: '请选择与账号所属行业或服务类目一致的模板。',
		},
		retry: 'no',
	},
	{
		code: 200012,
		name: 'libraryFull',
		cause: { en: 'There are as many templates as WeChat allows', zh: '个人模板数已达上限' },
		fix: {
			en: 'Delete a template that is no longer used: 功能 › 订阅消息 › 我的模板.',
			zh: '请在 功能 › 订阅消息 › 我的模板 中删除不用的模板。',
		},
		retry: 'no',
	},
	{
		code: 200013,
		name: 'libraryTemplateBanned',
		cause: { en: 'WeChat has banned this template', zh: '此模板已被封禁' },
		fix: {
			en: 'Choose another template: 功能 › 订阅消息 › 公共模板库.',
			zh: '请在 功能 › 订阅消息 › 公共模板库 中选用其他模板。',
		},
		retry: 'no',
	},
	{
		code: 200014,
		name: 'invalidTid',
		cause: { en: 'WeChat does not know this template of the library', zh: '模板 tid 参数错误' },
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200016,
		name: 'invalidStart',
		cause: { en: 'The start of the list is not valid', zh: 'start 参数错误' },
		fix: { en: 'Send 0 or more.', zh: '请传 0 或更大的整数。' },
		retry: 'no',
	},
	{
		code: 200017,
		name: 'invalidLimit',
		cause: { en: 'The number of entries is not valid', zh: 'limit 参数错误' },
		fix: { en: 'Send 1 to 30.', zh: '请传 1 到 30。' },
		retry: 'no',
	},
	{
		code: 200018,
		name: 'missingCategories',
		cause: { en: 'The categories are missing', zh: '类目 ids 缺失' },
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200019,
		name: 'invalidCategories',
		cause: { en: 'WeChat does not know these categories', zh: '类目 ids 不合法' },
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200020,
		name: 'invalidKeywords',
		cause: { en: 'The keywords do not belong to this template', zh: '关键词列表 kidList 参数错误' },
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200021,
		name: 'invalidSceneDescription',
		cause: { en: 'The description of the scene is missing or too long', zh: '场景描述 sceneDesc 参数错误' },
		fix: { en: 'Write at most 15 characters.', zh: '最多 15 个字。' },
		retry: 'no',
	},
	{
		code: 200022,
		name: 'templateExists',
		cause: { en: 'The account has this template with these keywords already', zh: '模板已存在' },
		fix: {
			en: 'Use the template you have: 功能 › 订阅消息 › 我的模板.',
			zh: '请使用 功能 › 订阅消息 › 我的模板 中已有的模板。',
		},
		retry: 'no',
	},
];
