// Return codes of the tools around the interfaces: quota, rid, network check.
import type { CatalogueEntry } from '../entry';

const FIX_PUSH_URL = {
	en: 'Set the push URL first: 设置与开发 › 基本配置 › 服务器配置 for an Official Account, 开发管理 › 消息推送 for a mini program. The trigger node shows the URL to enter.',
	zh: '请先配置推送 URL：公众号在 设置与开发 › 基本配置 › 服务器配置，小程序在 开发管理 › 消息推送。触发器节点会显示需要填写的 URL。',
};

const FIX_CHECK = {
	en: 'Use dns, ping or all as action, and CHINANET, UNICOM, CAP or DEFAULT as operator (check_operator).',
	zh: 'action 请使用 dns、ping 或 all，check_operator 请使用 CHINANET、UNICOM、CAP 或 DEFAULT。',
};

const FIX_RID = {
	en: 'Ask within 7 days, with the credential of the account that made the call, and copy the rid as it stands in the message: three groups joined by dashes. Calls under /sns/ cannot be looked up.',
	zh: '请在 7 天内使用发起调用的账号查询，并完整复制 rid（三段，以短横线连接）。/sns/ 下的调用无法查询。',
};

const FIX_CGI_PATH = {
	en: 'Write the path with a leading slash and without host or query, such as /cgi-bin/message/custom/send, and ask with the credential of an account that has the interface. Paths under /sns/ have no quota to show.',
	zh: '路径以斜杠开头，不带域名和参数，例如 /cgi-bin/message/custom/send，并使用拥有该接口的账号查询。/sns/ 下的接口不支持查询额度。',
};

export const toolCodes = (): CatalogueEntry[] => [
	{
		code: 40201,
		name: 'noPushUrl',
		cause: { en: 'No push URL is set for this account', zh: '未设置回调 URL' },
		fix: FIX_PUSH_URL,
		retry: 'no',
	},
	{
		code: 40202,
		name: 'invalidCheckAction',
		cause: { en: 'WeChat does not know this network check', zh: '不正确的 action' },
		fix: FIX_CHECK,
		retry: 'no',
	},
	{
		code: 40203,
		name: 'invalidCheckOperator',
		cause: { en: 'WeChat does not know this network operator', zh: '不正确的 check_operator' },
		fix: FIX_CHECK,
		retry: 'no',
	},
	{
		code: 48006,
		name: 'noQuotaResetsLeft',
		cause: { en: 'The quota resets of this month are used up', zh: '本月清零次数已达上限' },
		fix: {
			en: 'Wait for the next month (10 resets a month), or for midnight, Beijing time, when the daily quota starts again.',
			zh: '每月可重置 10 次，请等到下月，或等到北京时间零点每日额度恢复。',
		},
		retry: 'later',
		onPath: {
			'/cgi-bin/openapi/quota': {
				fix: {
					en: 'Wait for the next month (50 resets of single interfaces a month), or for midnight, Beijing time, when the daily quota starts again. Clearing the whole account is counted separately.',
					zh: '单个接口每月可重置 50 次，请等到下月，或等到北京时间零点每日额度恢复。重置整个账号另行计数。',
				},
			},
		},
	},
	{
		code: 76001,
		name: 'ridNotFound',
		cause: { en: 'WeChat does not know this rid', zh: 'rid 不存在' },
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76002,
		name: 'ridMalformed',
		cause: { en: 'The rid is not complete', zh: 'rid 为空或格式有误' },
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76003,
		name: 'ridForeign',
		cause: { en: 'The rid or path belongs to another account', zh: '无权查询该 rid 或接口' },
		fix: FIX_RID,
		retry: 'no',
		onPath: {
			'/cgi-bin/openapi/quota': {
				cause: { en: 'WeChat does not know the path whose quota was asked for', zh: 'cgi_path 填写有误' },
				fix: FIX_CGI_PATH,
			},
		},
	},
	{
		code: 76004,
		name: 'ridTooOld',
		cause: { en: 'The rid is older than 7 days', zh: 'rid 已超过 7 天' },
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76021,
		name: 'cgiPathNotFound',
		cause: { en: 'WeChat does not know the path whose quota was asked for', zh: 'cgi_path 填写有误' },
		fix: FIX_CGI_PATH,
		retry: 'no',
	},
	{
		code: 76022,
		name: 'cgiPathForbidden',
		cause: { en: 'This account may not ask for the quota of that path', zh: '无法查询该 cgi_path' },
		fix: FIX_CGI_PATH,
		retry: 'no',
	},
];
