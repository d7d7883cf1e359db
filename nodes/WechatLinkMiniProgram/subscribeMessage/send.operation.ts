// Send subscribe message: a notification to a user of the mini program who has agreed to receive it.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { WechatApi } from '../../shared/api';
import { openidField, optionsField, templatedMessageOptions } from '../../shared/fields';
import type { Item } from '../../shared/item';
import type { ItemOperation } from '../../shared/operation';
import {
	TEMPLATE_PARAMETERS,
	asUnreachable,
	readTemplateData,
	requireTemplateId,
	templateFields,
} from '../../shared/template';
import type {
	TemplateData,
	TemplateParameterNames,
	Unreachable,
	WhenUnreachable,
} from '../../shared/template';

/** What subscribe/send takes, but for the receiver. */
export interface SubscribeMessage {
	template_id: string;
	data: TemplateData;
	page?: string;
	miniprogram_state: string;
	lang: string;
}

interface Parameters {
	openid: string;
	message: SubscribeMessage;
	unreachable: WhenUnreachable;
}

/** The options that the uniform message's fallback has too. */
export const subscribeMessageOptions: INodeProperties[] = [
	{
		displayName: 'Mini Program Version',
		name: 'miniprogramState',
		type: 'options',
		options: [
			{ name: 'Development (开发版)', value: 'developer' },
			{ name: 'Released (正式版)', value: 'formal' },
			{ name: 'Trial (体验版)', value: 'trial' },
		],
		default: 'formal',
		description: 'Which version of the mini program a tap on the message opens',
	},
	{
		displayName: 'Message Language',
		name: 'lang',
		type: 'options',
		options: [
			{ name: 'English', value: 'en_US' },
			{ name: 'Simplified Chinese (简体中文)', value: 'zh_CN' },
			{ name: 'Traditional Chinese, Hong Kong (繁體中文)', value: 'zh_HK' },
			{ name: 'Traditional Chinese, Taiwan (繁體中文)', value: 'zh_TW' },
		],
		default: 'zh_CN',
		description: 'The language in which the mini program is opened',
	},
];

/**
 * Reads the message to one person.
 *
 * @param item the input item
 * @param names the parameter names: the uniform message has its own
 * @param label what the template is called in the panel
 * @throws NodeOperationError naming the parameter
 */
export function readSubscribeMessage(
	item: Item,
	names: TemplateParameterNames & { page: string },
	label: string,
): SubscribeMessage {
	const page = item.text(names.page);
	return {
		template_id: requireTemplateId(item, names, label),
		data: readTemplateData(item, names),
		...(page === '' ? {} : { page }),
		miniprogram_state: item.option('miniprogramState', 'formal'),
		lang: item.option('lang', 'zh_CN'),
	};
}

/**
 * Sends a subscribe message. There is no idempotency key, so a call whose fate is unknown is not repeated.
 *
 * @param api the mini program
 * @param openid the receiver
 * @param message what to send
 * @param unreachable whether a person who cannot be reached is an outcome or an error
 * @throws WechatError for everything that is not about the person
 * @see wechat-api.md section 7; WeChat page "发送订阅消息"
 */
export async function sendSubscribeMessage(
	api: WechatApi,
	openid: string,
	message: SubscribeMessage,
	unreachable: WhenUnreachable,
): Promise<{ delivered: true; msgid?: string } | Unreachable> {
	try {
		const answer = await api.call({
			method: 'POST',
			path: '/cgi-bin/message/subscribe/send',
			body: { touser: openid, ...message },
			repeatable: false,
		});
		return { delivered: true, ...(answer.msgid === undefined ? {} : { msgid: String(answer.msgid) }) };
	} catch (error) {
		return await asUnreachable(error, unreachable);
	}
}

export const sendSubscribe: ItemOperation<Parameters> = {
	value: 'send',
	name: 'Send',
	action: 'Send subscribe message',
	description: 'Send a subscribe message (订阅消息) to a user who has agreed to it in the mini program',
	onlyOnce: true,
	fields: [
		openidField(
			"The user's openid in this mini program, from Code to Session; that of an Official Account does not fit",
		),
		...templateFields({
			names: TEMPLATE_PARAMETERS,
			label: 'Template',
			search: 'searchSubscribeTemplates',
			mapper: 'subscribeTemplateKeywords',
			description: 'The template (订阅消息模板) of the mini program, by its title or its ID',
			required: true,
		}),
		{
			displayName: 'Page',
			name: 'page',
			type: 'string',
			default: '',
			placeholder: 'e.g. pages/order/index?ID=42',
			description: 'The page of the mini program that a tap on the message opens; empty opens nothing',
		},
		optionsField([...subscribeMessageOptions, ...templatedMessageOptions]),
	],

	read: (item) => ({
		openid: item.openid('openid', 'Openid', "the user's openid in this mini program"),
		message: readSubscribeMessage(item, { ...TEMPLATE_PARAMETERS, page: 'page' }, 'Template'),
		unreachable: item.option<WhenUnreachable>('unreachable', 'output'),
	}),

	// WeChat refuses two sends to one person at the same time (43108).
	oneAtATime: ({ openid }) => openid,

	async run({ openid, message, unreachable }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const outcome = await sendSubscribeMessage(api, openid, message, unreachable);
		return { ...outcome, openid, template_id: message.template_id };
	},
};
