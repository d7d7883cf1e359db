// Send subscribe message: a notification to a user of the mini program who has agreed to receive it.
import type { IDataObject } from 'n8n-workflow';
import {
	openidField,
	optionsField,
	templatedMessageOptions,
	testReceiverOption,
} from '../../shared/fields/fields';
import {
	readSubscribeMessage,
	sendSubscribeMessage,
	subscribeMessageOptions,
} from '../../shared/messages/subscribeMessage';
import type { SubscribeMessage } from '../../shared/messages/subscribeMessage';
import { previewOf } from '../../shared/messages/preview';
import {
	TEMPLATE_PARAMETERS,
	templateChoice,
	templateFields,
	valuesOf,
} from '../../shared/messages/template';
import type { WhenUnreachable } from '../../shared/messages/deliver';
import { OF_SUBSCRIBE_MESSAGES } from '../../shared/lists/templates';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	openid: string;
	message: SubscribeMessage;
	unreachable: WhenUnreachable;
}

const CHOICE = templateChoice(TEMPLATE_PARAMETERS, OF_SUBSCRIBE_MESSAGES);

export const sendSubscribe = defineOperation<Parameters>({
	value: 'send',
	name: 'Send',
	action: 'Send subscribe message',
	calls: ['/cgi-bin/message/subscribe/send', '/wxaapi/newtmpl/gettemplate'],
	description: 'Send a subscribe message to a user who has agreed to it in the mini program',
	fields: [
		openidField(
			"The user's openid in this mini program, from 'Code to session'; that of an Official Account does not fit",
		),
		...templateFields({
			names: TEMPLATE_PARAMETERS,
			label: 'Template',
			search: 'searchSubscribeTemplates',
			mapper: 'subscribeTemplateKeywords',
			description: 'The template of the mini program, by its title or its ID',
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
		optionsField([
			...subscribeMessageOptions,
			...templatedMessageOptions(testReceiverOption('this mini program')),
		]),
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
		return await sendSubscribeMessage(api, openid, message, unreachable);
	},

	message: {
		addressed: { openid: ['openid'], template_id: ['templateId'] },
		receivers: { openid: 'testReceiver' },
		usesUp: "uses up one of the person's consents, unless the template is a long-term one",
		templates: [CHOICE],
		values: ({ message }) => valuesOf(message.data),
		preview: async ({ message }, open) => await previewOf(message, CHOICE.list, open),
	},
});
