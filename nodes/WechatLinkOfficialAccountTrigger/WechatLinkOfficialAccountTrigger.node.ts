// The trigger of a WeChat Official Account (公众号): starts a workflow when somebody follows, unfollows, scans or writes.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import {
	eventChoices,
	eventsInBrief,
	officialAccountSettings,
	TRIGGER_VERSION,
	unreadBody,
} from '../shared/push/parameters';
import { consoleNotice, publishedMessage, pushPanel, pushWebhooks } from '../shared/push/panel';
import { answerPush } from '../shared/push/webhook';
import { OFFICIAL_ACCOUNT_PLACES, TEST_ACCOUNT_PLACES } from '../../wechat/consoles';

const CREDENTIAL = 'wechatLinkOfficialAccountApi';
const CONSOLE = {
	one: 'account',
	menu: `${OFFICIAL_ACCOUNT_PLACES.push} (of a test account: ${TEST_ACCOUNT_PLACES.push})`,
	tryOut: 'follow the account',
	settings: 'Token, EncodingAESKey and mode as in the credential',
	alsoDoes:
		"Entering the URL switches off the menu and the automatic replies that were made in the console: run 'Get menu' before and 'Create menu' after to bring the menu back.",
} as const;

export class WechatLinkOfficialAccountTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account Trigger',
		name: 'wechatLinkOfficialAccountTrigger',
		icon: { light: 'file:../icons/officialAccount.svg', dark: 'file:../icons/officialAccount.dark.svg' },
		group: ['trigger'],
		version: TRIGGER_VERSION,
		subtitle: eventsInBrief('officialAccount'),
		// n8n shows node and trigger as one entry of its nodes panel, and this text below it.
		description:
			'Send template messages, look followers up by unionid, start when somebody follows, leaves, scans or writes',
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
			officialAccountSettings,
			unreadBody,
		],
	};

	webhookMethods = { default: manualRegistration(CREDENTIAL) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerPush(this, CREDENTIAL);
	}
}
