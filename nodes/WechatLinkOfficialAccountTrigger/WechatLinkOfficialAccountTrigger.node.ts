// The trigger of a WeChat Official Account (公众号): starts a workflow when somebody follows, unfollows, scans or writes.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import { eventChoices, eventsInBrief, officialAccountOptions } from '../shared/push/options';
import { consoleNotice, publishedMessage, pushPanel, pushWebhooks } from '../shared/push/panel';
import { answerPush } from '../shared/push/webhook';

const CREDENTIAL = 'wechatLinkOfficialAccountApi';
const CONSOLE = {
	one: 'account',
	menu: '设置与开发 › 基本配置 › 服务器配置 (消息推送)',
	tryOut: 'follow the account',
	settings: 'Token, EncodingAESKey and mode as in the credential',
} as const;

export class WechatLinkOfficialAccountTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account Trigger',
		name: 'wechatLinkOfficialAccountTrigger',
		icon: { light: 'file:../icons/officialAccount.svg', dark: 'file:../icons/officialAccount.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression at every push to a node of version 1, which costs more than all else in it.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: eventsInBrief,
		// n8n shows node and trigger as one entry of its nodes panel, and this text below it.
		description:
			'Send template messages, look followers up by unionid, start when somebody follows, leaves, scans or writes (公众号)',
		eventTriggerDescription: 'Waiting for WeChat to push an event to the test URL',
		activationMessage: publishedMessage(CONSOLE),
		triggerPanel: pushPanel(CONSOLE),
		defaults: { name: 'WeChat Official Account Trigger' },
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
				options: eventChoices('officialAccount'),
				default: ['subscribe', 'unsubscribe'],
				description: 'What starts the workflow; everything else is acknowledged and dropped',
			},
			officialAccountOptions,
		],
	};

	webhookMethods = { default: manualRegistration(CREDENTIAL) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerPush(this, CREDENTIAL);
	}
}
