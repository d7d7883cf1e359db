// The trigger of a WeChat Mini Program (小程序): starts a workflow when a user subscribes, writes or withdraws consent.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import { eventChoices, eventsInBrief, miniProgramOptions } from '../shared/push/options';
import { consoleNotice, publishedMessage, pushPanel, pushWebhooks } from '../shared/push/panel';
import { answerPush } from '../shared/push/webhook';

const CREDENTIAL = 'wechatLinkMiniProgramApi';
const CONSOLE = {
	one: 'mini program',
	menu: '开发管理 › 消息推送',
	tryOut: 'press the test button (调试) of the console',
	settings:
		'Token (令牌), EncodingAESKey and mode as in the credential; the data format (数据格式) may be XML or JSON',
} as const;

export class WechatLinkMiniProgramTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program Trigger',
		name: 'wechatLinkMiniProgramTrigger',
		icon: { light: 'file:../icons/miniProgram.svg', dark: 'file:../icons/miniProgram.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression at every push to a node of version 1, which costs more than all else in it.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: eventsInBrief,
		// n8n shows node and trigger as one entry of its nodes panel, and this text below it.
		description:
			'Exchange login codes, send subscribe and uniform messages, start when somebody subscribes, writes or withdraws consent (小程序)',
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
			miniProgramOptions,
		],
	};

	webhookMethods = { default: manualRegistration(CREDENTIAL) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerPush(this, CREDENTIAL);
	}
}
