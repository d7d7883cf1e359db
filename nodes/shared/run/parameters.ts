// The parameters of one node run, as n8n resolves them, each asked of n8n no more often than needed: resolving them is
// what n8n takes longest over.
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { LEFT_TO_N8N, hasFailed, readerOf } from './references';
import type { ItemView, Reader } from './references';
import { TypedFields } from './typed';

/** Whether no expression is in it, however deep: n8n then gives the same value for every item. */
function isFixed(raw: unknown): boolean {
	if (typeof raw === 'string') return !raw.startsWith('=');
	return typeof raw !== 'object' || raw === null || Object.values(raw).every(isFixed);
}

/** @returns undefined where it throws: n8n meets the same, and says it in its own words */
function attempt<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch {
		return undefined;
	}
}

/** What the expressions of one item point at, in n8n's own view of the data. */
class View implements ItemView {
	private proxy?: ReturnType<IExecuteFunctions['getWorkflowDataProxy']>;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly index: number,
		/** Whether `$json` is what the node itself gets as input. */
		private readonly isInput: boolean,
	) {}

	get json(): unknown {
		if (!this.isInput) return this.n8n.$json;
		const item = this.context.getInputData()[this.index];
		return hasFailed(item) ? LEFT_TO_N8N : item.json;
	}

	item(node: string): unknown {
		return (this.n8n.$ as (name: string) => { item: unknown })(node).item;
	}

	private get n8n() {
		return (this.proxy ??= this.context.getWorkflowDataProxy(this.index));
	}
}

/** Reads the parameters of one node run, item by item. */
export class RunParameters {
	/** By name; one that differs from item to item has no value here, but perhaps a reader. */
	private readonly known = new Map<string, { fixed?: { value: unknown }; reader?: Reader }>();
	private view?: { index: number; of: View };
	private isInput?: boolean;

	/** What each field makes of a value. */
	readonly typed: TypedFields;

	/**
	 * @param context n8n's execution context
	 * @param fields those of the operation
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		fields: INodeProperties[],
	) {
		this.typed = new TypedFields(fields);
	}

	/**
	 * A parameter's value for one item, not to be changed.
	 *
	 * @param name the parameter
	 * @param index the item
	 * @param fallback its value when the chosen options do not show it
	 * @throws n8n's own error when an expression cannot be resolved
	 */
	read(name: string, index: number, fallback: string | IDataObject): unknown {
		const known = this.known.get(name) ?? this.learn(name, index, fallback);
		if (known.fixed) return known.fixed.value;
		const value = known.reader ? this.point(known.reader, index) : LEFT_TO_N8N;
		return value === LEFT_TO_N8N ? this.ask(name, index, fallback) : value;
	}

	private ask(name: string, index: number, fallback: string | IDataObject): unknown {
		return this.context.getNodeParameter(name, index, fallback);
	}

	private learn(name: string, index: number, fallback: string | IDataObject) {
		const raw: unknown = this.context.getNodeParameter(name, index, fallback, { rawExpressions: true });
		const known = isFixed(raw)
			? { fixed: { value: this.ask(name, index, fallback) } }
			: { reader: attempt(() => readerOf(raw)) };
		this.known.set(name, known);
		return known;
	}

	private point(reader: Reader, index: number): unknown {
		try {
			return reader(this.viewOf(index));
		} catch {
			// n8n meets the same, and says it in its own words.
			return LEFT_TO_N8N;
		}
	}

	private viewOf(index: number): View {
		if (this.view?.index !== index)
			this.view = { index, of: new View(this.context, index, this.seesInput(index)) };
		return this.view.of;
	}

	/** In a tool of an AI agent, the input is the agent's, and `$json` an item of the workflow. */
	private seesInput(index: number): boolean {
		return (this.isInput ??=
			this.context.getWorkflowDataProxy(index).$json === this.context.getInputData()[index]?.json);
	}
}
