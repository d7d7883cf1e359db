// A template message: the parameters that describe it, reading them, and sending it. The uniform message sends one, too.
import type { INodeProperties } from 'n8n-workflow';
import { deliverOrTell } from './deliver';
import type { Delivered, Unreachable, WhenUnreachable } from './deliver';
import type { WechatApi } from '../call/api';
import type { Item } from '../run/item';
import { keyOf } from '../run/identity';
import type { SendOnce } from '../run/identity';
import type { TemplateChoice } from '../run/operation';
import { OF_TEMPLATE_MESSAGES } from '../lists/templates';
import {
	TEMPLATE_PARAMETERS,
	readTemplateData,
	requireTemplateId,
	templateChoice,
	templateFields,
} from './template';
import type { TemplateData } from './template';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

/** What template/send takes, but for the receiver. */
export interface TemplateMessage {
	template_id: string;
	data: TemplateData;
	url?: string;
	miniprogram?: { appid: string; pagepath: string };
	client_msg_id?: string;
}

/** Where a tap leads, as the subscription notification shows it too. */
export const jumpFields: INodeProperties[] = [
	{
		displayName: 'Tapping the Message Opens',
		name: 'jumpTo',
		type: 'options',
		options: [
			{
				name: 'Mini Program',
				value: 'miniProgram',
				description: 'A page of a mini program linked to the account',
			},
			{ name: 'Nothing', value: 'none' },
			{ name: 'Web Page', value: 'url' },
		],
		default: 'none',
		description: 'Where a tap on the message leads',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/orders/42',
		displayOptions: { show: { jumpTo: ['url'] } },
		description: 'The web page that a tap on the message opens',
	},
	{
		displayName: 'Mini Program App ID',
		name: 'miniProgramAppId',
		type: 'string',
		default: '',
		placeholder: 'e.g. wx9f8e7d6c5b4a3210',
		displayOptions: { show: { jumpTo: ['miniProgram'] } },
		description: `The AppID of the mini program, which must be linked to the Official Account (${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms})`,
	},
	{
		displayName: 'Mini Program Page',
		name: 'miniProgramPath',
		type: 'string',
		default: '',
		placeholder: 'e.g. pages/order/index?ID=42',
		displayOptions: { show: { jumpTo: ['miniProgram'] } },
		description: 'A page of the released version, without a leading slash; empty opens the home page',
	},
];

/** Its template. */
export const TEMPLATE_OF_MESSAGE: TemplateChoice = templateChoice(TEMPLATE_PARAMETERS, OF_TEMPLATE_MESSAGES);

/**
 * Template, values and jump, as the uniform message shows them too.
 *
 * @param label what the template is called: beside one of another account it says whose it is
 */
export const templateMessageFields = (label: string): INodeProperties[] => [
	...templateFields({
		names: TEMPLATE_PARAMETERS,
		label,
		search: 'searchTemplates',
		mapper: 'templateKeywords',
		description: 'The template of the Official Account, by its title or its ID',
		required: true,
	}),
	...jumpFields,
];

/** @param description what the key is for in this channel */
export const clientMessageIdOption = (description: string): INodeProperties => ({
	displayName: 'Client Message ID',
	name: 'clientMsgId',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-42-shipped',
	description,
});

/** The options that a template message has beside those of all templated messages. */
export const templateMessageOptions: INodeProperties[] = [
	clientMessageIdOption(
		"Your own key for this message (client_msg_id): WeChat sends the same person one message per key within ten minutes. At most 32 letters, digits, hyphens and underscores; it replaces 'Send Once'.",
	),
	{
		displayName: 'Send Once',
		name: 'sendOnce',
		type: 'options',
		options: [
			{
				name: 'Per Content',
				value: 'content',
				description:
					'The same text to the same person is sent once within ten minutes, also by another execution: for workflows that are fed the same more than once',
			},
			{
				name: 'Per Execution',
				value: 'execution',
				description:
					'However n8n repeats an execution, each item is sent once; another execution sends again',
			},
			{
				name: 'Off',
				value: 'off',
				description: 'WeChat is given no key, so a message that may have been sent is not tried again',
			},
		],
		default: 'execution',
		description: 'Which repeats WeChat is asked to suppress, by a key in client_msg_id',
	},
];

