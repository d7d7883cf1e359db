// Fields that several operations show under the same name.
import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../panel/alphabetical';

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

const concurrencyOption: INodeProperties = {
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

const unreachableOption: INodeProperties = {
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

// A switch of these is off where it was not added, and on once it is: n8n adds an option with its default, and whoever adds
// 'Preview Only' is not to send for real because of a second switch that stands at off.
const keepInputOption: INodeProperties = {
	displayName: 'Keep Input',
	name: 'keepInput',
	type: 'boolean',
	default: true,
	description: "Whether the item's own fields stay, with the result beside them under the name wechat",
};

const previewOnlyOption: INodeProperties = {
	displayName: 'Preview Only',
	name: 'previewOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to check everything and to show the text as the person would see it, without sending anything',
};

/**
 * Who gets the messages of a run from the editor.
 *
 * @param account whose openid it is
 * @param own where another account's receiver has a test receiver, too
 */
export const testReceiverOption = (
	account: string,
	{ label = 'Test Receiver', name = 'testReceiver' } = {},
): INodeProperties => ({
	displayName: label,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
	description: `An openid of ${account}, your own for instance: in runs that are started from the editor it gets every message in place of the people. Runs that a trigger starts send to the people.`,
});

/**
 * The options of everything that sends.
 *
 * @param receivers the test receivers, by `testReceiverOption`
 */
export const messageOptions = (...receivers: INodeProperties[]): INodeProperties[] => [
	concurrencyOption,
	keepInputOption,
	previewOnlyOption,
	...receivers,
	unreachableOption,
];

/** The options of all messages that are made from a template. */
export const templatedMessageOptions = (...receivers: INodeProperties[]): INodeProperties[] => [
	...messageOptions(...receivers),
	overlongOption,
];

export const languageOption: INodeProperties = {
	displayName: 'Language',
	name: 'lang',
	type: 'options',
	options: [
		{ name: 'English', value: 'en' },
		{ name: 'Simplified Chinese', value: 'zh_CN' },
		{ name: 'Traditional Chinese', value: 'zh_TW' },
	],
	default: 'zh_CN',
	description: 'The language of country, province and city names, where WeChat still returns them',
};
