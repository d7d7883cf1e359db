// Where a link into the mini program leads and how long it works: what URL links and schemes have in common.
import { tryToParseDateTime } from 'n8n-workflow';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item } from '../../shared/run/item';

const MOST_QUERY_CHARACTERS = 1024;
/** WeChat page "获取加密scheme码" and its twin for URL links: letters, digits and these, `%` for what is encoded. */
const NOT_IN_A_QUERY = /[^0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]/u;
const MOST_DAYS = 30;
const SECONDS_PER_DAY = 86_400;
const LEAST_SECONDS = 60;
const ENV_VERSIONS = ['develop', 'release', 'trial'];

/** WeChat's numbers for the two ways to say when a link ends. */
const EXPIRE_TYPE = { time: 0, days: 1 };

/** For codes; links have `landingVersionOption`. */
export const envVersionOption: INodeProperties = {
	displayName: 'Version',
	name: 'envVersion',
	type: 'options',
	options: [
		{ name: 'Development', value: 'develop' },
		{ name: 'Released', value: 'release' },
		{ name: 'Trial', value: 'trial' },
	],
	default: 'release',
	description: 'Which version of the mini program opens (env_version)',
};

export const landingVersionOption: INodeProperties = {
	...envVersionOption,
	description:
		'Which version of the mini program opens (env_version). WeChat heeds it only where the link is opened outside WeChat; inside, the released version opens.',
};

/** Page, query and end of life. */
export const landingFields: INodeProperties[] = [
	{
		displayName: 'Page',
		name: 'path',
		type: 'string',
		default: '',
		placeholder: 'e.g. /pages/order/index',
		description:
			'The page of the released version that opens, without a query, with or without a leading slash; empty opens the home page',
	},
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		default: '',
		placeholder: 'e.g. order=42&from=sms',
		description:
			"What the page receives as its query, up to 1024 characters: letters, digits and !#$&'()*+,/:;=?@-._~%. Write everything else, such as Chinese, with encodeURIComponent.",
	},
	{
		displayName: 'Expires',
		name: 'expireType',
		type: 'options',
		options: [
			{ name: 'After Days', value: 'days' },
			{ name: 'At a Time', value: 'time' },
		],
		default: 'days',
		description: 'When the link stops working; WeChat allows 30 days at most',
	},
	{
		displayName: 'Days',
		name: 'expireInterval',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { expireType: ['days'] } },
		default: 30,
		description: 'After how many days the link stops working, 1 to 30',
	},
	{
		displayName: 'Time',
		name: 'expireTime',
		type: 'dateTime',
		displayOptions: { show: { expireType: ['time'] } },
		default: '',
		description: 'When the link stops working: at least a minute and at most 30 days from now',
	},
];

/**
 * Reads which version of the mini program opens.
 *
 * @throws NodeOperationError when an expression comes to none of them
 */
export function readEnvVersion(item: Item): string {
	const version = item.option('envVersion', 'release');
	if (ENV_VERSIONS.includes(version)) return version;
	throw item.refuse(
		"The option 'Version' is not a version of a mini program",
		`An expression must come to one of ${ENV_VERSIONS.join(', ')}.`,
		'options.envVersion',
	);
}

/** A path and a query, for calls that take them apart. */
export interface Landing extends IDataObject {
	path: string;
	query: string;
	env_version: string;
}

/**
 * Reads where the link leads.
 *
 * @throws NodeOperationError naming the parameter
 */
export function readLanding(item: Item): Landing {
	// Alone of all calls these two are shown with a leading slash on WeChat's own pages (docs/wechat/links.md): it stays as
	// given.
	const path = item.text('path');
	if (path.includes('?')) {
		throw item.refuse(
			"The parameter 'Page' holds a query",
			'Put what stands behind the question mark into Query.',
			'path',
		);
	}
	const query = item.text('query').replace(/^\?/, '');
	if (query.length > MOST_QUERY_CHARACTERS) {
		throw item.refuse(
			`The parameter 'Query' is too long: ${query.length} characters, and WeChat takes ${MOST_QUERY_CHARACTERS}`,
			'Hand over a short key, and let the page ask for the rest.',
			'query',
		);
	}
	const stray = NOT_IN_A_QUERY.exec(query)?.[0];
	if (stray !== undefined) {
		throw item.refuse(
			`The parameter 'Query' holds ${JSON.stringify(stray)}, which WeChat does not take there`,
			"It takes letters, digits and !#$&'()*+,/:;=?@-._~% only. Write the value as {{ encodeURIComponent($json.name) }}, and let the page decode it with decodeURIComponent.",
			'query',
		);
	}
	return { path, query, env_version: readEnvVersion(item) };
}

/**
 * Reads when the link ends, as WeChat's `expire_type` and what belongs to it (times in unix seconds).
 *
 * @throws NodeOperationError naming the parameter
 */
export function readExpiry(item: Item): IDataObject {
	if (item.text('expireType') === 'time') {
		return { expire_type: EXPIRE_TYPE.time, expire_time: readExpireTime(item) };
	}
	const days = item.number(
		'expireInterval',
		'Days',
		{ min: 1, max: MOST_DAYS },
		'A link lives 30 days at most; create a new one when it has ended.',
	);
	return { expire_type: EXPIRE_TYPE.days, expire_interval: days };
}

function readExpireTime(item: Item): number {
	const value = item.parameter('expireTime');
	const text = String(value ?? '').trim();
	const seconds = /^\d{10}$/.test(text) ? Number(text) : secondsOf(value, item.timezone);
	const now = Date.now() / 1000;
	if (seconds >= now + LEAST_SECONDS && seconds <= now + MOST_DAYS * SECONDS_PER_DAY) return seconds;
	throw item.refuse(
		Number.isNaN(seconds)
			? "The parameter 'Time' is not a date and time"
			: "The parameter 'Time' must be at least a minute and at most 30 days from now",
		'Give a date and time such as {{ $now.plus(7, "days") }}; without an offset it is read in the time zone of the workflow.',
		'expireTime',
	);
}

/** @returns NaN when the value is no date */
function secondsOf(value: unknown, timezone: string): number {
	try {
		return Math.floor(tryToParseDateTime(value, timezone).toSeconds());
	} catch {
		return NaN;
	}
}
