// One input item, as an operation reads it: its parameters, checked, with errors that name the parameter.
import { NodeOperationError, isResourceLocatorValue } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RunIdentity } from './runIdentity';
import type { RunParameters } from './runParameters';

/** Reads the parameters of one item. */
export class Item {
	private options?: IDataObject;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly parameters: RunParameters,
		readonly index: number,
		/** Which message of which run this is, for keys that keep a repeated run from sending twice. */
		readonly run: RunIdentity,
	) {}

	/** The workflow's time zone, an IANA name. */
	get timezone(): string {
		return this.context.getTimezone();
	}

	/** A parameter as n8n resolves it, not to be changed; empty text when the chosen options do not show it. */
	parameter(name: string): unknown {
		return this.parameters.read(name, this.index, '');
	}

	/** A text parameter or the value of a resource locator, trimmed; empty when it is not filled in. */
	text(name: string): string {
		const given = this.parameter(name);
		const value = isResourceLocatorValue(given) ? given.value : given;
		return value === undefined || value === null ? '' : String(value).trim();
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
		if (value === '') throw this.refuse(`The parameter "${label}" is empty`, wayOut, name);
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
		if (/^[\w-]{1,128}$/.test(value)) return value;
		throw this.refuse(
			`The parameter "${label}" is not an openid`,
			'An openid is about 28 letters, digits, hyphens and underscores. One item takes one openid.',
			name,
		);
	}

	/** How many results are wanted: the parameters `returnAll` and `limit`. */
	limit(): number {
		if (this.parameter('returnAll') === true) return Number.POSITIVE_INFINITY;
		const limit = Number(this.parameter('limit'));
		if (Number.isInteger(limit) && limit >= 1) return limit;
		throw this.refuse(
			'The parameter "Limit" must be a whole number from 1',
			'Or turn on Return All.',
			'limit',
		);
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
		load: () => Promise<Buffer>;
	} {
		const property = this.text(name);
		const { fileName, mimeType, bytes } = this.context.helpers.assertBinaryData(this.index, property);
		const load = async () => await this.context.helpers.getBinaryDataBuffer(this.index, property);
		return { fileName, mimeType, bytes, load };
	}

	/** One of the values under "Options" (of a resource locator its value), or the fallback when it was not added. */
	option<T>(name: string, fallback: T): T {
		this.options ??= this.parameters.read('options', this.index, {}) as IDataObject;
		const given = this.options[name];
		// A chosen locator that comes to nothing is a mistake to be told, not an option left out.
		const value = isResourceLocatorValue(given) ? (given.value ?? '') : given;
		return value === undefined || value === null ? fallback : (value as T);
	}

	/** A whole number under "Options" within bounds. */
	numberOption(name: string, label: string, bounds: { fallback: number; min: number; max: number }): number {
		const value = this.option<unknown>(name, bounds.fallback);
		const number = Number(value);
		if (Number.isInteger(number) && number >= bounds.min && number <= bounds.max) return number;
		throw this.refuse(
			`The option "${label}" must be a whole number from ${bounds.min} to ${bounds.max}`,
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
