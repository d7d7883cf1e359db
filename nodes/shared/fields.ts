// Fields that several operations show under the same name.
import type { INodeProperties } from 'n8n-workflow';

/**
 * A copy in alphabetical order, as n8n asks for.
 *
 * Not by `localeCompare`: it loads the rules of all languages, which takes longer than anything else in this package.
 *
 * @param choices with English names
 * @param nameOf what they are ordered by
 */
export function alphabetical<T>(choices: T[], nameOf: (choice: T) => string): T[] {
	const order = (a: string, b: string) => Number(a > b) - Number(a < b);
	return [...choices].sort((a, b) => order(nameOf(a).toLowerCase(), nameOf(b).toLowerCase()));
}

/**
 * The collection of what is rarely needed, in alphabetical order; `Item.option` reads it.
 *
 * @param options the settings it offers
 */
export const optionsField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: alphabetical(options, ({ displayName }) => displayName),
});

/**
 * The person an operation is about; `Item.openid` reads it.
 *
 * @param description whose openid, in which account, and where to get it
 */
export const openidField = (description: string): INodeProperties => ({
	displayName: 'Openid',
	name: 'openid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
	description,
});

/** How many results a list gives; `Item.limit` reads them. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		default: 50,
		description: 'Max number of results to return',
	},
];

export const concurrencyOption: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 10,
	description:
		'How many calls to WeChat are under way at the same time, 1 to 50. The value of the first item counts.',
};

const overlongOption: INodeProperties = {
	displayName: 'Overlong Values',
	name: 'overlong',
	type: 'options',
	options: [
		{
			name: 'Refuse',
			value: 'error',
			description: 'The item fails before sending, naming the keyword and its limit',
		},
		{
			name: 'Shorten',
			value: 'truncate',
			description: 'The value is cut at a whole character and ends in an ellipsis',
		},
	],
	default: 'error',
	description: 'What to do with a value that is longer than its keyword allows (thing: 20 characters)',
};

export const unreachableOption: INodeProperties = {
	displayName: 'Unreachable People',
	name: 'unreachable',
	type: 'options',
	options: [
		{
			name: 'Output as Not Delivered',
			value: 'output',
			description: 'The item comes out with delivered = false and the reason',
		},
		{ name: 'Treat as Error', value: 'error', description: 'The item fails' },
	],
	default: 'output',
	description: 'What happens when a person does not follow, has not subscribed or has blocked the account',
};

/** The options of all messages that are made from a template. */
export const templatedMessageOptions: INodeProperties[] = [
	concurrencyOption,
	overlongOption,
	unreachableOption,
];

export const languageOption: INodeProperties = {
	displayName: 'Language',
	name: 'lang',
	type: 'options',
	options: [
		{ name: 'English', value: 'en' },
		{ name: 'Simplified Chinese (简体中文)', value: 'zh_CN' },
		{ name: 'Traditional Chinese (繁體中文)', value: 'zh_TW' },
	],
	default: 'zh_CN',
	description: 'The language of country, province and city names, where WeChat still returns them',
};
