// A push body or a decrypted message, XML or JSON, read into one shape.
import { parseWechatJson } from '../json';
import { UNSAFE_NAMES } from './unsafeNames';
import { readPushXml } from './xml';
import { PushXmlError } from './xmlFaults';

/** WeChat's own field names. XML values are text; JSON values are as sent, but integers beyond 2^53 are text. */
export type PushRecord = Record<string, unknown>;

/** What can be wrong with a body; each is a reason for which `receivePush` refuses. */
export type PushBodyFault =
	'empty' | 'neitherXmlNorJson' | 'forbiddenXml' | 'malformedXml' | 'malformedJson' | 'tooComplex';

/** The body cannot be read. The message is fit to be shown to a person and quotes nothing of the body. */
export class PushBodyError extends Error {
	constructor(
		readonly fault: PushBodyFault,
		message: string,
	) {
		super(message);
		this.name = 'PushBodyError';
	}
}

/** As for XML: deeper than anything WeChat sends, and far from where recursion hurts. */
const MAX_JSON_DEPTH = 8;
/** A JSON push holds a few kilobytes at most; the bounds keep the reading of any body a matter of milliseconds. */
const MAX_JSON_LENGTH = 128 * 1024;
const MAX_JSON_VALUES = 2000;
const MAX_JSON_MARKS = 20_000;
const XML_FAULTS = {
	forbidden: 'forbiddenXml',
	malformed: 'malformedXml',
	tooComplex: 'tooComplex',
} as const;

/**
 * Reads a body by its first character: `<` is XML, `{` is JSON. The content type is not asked, since WeChat and the
 * proxies in front of n8n are careless with it.
 *
 * @param text the body; the caller bounds its length
 * @throws PushBodyError naming what is wrong
 * @see docs/wechat/pushes.md#modes (official accounts send XML only)
 */
export function readPushBody(text: string): { format: 'xml' | 'json'; record: PushRecord } {
	const body = text.replace(/^\uFEFF/, '');
	const start = body.trimStart().charAt(0);
	if (start === '') throw new PushBodyError('empty', 'The body is empty');
	if (start === '<') return { format: 'xml', record: readXml(body) };
	if (start === '{') return { format: 'json', record: readJson(body) };
	throw new PushBodyError('neitherXmlNorJson', 'The body is neither XML nor JSON');
}

function readXml(text: string): PushRecord {
	try {
		return readPushXml(text);
	} catch (error) {
		throw notXml(error);
	}
}

function notXml(error: unknown): PushBodyError {
	return error instanceof PushXmlError
		? new PushBodyError(XML_FAULTS[error.fault], error.message)
		: new PushBodyError('malformedXml', 'The body is not well-formed XML');
}

function readJson(text: string): PushRecord {
	if (text.length > MAX_JSON_LENGTH || countMarks(text) > MAX_JSON_MARKS) throw tooComplex();
	let record: unknown;
	try {
		record = parseWechatJson(text);
	} catch {
		throw notJson();
	}
	check(record, 0, { values: 0 });
	return record as PushRecord;
}

/**
 * How much work a JSON text would make, counted before it is parsed: tens of thousands of brackets and commas would exhaust
 * the stack, and as many control characters the time, since `parseWechatJson` mends them one by one.
 *
 * @returns the number of these characters; counting ends at the first that is too many
 */
function countMarks(text: string): number {
	let marks = 0;
	for (let at = 0; at < text.length && marks <= MAX_JSON_MARKS; at++) {
		const character = text[at];
		if (character < ' ' || character === '[' || character === '{' || character === ',') marks++;
	}
	return marks;
}

function check(value: unknown, depth: number, count: { values: number }): void {
	count.values++;
	if (depth > MAX_JSON_DEPTH || count.values > MAX_JSON_VALUES) throw tooComplex();
	if (typeof value !== 'object' || value === null) return;
	if (
		!Array.isArray(value) &&
		(hasForeignPrototype(value) || Object.keys(value).some((key) => UNSAFE_NAMES.has(key)))
	) {
		throw new PushBodyError(
			'malformedJson',
			'The JSON has a key named like a property of every JavaScript object',
		);
	}
	for (const entry of Object.values(value)) check(entry, depth + 1, count);
}

/** Whether the key `__proto__` of a JSON text has become the object's prototype, as some parsers let it. */
function hasForeignPrototype(value: object): boolean {
	return Object.getPrototypeOf(value) !== Object.prototype;
}

function notJson(): PushBodyError {
	return new PushBodyError('malformedJson', 'The body is not well-formed JSON');
}

function tooComplex(): PushBodyError {
	return new PushBodyError(
		'tooComplex',
		'The JSON is longer, deeper or has more values than anything WeChat sends',
	);
}
