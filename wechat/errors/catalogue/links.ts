// Return codes of QR codes, mini-program codes (小程序码), URL links and schemes.
import type { CatalogueEntry } from '../entry';

const FIX_SCENE = {
	en: "Keep the scene to 32 characters for a mini-program code, letters, digits and the signs !#$&'()*+,/:;=?@-._~ only. For an Official Account QR code: 1 to 64 characters, or a number from 1 (to 100,000 for a permanent one).",
	zh: "小程序码的 scene 最多 32 个字符，只能为字母、数字和 !#$&'()*+,/:;=?@-._~ 。公众号二维码的场景值为 1 到 64 个字符，或从 1 开始的整数（永久二维码最大 100000）。",
};

const FIX_PATH = {
	en: 'Give the page without a leading slash and without a query, at most 128 bytes; it must exist in the released version.',
	zh: '页面路径开头不加斜杠、不带参数，最长 128 字节，且须存在于线上版本。',
};

const FIX_LINK_RIGHT = {
	en: 'Links can be created for verified mini programs of non-personal owners (非个人主体). Check 微信认证, the category (服务类目) and the notices in the console.',
	zh: '仅已认证的非个人主体小程序可生成链接，请在后台检查微信认证、服务类目及通知。',
};

const FIX_EXPIRY = {
	en: 'Let the link live at least a minute and at most 30 days.',
	zh: '链接有效期须在 1 分钟到 30 天之间。',
};

