// The parameters of the WeChat triggers as the editor shows them; settings.ts reads them.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { PUSH_EVENT_TYPES } from '../../../wechat/push/eventTypes';
import { alphabetical } from '../panel/alphabetical';
import { optionsField } from '../fields/fields';
import { ANY_EVENT, DEFAULT_MAX_AGE_SECONDS, MAX_MAX_AGE_SECONDS, MIN_MAX_AGE_SECONDS } from './settings';

/** The choices of the `events` parameter: everything, then what this kind of account gets, by topic. */
export function eventChoices(account: 'officialAccount' | 'miniProgram'): INodePropertyOptions[] {
	const offered = PUSH_EVENT_TYPES.filter(({ accounts }) => accounts.includes(account)).map(
		({ topic, label, value, action, description }) => ({
			name: `${topic}: ${label}`,
			value,
			action,
			description,
		}),
	);
	const any = {
		name: 'Any Event or Message',
		value: ANY_EVENT,
		action: 'On any event or message',
		description: 'Everything that WeChat pushes',
	};
	return [any, ...alphabetical(offered, ({ name }) => name)];
}

/** So many characters of the canvas a subtitle may take; n8n cuts what is longer. */
const MOST_CHARACTERS = 30;

/** Below the node on the canvas: the events themselves, without their topics, where there is room. @returns an expression */
export function eventsInBrief(account: 'officialAccount' | 'miniProgram'): string {
	const labels = PUSH_EVENT_TYPES.filter(({ accounts }) => accounts.includes(account));
	const names = Object.fromEntries([
		[ANY_EVENT, 'Any Event or Message'],
		...labels.map(({ value, label }) => [value, label] as const),
	]);
	const inWords = `$parameter["events"].map((event) => (${JSON.stringify(names)})[event] ?? event).join(", ")`;
	return `={{ ((words) => $parameter["events"].length > 1 && words.length > ${MOST_CHARACTERS} ? $parameter["events"].length + " events" : words)(${inWords}) }}`;
}

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
		'Whether to add the user record and the unionid, at the price of one API call per event. If the call fails, the event still arrives, with userError.',
};

const maxAgeSeconds: INodeProperties = {
	displayName: 'Max Age (Seconds)',
	name: 'maxAgeSeconds',
	type: 'number',
	typeOptions: { minValue: MIN_MAX_AGE_SECONDS, maxValue: MAX_MAX_AGE_SECONDS },
	default: DEFAULT_MAX_AGE_SECONDS,
	description:
		'How old, or how far in the future, the signed time of a push may be before it is refused as a replay; 30 at least, since repetitions by WeChat carry the time of the first delivery',
};

/** Fixed for all events: n8n computes no expression that could see the event before WeChat must have its answer. */
const fixedText = (
	displayName: string,
	name: string,
	{ placeholder, description, rows }: { placeholder: string; description: string; rows?: number },
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	noDataExpression: true,
	...(rows ? { typeOptions: { rows } } : {}),
	default: '',
	placeholder,
	description,
});

const REPLY_DESCRIPTION =
	"What WeChat shows the person at once as the answer to a message, follow, scan or menu tap that this trigger waits for. Only together with 'Acknowledge: At Once'.";
const handOverChoice = {
	name: 'Hand Over to Human Agents',
	value: 'handOver',
	description:
		"Every message that a person writes goes on to the human agents, whatever 'Events' says: without it they do not see the chat while a push URL is set",
};
const noReply = { name: 'Nothing', value: 'none', description: 'The person sees no answer' };

const reply: INodeProperties = {
	displayName: 'Reply',
	name: 'reply',
	type: 'options',
	noDataExpression: true,
	options: [
		handOverChoice,
		{ name: 'Image', value: 'image', description: 'A picture that was uploaded before' },
		{ name: 'News', value: 'news', description: 'A card with title and picture that opens a page' },
		{ name: 'Nothing', value: 'none', description: 'The person sees no answer' },
		{ name: 'Text', value: 'text', description: 'A text' },
	],
	default: 'none',
	description: REPLY_DESCRIPTION,
};

