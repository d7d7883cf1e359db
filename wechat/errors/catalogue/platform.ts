// Return codes any call can meet: a busy system, quotas and rates, withdrawn interfaces, how a request is written.
import type { CatalogueEntry } from '../entry';

const BUSY = {
	cause: { en: 'WeChat is busy', zh: '微信系统繁忙' },
	fix: {
		en: 'Wait a little and run again; the call was repeated a few times already.',
		zh: '请稍候再运行；本次调用已自动重试数次。',
	},
	retry: 'backoff',
} as const;

const WITHDRAWN_FIX = {
	en: 'WeChat no longer offers this interface to anyone. Use the one that took its place: for uniform messages (统一服务消息), the operation Send uniform message with "Route" set to "Automatic", which sends a template or subscribe message instead.',
	zh: '微信已对所有账号下线该接口，请改用替代接口。统一服务消息请把 “Route” 设为 “Automatic”，由节点改发模板消息或订阅消息。',
};

const REQUEST_FIX = {
	en: 'This package writes requests the way WeChat wants them, so a proxy between n8n and WeChat may be changing them: check the base URL of the credential. In an HTTP Request node, compare method and body with the WeChat page of the interface.',
	zh: '本节点会按微信要求发送请求，可能是中间代理改动了请求：请检查凭据中的 Base URL。若用 HTTP Request 节点，请对照接口文档检查请求方法和内容。',
};

export const platformCodes = (): CatalogueEntry[] => [
	{ code: -1, name: 'systemBusy', ...BUSY },
	{ code: 20001, name: 'systemBusyTemplates', ...BUSY },
	{ code: 200001, name: 'systemBusyTemplateLibrary', ...BUSY },
	{ code: 268487001, name: 'systemBusyBlacklist', ...BUSY },
	{ code: 268487002, name: 'systemBusyFollowerList', ...BUSY },
	{ code: 61450, name: 'systemBusyInternal', ...BUSY },
	{ code: 9001002, name: 'remoteServiceDown', ...BUSY },
	{
		code: 45009,
		name: 'dailyQuotaReached',
		cause: { en: 'The daily quota of this interface is used up', zh: '该接口的当日调用额度已用完' },
		fix: {
			en: 'Wait until midnight, Beijing time, or reset the quota: operation Clear quota, or 开发管理 › 接口权限 in the console (10 resets a month). Get quota shows what is left.',
			zh: '请等到北京时间零点，或重置额度：使用 Clear quota 操作，或在后台 开发管理 › 接口权限 中重置（每月 10 次）。Get quota 可查看剩余额度。',
		},
		retry: 'later',
		stopsAll: true,
	},
	{
		code: 45011,
		name: 'minuteRateReached',
		cause: { en: 'Too many calls in this minute', zh: '调用过于频繁，超过每分钟限制' },
		fix: {
			en: 'Wait a minute and run again. Lower the concurrency of the node, or send in smaller batches.',
			zh: '请等待一分钟后再运行，并降低节点的并发数或分批处理。',
		},
		retry: 'minute',
	},
	{
		code: 45103,
		name: 'interfaceWithdrawn',
		cause: { en: 'WeChat has withdrawn this interface', zh: '该接口已被微信下线' },
		fix: WITHDRAWN_FIX,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 45109,
		name: 'interfaceUnsupported',
		cause: { en: 'WeChat has withdrawn this interface', zh: '该接口已被微信停止支持' },
		fix: WITHDRAWN_FIX,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 43001,
		name: 'needsGet',
		cause: { en: 'WeChat wants a GET request here', zh: '该接口需要 GET 请求' },
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 43002,
		name: 'needsPost',
		cause: { en: 'WeChat wants a POST request here', zh: '该接口需要 POST 请求' },
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 43003,
		name: 'needsHttps',
		cause: { en: 'WeChat wants HTTPS', zh: '该接口需要 HTTPS 请求' },
		fix: {
			en: 'Let the base URL of the credential start with https://.',
			zh: '请将凭据中的 Base URL 改为以 https:// 开头。',
		},
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 44002,
		name: 'emptyBody',
		cause: { en: 'The request arrived without a body', zh: 'POST 的数据包为空' },
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 47001,
		name: 'malformedBody',
		cause: { en: 'WeChat could not read the body of the request', zh: '微信无法解析请求内容（JSON/XML）' },
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 40035,
		name: 'invalidArguments',
		cause: { en: 'A parameter is not what WeChat expects', zh: '不合法的参数' },
		fix: {
			en: 'Check each parameter of the operation; a value from an expression may be empty or of the wrong kind.',
			zh: '请逐个检查操作的参数；表达式的结果可能为空或类型不符。',
		},
		retry: 'no',
	},
	{
		code: 40097,
		name: 'invalidArgs',
		cause: { en: 'A parameter is not what WeChat expects', zh: '参数错误' },
		fix: {
			en: 'Check each parameter of the operation; a value from an expression may be empty, too long or of the wrong kind.',
			zh: '请逐个检查操作的参数；表达式的结果可能为空、过长或类型不符。',
		},
		retry: 'no',
	},
];
