// The value rules of typed keys (wechat-api.md 7.3, wechat-settled.md 10), written apart from the package's own:
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

const RULES: Record<string, (text: string, length: Length, enforceThing: boolean) => boolean> = {
	thing: (text, length, enforce) => !enforce || length(text) <= 20,
	short_thing: (text, length) => length(text) <= 5,
	const: (text, length) => length(text) <= 20,
	number: (text) => /^\d+(\.\d+)?$/.test(text) && digits(text) <= 32,
	letter: (text) => /^[A-Za-z]{1,32}$/.test(text),
	symbol: (text, length) => /^[^\p{L}\p{N}\s]+$/u.test(text) && length(text) <= 5,
	character_string: (text, length) => !HAN.test(text) && length(text) <= 32,
	time: (text) => TIME.test(text),
	date: (text) => DATES.test(text),
	amount: (text) => /^[¥￥$€£]?\d+(\.\d+)?元?$/.test(text) && digits(text) <= 10,
	phone_number: (text) => /^[\d+\-*() ]{1,17}$/.test(text),
	car_number: (text) =>
		/^(?:\p{Script=Han}|[A-Za-z0-9])[A-Za-z0-9]{1,6}(?:\p{Script=Han}|[A-Za-z0-9])?$/u.test(text),
	name: (text, length) => !/\d/.test(text) && length(text) <= (HAN.test(text) ? 10 : 20),
	phrase: (text) => /^\p{Script=Han}{1,5}$/u.test(text),
	enum_string: () => true,
};

/** The type of a key is its name without the number: thing1, short_thing2, enum_string3. */
export const keyType = (key: string) => key.replace(/\d+$/, '');

/**
 * @param key the template's key, for instance thing1
 * @param allowed the values that an enum key takes
 * @returns whether WeChat takes the value
 */
export function isValueAccepted(key: string, text: string, settings: Settings, allowed?: string[]): boolean {
	// Line breaks and control characters are refused whatever the type.
	if (/\p{Cc}/u.test(text)) return false;
	if (allowed && !allowed.includes(text)) return false;
	const length: Length = (value) =>
		settings.countCharacters === 'utf16' ? value.length : Array.from(value).length;
	return RULES[keyType(key)]?.(text, length, settings.enforceThingLength) ?? false;
}

const EMOJI =
	/(?:\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D|\u20E3)/gu;

/** Official accounts lose emoji without a word (wechat-api.md 4.3). */
export const withoutEmoji = (text: string) => text.replace(EMOJI, '');

/** A legacy keyword: no line breaks, 20 characters, the rest cut off without an error. */
export function legacyValue(text: string): string {
	const characters = Array.from(withoutEmoji(text).replace(/\p{Cc}+/gu, ' '));
	return characters.length <= 20 ? characters.join('') : `${characters.slice(0, 19).join('')}…`;
}
