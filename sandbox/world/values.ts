// The value rules of typed keys (docs/wechat/templates.md#values), written apart from the package's own:
// two readings of one page find each other's mistakes.
import type { Settings } from './settings';

const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const CLOCK = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?';
const DATE = [
	`\\d{4}年${MONTH}月${DAY}日`,
	`\\d{4}年${MONTH}月`,
	`${MONTH}月${DAY}日`,
	...['-', '/', '\\.'].flatMap((mark) => [
		`\\d{4}${mark}${MONTH}${mark}${DAY}`,
		`\\d{4}${mark}${MONTH}`,
		`${MONTH}${mark}${DAY}`,
	]),
].join('|');

/** A form, or two of it around a half-width `~`. */
const range = (form: string) => new RegExp(`^(?:${form})(?:\\s?~\\s?(?:${form}))?$`);

const TIME = range(`(?:(?:${DATE}) )?${CLOCK}`);
const DATES = range(`(?:${DATE})(?: ${CLOCK})?`);
const HAN = /\p{Script=Han}/u;
const digits = (text: string) => text.replace(/\D/g, '').length;

type Length = (text: string) => number;
type Rule = (text: string, length: Length, enforceThing: boolean) => boolean;

const amount = (most: number): Rule => {
	return (text) => /^[¥￥$€£]?\d+(\.\d+)?元?$/.test(text) && digits(text) <= most;
};

const RULES: Record<string, Rule> = {
	thing: (text, length, enforce) => !enforce || length(text) <= 20,
	short_thing: (text, length) => length(text) <= 5,
	const: (text, length) => length(text) <= 20,
	number: (text) => /^\d+(\.\d+)?$/.test(text) && digits(text) <= 32,
	letter: (text) => /^[A-Za-z]{1,32}$/.test(text),
	symbol: (text, length) => /^[^\p{L}\p{N}\s]+$/u.test(text) && length(text) <= 5,
	character_string: (text, length) => !HAN.test(text) && length(text) <= 32,
	time: (text) => TIME.test(text),
	date: (text) => DATES.test(text),
	amount: amount(10),
	phone_number: (text) => /^[\d+\-*() ]{1,17}$/.test(text),
	car_number: (text) =>
		/^(?:\p{Script=Han}|[A-Za-z0-9])[A-Za-z0-9]{1,6}(?:\p{Script=Han}|[A-Za-z0-9])?$/u.test(text),
	name: (text, length) => !/\d/.test(text) && length(text) <= (HAN.test(text) ? 10 : 20),
	phrase: (text) => /^\p{Script=Han}{1,5}$/u.test(text),
	enum_string: () => true,
};

/** Where template messages have a table of their own: 12 digits, and a const may be empty. */
const TEMPLATE_RULES: Record<string, Rule> = { ...RULES, amount: amount(12) };

/** The type of a typed key is its name without the number: thing1, short_thing2, enum_string3. Others have none. */
export function keyType(key: string): string | undefined {
	const type = /^(\D+)\d+$/.exec(key)?.[1];
	return type !== undefined && Object.hasOwn(RULES, type) ? type : undefined;
}

/** Free keys take nothing as well, and so does a const of a template message. */
export const mayBeEmpty = (key: string, isTemplateMessage: boolean) =>
	keyType(key) === undefined || (isTemplateMessage && keyType(key) === 'const');

/**
 * @param key the template's key, for instance thing1
 * @param options.isTemplateMessage whose table counts: that of template messages or that of subscriptions
 * @param options.allowed the values that an enum key takes
 * @returns whether WeChat takes the value
 */
export function isValueAccepted(
	key: string,
	text: string,
	settings: Settings,
	options: { isTemplateMessage: boolean; allowed?: string[] },
): boolean {
	const { isTemplateMessage, allowed } = options;
	const type = keyType(key);
	if (type === undefined || (text === '' && mayBeEmpty(key, isTemplateMessage))) return true;
	// Line breaks and control characters are refused whatever the type.
	if (/\p{Cc}/u.test(text)) return false;
	if (allowed && !allowed.includes(text)) return false;
	const length: Length = (value) =>
		settings.countCharacters === 'utf16' ? value.length : Array.from(value).length;
	const rule = (isTemplateMessage ? TEMPLATE_RULES : RULES)[type];
	return rule(text, length, settings.enforceThingLength);
}

const EMOJI =
	/(?:\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D|\u20E3)/gu;

/** Official accounts lose emoji without a word (docs/wechat/messages.md#template-messages). */
export const withoutEmoji = (text: string) => text.replace(EMOJI, '');

/** How wide a line is on a phone: Chinese counts 1, letters and digits half of it. */
const LINE_WIDTH = 20;
const widthOf = (character: string) => ((character.codePointAt(0) ?? 0) < 0x1100 ? 0.5 : 1);

/** A free key on a test account: on one line, and what does not fit on it is cut off without an error. */
export function freeValue(text: string, settings: Settings): string {
	if (settings.freeValues === 'whole') return withoutEmoji(text);
	const characters = Array.from(withoutEmoji(text).replace(/\p{Cc}+/gu, ' '));
	let left = LINE_WIDTH;
	const fits = characters.every((character) => (left -= widthOf(character)) >= 0);
	if (fits) return characters.join('');
	let room = LINE_WIDTH - 1;
	const shown = characters.slice(
		0,
		characters.findIndex((character) => (room -= widthOf(character)) < 0),
	);
	return `${shown.join('')}…`;
}

/** A legacy keyword: no line breaks, 20 characters, the rest cut off without an error. */
export function legacyValue(text: string): string {
	const characters = Array.from(withoutEmoji(text).replace(/\p{Cc}+/gu, ' '));
	return characters.length <= 20 ? characters.join('') : `${characters.slice(0, 19).join('')}…`;
}
