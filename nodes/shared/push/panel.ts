// What the two triggers have in common in the editor: their webhooks, and the words that bring the URL into WeChat's console.
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

interface Console {
	/** What WeChat keeps one URL for. */
	one: 'account' | 'mini program';
	/** Where the URL is entered, in the console's own words. */
	menu: string;
	/** How the first test event is made once the test URL is saved. */
	tryOut: string;
	/** What else must agree with the credential. */
	settings: string;
	/** What turning the push URL on does besides, as a sentence. */
	alsoDoes?: string;
}

/** One path: WeChat checks the URL with GET and delivers with POST. */
export const pushWebhooks: INodeTypeDescription['webhooks'] = [
	{ name: 'setup', httpMethod: 'GET', path: 'webhook', responseMode: 'onReceived', ndvHideUrl: true },
	{
		name: 'default',
		httpMethod: 'POST',
		path: 'webhook',
		responseMode: 'onReceived',
		// What n8n sends with Acknowledge: After Save; otherwise the trigger has answered already.
		responseData: 'success',
	},
];

/** The panel beside the trigger while it waits for an event. */
export function pushPanel({ one, menu, tryOut }: Console): INodeTypeDescription['triggerPanel'] {
	const rule = `<b>WeChat keeps one URL per ${one}</b>, entered under ${menu}.`;
	return {
		header: 'Receive events from WeChat',
		executionsHelp: {
			inactive: `${rule} While building: press "Execute step", enter the test URL there, save it, and ${tryOut}. When done: publish the workflow and enter the production URL instead.`,
			active: `${rule} This workflow runs for every event as long as its production URL stands there, or in 'Forward To' of the trigger whose URL does. For a test, enter the test URL, and put the production URL back afterwards: meanwhile no event reaches this workflow.`,
		},
		activationHint:
			'WeChat checks the URL when you save it in the console, and something must answer: the test URL while this step waits for an event, the production URL once the workflow is published.',
	};
}

/** Shown when the workflow is published. */
export const publishedMessage = ({ menu }: Console): string =>
	`From now on events start this workflow, provided its production URL is entered in the WeChat console under ${menu}, or in 'Forward To' of the trigger whose URL is.`;

/** The first thing in the trigger's parameters: what to enter where. */
export const consoleNotice = ({ one, menu, settings, alsoDoes }: Console): INodeProperties => ({
	displayName: `When the workflow is ready, copy the production URL from "Webhook URLs" above, publish the workflow, and enter the URL in the WeChat console under ${menu}, with the same ${settings}. WeChat keeps one URL per ${one}, so the test URL and the production URL cannot both receive. Other workflows, or a back end that received the pushes before, get them by 'Forward To' under Options.${alsoDoes ? ` ${alsoDoes}` : ''}`,
	name: 'notice',
	type: 'notice',
	default: '',
});
