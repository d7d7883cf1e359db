// Checks a value against the rule of its template field, and cuts one that is too long.
import { CHINESE_NAME_LIMIT, DATE_PATTERN, FREE, VALUE_TYPES, ruleOf } from './rules';
import type { MessageKind, ValueRule } from './rules';

export interface ValueFault {
	/** `empty`, `length`, `lineBreak` or `characters`. */
	rule: 'empty' | 'length' | 'lineBreak' | 'characters';
	/** Greatest length of the type; 0 when the type has none. */
	limit: number;
	/** Length of the value as it counts towards the limit: UTF-16 units (an emoji has 2) or digits. */
	length: number;
	/** A sentence for people, without the value itself. */
	message: string;
}

/** Control characters, line and paragraph separators, halves of a surrogate pair. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

const TYPED_KEY = new RegExp(`^(${VALUE_TYPES.join('|')})\\d+$`);

/**
 * The type of a template key: `thing1` is a `thing`, `short_thing12` a `short_thing`. Any other key is free, `first`, `name`
 * and `keyword1` among them: test accounts (测试号) and templates of the old library use such keys, and a word that is a
 * type's name without digits behind it says nothing about the value.
 */
export function typeOfKey(key: string): string {
	return TYPED_KEY.exec(key)?.[1] ?? FREE;
}

function limitFor(type: string, rule: ValueRule, value: string): number | undefined {
	return type === 'name' && /\p{Script=Han}/u.test(value) ? CHINESE_NAME_LIMIT : rule.limit;
}

function lengthOf(value: string, count: ValueRule['count']): number {
	if (count === undefined) return value.length;
	const counted = count === 'integerDigits' ? value.split('.', 1)[0] : value;
	return counted.replace(/\D/g, '').length;
}

function hint(type: string, value: string): string {
	if (type === 'number' && /^[-+]/.test(value))
		return ' WeChat refuses a sign: use a keyword of the type character_string for such numbers.';
	if (type !== 'time' && type !== 'date') return '';
	if (value.includes('～')) return ' Write the range with a half-width ~ instead of ～.';
	if (/^\d{13}$/.test(value))
		return ' This is Unix time in milliseconds: write it as {{ DateTime.fromMillis(...) }}.';
	return DATE_PATTERN.test(value) ? ' The time of day is missing.' : '';
}

function hasRightCharacters(rule: ValueRule, value: string): boolean {
	if (rule.pattern && !rule.pattern.test(value)) return false;
	const { eachSide } = rule;
	if (!eachSide) return true;
	const sides = value.split('~').map((side) => side.trim());
	return sides.length <= 2 && sides.every((side) => eachSide.test(side));
}

/**
 * Checks one value before it is sent, so that the answer names what to change (WeChat itself says only 47003 and the key).
 *
 * @param kind whose table of limits counts
 * @param type as `typeOfKey` has it. Under a free key everything is right; `enum_string` is only checked for emptiness.
 * @param value the text that would be sent
 * @returns undefined when the value fits
 * @see docs/wechat/templates.md
 */
export function checkValue(kind: MessageKind, type: string, value: string): ValueFault | undefined {
	if (type === FREE) return undefined;
	const rule = ruleOf(kind, type);
	if (rule?.mayBeEmpty && value === '') return undefined;
	const length = lengthOf(value, rule?.count);
	const limit = (rule && limitFor(type, rule, value)) ?? 0;
	const fault = (name: ValueFault['rule'], message: string): ValueFault => ({
		rule: name,
		limit,
		length,
		message,
	});
	const takes = rule ? `A ${type} field takes ${rule.takes}.` : `A ${type} field takes text.`;

	if (value.trim() === '')
		return fault('empty', `The value is empty, and WeChat refuses empty values. ${takes}`);
	if (UNPRINTABLE.test(value)) {
		return fault(
			'lineBreak',
			`The value holds a line break, a control character or half a character. Put everything on one line. ${takes}`,
		);
	}
	if (limit > 0 && length > limit)
		return fault('length', `The value is ${length} long, the limit is ${limit}. ${takes}`);
	if (rule && !hasRightCharacters(rule, value)) {
		return fault('characters', `The value does not have the right form. ${takes}${hint(type, value)}`);
	}
	return undefined;
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character: an emoji with its skin tone, a letter with its accents. */
function graphemes(text: string): string[] {
	segmenter ??= new Intl.Segmenter();
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** As many whole pieces from the start as fit into `room` UTF-16 units. */
function fit(pieces: string[], room: number): string {
	let kept = '';
	for (const piece of pieces) {
		if (kept.length + piece.length > room) break;
		kept += piece;
	}
	return kept;
}

/**
 * Cuts a value that is too long, at a whole character, and marks the cut: `…`, or `...` where only ASCII is safe
 * (character_string).
 *
 * @param type as `typeOfKey` has it. Only thing, short_thing and character_string can be cut; a cut number, date,
 *   phone number, name or constant would say something else, so those come back as they are.
 * @param value the text that would be sent
 * @see docs/wechat/templates.md
 */
export function truncateValue(type: string, value: string): string {
	// What can be cut has the same limit in both tables.
	const rule = ruleOf('template', type);
	if (!rule?.ellipsis || !rule.limit || value.length <= rule.limit) return value;
	const room = rule.limit - rule.ellipsis.length;
	// A single grapheme can be longer than the whole field (a family of emoji in a short_thing): then by code point.
	const kept = fit(graphemes(value), room) || fit(Array.from(value), room);
	// A joiner left at the end would glue the ellipsis to the emoji before it.
	return kept.replace(/\u200d+$/, '').trimEnd() + rule.ellipsis;
}
