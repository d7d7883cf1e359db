// The parameters of the WeChat triggers: how they look in the editor, and how they are read.
import type { IDataObject, INodeProperties, INodePropertyOptions, IWebhookFunctions } from 'n8n-workflow';
import { PUSH_EVENT_TYPES } from '../../../wechat/push/eventTypes';
import { optionsField } from '../fields';

/** The value of the choice that lets everything pass, also what WeChat may add one day. */
export const ANY_EVENT = '*';
const DEFAULT_MAX_AGE_SECONDS = 300;

export interface PushOptions {
	/** Values of `event`, lower-case, or `ANY_EVENT`. */
	events: ReadonlySet<string>;
	acknowledge: 'atOnce' | 'afterSave';
	fetchUserInfo: boolean;
	maxAgeSeconds: number;
	/** Empty: answer `success` alone. */
	replyText: string;
	/** Whether what people write goes on to the human agents. */
	handOver: boolean;
}

/** Reads a trigger's parameters; a value out of range falls back to the safe one. */
export function readPushOptions(context: Pick<IWebhookFunctions, 'getNodeParameter'>): PushOptions {
	const events = context.getNodeParameter('events', []) as string | string[];
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const maxAgeSeconds = Number(options.maxAgeSeconds ?? DEFAULT_MAX_AGE_SECONDS);
	return {
		events: new Set([events].flat()),
		acknowledge: options.acknowledge === 'afterSave' ? 'afterSave' : 'atOnce',
		fetchUserInfo: options.fetchUserInfo === true,
		maxAgeSeconds: maxAgeSeconds >= 1 && maxAgeSeconds <= 86_400 ? maxAgeSeconds : DEFAULT_MAX_AGE_SECONDS,
		replyText: typeof options.replyText === 'string' ? options.replyText : '',
		handOver: options.handOver === true,
	};
}

/** The choices of the `events` parameter: what this kind of account gets, most used first, and everything. */
export function eventChoices(account: 'officialAccount' | 'miniProgram'): INodePropertyOptions[] {
	const offered = PUSH_EVENT_TYPES.filter(({ accounts }) => accounts.includes(account));
	return [
		...offered.map(({ name, value, description }) => ({ name, value, description })),
		{ name: 'Any Event or Message', value: ANY_EVENT, description: 'Everything that WeChat pushes' },
	];
}

/** Below the node on the canvas: the events themselves as long as there is room for them. */
export const eventsInBrief =
	'={{ $parameter["events"].join(", ").length > 30 ? $parameter["events"].length + " events" : $parameter["events"].join(", ") }}';

const acknowledge: INodeProperties = {
	displayName: 'Acknowledge',
	name: 'acknowledge',
	type: 'options',
	options: [
		{
			name: 'At Once',
			value: 'atOnce',
			description:
				'Answer WeChat before the execution is stored: always in time, but a crash in between loses the event',
		},
		{
			name: 'After Save',
			value: 'afterSave',
			description:
				'Answer only when n8n has stored the execution: after a crash WeChat delivers again, but a busy n8n may answer too late',
		},
	],
	default: 'atOnce',
	description:
		'When WeChat is told that the event has arrived; without an answer in 5 seconds it delivers again',
};

const fetchUserInfo: INodeProperties = {
	displayName: 'Fetch User Info',
	name: 'fetchUserInfo',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the user record (用户信息) and the unionid, at the price of one API call per event. If the call fails, the event still arrives, with userError.',
};

const maxAgeSeconds: INodeProperties = {
	displayName: 'Max Age (Seconds)',
	name: 'maxAgeSeconds',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 86_400 },
	default: DEFAULT_MAX_AGE_SECONDS,
	description:
		'How old, or how far in the future, the signed time of a push may be before it is refused as a replay',
};

const replyText: INodeProperties = {
	displayName: 'Reply Text',
	name: 'replyText',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description:
		'A text that WeChat shows the person at once as the answer (被动回复) to a message, follow, scan or menu click. Only together with Acknowledge: At Once.',
};

const handOver: INodeProperties = {
	displayName: 'Hand Over to Human Agents',
	name: 'handOver',
	type: 'boolean',
	default: false,
	description:
		'Whether every message that a user writes goes on to the human agents (转发客服消息), whatever Events says: without it they do not see the chat while a push URL is set. Only together with Acknowledge: At Once.',
};

/**
 * Not for people: n8n itself looks for this name among the options of a trigger, and leaves the body of a request alone if
 * it is true. Otherwise it reads XML first, with one parser for all webhooks of the process, which two broken bodies at the
 * same moment, sent by anybody to any of them, leave in a state in which no XML push is answered until n8n is restarted.
 * It asks nodes of version 1 only.
 */
const unreadBody: INodeProperties = {
	displayName: 'Leave the Body to the Node',
	name: 'binaryData',
	type: 'hidden',
	default: true,
	description: 'Whether n8n leaves the body of a push as it came',
};

/** What is chosen when nothing is; n8n's editor adds to it. */
const unlessChosen = { [unreadBody.name]: true };

const triggerOptions = (options: INodeProperties[]): INodeProperties => ({
	...optionsField([...options, unreadBody]),
	default: unlessChosen,
});

export const officialAccountOptions = triggerOptions([acknowledge, fetchUserInfo, maxAgeSeconds, replyText]);

/** A mini program knows neither user info nor passive replies. */
export const miniProgramOptions = triggerOptions([acknowledge, handOver, maxAgeSeconds]);
