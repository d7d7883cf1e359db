// Return codes of sending template messages (模板消息) and subscribe messages (订阅消息).
import type { CatalogueEntry } from '../entry';

const FIX_TEMPLATE_ID = {
	en: "Pick a template of this very account: 广告与服务 › 模板消息 › 我的模板 for an Official Account, 功能 › 订阅消息 › 我的模板 for a mini program. A template that was deleted, or another account's, does not work.",
	zh: '请使用该账号自己的模板：公众号在 广告与服务 › 模板消息 › 我的模板，小程序在 功能 › 订阅消息 › 我的模板。已删除或其他账号的模板无法使用。',
};

const FIX_PAGE = {
	en: 'Use a page of the released (已发布) version of the mini program, written without a leading slash, for example pages/index/index?id=1, and link the mini program to the Official Account (小程序管理 › 关联小程序).',
	zh: '请填写小程序线上版本中存在的页面，开头不加斜杠，例如 pages/index/index?id=1，并将小程序关联到公众号（小程序管理 › 关联小程序）。',
};

const ON_LANDING = {
	'/wxa/': {
		fix: {
			en: 'Use a page of the released (已发布) version of the mini program, without a query. For a page that is not released yet choose another version, or turn Check Page off where there is such an option.',
			zh: '请填写小程序线上版本中存在的页面，不带参数。页面尚未发布时，请选择其他版本，或关闭 Check Page 选项。',
		},
	},
};

const FORM_ID_FIX = {
	en: 'Form ids belong to a retired interface: use subscribe messages (订阅消息) instead.',
	zh: 'form_id 属于已下线的接口，请改用订阅消息。',
};

const FIX_UNDOCUMENTED = {
	en: "WeChat says: {errmsg}. Check template, fields and link; with the rid, WeChat's support can look the call up.",
	zh: '微信返回：{errmsg}。请检查模板、字段和链接，也可凭 rid 向微信客服查询。',
};

