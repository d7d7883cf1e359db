// What a trigger was told in its parameters: read at every push, and checked when the workflow is published.
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

/** The value of the choice that lets everything pass, also what WeChat may add one day. */
export const ANY_EVENT = '*';
export const DEFAULT_MAX_AGE_SECONDS = 300;
/** A re-delivery carries the time of the first one, which is up to 20 s old by then. See docs/wechat/pushes.md. */
export const MIN_MAX_AGE_SECONDS = 30;
export const MAX_MAX_AGE_SECONDS = 86_400;

const MAX_ADDRESSES = 5;

export const REPLY_KINDS = ['none', 'text', 'image', 'news', 'handOver'] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** The fields of each kind of reply, by parameter name: those it needs, and those it may have. */
const REPLY_FIELDS: Record<ReplyKind, { needs: string[]; takes: string[] }> = {
	none: { needs: [], takes: [] },
	text: { needs: ['replyText'], takes: [] },
	image: { needs: ['replyMediaId'], takes: [] },
	news: { needs: ['replyTitle', 'replyUrl'], takes: ['replyDescription', 'replyPictureUrl'] },
	handOver: { needs: [], takes: ['replyAgent'] },
};

/** As the panel shows them. */
const NAMES: Record<string, string> = {
	replyText: 'Reply Text',
	replyMediaId: 'Reply Media ID',
	replyTitle: 'Reply Title',
	replyDescription: 'Reply Description',
	replyPictureUrl: 'Reply Picture URL',
	replyUrl: 'Reply URL',
	replyAgent: 'Reply Agent',
};
const KIND_NAMES: Record<ReplyKind, string> = {
	none: 'Nothing',
	text: 'Text',
	image: 'Image',
	news: 'News',
	handOver: 'Hand Over to Human Agents',
};

export interface PushSettings {
	/** Values of `event`, lower-case, or `ANY_EVENT`. */
	events: ReadonlySet<string>;
	acknowledge: 'atOnce' | 'afterSave';
	fetchUserInfo: boolean;
	maxAgeSeconds: number;
	/** Addresses that get every believed push, too. */
	forwardTo: string[];
	/** Who says what the person is answered. */
	answerFrom: 'n8n' | 'firstAddress';
	reply: {
		kind: ReplyKind;
		text: string;
		mediaId: string;
		title: string;
		description: string;
		pictureUrl: string;
		url: string;
		/** The account of a human agent; empty: any. */
		agent: string;
	};
}

/** Reads a trigger's parameters; what `settingsFault` would have refused falls back to the safe choice. */
export function readSettings(context: Pick<IWebhookFunctions, 'getNodeParameter'>): PushSettings {
	const events = context.getNodeParameter('events', []) as string | string[];
	const settings = context.getNodeParameter('settings', {}) as IDataObject;
	const maxAgeSeconds = Number(settings.maxAgeSeconds ?? DEFAULT_MAX_AGE_SECONDS);
	return {
		events: new Set([events].flat()),
		acknowledge: settings.acknowledge === 'afterSave' ? 'afterSave' : 'atOnce',
		fetchUserInfo: settings.fetchUserInfo === true,
		maxAgeSeconds: isMaxAge(maxAgeSeconds) ? maxAgeSeconds : DEFAULT_MAX_AGE_SECONDS,
		forwardTo: addressesIn(settings.forwardTo)
			.filter((address) => URL.canParse(address))
			.slice(0, MAX_ADDRESSES),
		answerFrom: settings.answerFrom === 'firstAddress' ? 'firstAddress' : 'n8n',
		reply: {
			kind: REPLY_KINDS.find((kind) => kind === settings.reply) ?? 'none',
			text: textOf(settings.replyText),
			mediaId: textOf(settings.replyMediaId).trim(),
			title: textOf(settings.replyTitle),
			description: textOf(settings.replyDescription),
			pictureUrl: textOf(settings.replyPictureUrl).trim(),
			url: textOf(settings.replyUrl).trim(),
			agent: textOf(settings.replyAgent).trim(),
		},
	};
}

/**
 * What is wrong with the settings of a trigger.
 *
 * @param settings the parameter of that name
 * @param ownUrl the trigger's production URL
 * @returns a sentence that names the parameter and the way out; undefined when all is well
 */
