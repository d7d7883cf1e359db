// The trigger of a WeChat Official Account (公众号): starts a workflow when somebody follows, unfollows, scans or writes.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import { eventChoices, officialAccountOptions } from '../shared/push/options';
import { answerPush } from '../shared/push/webhook';

const CREDENTIAL = 'wechatLinkOfficialAccountApi';
const CONSOLE = '设置与开发 › 基本配置 › 服务器配置 (消息推送)';

export class WechatLinkOfficialAccountTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account Trigger',
		name: 'wechatLinkOfficialAccountTrigger',
		icon: { light: 'file:../icons/officialAccount.svg', dark: 'file:../icons/officialAccount.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression at every push to a node of version 1, which costs more than all else in it.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts when somebody follows, unfollows, scans a QR code or writes (公众号)',
		eventTriggerDescription: 'Waiting for WeChat to push an event to the test URL',
		activationMessage: `From now on events start this workflow, provided its production URL is entered in the WeChat console under ${CONSOLE}.`,
		triggerPanel: {
			header: 'Receive events from WeChat',
			executionsHelp: {
				inactive: `<b>WeChat keeps one URL per account</b>, entered under ${CONSOLE}. While building: choose "Listen for test event", enter the test URL there, save it, and follow the account. When done: publish the workflow and enter the production URL instead.`,
				active: `<b>WeChat keeps one URL per account</b>, entered under ${CONSOLE}. This workflow runs for every event as long as its production URL stands there. For a test, enter the test URL, and put the production URL back afterwards: meanwhile no event reaches this workflow.`,
			},
			activationHint:
				'Publish the workflow first: WeChat checks the URL when you save it in the console, and the check needs a running trigger.',
		},
		defaults: { name: 'WeChat Official Account Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', path: 'webhook', responseMode: 'onReceived', ndvHideUrl: true },
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// What n8n sends with Acknowledge: After Save; otherwise the trigger has answered already.
				responseData: 'success',
			},
		],
		properties: [
			{
				displayName: `In the WeChat console, under ${CONSOLE}, enter the webhook URL of this trigger, and the same Token, EncodingAESKey and mode as in the credential. WeChat keeps one URL per account, so the test URL and the production URL cannot both receive, nor can two workflows.`,
				name: 'notice',
				type: 'notice',
				default: '',
			},
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
