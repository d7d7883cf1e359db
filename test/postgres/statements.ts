/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The examples' own statements, put to the server as n8n's Postgres node does: its formatter, one transaction for each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../../host/n8n/places';
import type { WorkflowInput } from '../../host/n8n/types';
import { server } from './server';

export type Row = Record<string, unknown>;

interface Client {
	connect: () => Promise<void>;
	end: () => Promise<void>;
	query: (sql: string) => Promise<{ rows: Row[] } | Array<{ rows: Row[] }>>;
}

// The driver and the formatter that n8n itself brings.
const ofN8n = createRequire(join(repositoryRoot, 'demo', 'package.json'));
const { Client: PgClient } = ofN8n('pg') as { Client: new (options: object) => Client };
const { as } = ofN8n('pg-promise') as {
	as: { format: (sql: string, values: unknown[], options: object) => string };
};

/** @returns the query of a Postgres node of examples/ */
function queryOf(file: string, node: string): string {
	const text = readFileSync(join(repositoryRoot, 'examples', `${file}.json`), 'utf8');
	const found = (JSON.parse(text) as WorkflowInput).nodes.find(({ name }) => name === node);
	if (!found) throw new Error(`${file} has no node ${node}`);
	return String(found.parameters.query);
}

/** One connection, as one of n8n's workers has it. */
export class Connection {
	private constructor(private readonly client: Client) {}

	static async open(schema: string, user = server.user): Promise<Connection> {
		const client = new PgClient({
			...server,
			port: Number(server.port),
			user,
			options: `-c search_path=${schema}`,
		});
		await client.connect();
		return new Connection(client);
	}

	/** @returns the rows of the last statement */
	async sql(text: string): Promise<Row[]> {
		const results = [await this.client.query(text)].flat();
		return results.at(-1)?.rows ?? [];
	}

	/** Runs a node with its values. */
	async node(file: string, node: string, values: unknown[] = []): Promise<Row[]> {
		return await this.sql(as.format(queryOf(file, node), values, { partial: true }));
	}

	async close() {
		await this.client.end();
	}
}

export interface Person {
	unionid?: string;
	mini?: string;
	openid?: string;
	customer?: string;
	subscribed?: boolean;
	time?: string;
	scene?: string;
}

/** What calls of the examples come to on one connection. */
export const callsOn = (connection: Connection) => ({
	kit: async (action: string, person: Person) => {
		const { unionid = '', mini = '', openid = '', customer = '', subscribed = '', time = '' } = person;
		const values = [unionid, mini, openid, customer, String(subscribed), time, person.scene ?? ''];
		return (
			await connection.node('kit-table-postgres', 'Link, find, blank or forget', [action, ...values])
		)[0];
	},
	begin: async () => (await connection.node('postgres-link', 'Begin, or go on where it broke off'))[0],
	/** Writes a page as it was listed. */
	page: async (run: unknown, followers: Row[]) =>
		await connection.node('postgres-sync-page', 'Write the page and where it ends', [
			JSON.stringify(followers),
			run,
			followers.at(-1)?.openid ?? '',
			followers.length,
		]),
	end: async (run: unknown) => (await connection.node('postgres-link', 'Blank who has left', [run]))[0],
	/** @returns the ids of every row, the oldest first, as unionid / mini program / follower / customer */
	rows: async () =>
		(
			await connection.sql(
				`SELECT concat_ws('/', COALESCE(unionid, '-'), COALESCE(mini_program_openid, '-'),
					COALESCE(official_account_openid, '-'), COALESCE(customer_number, '-'), subscribed) AS row
				FROM wechat_links ORDER BY unionid NULLS FIRST, id`,
			)
		).map(({ row }) => row),
});

/** A follower as the list of followers with their user info says it. */
export const follower = (openid: string, unionid: string, more: Row = {}): Row => ({
	openid,
	unionid,
	subscribe: 1,
	subscribe_time: 1_700_000_000,
	subscribe_scene: 'ADD_SCENE_QR_CODE',
	...more,
});
