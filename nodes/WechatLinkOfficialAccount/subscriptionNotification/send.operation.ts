// Send subscription notification: a message to somebody who subscribed to it on a web page or in an article.
import type { IDataObject } from 'n8n-workflow';
import { deliverOrTell } from '../../shared/messages/deliver';
import type { WhenUnreachable } from '../../shared/messages/deliver';
import {
	openidField,
	optionsField,
	templatedMessageOptions,
	testReceiverOption,
} from '../../shared/fields/fields';
import { previewOf } from '../../shared/messages/preview';
import { OF_NOTIFICATIONS } from '../../shared/lists/templates';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import {
	TEMPLATE_PARAMETERS,
	readTemplateData,
	requireTemplateId,
	templateChoice,
	templateFields,
	valuesOf,
} from '../../shared/messages/template';
import type { TemplateData } from '../../shared/messages/template';
import {
	clientMessageIdOption,
	jumpFields,
	readClientMsgId,
	readJump,
} from '../../shared/messages/templateMessage';

/**
 * What bizsend takes, but for the receiver; WeChat's own page disagrees with itself
 * (docs/wechat/messages.md#subscription-notifications).
 */
interface Notification {
	template_id: string;
	data: TemplateData;
	/** A web page, unlike the `page` of a mini program's subscribe message. */
	page?: string;
	miniprogram?: { appid: string; pagepath: string };
	client_msg_id?: string;
}

interface Parameters {
	openid: string;
	message: Notification;
	unreachable: WhenUnreachable;
}

function readNotification(item: Item, openid: string): Notification {
	const { url, miniprogram } = readJump(item);
	const clientMsgId = readClientMsgId(item, openid);
	return {
		template_id: requireTemplateId(item, TEMPLATE_PARAMETERS, 'Template'),
		data: readTemplateData(item, TEMPLATE_PARAMETERS, 'subscription'),
		...(url === undefined ? {} : { page: url }),
		...(miniprogram === undefined ? {} : { miniprogram }),
		...(clientMsgId === '' ? {} : { client_msg_id: clientMsgId }),
	};
}

const CHOICE = templateChoice(TEMPLATE_PARAMETERS, OF_NOTIFICATIONS);

export const sendNotification = defineOperation<Parameters>({
	value: 'send',
	name: 'Send',
	action: 'Send subscription notification',
	calls: ['/cgi-bin/message/subscribe/bizsend', '/wxaapi/newtmpl/gettemplate'],
	description: 'Send a subscription notification to somebody who agreed to it on a web page or in an article',
	fields: [
		openidField(
			"The person's openid in this Official Account, for instance from a subscribe_msg_popup_event; the openid of a mini program does not fit",
		),
		...templateFields({
			names: TEMPLATE_PARAMETERS,
			label: 'Template',
			search: 'searchNotificationTemplates',
			mapper: 'notificationTemplateKeywords',
			description:
				'The template of the Official Account, by its title or its ID; not one for template messages',
			required: true,
		}),
		...jumpFields,
		optionsField([
			clientMessageIdOption(
				"Your own key for this message (client_msg_id), at most 32 letters, digits, hyphens and underscores. WeChat's page shows it without promising that a repeat is sent once.",
			),
			...templatedMessageOptions(testReceiverOption('this Official Account')),
		]),
	],

	read(item) {
		const openid = item.openid('openid', 'Openid', "the person's openid in this Official Account");
		const message = readNotification(item, openid);
		return { openid, message, unreachable: item.option<WhenUnreachable>('unreachable', 'output') };
	},

	// Each right allows one message, so a person's messages go out in the order of the items.
	oneAtATime: ({ openid }) => openid,

	async run({ openid, message, unreachable }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		return await deliverOrTell(
			api,
			{
				path: '/cgi-bin/message/subscribe/bizsend',
				body: { touser: openid, ...message },
			},
			unreachable,
		);
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
