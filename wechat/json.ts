// Reading JSON the way WeChat writes it: 64-bit ids, and now and then a raw control character inside a string.
import { isSafeNumber, parse as parseLossless } from 'lossless-json';

/** Sixteen digits in a row are where a JavaScript number may start to lose some. */
const LONG_NUMBER = /\d{16,}/;

/** Whole numbers that JavaScript would round stay text; fractions stay numbers, since nothing WeChat sends needs more digits. */
function readNumber(text: string): number | string {
	return isSafeNumber(text) || !/^-?\d+$/.test(text) ? Number(text) : text;
}

function parseStrict(text: string): unknown {
	return LONG_NUMBER.test(text) ? parseLossless(text, undefined, readNumber) : JSON.parse(text);
}

const VALID_ESCAPES = new Set('"\\/bfnrtu');
/** By code: a text can be made of nothing else, and must not take long then either. */
const CONTROL_ESCAPES = Array.from({ length: 32 }, (_, code) => `\\u${code.toString(16).padStart(4, '0')}`);

/** Escapes raw control characters, and backslashes that escape nothing, inside strings; leaves all else as it is. */
function escapeStrayCharacters(text: string): string {
	const parts: string[] = [];
	let insideString = false;
	let start = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (!insideString) {
			insideString = character === '"';
			continue;
		}
		let replacement: string | undefined;
		if (character === '"') {
			insideString = false;
		} else if (character === '\\') {
			if (VALID_ESCAPES.has(text[at + 1])) at++;
			else replacement = '\\\\';
		} else if (character < ' ') {
			replacement = CONTROL_ESCAPES[character.charCodeAt(0)];
		}
		if (replacement !== undefined) {
			parts.push(text.slice(start, at), replacement);
			start = at + 1;
		}
	}
	parts.push(text.slice(start));
	return parts.join('');
}

/**
 * Parses a WeChat answer or push. Integers beyond 2^53 (`msgid`, `MsgId`) come back as text, unchanged to the digit.
 *
 * Strict reading comes first: mending first would damage valid escapes and pretty-printed answers.
 *
 * @param text the body as text
 * @throws SyntaxError when it is not JSON even after stray control characters were escaped
 * @see docs/wechat/tokens.md#answers
 */
export function parseWechatJson(text: string): unknown {
	try {
		return parseStrict(text);
	} catch {
		return parseStrict(escapeStrayCharacters(text));
	}
}

/**
 * Reads an answer: WeChat's are JSON objects, whatever content type they claim.
 *
 * @param text the body as text
 * @returns undefined when it is anything else, and so not WeChat's
 */
export function readWechatObject(text: string): Record<string, unknown> | undefined {
	try {
		const answer = parseWechatJson(text);
		const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
		return isObject ? (answer as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
