// A subscribe message of the mini program: its options, reading it, and sending it. The uniform message sends one, too.
import type { INodeProperties } from 'n8n-workflow';
import { deliverOrTell } from './deliver';
import type { Delivered, Unreachable, WhenUnreachable } from './deliver';
import type { WechatApi } from '../call/api';
import type { Item } from '../run/item';
import { readTemplateData, requireTemplateId } from './template';
import type { TemplateData, TemplateParameterNames } from './template';

/** What subscribe/send takes, but for the receiver. */
export interface SubscribeMessage {
	template_id: string;
	data: TemplateData;
	page?: string;
	miniprogram_state: string;
	lang: string;
}

/** The options that the uniform message's fallback has too. */
export const subscribeMessageOptions: INodeProperties[] = [
	{
		displayName: 'Mini Program Version',
		name: 'miniprogramState',
		type: 'options',
		options: [
			{ name: 'Development', value: 'developer' },
			{ name: 'Released', value: 'formal' },
			{ name: 'Trial', value: 'trial' },
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
			{ name: 'Simplified Chinese', value: 'zh_CN' },
			{ name: 'Traditional Chinese, Hong Kong', value: 'zh_HK' },
			{ name: 'Traditional Chinese, Taiwan', value: 'zh_TW' },
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
	// A leading slash makes WeChat refuse the page.
	const page = item.text(names.page).replace(/^\/+/, '');
	return {
		template_id: requireTemplateId(item, names, label),
		data: readTemplateData(item, names, 'subscription'),
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
 * @see docs/wechat/messages.md#subscribe-messages; WeChat page "发送订阅消息"
 */
export async function sendSubscribeMessage(
	api: WechatApi,
	openid: string,
	message: SubscribeMessage,
	unreachable: WhenUnreachable,
): Promise<Delivered | Unreachable> {
	return await deliverOrTell(
		api,
		{
			path: '/cgi-bin/message/subscribe/send',
			body: { touser: openid, ...message },
		},
		unreachable,
	);
}
