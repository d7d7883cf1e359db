// Return codes of customer-service accounts (客服账号) and their chats.
import type { CatalogueEntry } from '../entry';

const FIX_STAFF = {
	en: 'Check the customer-service account (客服账号) under 客服功能 in the console: it has the form name@account and must be bound to a WeChat user.',
	zh: '请在后台客服功能中检查客服账号：格式为 账号前缀@公众号微信号，且需绑定微信号。',
};

export const staffCodes = (): CatalogueEntry[] => [
	{
		code: 61452,
		name: 'invalidStaffAccount',
		cause: { en: 'WeChat does not know this customer-service account', zh: '无效客服账号' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61453,
		name: 'staffAccountExists',
		cause: { en: 'The customer-service account exists already', zh: '客服账号已存在' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61454,
		name: 'staffNameTooLong',
		cause: { en: 'The name of the customer-service account is too long', zh: '客服账号名长度超过限制' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61455,
		name: 'staffNameInvalid',
		cause: {
			en: 'The name of the customer-service account holds characters WeChat does not take',
			zh: '客服账号名含有非法字符',
		},
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 61456,
		name: 'tooManyStaffAccounts',
		cause: { en: 'There are as many customer-service accounts as WeChat allows', zh: '客服账号数量超过限制' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65400,
		name: 'customerServiceOff',
		cause: { en: 'The customer service of this account is not switched on', zh: '未开通或未升级到新版客服' },
		fix: {
			en: 'Switch on 客服功能 in the console (功能 › 客服).',
			zh: '请在后台 功能 › 客服 中开通新版客服功能。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 65401,
		name: 'staffAccountUnknown',
		cause: { en: 'WeChat does not know this customer-service account', zh: '无效客服账号' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65402,
		name: 'staffAccountUnbound',
		cause: { en: 'The customer-service account is not bound to a WeChat user', zh: '客服账号尚未绑定微信号' },
		fix: FIX_STAFF,
		retry: 'no',
	},
	{
		code: 65413,
		name: 'noSession',
		cause: { en: 'This person has no open chat', zh: '不存在对应用户的会话' },
		fix: {
			en: 'Wait until the person writes, or send a message without a customer-service account.',
			zh: '请等用户发起会话，或不指定客服账号发送。',
		},
		retry: 'no',
	},
	{
		code: 65414,
		name: 'servedByAnother',
		cause: { en: 'Another customer-service account is talking to this person', zh: '客户正在被其他客服接待' },
		fix: {
			en: 'Leave the chat to the other account, or close it there first.',
			zh: '请由该客服继续接待，或先结束会话。',
		},
		retry: 'no',
	},
	{
		code: 65415,
		name: 'staffOffline',
		cause: { en: 'The customer-service account is not online', zh: '指定的客服不在线' },
		fix: {
			en: 'Let the colleague log in to the customer-service client (客服工作台), or choose another account.',
			zh: '请让该客服登录客服工作台，或指定其他客服。',
		},
		retry: 'no',
	},
	{
		code: 65416,
		name: 'invalidRecordQuery',
		cause: { en: 'The query for chat records is not valid', zh: '聊天记录查询参数不合法' },
		fix: {
			en: 'Check the start, the end and the number of records that are asked for.',
			zh: '请检查查询的起止时间和条数。',
		},
		retry: 'no',
	},
];
