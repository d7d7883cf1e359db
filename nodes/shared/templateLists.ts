// The templates of an account, as its two lists give them.
import type { IDataObject } from 'n8n-workflow';
import { parseTemplateContent } from '../../wechat/templates/content';
import type { WechatApi } from './api';

function listOf(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as IDataObject[]) : [];
}

/**
 * The templates of template messages (模板消息).
 *
 * @param api an Official Account
 * @see wechat-api.md section 4.6; WeChat page "获取已添加至账号下所有模板列表"
 */
export async function listTemplates(api: WechatApi): Promise<IDataObject[]> {
	const path = '/cgi-bin/template/get_all_private_template';
	const returns = ['template_list'];
	return listOf((await api.call({ method: 'GET', path, repeatable: true, returns })).template_list);
}

/**
 * The templates of subscribe messages (订阅消息) or subscription notifications (订阅通知): one list, the account decides.
 *
 * @param api either kind of account
 * @see wechat-api.md section 7.4; WeChat page "获取已有模板列表"
 */
export async function listSubscriptionTemplates(api: WechatApi): Promise<IDataObject[]> {
	const path = '/wxaapi/newtmpl/gettemplate';
	return listOf((await api.call({ method: 'GET', path, repeatable: true, returns: ['data'] })).data);
}

/** Allowed values of the enum keywords of a subscription template, by key. */
export function choicesOf(template: IDataObject): Map<string, string[]> {
	return new Map(
		listOf(template.keywordEnumValueList).map((row) => [
			String(row.keywordCode).replace(/\.DATA$/, ''),
			listOf(row.enumValueList).map(String),
		]),
	);
}

/** A template as WeChat lists it, with its keywords read from its content. */
export function withKeywords(template: IDataObject): IDataObject {
	const { content, example } = template;
	return {
		...template,
		keywords: parseTemplateContent(String(content ?? ''), String(example ?? '')).map((field) => ({
			...field,
		})),
	};
}