/**
 * Reads where a tap leads.
 *
 * @param item the input item
 * @throws NodeOperationError naming the parameter
 */
export function readJump(item: Item): Pick<TemplateMessage, 'url' | 'miniprogram'> {
	const jumpTo = item.text('jumpTo');
	if (jumpTo === 'url') {
		const url = item.requiredText(
			'url',
			'URL',
			'Give the address of the page, or let the message open nothing.',
		);
		if (/^https?:\/\/\S+$/i.test(url)) return { url };
		throw item.refuse(
			"The parameter 'URL' is not a web address",
			'It must start with https:// or http://.',
			'url',
		);
	}
	if (jumpTo === 'miniProgram') {
		const wayOut = "Give the mini program's AppID, or let the message open nothing.";
		const appid = item.requiredText('miniProgramAppId', 'Mini Program App ID', wayOut);
		// A leading slash is refused as an invalid page.
		return { miniprogram: { appid, pagepath: item.text('miniProgramPath').replace(/^\/+/, '') } };
	}
	return {};
}

/**
 * Reads the user's own key of a message; empty when there is none. A test receiver who stands in for many gets one made of
 * it for each of them: WeChat tells keys apart by person, and would bring them the first message only.
 *
 * @param item the input item
 * @param openid the receiver, a test receiver where there is one
 * @throws NodeOperationError when WeChat may refuse it (docs/wechat/messages.md#repeated-sends)
 */
export function readClientMsgId(item: Item, openid: string): string {
	const ownKey = item.option('clientMsgId', '').trim();
	if (ownKey === '') return ownKey;
	if (/^[\w-]{1,32}$/.test(ownKey)) {
		const { intendedOpenid } = item.redirection(openid);
		return intendedOpenid === undefined ? ownKey : keyOf(ownKey, intendedOpenid);
	}
	throw item.refuse(
		"The option 'Client Message ID' has characters or a length that WeChat may refuse",
		'Use at most 32 letters, digits, hyphens and underscores.',
		'options.clientMsgId',
	);
}

/**
 * Reads the message to one person, with the key that keeps a repeated execution from sending it again.
 *
 * @param item the input item
 * @param openid the receiver in the Official Account, part of the key
 * @param label what the panel calls the template
 * @throws NodeOperationError naming the parameter
 */
export function readTemplateMessage(item: Item, openid: string, label: string): TemplateMessage {
	const message: TemplateMessage = {
		template_id: requireTemplateId(item, TEMPLATE_PARAMETERS, label),
		data: readTemplateData(item, TEMPLATE_PARAMETERS, 'template'),
		...readJump(item),
	};
	const own = readClientMsgId(item, openid);
	const mode = item.option<SendOnce>('sendOnce', 'execution');
	const key = item.run.messageKey({ mode, index: item.index, content: { openid, ...message }, own });
	return { ...message, ...(key ? { client_msg_id: key } : {}) };
}

/**
 * Sends a template message.
 *
 * @param api the Official Account
 * @param openid the receiver
 * @param message what to send
 * @param unreachable whether a person who cannot be reached is an outcome or an error
 * @returns WeChat's msgid, with `pending` where WeChat reviews the message first; or the reason why this person cannot be reached
 * @throws WechatError for everything that is not about the person
 * @see docs/wechat/messages.md#template-messages; WeChat page "发送模板消息"
 */
export async function sendTemplateMessage(
	api: WechatApi,
	openid: string,
	message: TemplateMessage,
	unreachable: WhenUnreachable,
): Promise<Delivered | Unreachable> {
	return await deliverOrTell(
		api,
		{
			path: '/cgi-bin/message/template/send',
			body: { touser: openid, ...message },
			// With a client_msg_id WeChat drops the second of two.
			repeatable: message.client_msg_id !== undefined,
		},
		unreachable,
	);
}
