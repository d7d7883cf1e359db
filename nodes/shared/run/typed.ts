// Values as a field declares them. An expression may come to anything: a number where text is asked for, the text "false"
// where a switch stands. What is meant is taken where it is clear, and refused in words where it is not.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isDateLike } from '../../../wechat/templates/format';

/** What a value is, where a field cannot take it; goes on from "The parameter 'X' ". */
export class Misfit {
	constructor(
		readonly is: string,
		readonly wayOut: string,
	) {}
}

/** @returns the value as the field takes it, or why it cannot */
type Fit = (value: unknown) => unknown;

const isMissing = (value: unknown) => value === undefined || value === null || value === '';

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `${JSON.stringify(value)}`;
}

/** Text; numbers and switches are written out, a date as ISO text. */
export function asText(value: unknown): unknown {
	if (isMissing(value) || typeof value === 'string') return value;
	if (typeof value === 'number') {
		if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
		return new Misfit('is a number that cannot be read to the last digit', 'Give it as text, in quotes.');
	}
	if (isDateLike(value)) {
		const iso = (JSON.stringify(value) as string | undefined)?.match(/^"(.+)"$/)?.[1];
		// Of an invalid date n8n's own JSON says null.
		return iso ?? new Misfit('is a date that is none', 'Look at what its expression makes a date of.');
	}
	if (typeof value !== 'object') return String(value);
	return new Misfit(
		`is ${kindOf(value)}`,
		'It takes text. Point at one field of it, for instance {{ $json.name }}.',
	);
}

function asNumber(value: unknown): unknown {
	if (isMissing(value) || (typeof value === 'number' && Number.isFinite(value))) return value;
	if (typeof value === 'string') {
		const text = value.trim();
		if (text === '') return '';
		if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
	}
	return new Misfit(`is ${kindOf(value)}, and it must be a number`, 'Give digits only.');
}

/** As n8n reads switches elsewhere, with what forms and tables make of them. */
const SWITCHES = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

function asSwitch(value: unknown): unknown {
	if (isMissing(value)) return undefined;
	if (typeof value === 'boolean') return value;
	const known = typeof value === 'object' ? undefined : SWITCHES.get(String(value).trim().toLowerCase());
	return known ?? new Misfit(`is ${kindOf(value)}, and it must be true or false`, 'Give true or false.');
}

/** One of a list of choices; of a list that is loaded from WeChat, any text. */
function asChoice(values: unknown[]): Fit {
	if (values.length === 0) return asText;
	const known = new Map(values.map((value) => [String(value), value]));
	return (value) => {
		if (isMissing(value)) return undefined;
		const choice = typeof value === 'object' ? undefined : known.get(String(value).trim());
		if (choice !== undefined) return choice;
		return new Misfit(
			`is ${kindOf(value)}, which is not one of its choices`,
			`Use one of ${[...known.keys()].join(', ')}.`,
		);
	};
}

function asLocator(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('value' in value)) return asText(value);
	const text = asText(value.value);
	return text instanceof Misfit || text === value.value
		? text instanceof Misfit
			? text
			: value
		: { ...value, value: text };
}

const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Groups of fields, each once or in a list: every value in them as its own field takes it. */
function asGroups(groups: Map<string, Map<string, Fit>>): Fit {
	const fitRow = (fits: Map<string, Fit>, row: unknown): unknown => {
		if (!isRecord(row))
			return new Misfit(`holds ${kindOf(row)} where fields are asked for`, 'Fill in its fields.');
		const fitted: IDataObject = {};
		for (const [name, value] of Object.entries(row)) {
			const one = fits.get(name)?.(value) ?? value;
			if (one instanceof Misfit) return new Misfit(`has '${name}', which ${one.is}`, one.wayOut);
			fitted[name] = one as IDataObject[string];
		}
		return fitted;
	};
	return (value) => {
		if (isMissing(value)) return value;
		if (!isRecord(value)) return new Misfit(`is ${kindOf(value)}`, 'Fill in its fields, or leave it empty.');
		const fitted: IDataObject = {};
		for (const [name, given] of Object.entries(value)) {
			const fits = groups.get(name);
			if (!fits) continue;
			const rows = (Array.isArray(given) ? given : [given]).map((row: unknown) => fitRow(fits, row));
			const misfit = rows.find((row) => row instanceof Misfit);
			if (misfit) return misfit;
			fitted[name] = (Array.isArray(given) ? rows : rows[0]) as IDataObject[string];
		}
		return fitted;
	};
}

/** Every choice of fields that share a name and are shown in turn. */
function choicesOf(fields: INodeProperties[]): unknown[] {
	const lists = fields.map(({ options = [] }) =>
		options.flatMap((one) => ('value' in one ? [one.value] : [])),
	);
	return lists.some((list) => list.length === 0) ? [] : lists.flat();
}

function groupsOf(fields: INodeProperties[]): Map<string, Map<string, Fit>> {
	const groups = fields.flatMap(({ options = [] }) =>
		options.flatMap((one) => ('values' in one ? [one] : [])),
	);
	return new Map(groups.map(({ name, values }) => [name, fitsOf(values)]));
}

function fitOf(fields: INodeProperties[]): Fit {
	switch (fields[0].type) {
		case 'string':
		case 'color':
			return asText;
		case 'number':
			return asNumber;
		case 'boolean':
			return asSwitch;
		case 'options':
			return asChoice(choicesOf(fields));
		case 'resourceLocator':
			return asLocator;
		case 'fixedCollection':
			return asGroups(groupsOf(fields));
		default:
			// JSON, dates and template values have readers of their own.
			return (value) => value;
	}
}

/** @param fields those of one level; several of one name are of one type, and shown in turn */
function fitsOf(fields: INodeProperties[]): Map<string, Fit> {
	const byName = new Map<string, INodeProperties[]>();
	for (const field of fields) byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
	return new Map([...byName].map(([name, same]) => [name, fitOf(same)]));
}

/** The fields of an operation, and what each makes of a value. */
export class TypedFields {
	private readonly parameters: Map<string, Fit>;
	private readonly options: Map<string, Fit>;
	private readonly labels = new Map<string, string>();

	/** @param fields of one operation, with the collection "Options" among them */
	constructor(fields: INodeProperties[]) {
		const options = fields
			.filter(({ name }) => name === 'options')
			.flatMap((field) => (field.options ?? []) as INodeProperties[]);
		this.parameters = fitsOf(fields);
		this.options = fitsOf(options);
		for (const field of fields) this.label(field.name, field.displayName);
		for (const option of options) this.label(`options.${option.name}`, option.displayName);
	}

	/** Fields that share a name and are shown in turn may be called differently: all are named. */
	private label(path: string, label: string): void {
		const known = this.labels.get(path)?.split("' or '") ?? [];
		this.labels.set(path, [...new Set([...known, label])].join("' or '"));
	}

	/** @returns the value as the parameter takes it, or a Misfit */
	parameter(name: string, value: unknown): unknown {
		const fit = this.parameters.get(name);
		return fit ? fit(value) : value;
	}

	/** @returns the value as the option takes it, or a Misfit */
	option(name: string, value: unknown): unknown {
		const fit = this.options.get(name);
		return fit ? fit(value) : value;
	}

	/** What the panel calls a parameter, `name` or `options.name`. */
	labelOf(path: string): string {
		return this.labels.get(path) ?? path;
	}
}
