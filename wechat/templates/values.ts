// Checks a value against the rule of its template field, and cuts one that is too long.
import { CHINESE_NAME_LIMIT, VALUE_RULES, type ValueRule } from './rules';

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

/** The type of a template key: `thing1` is a `thing`, `short_thing12` a `short_thing`. */
export function typeOfKey(key: string): string {
	return key.replace(/\d+$/, '');
}

/** `first`, `keyword1` and `remark` of the old library: WeChat drops or cuts what it does not like, without refusing. */
export function isLegacyType(type: string): boolean {
	return type === 'first' || type === 'keyword' || type === 'remark';
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
	if (value.includes('～')) return ' Write the range with a half-width ~ instead of ～.';
	if (type === 'time' && VALUE_RULES.get('date')?.eachSide?.test(value))
		return ' The time of day is missing.';
	return '';
}

function hasRightCharacters(rule: ValueRule, value: string): boolean {
	if (rule.pattern && !rule.pattern.test(value)) return false;
	if (!rule.eachSide) return true;
	const sides = value.split('~').map((side) => side.trim());
	return sides.length <= 2 && sides.every((side) => rule.eachSide?.test(side));
}

/**
 * Checks one value before it is sent, so that the answer names what to change (WeChat itself says only 47003 and the key).
 *
 * @param type key without trailing digits; types without a rule (enum_string, keyword ...) are only checked for emptiness,
 *   the legacy ones not even for that
 * @param value the text that would be sent
 * @returns undefined when the value fits
 * @see wechat-api.md section 7.3, wechat-settled.md section 10
 */
export function checkValue(type: string, value: string): ValueFault | undefined {
	if (isLegacyType(type)) return undefined;
	const rule = VALUE_RULES.get(type);
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
 * @param type key without trailing digits. Only thing, short_thing and character_string can be cut; a cut number, date,
 *   phone number, name or constant would say something else, so those come back as they are.
 * @param value the text that would be sent
 * @see wechat-settled.md section 10
 */
export function truncateValue(type: string, value: string): string {
	const rule = VALUE_RULES.get(type);
	if (!rule?.ellipsis || !rule.limit || value.length <= rule.limit) return value;
	const room = rule.limit - rule.ellipsis.length;
	// A single grapheme can be longer than the whole field (a family of emoji in a short_thing): then by code point.
	const kept = fit(graphemes(value), room) || fit(Array.from(value), room);
	// A joiner left at the end would glue the ellipsis to the emoji before it.
	return kept.replace(/\u200d+$/, '').trimEnd() + rule.ellipsis;
}
