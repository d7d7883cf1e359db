// What an operation file consists of, and how a node turns a list of resources into its panel.
import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';
import type { WechatApi } from '../call/api';
import type { CredentialName } from '../call/types';
import { alphabetical } from '../panel/alphabetical';
import type { TemplateList } from '../lists/templates';
import type { Item } from './item';
import type { Summary } from './summary';

/** Opens one of the node's credentials; each is decrypted once per execution. */
export type OpenApi = (credentialName: CredentialName) => Promise<WechatApi>;

/** Says how far a long run is: so many more are done. */
export type Done = (count: number) => void;

interface Described {
	/** The operation's value, as workflows store it. */
	value: string;
	name: string;
	/** What the nodes panel lists and searches. */
	action: string;
	description: string;
	/**
	 * The paths that it calls with the node's own credential, the one it always calls first; empty when it calls nothing.
	 * *Get account quota*, *Clear account quota* and *Diagnose account* list them.
	 */
	calls: string[];
	/** Its parameters; the operation's display rule is added to each. */
	fields: INodeProperties[];
	/**
	 * Set where doing it twice is wrong: a code that was spent is refused, a name that exists is taken. What one attempt of
	 * an execution did, its next attempt (Retry On Fail) does not do again. A message does so without it.
	 */
	onlyOnce?: boolean;
	/** What the line above n8n's output says of a run; of messages it is known. */
	summary?: Summary;
}

/** What one item's work comes to. */
export type Outcome = IDataObject | IDataObject[] | FileOutcome;

/** An output item with a file that n8n has stored. */
export class FileOutcome {
	constructor(
		readonly json: IDataObject,
		readonly binary: IBinaryKeyData,
	) {}
}

/**
 * Of an operation that reaches people: its outcomes say whether a message was `delivered`. What was sent is then not sent
 * again by n8n's Retry of a saved execution, nor by a loop.
 */
export interface Message<P> {
	/** What every item says of its message, sent or not: by its key, the parameters that say it, the first that is filled in. */
	addressed: Record<string, string[]>;
	/**
	 * The values that it was written with, by keyword, for every item but a preview to show under `data`.
	 *
	 * @param said what the item says otherwise, such as which of two messages went out
	 */
	values?(parameters: P, said: IDataObject): Record<string, string>;
	/** What a failed item says besides. */
	unsent?: IDataObject;
	/** The parameters that name the receiver, each with the option that takes its place in runs from the editor. */
	receivers: Record<string, string>;
	/** What it uses up of the person's, in the words behind "sends for real, and"; absent where that is nothing. */
	usesUp?: string;
	/** The templates that it is made from, as far as WeChat lists them. */
	templates?: TemplateChoice[];
	/**
	 * What the person would see, under `preview`; checks what sending would meet, as far as that can be known.
	 *
	 * @param open for reading calls; none of them sends
	 * @throws WechatError when it could not be sent
	 */
	preview(parameters: P, open: OpenApi): Promise<IDataObject>;
}

/** Where an operation's template is chosen and filled in. */
export interface TemplateChoice {
	list: TemplateList;
	/** The parameter that names it. */
	id: string;
	/** The parameters that hold its values. */
	values: string[];
}

/** An operation whose items are independent of each other. */
export interface ItemOperation<P> extends Described {
	/** Set where it sends a message. */
	message?: Message<P>;
	/**
	 * Reads and checks one item's parameters. All items are read before the first network call.
	 * @throws NodeOperationError naming the parameter
	 */
	read(item: Item): P;
	/** One item's work; several objects become several output items. */
	run(parameters: P, open: OpenApi): Promise<Outcome>;
	/** Items with the same key are handled one after the other, in order. */
	oneAtATime?(parameters: P): string;
}

/** An operation that answers all items together, with fewer calls than items. */
export interface TogetherOperation<P> extends Described {
	read(item: Item): P;
	/**
	 * One result per item, in order; an Error is that item's own.
	 *
	 * @param done says that so many more of the items are done, whatever they came to
	 */
	runTogether(
		parameters: P[],
		open: OpenApi,
		done: Done,
	): Promise<Array<IDataObject | IDataObject[] | Error>>;
}

/**
 * An operation as the runner takes it: of the parameters it knows nothing, and gives the operation what its own `read`
 * returned.
 */
export type Operation = ItemOperation<unknown> | TogetherOperation<unknown>;

/**
 * What every operation file exports. Here, and nowhere else, the type of its parameters is forgotten.
 *
 * @param operation with `run`, or with `runTogether`
 */
export function defineOperation<P>(operation: ItemOperation<P> | TogetherOperation<P>): Operation {
	return operation;
}

/** A resource as the panel shows it. */
export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}

type DisplayRule = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

function showFor(rule: DisplayRule, fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: { ...field.displayOptions, show: { ...rule, ...field.displayOptions?.show } },
	}));
}

function operationSelector({ value, operations }: Resource): INodeProperties {
	const firstOperation = operations[0].value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: alphabetical(
			operations.map(({ name, value: operation, action, description }) => ({
				name,
				value: operation,
				action,
				description,
			})),
			({ name }) => name,
		),
		default: firstOperation,
	};
}

/**
 * The node's properties: the resource, each resource's operations, each operation's fields.
 *
 * @param resources the first is chosen to begin with, and of each its first operation; the lists are in the order of the
 *   alphabet, as n8n asks for
 */
export function panelOf(resources: Resource[]): INodeProperties[] {
	const firstResource = resources[0].value;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: alphabetical(
				resources.map(({ name, value }) => ({ name, value })),
				({ name }) => name,
			),
			default: firstResource,
		},
		...resources.map(operationSelector),
		...resources.flatMap(({ value, operations }) =>
			operations.flatMap((operation) =>
				showFor({ resource: [value], operation: [operation.value] }, operation.fields),
			),
		),
	];
}
