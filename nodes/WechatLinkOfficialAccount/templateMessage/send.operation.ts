// Send template message: a notification to one follower of the Official Account.
import type { IDataObject } from 'n8n-workflow';
import {
	openidField,
	optionsField,
	templatedMessageOptions,
	testReceiverOption,
} from '../../shared/fields/fields';
import { previewOf } from '../../shared/messages/preview';
import type { WhenUnreachable } from '../../shared/messages/deliver';
import { valuesOf } from '../../shared/messages/template';
import {
	TEMPLATE_OF_MESSAGE,
	readTemplateMessage,
	sendTemplateMessage,
	templateMessageFields,
	templateMessageOptions,
} from '../../shared/messages/templateMessage';
import type { TemplateMessage } from '../../shared/messages/templateMessage';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	openid: string;
	message: TemplateMessage;
	unreachable: WhenUnreachable;
}

export const sendTemplate = defineOperation<Parameters>({
	value: 'send',
	name: 'Send',
	action: 'Send template message',
	calls: ['/cgi-bin/message/template/send', '/cgi-bin/template/get_all_private_template'],
	description: 'Send a template message to a follower of the Official Account',
	fields: [
		openidField("The follower's openid in this Official Account; the openid of a mini program does not fit"),
		...templateMessageFields('Template'),
		optionsField([
			...templateMessageOptions,
			...templatedMessageOptions(testReceiverOption('this Official Account')),
		]),
	],

	read(item) {
		const openid = item.openid('openid', 'Openid', "the follower's openid in this Official Account");
		const message = readTemplateMessage(item, openid, 'Template');
		return { openid, message, unreachable: item.option<WhenUnreachable>('unreachable', 'output') };
	},

	async run({ openid, message, unreachable }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		return await sendTemplateMessage(api, openid, message, unreachable);
	},

	message: {
		addressed: { openid: ['openid'], template_id: ['templateId'] },
		receivers: { openid: 'testReceiver' },
		templates: [TEMPLATE_OF_MESSAGE],
		values: ({ message }) => valuesOf(message.data),
		preview: async ({ message }, open) => await previewOf(message, TEMPLATE_OF_MESSAGE.list, open),
	},
});
