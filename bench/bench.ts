/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The stage of a benchmark: a fresh n8n with the package and the bench nodes, the sandbox, and one run of one workflow.
import axios from 'axios';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsOf, waitUntilUrlAnswers } from '../demo/n8n/client';
import { dataFolder } from '../demo/n8n/places';
import { freePort } from '../demo/n8n/ports';
import type { Execution } from '../demo/n8n/types';
import { OFFICIAL_ACCOUNT, openStage, type Stage } from '../demo/stage';
import type { SandboxClient } from '../sandbox/client';
import { WORK, benchWorkflow, type WorkNode } from './workflows';

export const benchFolder = join(dataFolder, 'bench');
const userFolder = join(benchFolder, 'n8n');

/** What one run of one workflow took. */
export interface Run {
	/** n8n's own time for the node that is measured. */
	wallMs: number;
	/** CPU time of the n8n process while it ran. */
	cpuMs: number;
	execution: Execution;
}

/** How the workflows of the bench reach the sandbox's official account. */
export interface Reach {
	credentials: { wechatLinkOfficialAccountApi: { id: string; name: string } };
	sandboxUrl: string;
	/** Fetched once, for the calls that carry it in their address. */
	token: string;
}

export class Bench {
	private readonly workflows = new Map<string, string>();
	private runs = 0;

	private constructor(
		private readonly stage: Stage,
		readonly reach: Reach,
	) {}

	/** Starts with an empty database, so that earlier benchmarks weigh nothing. */
	static async open(): Promise<Bench> {
		for (const end of ['', '-wal', '-shm'])
			rmSync(join(userFolder, '.n8n', `database.sqlite${end}`), { force: true });
		mkdirSync(join(benchFolder, 'items'), { recursive: true });
		const stage = await openStage({
			n8nPort: await freePort(),
			sandboxPort: 0,
			userFolder,
			n8nEnv: { N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes') },
		});
		const { officialAccount } = await stage.sandbox.accounts();
		const { data } = await axios.post<{ access_token: string }>(
			`${stage.sandboxUrl}/cgi-bin/stable_token`,
			{ grant_type: 'client_credential', appid: officialAccount.appId, secret: officialAccount.appSecret },
			{ proxy: false },
		);
		const id = stage.credentials[OFFICIAL_ACCOUNT];
		return new Bench(stage, {
			credentials: { [OFFICIAL_ACCOUNT]: { id, name: 'Sandbox Official Account' } },
			sandboxUrl: stage.sandboxUrl,
			token: data.access_token,
		});
	}

	get sandbox(): SandboxClient {
		return this.stage.sandbox;
	}

	/** Puts the workflow around the node into n8n and waits until it can be started. */
	async add(name: string, work: WorkNode): Promise<void> {
		const { id } = await this.stage.n8n.putWorkflow(benchWorkflow(name, work));
		await this.stage.n8n.activate(id);
		await waitUntilUrlAnswers(this.urlOf(name), 'POST');
		this.workflows.set(name, id);
	}

	/**
	 * Runs a workflow once, as a production execution. Nobody asks n8n anything while it runs.
	 *
	 * @param name of a workflow that was added
	 * @param items what the measured node gets
	 * @param profile file that gets a CPU profile of the measured node; the times are then of no use
	 * @throws Error when the execution failed
	 */
	async run(name: string, items: object[], profile = ''): Promise<Run> {
		const file = join(benchFolder, 'items', `${++this.runs}.json`);
		writeFileSync(file, JSON.stringify(items));
		const { data, status } = await axios.post<{ executionId?: string; cpuMs: number }>(
			this.urlOf(name),
			{ file, profile },
			{ proxy: false, validateStatus: () => true },
		);
		rmSync(file);
		if (data.executionId === undefined)
			throw new Error(`${name} failed in n8n (HTTP ${status}); see ${userFolder}/n8n.log`);
		const execution = await this.stage.n8n.waitForExecution(data.executionId);
		const [{ executionTime }] = runsOf(execution, WORK);
		return { wallMs: executionTime, cpuMs: data.cpuMs, execution };
	}

	async close(): Promise<void> {
		await this.stage.close();
	}

	private urlOf(name: string): string {
		return `${this.stage.n8n.url}/webhook/${name}`;
	}
}