export function settingsFault(settings: IDataObject, ownUrl?: string): string | undefined {
	const { acknowledge, maxAgeSeconds } = settings;
	if (acknowledge !== undefined && acknowledge !== 'atOnce' && acknowledge !== 'afterSave')
		return `'Acknowledge' is "${show(acknowledge)}". Choose At Once or After Save.`;
	if (maxAgeSeconds !== undefined && !isMaxAge(Number(maxAgeSeconds)))
		return `'Max Age (Seconds)' is ${show(maxAgeSeconds)}. Give a number from ${MIN_MAX_AGE_SECONDS}, since WeChat's own repetitions of a push carry the time of the first, to ${MAX_MAX_AGE_SECONDS}.`;
	return forwardFault(settings, ownUrl) ?? replyFault(settings);
}

function forwardFault(settings: IDataObject, ownUrl?: string): string | undefined {
	const { answerFrom } = settings;
	const addresses = addressesIn(settings.forwardTo);
	if (addresses.length > MAX_ADDRESSES)
		return `'Forward To' has ${addresses.length} addresses. Give ${MAX_ADDRESSES} at most.`;
	const paths: Array<string | undefined> = [];
	for (const address of addresses) {
		if (!/^https?:\/\/[^\s#]+$/i.test(address) || !URL.canParse(address))
			return `'Forward To' has "${address}", which is no web address. Give one address a line, beginning with https:// or http://.`;
		paths.push(new URL(address).href);
		if (ownUrl && webhookPath(address) === webhookPath(ownUrl))
			return `'Forward To' has "${address}", which is this trigger itself: every push would go round in a circle. Remove it.`;
	}
	if (new Set(paths).size < paths.length)
		return "'Forward To' has one address twice, which would get every push twice. Remove one of them.";
	if (answerFrom === undefined || answerFrom === 'n8n') return undefined;
	if (answerFrom !== 'firstAddress')
		return `'Answer From' is "${show(answerFrom)}". Choose This Trigger or First Address.`;
	if (addresses.length === 0)
		return "'Answer From' is First Address, but 'Forward To' is empty. Fill it in, or choose This Trigger.";
	if (settings.acknowledge === 'afterSave')
		return "'Answer From: First Address' needs 'Acknowledge: At Once': with After Save n8n itself answers. Change one of the two.";
	return undefined;
}

/** Whatever host or proxy stands in front, the test URL's as well as the production URL's. */
function webhookPath(address: string): string {
	return new URL(address).pathname.replace(/\/+$/, '').split('/').slice(-2).join('/');
}

/** One a line; also several in a line, as people paste them. */
function addressesIn(value: unknown): string[] {
	return textOf(value)
		.split(/[\s,]+/)
		.filter((address) => address !== '');
}

function replyFault(settings: IDataObject): string | undefined {
	const kind = settings.reply === undefined ? 'none' : REPLY_KINDS.find((name) => name === settings.reply);
	if (!kind)
		return `'Reply' is "${show(settings.reply)}". Choose one of ${Object.values(KIND_NAMES).join(', ')}.`;
	const { needs, takes } = REPLY_FIELDS[kind];
	const given = Object.keys(NAMES).filter((name) => textOf(settings[name]).trim() !== '');
	const missing = needs.find((name) => !given.includes(name));
	if (missing)
		return `'Reply' is ${KIND_NAMES[kind]}, but '${NAMES[missing]}' is empty. Fill it in under Options.`;
	const surplus = given.find((name) => ![...needs, ...takes].includes(name));
	if (surplus) {
		const owner = REPLY_KINDS.find((name) =>
			[...REPLY_FIELDS[name].needs, ...REPLY_FIELDS[name].takes].includes(surplus),
		);
		return `'${NAMES[surplus]}' is filled in, but 'Reply' is ${KIND_NAMES[kind]}. Choose ${KIND_NAMES[owner ?? 'text']} there, or empty the field.`;
	}
	if (kind !== 'none' && settings.acknowledge === 'afterSave')
		return `'Reply' needs 'Acknowledge: At Once': with After Save n8n itself answers, and it cannot send a reply. Change one of the two.`;
	return undefined;
}

const isMaxAge = (seconds: number): boolean =>
	seconds >= MIN_MAX_AGE_SECONDS && seconds <= MAX_MAX_AGE_SECONDS;

/** A number is taken for the text it stands for. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function show(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
