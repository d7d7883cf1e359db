/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The stage of a benchmark: a fresh n8n with the package and the bench nodes, the sandbox, and one run of one workflow.
import axios from 'axios';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { N8nClient } from '../host/n8n/client';
import { waitUntilUrlAnswers } from '../host/n8n/urls';
import { dataFolder } from '../host/n8n/places';
import { freePort } from '../host/n8n/ports';
import { startN8n, type N8nProcess } from '../host/n8n/process';
import type { WorkflowInput } from '../host/n8n/types';
import { OFFICIAL_ACCOUNT, credentialFor, openStage, type Stage } from '../host/stage';
import type { SandboxClient } from '../sandbox/client';
import type { Account } from '../sandbox/types';
import { selfSignedCertificate } from './certificate';
import { benchWorkflow, type WorkNode } from './workflows';

export const benchFolder = join(dataFolder, 'bench');
export const userFolder = join(benchFolder, 'n8n');
const certificateFile = join(benchFolder, 'sandbox.crt');

/** What one run of one workflow took, as `BenchMark` tells it. */
export interface Run {
	/** From the end of the mark before the node to the beginning of the mark behind it. */
	wallMs: number;
	/** CPU time of the n8n process meanwhile. */
	cpuMs: number;
	/** What the heap holds more than before when the node is done, garbage collected: its output, mostly. */
	keptBytes: number;
	/** Only when memory was asked for: the size of the n8n process before, and at its largest. */
	idleBytes?: number;
	peakBytes?: number;
	/** What the node put out; `openidsHash` is the SHA-256 of all openids in order, joined by commas. */
	items: number;
	openids: number;
	openidsHash: string;
	unionids: number;
}

export type Protocol = 'HTTP' | 'HTTPS';

/** How the workflows of the bench reach the sandbox's official account. */
export interface Reach {
	protocol: Protocol;
	credentials: { [OFFICIAL_ACCOUNT]: { id: string; name: string } };
	sandboxUrl: string;
	/** Fetched once, for the calls that carry it in their address. */
	token: string;
}

export interface RunOptions {
	/** File that gets a CPU profile of the measured node; the times are then of no use. */
	profile?: string;
	memory?: boolean;
}

/** n8n knows the bench's own nodes and trusts the sandbox's certificate. */
const n8nEnv = {
	N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes'),
	NODE_EXTRA_CA_CERTS: certificateFile,
};

export class Bench {
	private runs = 0;
	private n8nProcess: N8nProcess;

	private constructor(
		readonly stage: Stage,
		readonly account: Account,
		private readonly reaches: Record<Protocol, Reach>,
	) {
		this.n8nProcess = stage.n8nProcess;
	}

	/**
	 * Starts with an empty database, so that earlier benchmarks weigh nothing.
	 *
	 * @param followers of the sandbox's official account
	 */
	static async open(followers: number): Promise<Bench> {
		for (const end of ['', '-wal', '-shm'])
			rmSync(join(userFolder, '.n8n', `database.sqlite${end}`), { force: true });
		mkdirSync(join(benchFolder, 'items'), { recursive: true });
		const tls = selfSignedCertificate();
		writeFileSync(certificateFile, tls.cert);
		const stage = await openStage({
			n8nPort: await freePort(),
			sandboxPort: 0,
			userFolder,
			followers,
			tls,
			n8nEnv,
		});
		const { officialAccount } = await stage.sandbox.accounts();
		const reachBy = async (protocol: Protocol, sandboxUrl: string): Promise<Reach> => {
			const name = `Sandbox over ${protocol}`;
			const input = credentialFor(OFFICIAL_ACCOUNT, officialAccount, sandboxUrl);
			const id = await stage.n8n.putCredential({ ...input, name });
			return { protocol, credentials: { [OFFICIAL_ACCOUNT]: { id, name } }, sandboxUrl, token: '' };
		};
		const bench = new Bench(stage, officialAccount, {
			HTTP: await reachBy('HTTP', stage.sandboxUrl),
			HTTPS: await reachBy('HTTPS', stage.sandboxHttpsUrl ?? ''),
		});
		await bench.renewSandbox();
		return bench;
	}