export const linkCodes = (): CatalogueEntry[] => [
	{
		code: 40052,
		name: 'invalidActionName',
		cause: { en: 'WeChat does not know this kind of QR code', zh: 'action_name 不合法' },
		fix: {
			en: 'Choose a temporary or permanent code with a text or a number as scene.',
			zh: '请选择临时或永久二维码，场景值为文本或数字。',
		},
		retry: 'no',
	},
	{
		code: 40053,
		name: 'invalidActionInfo',
		cause: { en: 'The scene of the QR code is missing or not valid', zh: 'action_info 不合法' },
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40129,
		name: 'invalidScene',
		cause: { en: 'The scene holds characters WeChat does not take', zh: 'scene 不合法' },
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40159,
		name: 'invalidPathLength',
		cause: { en: 'The page is missing or too long', zh: 'path 为空或长度超过限制' },
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40169,
		name: 'invalidSceneLength',
		cause: { en: 'The scene is missing or too long', zh: 'scene 长度不合法' },
		fix: FIX_SCENE,
		retry: 'no',
	},
	{
		code: 40212,
		name: 'invalidQuery',
		cause: { en: 'The query is not valid', zh: 'query 不合法' },
		fix: {
			en: 'Write the query as a=1&b=2, at most 1024 characters.',
			zh: 'query 请写成 a=1&b=2 的形式，最多 1024 个字符。',
		},
		retry: 'no',
	},
	{
		code: 40225,
		name: 'invalidPageTitle',
		cause: { en: 'The page title is not valid', zh: '页面标题不合法' },
		fix: {
			en: 'Give a title of at most 20 characters without sensitive words.',
			zh: '标题最多 20 个字符，且不含敏感词。',
		},
		retry: 'no',
	},
	{
		code: 44990,
		name: 'linkRateReached',
		cause: { en: 'Too many links in this second', zh: '生成链接过于频繁，超过每秒限制' },
		fix: {
			en: 'Run again in a moment, or let the items in by smaller batches; 100 links a second are allowed.',
			zh: '请稍后重试，或减小每批的数据量；每秒最多生成 100 个。',
		},
		retry: 'backoff',
	},
	{
		code: 44993,
		name: 'linkQuotaReached',
		cause: { en: 'The links of today are used up', zh: '当日生成链接数量已达上限' },
		fix: {
			en: 'Wait until midnight, Beijing time: 500,000 links and schemes a day are allowed. Use one link for many people.',
			zh: '每天最多 50 万个，请等到北京时间零点，并让多名用户共用一个链接。',
		},
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 45029,
		name: 'qrCodeLimit',
		cause: { en: 'There are as many permanent QR codes as WeChat allows', zh: '永久二维码数量已达上限' },
		fix: {
			en: 'Use a code you have, or a temporary one (30 days).',
			zh: '请复用已有二维码，或改用临时二维码（最长 30 天）。',
		},
		retry: 'no',
	},
	{
		code: 85088,
		name: 'noCloudEnvironment',
		cause: { en: 'The mini program has no cloud environment', zh: '小程序未开通云环境' },
		fix: {
			en: 'Leave the cloud parameters empty, or switch on 云开发 for the mini program.',
			zh: '请勿填写云开发参数，或为小程序开通云开发。',
		},
		retry: 'no',
	},
	{
		code: 85096,
		name: 'reservedField',
		cause: { en: 'The scene or page uses a reserved name', zh: '使用了保留字段' },
		fix: { en: 'Do not use the name scancode_time in the query.', zh: '参数中请勿使用 scancode_time。' },
		retry: 'no',
	},
	{
		code: 85400,
		name: 'longTermLinkLimit',
		cause: { en: 'There are as many lasting links as WeChat allows', zh: '长期有效链接数量已达上限' },
		fix: { en: 'Create links that expire (at most 30 days).', zh: '请生成会过期的链接（最长 30 天）。' },
		retry: 'no',
	},
	{
		code: 85401,
		name: 'invalidExpiry',
		cause: { en: 'The link would live too short or too long', zh: '有效期不合法' },
		fix: FIX_EXPIRY,
		retry: 'no',
	},
	{
		code: 85402,
		name: 'invalidEnvVersion',
		cause: { en: 'WeChat does not know this version of the mini program', zh: 'env_version 不合法' },
		fix: {
			en: 'Choose release (正式版), trial (体验版) or develop (开发版).',
			zh: '请选择 release（正式版）、trial（体验版）或 develop（开发版）。',
		},
		retry: 'no',
	},
	{
		code: 85403,
		name: 'linkNotFound',
		cause: { en: 'WeChat does not know this link', zh: '链接不存在' },
		fix: {
			en: 'Check that the link is complete and was created by this mini program.',
			zh: '请确认链接完整且由该小程序生成。',
		},
		retry: 'no',
	},
	{
		code: 85404,
		name: 'linkRefused',
		cause: { en: 'WeChat does not accept this link', zh: '链接不可用' },
		fix: {
			en: 'WeChat says: {errmsg}. Create a new link.',
			zh: '微信返回：{errmsg}。请重新生成链接。',
		},
		retry: 'no',
	},
	{
		code: 85405,
		name: 'plainSchemeForbidden',
		cause: { en: 'Plain schemes are not allowed for this mini program', zh: '不允许使用明文 scheme' },
		fix: {
			en: 'Create an encrypted scheme with the operation Create scheme, or allow the page under 设置 › 隐私与安全 › 明文 scheme 拉起此小程序.',
			zh: '请用 Create scheme 操作生成加密 scheme，或在 设置 › 隐私与安全 › 明文 scheme 拉起此小程序 中配置页面。',
		},
		retry: 'no',
	},
	{
		code: 85406,
		name: 'linkVisitsReached',
		cause: { en: 'The openings of links are used up for today', zh: '当日链接访问次数已达上限' },
		fix: {
			en: 'Wait until midnight, Beijing time: 3 million openings a day are allowed.',
			zh: '每天最多 300 万次，请等到北京时间零点。',
		},
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 85407,
		name: 'noLinkPermission',
		cause: { en: 'This mini program may not create links', zh: '暂无生成权限' },
		fix: FIX_LINK_RIGHT,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 85408,
		name: 'linksBanned',
		cause: { en: 'WeChat has banned this mini program from creating links', zh: '生成权限被封禁' },
		fix: FIX_LINK_RIGHT,
		retry: 'no',
		stopsAll: true,
	},
];
