// The trigger of a WeChat Mini Program (小程序): starts a workflow when a user subscribes, writes or withdraws consent.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import {
	eventChoices,
	eventsInBrief,
	miniProgramSettings,
	TRIGGER_VERSION,
	unreadBody,
} from '../shared/push/parameters';
import { consoleNotice, publishedMessage, pushPanel, pushWebhooks } from '../shared/push/panel';
import { answerPush } from '../shared/push/webhook';
import { CONSOLE_WORDS, MINI_PROGRAM_PLACES } from '../../wechat/consoles';

const CREDENTIAL = 'wechatLinkMiniProgramApi';
const CONSOLE = {
	one: 'mini program',
	menu: MINI_PROGRAM_PLACES.push,
	tryOut: `press the test button (${CONSOLE_WORDS.tryPush}) of the console`,
	settings: `Token, EncodingAESKey and mode as in the credential; the data format (${CONSOLE_WORDS.dataFormat}) may be XML or JSON`,
} as const;

export class WechatLinkMiniProgramTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program Trigger',
		name: 'wechatLinkMiniProgramTrigger',
		icon: { light: 'file:../icons/miniProgram.svg', dark: 'file:../icons/miniProgram.dark.svg' },
		group: ['trigger'],
		version: TRIGGER_VERSION,
		subtitle: eventsInBrief('miniProgram'),
		// n8n shows node and trigger as one entry of its nodes panel, and this text below it.
		description:
			'Exchange login codes, send subscribe and uniform messages, start when somebody subscribes, writes or withdraws consent',
		eventTriggerDescription: 'Waiting for WeChat to push an event to the test URL',
		activationMessage: publishedMessage(CONSOLE),
		triggerPanel: pushPanel(CONSOLE),
		defaults: { name: 'WeChat Mini Program Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		webhooks: pushWebhooks,
		properties: [
			consoleNotice(CONSOLE),
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: eventChoices('miniProgram'),
				default: ['subscribe_msg_popup_event', 'subscribe_msg_change_event'],
				description:
					'What starts the workflow; everything else is acknowledged and dropped. A subscription event gives one item per template.',
			},
			miniProgramSettings,
			unreadBody,
		],
	};

	webhookMethods = { default: manualRegistration(CREDENTIAL) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerPush(this, CREDENTIAL);
	}
}
