/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// n8n in queue mode: main, workers, webhook processors, each with a user folder of its own as in a container of its own.
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { N8nClient } from '../../../host/n8n/client';
import { installPackage } from '../../../host/n8n/install';
import { dataFolder } from '../../../host/n8n/places';
import { freePort } from '../../../host/n8n/ports';
import { startN8n, type N8nProcess } from '../../../host/n8n/process';
import { credentialFor, MINI_PROGRAM, OFFICIAL_ACCOUNT, owner, type Stage } from '../../../host/stage';
import { SandboxClient } from '../../../sandbox/client';
import { startSandbox } from '../../../sandbox/index';
import { Database } from './database';
import { openPostgres, openRedis, type RedisServer } from './servers';

type Command = 'start' | 'worker' | 'webhook';

/** One of n8n's processes, which can end and be started again in its place. */
export class Member {
	private running?: N8nProcess;

	constructor(
		readonly name: string,
		private readonly command: Command,
		private readonly port: number,
		private readonly folder: string,
		private readonly env: Record<string, string>,
	) {}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get process(): N8nProcess {
		if (!this.running) throw new Error(`${this.name} does not run.`);
		return this.running;
	}

	async start(): Promise<void> {
		const { command, port, folder, env } = this;
		const logFile = join(folder, 'n8n.log');
		// Whoever answers WeChat goes first: docs/RELIABILITY.md advises the same where they share processors.
		const lowPriority = command === 'worker';
		this.running = await startN8n({ command, port, userFolder: folder, logFile, env, lowPriority });
	}

	/** Lets it go on when it was frozen, and starts it when it was ended. */
	async revive(): Promise<void> {
		if (this.running) this.running.thaw();
		else await this.start();
	}

	/** Ends it as a crash would. */
	async kill(): Promise<void> {
		await this.running?.kill();
		this.running = undefined;
	}

	async stop(): Promise<void> {
		await this.running?.stop();
		this.running = undefined;
	}

	/** @returns what it has said so far */
	log(): string {
		return readFileSync(join(this.folder, 'n8n.log'), 'utf8');
	}

	/** @returns the ids of the executions that it has begun, oldest first; of a worker */
	executionIds(): string[] {
		return [...this.log().matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
	}
}

export interface ClusterOptions {
	/** Names the folder below demo/.data. */
	name: string;
	workers: number;
	webhooks: number;
	followers: number;
	env?: Record<string, string>;
}

/** The stage of the queue suite; `n8n` and `n8nProcess` are those of the main process. */
export interface Cluster extends Stage {
	main: Member;
	workers: Member[];
	webhooks: Member[];
	/** All of these. */
	members: Member[];
	redis: RedisServer;
	database: Database;
	/** Where all of n8n's processes write their files. */
	folder: string;
}

/**
 * Starts PostgreSQL and Redis where needed, the sandbox, and n8n.
 *
 * @throws Error with one sentence when something is missing; nothing is left running then
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
	const closing: Array<() => Promise<unknown>> = [];
	const close = async () => {
		for (const step of closing.splice(0).reverse()) await step();
	};
	let open = false;
	try {
		const postgres = await openPostgres(freePort);
		closing.push(async () => await postgres.close());
		const redis = await openRedis(freePort);
		closing.push(async () => await redis.close());
		const database = await Database.create(postgres);
		closing.push(async () => await database.drop());
		const sandboxProcess = await startSandbox({ followers: options.followers });
		closing.push(async () => await sandboxProcess.close());

		const folder = join(dataFolder, options.name);
		rmSync(folder, { recursive: true, force: true });
		const template = join(folder, 'main');
		await installPackage(template);
		const env = {
			...database.settings,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: redis.host,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			// A dead worker is found in seconds instead of a minute and a half.
			QUEUE_WORKER_LOCK_DURATION: '20000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
			QUEUE_WORKER_STALLED_INTERVAL: '5000',
			// What docs/RELIABILITY.md advises for many pushes.
			DB_POSTGRESDB_POOL_SIZE: '10',
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
			// A trigger that checks nothing, to measure ours beside.
			N8N_CUSTOM_EXTENSIONS: join(__dirname, '..', '..', '..', 'bench', 'nodes'),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			...options.env,
		};
		const makeMember = async (name: string, command: Command) => {
			const own = join(folder, name);
			if (own !== template) cpSync(template, own, { recursive: true });
			return new Member(name, command, await freePort(), own, env);
		};
		const makeMembers = async (command: 'worker' | 'webhook', count: number) => {
			const members: Member[] = [];
			while (members.length < count)
				members.push(await makeMember(`${command} ${members.length + 1}`, command));
			return members;
		};
		const workers = await makeMembers('worker', options.workers);
		const webhooks = await makeMembers('webhook', options.webhooks);
		const main = await makeMember('main', 'start');
		const members = [main, ...workers, ...webhooks];
		closing.push(async () => await Promise.all(members.map(async (member) => await member.stop())));
		// Main first: it makes the tables.
		await main.start();
		await Promise.all([...workers, ...webhooks].map(async (member) => await member.start()));

		const sandbox = new SandboxClient(sandboxProcess.url);
		const n8n = await N8nClient.connect(main.url, owner);
		const { officialAccount, miniProgram } = await sandbox.accounts();
		const { url: sandboxUrl } = sandboxProcess;
		const credentials = {
			[OFFICIAL_ACCOUNT]: await n8n.putCredential(
				credentialFor(OFFICIAL_ACCOUNT, officialAccount, sandboxUrl),
			),
			[MINI_PROGRAM]: await n8n.putCredential(credentialFor(MINI_PROGRAM, miniProgram, sandboxUrl)),
		};
		open = true;
		const n8nProcess = main.process;
		return {
			...{ sandboxUrl, sandbox, n8nProcess, n8n, credentials, close },
			...{ main, workers, webhooks, members, redis, database, folder },
		};
	} finally {
		if (!open) await close();
	}
}
