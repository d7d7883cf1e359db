// What each type of template field takes. WeChat has two tables: one for template messages, one for all subscriptions.

// 年, 月 and 日 stand in plain strings, which the build can escape: what ships is ASCII.
const YEAR = String.raw`\d{4}` + '年';
const MONTH = String.raw`\d{1,2}` + '月';
const DATE = String.raw`\d{1,2}` + '日';
const DAY = String.raw`(?:${YEAR}${MONTH}${DATE}|${YEAR}${MONTH}|${MONTH}${DATE}|\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2})`;
const CLOCK = String.raw`(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?`;

/** The back reference of DAY counts groups, so each side of a range is tested on its own. */
const TIME_PATTERN = new RegExp(`^(?:${DAY}\\s*)?${CLOCK}$`);
/** A single date; also what a `time` field is given where its time of day is missing. */
export const DATE_PATTERN = new RegExp(`^${DAY}(?:\\s*${CLOCK})?$`);

export interface ValueRule {
	/** Greatest length; none for types whose pattern says it all. */
	limit?: number;
	/** What counts towards the limit: every digit, or those before the decimal point. UTF-16 units when absent. */
	count?: 'digits' | 'integerDigits';
	/** The whole value must match. */
	pattern?: RegExp;
	/** Both sides of a range written with `~` must match. */
	eachSide?: RegExp;
	/** Completes "A <type> field takes ...". */
	takes: string;
	/** Put in the place of what was cut off; a type without it cannot be cut without changing its meaning. */
	ellipsis?: string;
	/** WeChat takes an empty value, too. */
	mayBeEmpty?: true;
}

/**
 * Whose table counts: that of template messages (模板消息), or that of subscribe messages and subscription notifications
 * (订阅消息, 订阅通知).
 */
export type MessageKind = 'template' | 'subscription';

/** The type of a key that has none: what is sent under it is the sender's own affair. */
export const FREE = 'free';

const amountOf = (digits: number): ValueRule => ({
	limit: digits,
	count: 'integerDigits',
	pattern: /^\p{Sc}?\s?-?\d+(?:\.\d+)?元?$/u,
	takes: `an optional currency sign, up to ${digits} digits with optional decimals, and an optional 元 at the end, such as ¥12.50`,
});

/**
 * Subscribe messages and subscription notifications, by type. `enum_string` has no rule that can be checked here: its
 * values stand in the template.
 *
 * `const` is not cut: only constants that WeChat has approved are delivered, and a cut one is another one.
 *
 * @see docs/wechat/templates.md; WeChat page "发送订阅消息", 订阅消息参数值内容限制说明
 */
const SUBSCRIPTION_RULES = new Map<string, ValueRule>([
	['thing', { limit: 20, takes: 'up to 20 characters of any kind', ellipsis: '…' }],
	['short_thing', { limit: 5, takes: 'up to 5 characters of any kind', ellipsis: '…' }],
	['const', { limit: 20, takes: 'one of the constants approved with the template, up to 20 characters' }],
	[
		'character_string',
		{
			limit: 32,
			pattern: /^(?:[A-Za-z]|[^\p{L}\p{C}])+$/u,
			takes: 'up to 32 digits, Latin letters and symbols, no Chinese',
			ellipsis: '...',
		},
	],
	[
		'number',
		{
			limit: 32,
			count: 'digits',
			pattern: /^\d+(?:\.\d+)?$/,
			takes:
				'up to 32 digits with an optional decimal point, such as 1234.5, and no sign, separators or units',
		},
	],
	['letter', { limit: 32, pattern: /^[A-Za-z]+$/, takes: 'up to 32 Latin letters' }],
	[
		'symbol',
		{ limit: 5, pattern: /^[^\p{L}\p{N}\p{C}\s]+$/u, takes: 'up to 5 symbols, no letters or digits' },
	],
	[
		'time',
		{
			eachSide: TIME_PATTERN,
			takes:
				'a 24-hour time with an optional date, such as 15:01 or 2019-10-01 15:01, or a range of two joined by a half-width ~',
		},
	],
	[
		'date',
		{
			eachSide: DATE_PATTERN,
			takes:
				'a date with an optional 24-hour time, such as 2019-10-01 or 2019年10月1日 15:01, or a range of two joined by a half-width ~',
		},
	],
	['amount', amountOf(10)],
	[
		'phone_number',
		{
			limit: 17,
			pattern: /^[^\p{L}\p{C}]+$/u,
			takes: 'up to 17 digits and symbols, such as +86-10-12345678',
		},
	],
	[
		'car_number',
		{
			limit: 8,
			pattern: /^[\p{Script=Han}A-Za-z0-9][A-Za-z0-9]*[\p{Script=Han}A-Za-z0-9]?$/u,
			takes: 'up to 8 letters and digits, the first and the last may be Chinese, such as 粤A8Z888挂',
		},
	],
	[
		'name',
		{
			limit: 20,
			pattern: /^[^\p{N}\p{C}]+$/u,
			takes:
				'up to 10 characters when there is a Chinese one among them, else up to 20 letters and symbols, and no digits',
		},
	],
	[
		'phrase',
		{ limit: 5, pattern: /^\p{Script=Han}+$/u, takes: 'up to 5 Chinese characters and nothing else' },
	],
]);

/**
 * Template messages: the same but for two types.
 *
 * @see docs/wechat/templates.md; WeChat page "发送模板消息", the table of category templates (类目模板)
 */
const TEMPLATE_RULES = new Map<string, ValueRule>([
	...SUBSCRIPTION_RULES,
	['amount', amountOf(12)],
	[
		'const',
		{
			limit: 20,
			takes: 'one of the constants approved with the template, up to 20 characters, or nothing at all',
			mayBeEmpty: true,
		},
	],
]);

const RULES = { template: TEMPLATE_RULES, subscription: SUBSCRIPTION_RULES };

/** All types that a key can have, those without a rule included. */
export const VALUE_TYPES: readonly string[] = [...SUBSCRIPTION_RULES.keys(), 'enum_string'];

/**
 * What a type takes; nothing for a free key, and for a type that only the template itself knows.
 *
 * @param kind whose table counts
 * @param type as `typeOfKey` has it
 */
export function ruleOf(kind: MessageKind, type: string): ValueRule | undefined {
	return RULES[kind].get(type);
}

/** A name with a Chinese character in it may be this long. */
export const CHINESE_NAME_LIMIT = 10;
