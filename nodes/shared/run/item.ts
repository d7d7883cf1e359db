// One input item, as an operation reads it: its parameters, checked, with errors that name the parameter.
import { createHash } from 'node:crypto';
import { NodeOperationError, isResourceLocatorValue } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { MessageKeys } from './identity';
import type { RunParameters } from './parameters';
import { Misfit, asText } from './typed';
import { mustBeWhole, wholeNumber } from './wholeNumber';
import type { Bounds } from './wholeNumber';
import { zoneOf } from './zone';

/** Reads the parameters of one item. */
export class Item {
	/** Gives keys that keep a repeated run from sending twice. */
	run: MessageKeys;
	/** Set where a value of its message has its hour from the zone of the workflow. */
	isInZone = false;
	private options?: IDataObject;
	/** What was read as text: an expression that is computed is not computed again. */
	private readonly texts = new Map<string, string>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly parameters: RunParameters,
		readonly index: number,
		run: MessageKeys,
		/** In runs from the editor: the parameters that name the receiver, each with the option that takes its place. */
		private readonly receivers: Record<string, string> = {},
	) {
		this.run = run;
	}

	/** The workflow's time zone, an IANA name. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	/** The same, and whether it was chosen for this workflow; otherwise it is what the whole of n8n has. */
	get zone(): ReturnType<typeof zoneOf> {
		return zoneOf(this.context);
	}

	/**
	 * A parameter as its field takes it, not to be changed; empty text when the chosen options do not show it.
	 *
	 * @throws NodeOperationError when it is of a type that says nothing to this field
	 */
	parameter(name: string): unknown {
		const value = this.parameters.typed.parameter(name, this.parameters.read(name, this.index, ''));
		return value instanceof Misfit ? this.refuseMisfit(value, name, 'parameter') : value;
	}

	private refuseMisfit({ is, wayOut }: Misfit, path: string, what: 'parameter' | 'option'): never {
		throw this.refuse(`The ${what} '${this.parameters.typed.labelOf(path)}' ${is}`, wayOut, path);
	}

	/** A text parameter or the value of a resource locator, trimmed; empty when it is not filled in. */
	text(name: string): string {
		const known = this.texts.get(name);
		if (known !== undefined) return known;
		const given = this.parameter(name);
		const value = asText(isResourceLocatorValue(given) ? given.value : given);
		if (value instanceof Misfit) this.refuseMisfit(value, name, 'parameter');
		const text = value === undefined || value === null ? '' : String(value).trim();
		this.texts.set(name, text);
		return text;
	}

	/** A text parameter, whatever is wrong with it; empty where it cannot be read. For what a failed item says. */
	peek(name: string): string {
		try {
			return this.text(name);
		} catch {
			return '';
		}
	}

	/**
	 * A text parameter that must be filled in.
	 *
	 * @param name the parameter
	 * @param label its display name
	 * @param wayOut one sentence: where the value comes from
	 */
	requiredText(name: string, label: string, wayOut: string): string {
		const value = this.text(name);
		if (value === '') throw this.refuse(`The parameter '${label}' is empty`, wayOut, name);
		return value;
	}

	/** An openid: required, without spaces inside. Pasted spaces and line ends around it are dropped. */
	openid(name: string, label: string, whose: string): string {
		const value = this.requiredText(
			name,
			label,
			`Give ${whose}, for instance from a linked row or a follow event.`,
		);
		return this.checkedOpenid(value, name, label);
	}

	/** An openid that may be left empty. */
	optionalOpenid(name: string, label: string): string {
		const value = this.text(name);
		return value === '' ? '' : this.checkedOpenid(value, name, label);
	}

	/** An openid under "Options"; empty when it was not added. */
	openidOption(name: string, label: string): string {
		const value = String(this.option<unknown>(name, '')).trim();
		return value === '' ? '' : this.checkedOpenid(value, `options.${name}`, label);
	}

	private checkedOpenid(value: string, name: string, label: string): string {
		if (/^[\w-]{1,128}$/.test(value)) return this.standIn(name) ?? value;
		throw this.refuse(
			`The parameter '${label}' is not an openid`,
			'An openid is about 28 letters, digits, hyphens and underscores. One item takes one openid.',
			name,
		);
	}

	/** Whether all messages of this item go to a test receiver instead. */
	private get isRedirected(): boolean {
		return Object.values(this.receivers).some((option) => Object.hasOwn(this.givenOptions(), option));
	}

	/**
	 * The openid that takes the place of the one that a parameter gives; empty where only that of another channel is given,
	 * since nobody else may get a test message.
	 */
	private standIn(name: string): string | undefined {
		if (!Object.hasOwn(this.receivers, name) || !this.isRedirected) return undefined;
		const option = this.receivers[name];
		if (!Object.hasOwn(this.givenOptions(), option)) return '';
		const label = this.parameters.typed.labelOf(`options.${option}`);
		const openid = this.openidOption(option, label);
		if (openid !== '') return openid;
		throw this.refuse(
			`The option '${label}' is empty`,
			'Give an openid, your own for instance, or remove the option to send to the people themselves.',
			`options.${option}`,
		);
	}

	/**
	 * What an output item says of a message that went, or would have gone, to a test receiver; nothing of any other.
	 *
	 * @param openid the receiver that it names
	 */
	redirection(openid: unknown): IDataObject {
		try {
			if (!this.isRedirected) return {};
			const parameter = Object.keys(this.receivers).find((name) => this.standIn(name) === openid);
			return { testReceiver: true, ...(parameter ? { intendedOpenid: this.peek(parameter) } : {}) };
		} catch {
			// The item fails for it, and says why.
			return {};
		}
	}

	/**
	 * What every item says of its message, such as the receiver; what cannot be read, or is empty, is left out.
	 *
	 * @param keys by its key, the parameters that say it: the first that is filled in
	 */
	addressed(keys: Record<string, string[]>): IDataObject {
		const said: IDataObject = {};
		for (const [key, names] of Object.entries(keys)) {
			const texts = names.map((name) => this.receiverOr(name, this.peek(name)));
			const text = texts.find((one) => one !== '');
			if (text !== undefined) said[key] = text;
		}
		return said;
	}

	private receiverOr(name: string, text: string): string {
		try {
			return text === '' ? text : (this.standIn(name) ?? text);
		} catch {
			return text;
		}
	}

	/**
	 * A whole number that must be given.
	 *
	 * @param wayOut one sentence, for what is empty or out of bounds
	 */
	number(name: string, label: string, bounds: Bounds, wayOut: string): number {
		const given = this.parameter(name);
		const value = typeof given === 'string' ? given.trim() : (given ?? '');
		const number = wholeNumber(value, bounds);
		if (number !== undefined) return number;
		const what = value === '' ? 'is empty' : mustBeWhole(bounds);
		throw this.refuse(`The parameter '${label}' ${what}`, wayOut, name);
	}

	/** How many results are wanted: the parameters `returnAll` and `limit`. */
	limit(): number {
		if (this.parameter('returnAll') === true) return Number.POSITIVE_INFINITY;
		return this.number('limit', 'Limit', { min: 1 }, "Or turn on 'Return All'.");
	}

	/**
	 * A file in the item's binary data; its bytes are read when the item's turn comes.
	 *
	 * @throws NodeOperationError when the item has no such file
	 */
	file(name: string): {
		fileName?: string;
		mimeType: string;
		/** Its size, where n8n knows it without reading the file. */
		bytes?: number;
		/** The same for the same file, also where several items have it. */
		key: string;
		load: () => Promise<Buffer>;
	} {
		const property = this.text(name);
		const { fileName, mimeType, bytes, id, data } = this.context.helpers.assertBinaryData(
			this.index,
			property,
		);
		// Where n8n keeps files in memory, the item holds the file itself.
		const key = id ?? createHash('sha256').update(data).digest('hex');
		const load = async () => await this.context.helpers.getBinaryDataBuffer(this.index, property);
		const size = bytes ?? (id === undefined ? Buffer.byteLength(data, 'base64') : undefined);
		return { fileName, mimeType, bytes: size, key, load };
	}

	/**
	 * One of the values under "Options" (of a resource locator its value), or the fallback when it was not added or came
	 * to nothing.
	 *
	 * @throws NodeOperationError when it is of a type, or a choice, that says nothing to this option
	 */
	option<T>(name: string, fallback: T): T {
		const path = `options.${name}`;
		const value = this.parameters.typed.option(name, this.givenOptions()[name]);
		if (value instanceof Misfit) return this.refuseMisfit(value, path, 'option');
		// A chosen locator that comes to nothing is a mistake to be told, not an option left out.
		if (isResourceLocatorValue(value)) return (value.value ?? '') as T;
		const isLeftOut = value === undefined || value === null || (value === '' && typeof fallback !== 'string');
		return isLeftOut ? fallback : (value as T);
	}

	/**
	 * A switch under "Options" that keeps something from happening; off when it was not added.
	 *
	 * @throws NodeOperationError also when it was added and came to nothing: that must not let it happen
	 */
	guard(name: string): boolean {
		const value = this.option<boolean | undefined>(name, undefined);
		if (value !== undefined || !Object.hasOwn(this.givenOptions(), name)) return value ?? false;
		throw this.refuse(
			`The option '${this.parameters.typed.labelOf(`options.${name}`)}' is empty`,
			'Its expression came to nothing. Give true or false, or remove the option.',
			`options.${name}`,
		);
	}

	private givenOptions(): IDataObject {
		this.options ??= this.parameters.read('options', this.index, {}) as IDataObject;
		if (typeof this.options === 'object' && this.options !== null && !Array.isArray(this.options))
			return this.options;
		throw this.refuse(
			"The parameter 'Options' is not a set of options",
			'Add options from its list.',
			'options',
		);
	}

	/** A whole number under "Options"; the fallback where it was not added, or is empty. */
	numberOption(name: string, label: string, bounds: Required<Bounds> & { fallback: number }): number {
		const value = this.option<unknown>(name, bounds.fallback);
		const number = wholeNumber(value, bounds);
		if (number !== undefined) return number;
		throw this.refuse(
			`The option '${label}' ${mustBeWhole(bounds)}`,
			`It is ${JSON.stringify(value)} now. Remove the option to use ${bounds.fallback}.`,
			`options.${name}`,
		);
	}

	/**
	 * An error about this item's input.
	 *
	 * @param message what is wrong
	 * @param description the way out
	 * @param parameter the parameter's name, for n8n to point at
	 */
	refuse(message: string, description: string, parameter: string): NodeOperationError {
		const error = new NodeOperationError(this.context.getNode(), message, {
			description,
			itemIndex: this.index,
		});
		error.context.parameter = parameter;
		return error;
	}
}
