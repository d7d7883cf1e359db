// What an operation file consists of, and how a node turns a list of resources into its panel.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CredentialName, WechatApi } from './api';
import type { Item } from './item';

/** Opens one of the node's credentials; each is decrypted once per execution. */
export type OpenApi = (credentialName: CredentialName) => Promise<WechatApi>;

interface Described {
	/** The operation's value, as workflows store it. */
	value: string;
	name: string;
	/** What the nodes panel lists and searches. */
	action: string;
	description: string;
	/** Its parameters; the operation's display rule is added to each. */
	fields: INodeProperties[];
	/**
	 * Set where doing it twice is wrong: messages reach a person twice, a code that was spent is refused. What one attempt
	 * of an execution did, its next attempt (Retry On Fail) does not do again.
	 */
	onlyOnce?: boolean;
}

/** What one item's work comes to. */
export type Outcome = IDataObject | IDataObject[] | FileOutcome;

/** An output item with a file in its binary data. */
export class FileOutcome {
	constructor(
		readonly json: IDataObject,
		readonly file: { property: string; fileName: string; mimeType: string; data: Buffer },
	) {}
}

/** An operation whose items are independent of each other. */
export interface ItemOperation<P> extends Described {
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
	/** One result per item, in order; an Error is that item's own. */
	runTogether(parameters: P[], open: OpenApi): Promise<Array<IDataObject | IDataObject[] | Error>>;
}

/** Of an operation whose parameters are not known: it is only ever given what its own `read` returned. */
type Opaque<O> = Omit<O, 'read'> & { read(item: Item): unknown };

export type AnyItemOperation = Opaque<ItemOperation<never>>;
export type AnyTogetherOperation = Opaque<TogetherOperation<never>>;
export type Operation = AnyItemOperation | AnyTogetherOperation;

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
		options: operations.map(({ name, value: operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		})),
		default: firstOperation,
	};
}

/**
 * The node's properties: the resource, each resource's operations, each operation's fields.
 *
 * @param resources in the order of the panel
 */
export function panelOf(resources: Resource[]): INodeProperties[] {
	const firstResource = resources[0].value;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
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
