export interface Question {
	/** The Node that runs n8n. */
	node: string;
	/** n8n's package.json. */
	packageFile: string;
	engine: 'legacy' | 'vm' | 'quickjs';
	/** The `json` of the input items. */
	items: object[];
	/** The indexes of items that carry an error beside their fields, as a node leaves them that failed and went on. */
	failed: number[];
	/** A parameter for each item, named by the item's index. A node "Before" has put the items out. */
	parameters: Record<string, unknown>;
}

export interface Resolved {
	/** The one that n8n really used. */
	engine: string;
	/** Without a value where it is undefined, or refused. */
	values: Array<{ value?: unknown; refused?: string }>;
}

/** @returns what n8n makes of each item's parameter */
export function resolve(question: Question): Resolved;
