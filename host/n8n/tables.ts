// n8n Data Tables over REST: what the examples have written there.
import type { N8nSession } from './session';
import type { RowFilter, TableRow } from './types';

const rowsPerPage = 250;

interface TableEntry {
	id: string;
	name: string;
	projectId: string;
}

const asFilter = (filter: RowFilter) =>
	JSON.stringify({
		type: 'and',
		filters: Object.entries(filter).map(([columnName, value]) => ({ columnName, condition: 'eq', value })),
	});

export class DataTables {
	constructor(private readonly session: N8nSession) {}

	private async path(name: string): Promise<string> {
		const { data } = await this.session.request<{ data: TableEntry[] }>('GET', '/rest/data-tables-global', {
			query: { filter: JSON.stringify({ name }), take: 50 },
		});
		const table = data.find((entry) => entry.name === name);
		if (!table) throw new Error(`n8n has no data table "${name}".`);
		return `/rest/projects/${table.projectId}/data-tables/${table.id}`;
	}

	private async page(path: string, filter: RowFilter, skip: number, take: number) {
		return await this.session.request<{ count: number; data: TableRow[] }>('GET', `${path}/rows`, {
			query: { filter: asFilter(filter), skip, take, sortBy: 'id:asc' },
		});
	}

	/** @returns how many rows have all these values */
	async count(name: string, filter: RowFilter = {}): Promise<number> {
		return (await this.page(await this.path(name), filter, 0, 1)).count;
	}

	/** @returns all rows that have all these values, oldest first */
	async rows(name: string, filter: RowFilter = {}): Promise<TableRow[]> {
		const path = await this.path(name);
		const rows: TableRow[] = [];
		for (;;) {
			const { count, data } = await this.page(path, filter, rows.length, rowsPerPage);
			rows.push(...data);
			if (data.length === 0 || rows.length >= count) return rows;
		}
	}

	async insert(name: string, rows: Array<Record<string, unknown>>): Promise<void> {
		await this.session.request('POST', `${await this.path(name)}/insert`, {
			body: { data: rows, returnType: 'count' },
		});
	}

	/** Removes the rows that have all these values; without any value, every row. */
	async remove(name: string, filter: RowFilter = {}): Promise<void> {
		const path = await this.path(name);
		const all = JSON.stringify({ type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] });
		await this.session.request('DELETE', `${path}/rows`, {
			query: { filter: Object.keys(filter).length ? asFilter(filter) : all },
		});
	}
}
