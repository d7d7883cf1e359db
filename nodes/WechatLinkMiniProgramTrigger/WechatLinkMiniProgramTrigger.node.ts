// The trigger of a WeChat Mini Program (小程序): starts a workflow when a user subscribes, writes or withdraws consent.
import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { manualRegistration } from '../shared/push/activation';
import { eventChoices, miniProgramOptions } from '../shared/push/options';
import { answerPush } from '../shared/push/webhook';

const CREDENTIAL = 'wechatLinkMiniProgramApi';
const CONSOLE = '开发管理 › 消息推送';

export class WechatLinkMiniProgramTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program Trigger',
		name: 'wechatLinkMiniProgramTrigger',
		icon: { light: 'file:../icons/miniProgram.svg', dark: 'file:../icons/miniProgram.dark.svg' },
		group: ['trigger'],
		// n8n evaluates an expression at every push to a node of version 1, which costs more than all else in it.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts when a user answers a subscription, gets a subscribe message, writes in the chat or withdraws consent (小程序)',
		eventTriggerDescription: 'Waiting for WeChat to push an event to the test URL',
		activationMessage: `From now on events start this workflow, provided its production URL is entered in the WeChat console under ${CONSOLE}.`,
		triggerPanel: {
			header: 'Receive events from WeChat',
			executionsHelp: {
				inactive: `<b>WeChat keeps one URL per mini program</b>, entered under ${CONSOLE}. While building: choose "Listen for test event", enter the test URL there, save it, and press the test button (调试) of the console. When done: publish the workflow and enter the production URL instead.`,
				active: `<b>WeChat keeps one URL per mini program</b>, entered under ${CONSOLE}. This workflow runs for every event as long as its production URL stands there. For a test, enter the test URL, and put the production URL back afterwards: meanwhile no event reaches this workflow.`,
			},
			activationHint:
				'Publish the workflow first: WeChat checks the URL when you save it in the console, and the check needs a running trigger.',
		},
		defaults: { name: 'WeChat Mini Program Trigger' },
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
				displayName: `In the WeChat console, under ${CONSOLE}, enter the webhook URL of this trigger, and the same Token (令牌), EncodingAESKey and mode as in the credential; the data format (数据格式) may be XML or JSON. WeChat keeps one URL per mini program, so the test URL and the production URL cannot both receive, nor can two workflows.`,
				name: 'notice',
				type: 'notice',
				default: '',
			},
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
