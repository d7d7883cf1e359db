// Reads the fields of a template message as people give them, and makes of them the `data` that WeChat takes.
import { isDateLike, isTimezone, writeValue, type FieldValue } from './format';
import { FREE, ruleOf, type MessageKind } from './rules';
import { checkValue, truncateValue, typeOfKey } from './values';

/** How fields are written as JSON; ends what `FieldError` says of their shape. */
export const SHAPE = 'The fields look like {"thing1": "Order shipped", "time2": "2026-01-31 15:01"}.';
/** What no key can hold, since it stands between `{{` and `.DATA}}` on one line of the template. */
const NOT_IN_A_KEY = /[{}\p{Cc}\u2028\u2029]/u;

/**
 * The fields cannot be sent as they are. `message` is fit to be shown to a person, with a line for each mistake, and never
 * holds a value.
 */
export class FieldError extends Error {
	constructor(
		message: string,
		/** Keys of the template fields at fault; none where the whole cannot be read. */
		readonly fields: string[] = [],
	) {
		super(message);
		this.name = 'FieldError';
	}

	/** The first field at fault. */
	get field(): string | undefined {
		return this.fields[0];
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

/** `thing1`, `thing1.DATA` and `{{thing1.DATA}}` are the same field. */
function bareKey(key: string): string {
	return key
		.trim()
		.replace(/^\{\{/, '')
		.replace(/\}\}$/, '')
		.trim()
		.replace(/\.DATA$/i, '')
		.trim();
}

/** Old templates have keys of all kinds, `room type` among them; what is refused here is a key in no template. */
function isKey(key: string): boolean {
	return key !== '' && !NOT_IN_A_KEY.test(key) && key !== '__proto__';
}

interface FieldsFault {
	/** A sentence that says what is wrong, and shows the right shape where that is it. */
	error: string;
	/** Key of the field, when a single one is at fault. */
	field?: string;
	/** The fields stand one level deeper, so that nothing else said of them would be true. */
	isWrapped?: true;
}

/** What is wrong with the fields, each mistake on a line of its own; the right shape is shown once. */
interface FieldsFaults {
	error: string;
	/** Keys of the fields at fault. */
	fields: string[];
}

function together(faults: FieldsFault[]): FieldsFaults {
	const wrapped = faults.find(({ isWrapped }) => isWrapped);
	const reported = wrapped ? [wrapped] : faults;
	const lines = reported.map(({ error }) => error.replace(` ${SHAPE}`, ''));
	const isOfShape = reported.some(({ error }) => error.endsWith(SHAPE));
	return {
		error: `${lines.join('\n')}${isOfShape ? ` ${SHAPE}` : ''}`,
		fields: reported.flatMap(({ field }) => (field === undefined ? [] : [field])),
	};
}

function isEmpty(value: FieldValue): boolean {
	return typeof value === 'string' && value.trim() === '';
}

function mayBeEmpty(kind: MessageKind, key: string): boolean {
	const type = typeOfKey(key);
	return type === FREE || ruleOf(kind, type)?.mayBeEmpty === true;
}

/** Takes the value out of WeChat's own `{"value": ...}`. */
function unwrap(given: unknown): unknown {
	return isRecord(given) && Object.hasOwn(given, 'value') ? given.value : given;
}

function readValue(key: string, given: unknown): { value: FieldValue } | FieldsFault {
	const value = unwrap(given);
	if (value === null || value === undefined) return { value: '' };
	if (typeof value === 'string' || isDateLike(value)) return { value };
	if (typeof value === 'boolean' || typeof value === 'bigint') return { value: String(value) };
	if (typeof value === 'number') {
		if (!Number.isFinite(value)) return { error: `The field "${key}" is not a finite number. ${SHAPE}` };
		if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
			return {
				error: `The number in "${key}" is too big to keep all its digits. Put it in quotes. ${SHAPE}`,
			};
		}
		return { value };
	}
	if (key === 'data') return { error: `Give only what stands inside "data". ${SHAPE}`, isWrapped: true };
	const what = Array.isArray(value) ? 'a list' : 'an object';
	return { error: `The field "${key}" is ${what}; it must be text or a number. ${SHAPE}` };
}

/** The object that the input is or says in JSON. */
function readObject(input: unknown): { entries: Array<[string, unknown]> } | { error: string } {
	const parsed = typeof input === 'string' ? parse(input) : { value: input };
	if (typeof input === 'string' && input.trim() === '') return { error: `No fields were given. ${SHAPE}` };
	if (!parsed) return { error: `The fields are not valid JSON. ${SHAPE}` };
	const given = parsed.value;
	if (given === null || given === undefined) return { error: `No fields were given. ${SHAPE}` };
	if (Array.isArray(given)) return { error: `The fields are a list; they must be an object. ${SHAPE}` };
	if (isDateLike(given) || !isRecord(given))
		return { error: `The fields are a single value; they must be an object. ${SHAPE}` };
	const entries = Object.entries(given);
	return entries.length === 0
		? { error: `No fields were given: the object is empty. ${SHAPE}` }
		: { entries };
}

/** One field; its key, too, may be no key, or may have been given before. */
function readField(
	rawKey: string,
	rawValue: unknown,
	kind: MessageKind,
	before: Record<string, FieldValue>,
): { key: string; value: FieldValue } | FieldsFault {
	const key = bareKey(rawKey);
	if (!isKey(key)) {
		return {
			error: `"${rawKey.slice(0, 40)}" is not the name of a template field. Use the names the template shows between {{ and .DATA}}. ${SHAPE}`,
		};
	}
	if (Object.hasOwn(before, key)) return { error: `The field "${key}" is given twice. ${SHAPE}` };
	const read = readValue(key, rawValue);
	if ('error' in read) return { ...read, field: key };
	if (isEmpty(read.value) && !mayBeEmpty(kind, key))
		return { error: `The field "${key}" is empty, and WeChat refuses empty values. ${SHAPE}`, field: key };
	return { key, value: read.value };
}

/**
 * Reads template fields in either of the forms `{"thing1":"value"}` and `{"thing1":{"value":"value"}}`.
 *
 * @param input JSON text or an object
 * @param kind whose table says what may be empty
 * @param check what is wrong with a value that can be read, if anything is
 * @returns the values by key (an object without prototype), dates and numbers still as they came; or sentences that say
 *   what is wrong with all of them and show the right shape
 * @see docs/wechat/templates.md: the shapes that make WeChat answer "is empty"
 */
export function readFields(
	input: unknown,
	kind: MessageKind,
	check: (key: string, value: FieldValue) => string | undefined = () => undefined,
): { fields: Record<string, FieldValue> } | FieldsFaults {
	const object = readObject(input);
	if ('error' in object) return { error: object.error, fields: [] };
	const fields = Object.create(null) as Record<string, FieldValue>;
	const faults: FieldsFault[] = [];
	for (const [rawKey, rawValue] of object.entries) {
		const read = readField(rawKey, rawValue, kind, fields);
		if ('error' in read) {
			faults.push(read);
			continue;
		}
		fields[read.key] = read.value;
		const error = check(read.key, read.value);
		if (error !== undefined) faults.push({ error, field: read.key });
	}
	if (faults.length > 0) return together(faults);
	if (Object.values(fields).every(isEmpty)) return { error: `All fields are empty. ${SHAPE}`, fields: [] };
	return { fields };
}

/**
 * Reads, formats and checks the fields of one message.
 *
 * @param input JSON text or an object, as `readFields` takes it
 * @param options.kind whose table of limits counts
 * @param options.overlong `error` refuses a value that is too long, `truncate` cuts it where its type allows that
 * @param options.timezone IANA name into which dates are put; see `formatValue`
 * @returns the `data` of template/send, subscribe/bizsend and subscribe/send; and whether a value in it has its hour from
 *   `options.timezone`
 * @throws FieldError naming each field that does not fit, its limit and how to write it
 */
export function prepareFields(
	input: unknown,
	options: { kind: MessageKind; overlong: 'error' | 'truncate'; timezone?: string },
): { data: Record<string, { value: string }>; isInZone: boolean } {
	const { kind, overlong, timezone = 'UTC' } = options;
	if (!isTimezone(timezone)) {
		throw new FieldError(`"${timezone}" is not a time zone. Use an IANA name such as Asia/Shanghai.`);
	}
	const data: Array<[string, { value: string }]> = [];
	let isInZone = false;
	const read = readFields(input, kind, (key, given) => {
		const type = typeOfKey(key);
		const { text: formatted, isInZone: isThisInZone } = writeValue(type, given, { timezone });
		if (formatted === '' && isDateLike(given))
			return `Field "${key}": The date is not a valid one, so nothing can be written of it.`;
		const value = overlong === 'truncate' ? truncateValue(type, formatted) : formatted;
		const fault = checkValue(kind, type, value);
		if (fault) {
			const canBeCut = fault.rule === 'length' && truncateValue(type, value) !== value;
			const way = canBeCut ? ' Shorten it, or set the option \'Overlong Values\' to "Shorten".' : '';
			return `Field "${key}": ${fault.message}${way}`;
		}
		data.push([key, { value }]);
		isInZone ||= isThisInZone;
		return undefined;
	});
	if ('error' in read) throw new FieldError(read.error, read.fields);
	return { data: Object.fromEntries(data), isInZone };
}
