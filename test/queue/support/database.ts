/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A fresh database for one run, and questions to n8n's tables that its REST API cannot answer for thousands at once.
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../../../host/n8n/places';
import { waitFor } from '../../../host/n8n/wait';
import type { Row } from '../../e2e/support/sqlite';
import type { PostgresServer } from './servers';

interface Client {
	connect(): Promise<void>;
	query<Row>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
	end(): Promise<void>;
}

interface Driver {
	Client: new (options: Omit<PostgresServer, 'close'>) => Client;
}

// n8n's own driver: what n8n can reach, this can.
const { Client } = createRequire(join(repositoryRoot, 'demo', 'package.json'))('pg') as Driver;

/** What a server says that listens already, but is not yet done with starting. */
const STARTING_UP = '57P03';

async function connectTo(server: PostgresServer, database: string): Promise<Client> {
	const { host, port, user, password } = server;
	return await waitFor(`PostgreSQL on ${host}:${port} to start`, async () => {
		const client = new Client({ host, port, user, password, database });
		try {
			await client.connect();
			return client;
		} catch (error) {
			if ((error as { code?: string }).code === STARTING_UP) return undefined;
			return await Promise.reject(error as Error);
		}
	});
}

export class Database {
	private constructor(
		private readonly server: PostgresServer,
		readonly name: string,
		private readonly client: Client,
	) {}

	/** Creates a database of a name that nobody else uses. */
	static async create(server: PostgresServer): Promise<Database> {
		const name = `wechat_link_queue_${randomBytes(4).toString('hex')}`;
		const door = await connectTo(server, server.database);
		try {
			await door.query(`CREATE DATABASE ${name}`);
		} finally {
			await door.end();
		}
		return new Database(server, name, await connectTo(server, name));
	}

	/** What n8n needs to use it. */
	get settings(): Record<string, string> {
		const { host, port, user, password } = this.server;
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: host,
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: this.name,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_PASSWORD: password,
		};
	}

	/** @returns the rows */
	async rows<Columns>(sql: string, ...values: unknown[]): Promise<Columns[]> {
		return (await this.client.query<Columns>(sql, values)).rows;
	}

	/** Every row of every table. */
	async everyRow(): Promise<Row[]> {
		const tables = await this.rows<{ table: string }>(
			"SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
		);
		const rows: Row[] = [];
		for (const { table } of tables) {
			for (const row of await this.rows<Row['row']>(`SELECT * FROM "${table}"`)) rows.push({ table, row });
		}
		return rows;
	}

	/** Drops it, whoever is still connected. */
	async drop(): Promise<void> {
		await this.client.end();
		const door = await connectTo(this.server, this.server.database);
		try {
			await door.query(`DROP DATABASE ${this.name} WITH (FORCE)`);
		} finally {
			await door.end();
		}
	}
}
