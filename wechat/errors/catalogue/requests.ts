// Return codes about how a request is written.
import type { CatalogueEntry } from '../entry';

const FIX_ENCODING = {
	en: 'This package sends Chinese text as UTF-8, not as \\uXXXX, so a proxy or a Code node may be escaping it. Send the characters themselves.',
	zh: '本节点以 UTF-8 原文发送中文，可能是代理或 Code 节点进行了转义。请直接发送原字符，不要使用 \\uXXXX。',
};

const FIX_PATH = {
	en: 'Check the base URL of the credential: a WeChat host such as https://api.weixin.qq.com and nothing behind it. In an HTTP Request node, check path and method.',
	zh: '请检查凭据中的 Base URL：应为微信域名（如 https://api.weixin.qq.com），后面不带路径。HTTP Request 节点请检查路径和请求方法。',
};

const FIX_PARAMETER = {
	en: 'Check each parameter of the operation; a value from an expression may be empty or of the wrong kind.',
	zh: '请逐个检查操作的参数；表达式的结果可能为空或类型不符。',
};

export const requestCodes = (): CatalogueEntry[] => [
	{
		code: 404,
		name: 'noSuchInterface',
		cause: { en: 'WeChat has no such interface, or not with this method', zh: '接口不存在或请求方法有误' },
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40400,
		name: 'wrongRequestFormat',
		cause: { en: 'WeChat does not accept this path, method or format', zh: '请求路径、方法或格式有误' },
		fix: FIX_PATH,
		retry: 'no',
	},
	{
		code: 40033,
		name: 'escapedCharacters',
		cause: {
			en: 'WeChat refuses escaped characters in the request',
			zh: '请求含有不合法字符（\\uXXXX 转义）',
		},
		fix: FIX_ENCODING,
		retry: 'no',
	},
	{
		code: 47002,
		name: 'escapedBody',
		cause: { en: 'WeChat refuses escaped characters in the body', zh: '请求内容含有 \\uXXXX 转义字符' },
		fix: FIX_ENCODING,
		retry: 'no',
	},
	{
		code: 40038,
		name: 'invalidRequestFormat',
		cause: { en: 'WeChat cannot read the request', zh: '不合法的请求格式' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 40039,
		name: 'invalidUrlLength',
		cause: { en: 'The link is empty or too long', zh: 'URL 长度不合法' },
		fix: { en: 'Shorten the link; 1024 bytes is a safe limit.', zh: '请缩短链接，建议不超过 1024 字节。' },
		retry: 'no',
	},
	{
		code: 40048,
		name: 'invalidUrl',
		cause: { en: 'WeChat does not accept this link', zh: '无效的 URL' },
		fix: { en: 'Give a complete link that starts with https://.', zh: '请填写以 https:// 开头的完整链接。' },
		retry: 'no',
	},
	{
		code: 40066,
		name: 'invalidPath',
		cause: { en: 'WeChat has no interface at this path', zh: '接口路径不正确' },
		fix: FIX_PATH,
		retry: 'no',
		stopsAll: true,
	},
	{
		code: 61451,
		name: 'invalidParameter',
		cause: { en: 'A parameter is not what WeChat expects', zh: '参数错误' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 63001,
		name: 'emptyParameter',
		cause: { en: 'A parameter is empty', zh: '部分参数为空' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 63002,
		name: 'invalidPageSignature',
		cause: { en: 'The signature of the web page is not valid', zh: '无效的签名' },
		fix: {
			en: 'Sign the address of the page exactly as the browser shows it, without the part behind #, with a fresh jsapi_ticket.',
			zh: '请使用最新的 jsapi_ticket，对浏览器中完整的页面地址（不含 # 之后部分）签名。',
		},
		retry: 'no',
	},
	{
		code: 9001001,
		name: 'invalidPostData',
		cause: { en: 'WeChat does not accept the data of this request', zh: 'POST 数据参数不合法' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 20002,
		name: 'invalidTemplateArgument',
		cause: { en: 'A parameter of the template call is not valid', zh: '模板接口参数错误' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
	{
		code: 200002,
		name: 'invalidLibraryArgument',
		cause: { en: 'A parameter of the template library call is not valid', zh: '模板库接口参数错误' },
		fix: FIX_PARAMETER,
		retry: 'no',
	},
];