	get sandbox(): SandboxClient {
		return this.stage.sandbox;
	}

	get n8n(): N8nClient {
		return this.stage.n8n;
	}

	reach(protocol: Protocol): Reach {
		return this.reaches[protocol];
	}

	/** A sandbox with other people in it; without a number only new quotas and a token for the bare calls. */
	async renewSandbox(followers?: number): Promise<void> {
		if (followers !== undefined) await this.sandbox.reset({ followers });
		// The day's quota of WeChat is no part of this.
		const quotas = Object.fromEntries(
			['message/template/send', 'user/get', 'user/info', 'user/info/batchget'].map((path) => [
				`/cgi-bin/${path}`,
				100_000_000,
			]),
		);
		await this.sandbox.settings({ quotas });
		const { appId, appSecret } = this.account;
		const { data } = await axios.post<{ access_token: string }>(
			`${this.stage.sandboxUrl}/cgi-bin/stable_token`,
			{ grant_type: 'client_credential', appid: appId, secret: appSecret },
			{ proxy: false },
		);
		for (const reach of Object.values(this.reaches)) reach.token = data.access_token;
	}

	/** Opens the list of templates as the editor does, so that n8n has a token. */
	async openPicker(protocol: Protocol): Promise<void> {
		const { id } = this.reach(protocol).credentials[OFFICIAL_ACCOUNT];
		const { status, body } = await this.n8n.openList(
			{
				nodeType: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
				name: 'templateId',
				parameters: { resource: 'templateMessage', operation: 'send' },
				credentials: { [OFFICIAL_ACCOUNT]: id },
			},
			'searchTemplates',
		);
		if (!body.data?.results.length) throw new Error(`The picker shows no templates (HTTP ${status}).`);
	}

	/** Puts the workflow around the node into n8n and waits until it can be started. */
	async add(name: string, work: WorkNode): Promise<void> {
		await this.put(benchWorkflow(name, work), name);
	}

	/** @param path of the workflow's webhook */
	async put(workflow: WorkflowInput, path: string): Promise<void> {
		const { id } = await this.n8n.putWorkflow(workflow);
		await this.n8n.activate(id);
		await waitUntilUrlAnswers(this.urlOf(path), 'POST');
	}

	/**
	 * Runs a workflow once, as a production execution. Nobody asks n8n anything while it runs.
	 *
	 * @param name of a workflow that was added
	 * @param items what the measured node gets
	 * @throws Error when the execution failed
	 */
	async run(name: string, items: object[], options: RunOptions = {}): Promise<Run> {
		const file = join(benchFolder, 'items', `${++this.runs}.json`);
		writeFileSync(file, JSON.stringify(items));
		const { data, status } = await this.post<Partial<Run>>(name, {
			file,
			profile: options.profile ?? '',
			memory: options.memory ?? false,
		});
		rmSync(file);
		if (data.wallMs === undefined)
			throw new Error(`${name} failed in n8n (HTTP ${status}); see ${userFolder}/n8n.log`);
		return data as Run;
	}

	/** Calls a workflow's webhook and @returns its answer */
	async post<T>(path: string, body: object): Promise<{ data: T; status: number }> {
		return await axios.post<T>(this.urlOf(path), body, { proxy: false, validateStatus: () => true });
	}

	/**
	 * An n8n that has done nothing yet, with the same workflows.
	 *
	 * @param paths that must answer before it goes on
	 * @param env n8n settings beyond the defaults
	 */
	async restart(paths: string[], env: Record<string, string> = {}): Promise<void> {
		await this.n8nProcess.stop();
		this.n8nProcess = await startN8n({
			port: Number(new URL(this.n8n.url).port),
			userFolder,
			logFile: join(userFolder, 'n8n.log'),
			env: { ...n8nEnv, ...env },
		});
		for (const path of paths) await waitUntilUrlAnswers(this.urlOf(path), 'POST');
	}

	async close(): Promise<void> {
		await this.n8nProcess.stop();
		await this.stage.close();
	}

	urlOf(path: string): string {
		return `${this.n8n.url}/webhook/${path}`;
	}
}
