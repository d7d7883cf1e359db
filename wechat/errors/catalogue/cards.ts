// Return codes of service cards (服务卡片), the newer one-time subscribe messages.
import type { CatalogueEntry } from '../entry';

const FIX_FIELDS = {
	en: "Compare the fields with the page of this service card (服务卡片) in WeChat's documentation: each card has its own states and fields.",
	zh: '请对照该服务卡片的文档检查参数：每种卡片的状态与字段不同。',
};

const FIX_CODE = {
	en: 'Use the notify_code of this person and card: the one from the button, or the number of the WeChat Pay order (微信支付订单号) about a minute after payment.',
	zh: '请使用该用户与该卡片对应的 notify_code：按钮返回的 code，或支付约一分钟后的微信支付订单号。',
};

const FIX_ACCESS = {
	en: 'Apply for this card in the console (功能 › 订阅消息) and wait for the approval.',
	zh: '请在后台 功能 › 订阅消息 中申请该卡片并等待审核通过。',
};

export const cardCodes = (): CatalogueEntry[] => [
	{
		code: 85431,
		name: 'cardBusy',
		cause: { en: 'WeChat is busy', zh: '微信系统繁忙' },
		fix: { en: 'Wait a little and run again.', zh: '请稍候重试。' },
		retry: 'backoff',
	},
	{
		code: 85433,
		name: 'invalidCardCheck',
		cause: { en: 'The payment check of the card is not valid', zh: 'check_json 不合法' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85434,
		name: 'invalidCardType',
		cause: { en: 'WeChat does not know this card', zh: 'notify_type 不合法' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85435,
		name: 'invalidCardContent',
		cause: { en: 'The content of the card is not valid', zh: 'content_json 不合法' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85436,
		name: 'cardCodeBanned',
		cause: { en: 'WeChat has banned the code of this card', zh: 'notify_code 异常（被封禁）' },
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85437,
		name: 'invalidCardCode',
		cause: { en: 'WeChat does not know the code of this card', zh: 'notify_code 不存在' },
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85438,
		name: 'cardCodeExpired',
		cause: { en: 'The code of this card has run out', zh: 'notify_code 已过期' },
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85439,
		name: 'invalidCardState',
		cause: { en: 'The card cannot go into this state', zh: 'content_json 状态不合法' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85440,
		name: 'cardFieldMissing',
		cause: { en: 'A field of the card is missing', zh: 'content_json 缺少字段' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85441,
		name: 'cardFieldMalformed',
		cause: { en: 'A field of the card has the wrong form', zh: 'content_json 字段格式不对' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85442,
		name: 'cardContentBlocked',
		cause: { en: "The content of the card did not pass WeChat's review", zh: 'content_json 未通过内容审核' },
		fix: { en: 'Reword the content of the card.', zh: '请修改卡片内容。' },
		retry: 'no',
	},
	{
		code: 85443,
		name: 'cardCharactersInvalid',
		cause: { en: 'The content of the card holds broken characters', zh: 'content_json 含有非 UTF-8 字符' },
		fix: {
			en: 'Send the content as UTF-8 text without broken emoji.',
			zh: '请以 UTF-8 发送，勿包含残缺的表情字符。',
		},
		retry: 'no',
	},
	{
		code: 85444,
		name: 'cardPaymentRefused',
		cause: { en: 'The payment of the card does not match', zh: 'pay_info 校验不通过' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85445,
		name: 'cardStoreRefused',
		cause: { en: 'The store of the card does not match', zh: 'store_info 校验不通过' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85446,
		name: 'cardShippingRefused',
		cause: { en: 'The shipping list of the card does not match', zh: 'shipping_list 校验不通过' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85447,
		name: 'cardProductsRefused',
		cause: { en: 'The products of the card do not match', zh: 'product_list 校验不通过' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85448,
		name: 'cardCodeUsed',
		cause: { en: 'The code of this card has been used already', zh: 'notify_code 已使用' },
		fix: FIX_CODE,
		retry: 'no',
	},
	{
		code: 85449,
		name: 'cardLocked',
		cause: { en: 'The card is being updated right now', zh: 'notify_code 正在更新' },
		fix: { en: 'Wait a little and run again.', zh: '请稍候重试。' },
		retry: 'backoff',
	},
	{
		code: 85461,
		name: 'cardRefused',
		cause: { en: 'This card is not approved for the mini program', zh: '该卡片准入未通过' },
		fix: FIX_ACCESS,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 85462,
		name: 'miniProgramRefused',
		cause: { en: 'The mini program is not approved for cards', zh: '小程序准入未通过' },
		fix: FIX_ACCESS,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 85470,
		name: 'invalidCardExtension',
		cause: { en: 'The extension of the card is not valid', zh: 'ext_json 不合法' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
	{
		code: 85471,
		name: 'cardExtensionCharacters',
		cause: { en: 'The extension of the card holds broken characters', zh: 'ext_json 含有非 UTF-8 字符' },
		fix: FIX_FIELDS,
		retry: 'no',
	},
];
