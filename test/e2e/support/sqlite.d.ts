export interface Row {
	table: string;
	/** Bytes come as characters, one each. */
	row: Record<string, unknown>;
}

/**
 * @param node a Node that knows SQLite (22 or later)
 * @param file the database; it may be in use
 * @returns every row of every table: a text that lies across two pages of the file is whole here
 */
export function readRows(node: string, file: string): Row[];