const miniProgramReply: INodeProperties = {
	...reply,
	options: [handOverChoice, noReply],
	description:
		"A mini program can answer a message only by handing the chat over. Only together with 'Acknowledge: At Once'.",
};

const replyAgent = fixedText('Reply Agent', 'replyAgent', {
	placeholder: 'e.g. anna@shop',
	description:
		'With Reply: Hand Over to Human Agents, the account of the one agent who gets the chat; empty: any',
});

const replies: INodeProperties[] = [
	reply,
	replyAgent,
	fixedText('Reply Description', 'replyDescription', {
		placeholder: 'e.g. Opening hours and how to find us',
		description: 'With Reply: News, the text below the title',
	}),
	fixedText('Reply Media ID', 'replyMediaId', {
		placeholder: 'e.g. rF4UdIMfYK3efUfyoddYRMU50zMiRmmt',
		description:
			"With Reply: Image, the media ID of the picture: of 'Upload media' (valid for 3 days) or of permanent material",
	}),
	fixedText('Reply Picture URL', 'replyPictureUrl', {
		placeholder: 'e.g. https://example.com/shop.jpg',
		description: 'With Reply: News, the picture on the card',
	}),
	fixedText('Reply Text', 'replyText', {
		placeholder: 'e.g. Welcome!',
		description: 'With Reply: Text, what the person reads; the same for everybody',
		rows: 2,
	}),
	fixedText('Reply Title', 'replyTitle', {
		placeholder: 'e.g. Welcome to the shop',
		description: 'With Reply: News, the title of the card',
	}),
	fixedText('Reply URL', 'replyUrl', {
		placeholder: 'e.g. https://example.com/hours',
		description: 'With Reply: News, the page that the card opens',
	}),
];

const forwardTo: INodeProperties = {
	displayName: 'Forward To',
	name: 'forwardTo',
	type: 'string',
	noDataExpression: true,
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. https://example.com/wechat',
	description:
		"Addresses, one a line and five at most, that also get every push of WeChat, unchanged, whatever 'Events' says: the back end that received the pushes before, or another workflow",
};

const answerFrom: INodeProperties = {
	displayName: 'Answer From',
	name: 'answerFrom',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'First Address',
			value: 'firstAddress',
			description:
				"The person is answered what the first address of 'Forward To' says within 4 seconds, else what 'Reply' says",
		},
		{ name: 'This Trigger', value: 'n8n', description: 'The person is answered what Reply says' },
	],
	default: 'n8n',
	description: 'Who answers the person. First Address only together with Acknowledge: At Once.',
};

/** The version of both triggers: the only one for which n8n looks at `unreadBody`. */
export const TRIGGER_VERSION = 1;

/**
 * Not for people: n8n itself looks at a parameter `options` of a trigger of version 1, and leaves the body of a request
 * alone if `binaryData` in it is true. Otherwise it reads XML first, with one parser for all webhooks of the process, and a
 * single broken body, sent by anybody to any webhook, leaves that parser in a state in which no XML push is answered
 * until n8n is restarted. A parameter of its own, so that the default holds for workflows that no editor has made, too.
 */
export const unreadBody: INodeProperties = {
	displayName: 'Leave the Body to the Node',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

const settingsField = (settings: INodeProperties[]): INodeProperties => ({
	...optionsField(settings),
	name: 'settings',
});

export const officialAccountSettings = settingsField([
	acknowledge,
	answerFrom,
	fetchUserInfo,
	forwardTo,
	maxAgeSeconds,
	...replies,
]);

/** A mini program knows neither user info nor replies other than handing over. */
export const miniProgramSettings = settingsField([
	acknowledge,
	answerFrom,
	forwardTo,
	maxAgeSeconds,
	miniProgramReply,
	replyAgent,
]);
