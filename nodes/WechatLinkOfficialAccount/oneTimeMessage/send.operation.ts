// Send one-time message: one message to somebody who agreed to it, follower or not.
import type { IDataObject } from 'n8n-workflow';
import { deliverOrTell } from '../../shared/messages/deliver';
import type { WhenUnreachable } from '../../shared/messages/deliver';
import { messageOptions, openidField, optionsField, testReceiverOption } from '../../shared/fields/fields';
import { jumpFields, readJump } from '../../shared/messages/templateMessage';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import { consentFields, readConsent } from './consent';
import type { Consent } from './consent';

interface Parameters extends Consent {
	openid: string;
	title: string;
	content: string;
	jump: ReturnType<typeof readJump>;
	unreachable: WhenUnreachable;
}

/** In UTF-16 units, the safe way to count. */
const MOST_CHARACTERS = { title: 15, content: 200 };

function readText(item: Item, name: 'title' | 'content', label: string): string {
	const text = item.requiredText(name, label, 'Give what the person is to read.');
	const most = MOST_CHARACTERS[name];
	if (text.length <= most) return text;
	throw item.refuse(
		`The parameter '${label}' is too long: ${text.length} characters, and WeChat takes ${most}`,
		'Shorten it, and let a tap on the message open the rest.',
		name,
	);
}

export const sendOneTimeMessage = defineOperation<Parameters>({
	value: 'send',
	name: 'Send',
	action: 'Send one time message',
	calls: ['/cgi-bin/message/template/subscribe'],
	description:
		'Send one message to somebody who agreed to it on the consent link, follower or not: one per person and scene',
	fields: [
		openidField("The person's openid in this Official Account, as it came back from the consent link"),
		...consentFields,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Your table is ready',
			description: 'The title of the message, at most 15 characters',
		},
		{
			displayName: 'Content',
			name: 'content',
			type: 'string',
			typeOptions: { rows: 3 },
			required: true,
			default: '',
			placeholder: 'e.g. Please come to the entrance within 10 minutes.',
			description: 'The text of the message, at most 200 characters',
		},
		...jumpFields,
		optionsField(messageOptions(testReceiverOption('this Official Account'))),
	],

	read: (item) => ({
		...readConsent(item),
		openid: item.openid('openid', 'Openid', "the person's openid in this Official Account"),
		title: readText(item, 'title', 'Title'),
		content: readText(item, 'content', 'Content'),
		jump: readJump(item),
		unreachable: item.option<WhenUnreachable>('unreachable', 'output'),
	}),

	// Each consent allows one message, so a person's messages go out in the order of the items.
	oneAtATime: ({ openid }) => openid,

	async run({ openid, templateId, scene, title, content, jump, unreachable }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		return await deliverOrTell(
			api,
			{
				path: '/cgi-bin/message/template/subscribe',
				body: {
					touser: openid,
					template_id: templateId,
					...jump,
					scene,
					title,
					data: { content: { value: content } },
				},
			},
			unreachable,
		);
	},

	message: {
		addressed: { openid: ['openid'], template_id: ['templateId'], scene: ['scene'] },
		receivers: { openid: 'testReceiver' },
		usesUp: "uses up the person's consent",
		// WeChat lists its template nowhere.
		preview: async ({ title, content }) => ({ preview: `${title}\n${content}` }),
	},
});