export const templateCodes = (): CatalogueEntry[] => [
	{
		code: 40036,
		name: 'invalidTemplateIdLength',
		cause: { en: 'The template ID is not complete', zh: '模板 ID 长度不正确' },
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 40037,
		name: 'invalidTemplateId',
		cause: { en: 'This account has no such template', zh: '模板 ID 不正确' },
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 40165,
		name: 'invalidPagePath',
		cause: { en: 'The mini program has no such page', zh: '小程序页面路径（pagepath）不合法' },
		fix: FIX_PAGE,
		retry: 'no',
		onPath: ON_LANDING,
	},
	{
		code: 40166,
		name: 'invalidMiniProgramAppId',
		cause: { en: 'The mini program cannot be opened from this account', zh: '小程序 AppID 不合法或未关联' },
		fix: {
			en: 'Check the AppID of the mini program, and link it to the Official Account: 小程序管理 › 关联小程序.',
			zh: '请检查小程序 AppID，并在 小程序管理 › 关联小程序 中与公众号关联。',
		},
		retry: 'no',
	},
	{
		code: 40249,
		name: 'marketingRefused',
		cause: { en: 'WeChat takes this message for advertising', zh: '不支持下发营销推广类内容' },
		fix: {
			en: 'Reword the message: template messages are for service notices (服务通知), not for offers or coupons.',
			zh: '请修改内容：模板消息只能用于服务通知，不能用于优惠或推广。',
		},
		retry: 'no',
	},
	{
		code: 40250,
		name: 'contentIrregular',
		cause: { en: 'The values of the message are not in order', zh: '消息内容不规范' },
		fix: {
			en: 'Fill in every field of the template with a real value: empty or made-up values are refused.',
			zh: '请为模板的每个字段填写真实内容，空值或无意义内容会被拒绝。',
		},
		retry: 'no',
	},
	{
		code: 40251,
		name: 'accountThrottled',
		cause: {
			en: 'Past violations limit this account, and the limit is reached',
			zh: '账号因历史违规被限量，已达下发上限',
		},
		fix: {
			en: 'Wait for the next day, and read the notice in 通知中心 on mp.weixin.qq.com.',
			zh: '请等到次日，并登录 mp.weixin.qq.com 在通知中心查看。',
		},
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 40252,
		name: 'contentInReview',
		cause: { en: 'WeChat is reviewing what this template sends', zh: '该模板部分内容正在平台审核中' },
		fix: {
			en: 'Wait for the review to end, or send other wording or another template meanwhile.',
			zh: '请等待审核完成，其间可修改内容或使用其他模板。',
		},
		retry: 'later',
	},
	{
		code: 41028,
		name: 'invalidFormId',
		cause: { en: 'The form id is wrong or has run out', zh: 'form_id 不正确或已过期' },
		fix: FORM_ID_FIX,
		retry: 'no',
	},
	{
		code: 41029,
		name: 'formIdUsed',
		cause: { en: 'The form id has been used already', zh: 'form_id 已被使用' },
		fix: FORM_ID_FIX,
		retry: 'no',
	},
	{
		code: 41030,
		name: 'invalidPage',
		cause: { en: 'The mini program has no such page', zh: '小程序页面（page）不正确' },
		fix: FIX_PAGE,
		retry: 'no',
		onPath: ON_LANDING,
	},
	{
		code: 43101,
		name: 'notSubscribed',
		cause: {
			en: 'This person has no subscription left for the template',
			zh: '用户拒绝接受消息，或订阅次数已用完',
		},
		fix: {
			en: 'Ask again inside the mini program (wx.requestSubscribeMessage): each accept of a one-time template allows one message.',
			zh: '请在小程序内再次请求订阅（wx.requestSubscribeMessage）：一次性模板每次同意只能发送一条。',
		},
		retry: 'no',
		unreachable: 'notSubscribed',
		onPath: {
			'/cgi-bin/message/subscribe/bizsend': {
				fix: {
					en: 'Ask again on a web page or in an article with the subscribe button (订阅通知按钮): each accept of a one-time template allows one message.',
					zh: '请在网页或图文中通过订阅通知按钮再次请求订阅：一次性模板每次同意只能发送一条。',
				},
			},
		},
	},
	{
		code: 43107,
		name: 'subscribeMessagesBanned',
		cause: {
			en: 'WeChat has banned the account or this template from subscribe messages',
			zh: '订阅消息能力或该模板被封禁',
		},
		fix: {
			en: 'Log in to mp.weixin.qq.com and read the notice in 通知中心; 功能 › 订阅消息 shows whether only this template is affected.',
			zh: '请登录 mp.weixin.qq.com 在通知中心查看；在 功能 › 订阅消息 中可确认是否仅该模板受影响。',
		},
		retry: 'no',
	},
	{
		code: 43108,
		name: 'concurrentSends',
		cause: { en: 'Two messages to the same person crossed', zh: '对同一用户并发发送' },
		fix: {
			en: 'Run again: messages to one person must go out one after the other. Look for a second workflow that sends to the same people.',
			zh: '请重新运行：对同一用户的消息需逐条发送。请检查是否有另一个工作流在向相同用户发送。',
		},
		retry: 'backoff',
	},
	{
		code: 43116,
		name: 'templateRestricted',
		cause: { en: 'WeChat has restricted this template for abuse', zh: '该模板因滥用被限制下发' },
		fix: {
			en: 'Choose another template: 广告与服务 › 模板消息 › 模板库.',
			zh: '请在 广告与服务 › 模板消息 › 模板库 中选用其他模板。',
		},
		retry: 'no',
	},
	{
		code: 45168,
		name: 'sensitiveWord',
		cause: { en: "The message holds a word on WeChat's blacklist", zh: '消息内容包含敏感词' },
		fix: { en: 'Reword the values of the message.', zh: '请修改消息内容。' },
		retry: 'no',
	},
	{
		code: 47003,
		name: 'invalidFieldValue',
		cause: { en: 'A value does not fit its template field', zh: '模板参数值不符合要求' },
		fix: {
			en: 'Correct {field}: it is empty, too long, or holds characters that its type does not take (for example thing: at most 20 characters, phrase: at most 5 Chinese characters, number: digits only).',
			zh: '请修改{field}：为空、过长或含有该类型不允许的字符（例如 thing 最多 20 个字符，phrase 最多 5 个汉字，number 只能为数字）。',
		},
		retry: 'no',
	},
	{
		code: 40062,
		name: 'subscriptionTitleTooLong',
		cause: { en: 'The title of the one-time subscription is too long', zh: '标题长度不合法' },
		fix: { en: 'Keep the title at 15 characters.', zh: '标题最多 15 个字。' },
		retry: 'no',
	},
	{
		code: 43102,
		name: 'notSubscribeTemplate',
		cause: { en: 'This template is not for subscribe messages', zh: '模板类型不是订阅消息' },
		fix: FIX_TEMPLATE_ID,
		retry: 'no',
	},
	{
		code: 1119003,
		name: 'templateRefused',
		cause: {
			en: 'WeChat refused the template message for a reason it does not document',
			zh: '模板消息被拒绝，微信未公布原因',
		},
		fix: FIX_UNDOCUMENTED,
		retry: 'no',
	},
	{
		code: 1119004,
		name: 'templateRefusedOtherwise',
		cause: {
			en: 'WeChat refused the template message for a reason it does not document',
			zh: '模板消息被拒绝，微信未公布原因',
		},
		fix: FIX_UNDOCUMENTED,
		retry: 'no',
	},
];
