// The templates of an account, as its two lists give them.
import type { IDataObject } from 'n8n-workflow';
import { parseTemplateContent } from '../../../wechat/templates/content';
import type { WechatApi } from '../call/api';
import type { CredentialName } from '../call/types';

/** The entries of a list, also where WeChat leaves it out or puts something else among them. */
function listOf(value: unknown): IDataObject[] {
	return valuesOf(value).filter((entry): entry is IDataObject => typeof entry === 'object' && entry !== null);
}

function valuesOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/**
 * The templates of template messages (模板消息).
 *
 * @param api an Official Account
 * @see docs/wechat/templates.md#libraries; WeChat page "获取已添加至账号下所有模板列表"
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
 * @see docs/wechat/templates.md#libraries; WeChat page "获取已有模板列表"
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
			valuesOf(row.enumValueList).map(String),
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

/** A template of either account, as both lists come down to. */
export interface Template {
	id: string;
	title: string;
	content: string;
	example: string;
	/** Allowed values of enum keywords, by key. */
	choices: Map<string, string[]>;
}

/** One of the lists of templates that an account has. */
export interface TemplateList {
	credential: CredentialName;
	/** @throws WechatError when WeChat does not give the list */
	list(api: WechatApi): Promise<Template[]>;
}

const asTemplate = (entry: IDataObject, id: unknown): Template => ({
	id: String(id),
	title: String(entry.title),
	content: String(entry.content ?? ''),
	example: String(entry.example ?? ''),
	choices: choicesOf(entry),
});

/** Template messages (模板消息) of an Official Account. */
export const OF_TEMPLATE_MESSAGES: TemplateList = {
	credential: 'wechatLinkOfficialAccountApi',
	list: async (api) => (await listTemplates(api)).map((entry) => asTemplate(entry, entry.template_id)),
};

const ofSubscriptions = (credential: CredentialName): TemplateList => ({
	credential,
	list: async (api) =>
		(await listSubscriptionTemplates(api)).map((entry) => asTemplate(entry, entry.priTmplId)),
});

/** Subscribe messages (订阅消息) of a mini program. */
export const OF_SUBSCRIBE_MESSAGES = ofSubscriptions('wechatLinkMiniProgramApi');
/** Subscription notifications (订阅通知) of an Official Account. */
export const OF_NOTIFICATIONS = ofSubscriptions('wechatLinkOfficialAccountApi');
