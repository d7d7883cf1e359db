// A sandbox and an engine for one test file, with both accounts saved as credentials.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSandbox } from '../../../sandbox';
import type { Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import type { AccountName } from '../../../sandbox/types';
import { DeclaredCalls } from './declaredCalls';
import { Engine } from './engine';
import type { NodeRun, NodeRunResult } from './nodeRun';

export const OFFICIAL_ACCOUNT = 'wechatLinkOfficialAccountApi';
export const MINI_PROGRAM = 'wechatLinkMiniProgramApi';

type Accounts = Awaited<ReturnType<SandboxClient['accounts']>>;
type RunOptions = Partial<Omit<NodeRun, 'node' | 'parameters'>>;

/** Everything a test file talks to. */
export class Fixture {
	private readonly declared = new DeclaredCalls();

	private constructor(
		private readonly sandbox: Sandbox,
		readonly client: SandboxClient,
		readonly engine: Engine,
		readonly accounts: Accounts,
	) {}

	/** A new sandbox on a port of its own: with it the token cache of the credential starts empty, too. */
	static async open(options: { followers?: number; now?: () => number } = {}): Promise<Fixture> {
		const sandbox = await startSandbox({ followers: 300, ...options });
		const client = new SandboxClient(sandbox.url);
		const fixture = new Fixture(sandbox, client, await Engine.start(), await client.accounts());
		fixture.saveCredentials();
		return fixture;
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** Saves both credentials anew, with an empty token cache. */
	saveCredentials(patch: IDataObject = {}): void {
		const { officialAccount, miniProgram } = this.accounts;
		const common = { baseUrl: this.sandbox.url, tokenEndpoint: 'stable', pushMode: 'secure', ...patch };
		for (const [id, account] of Object.entries({ oa: officialAccount, mp: miniProgram })) {
			const { appId, appSecret, pushToken, encodingAesKey } = account;
			this.engine.store.save(id, { ...common, appId, appSecret, pushToken, encodingAesKey } as never);
		}
	}

	/** Puts the sandbox's test account (测试号) into the credential of the Official Account. @returns what drives it */
	saveTestAccount(): SandboxClient {
		const { appId, appSecret, pushToken, encodingAesKey } = this.accounts.testAccount;
		const common = { baseUrl: this.sandbox.url, tokenEndpoint: 'stable', pushMode: 'plain' };
		this.engine.store.save('oa', { ...common, appId, appSecret, pushToken, encodingAesKey } as never);
		return this.client.ofTestAccount();
	}

	async officialAccount(parameters: INodeParameters, options: RunOptions = {}): Promise<NodeRunResult> {
		const what = this.nodeRun('officialAccount', parameters, options);
		return await this.declaring(async () => await this.engine.run(what));
	}

	async miniProgram(parameters: INodeParameters, options: RunOptions = {}): Promise<NodeRunResult> {
		const what = this.nodeRun('miniProgram', parameters, options);
		return await this.declaring(async () => await this.engine.run(what));
	}

	/** A node with its credentials, as the engine takes it. */
	nodeRun(node: AccountName, parameters: INodeParameters, options: RunOptions = {}): NodeRun {
		this.declared.add(node, parameters);
		const name = node === 'miniProgram' ? 'wechatLinkMiniProgram' : 'wechatLinkOfficialAccount';
		const both = { [MINI_PROGRAM]: 'mp', [OFFICIAL_ACCOUNT]: 'oa' };
		const credentials = node === 'miniProgram' ? both : { [OFFICIAL_ACCOUNT]: 'oa' };
		return { node: name, parameters, credentials, ...options };
	}

	/** Every call that reaches the sandbox must stand in the `calls` of an operation that was run. */
	async declaring<T>(work: () => Promise<T>): Promise<T> {
		const result = await work();
		this.declared.check((await this.client.counters()).calls);
		return result;
	}

	/** A picker of either node, as the editor opens it. */
	async pick<T>(
		node: AccountName,
		method: string,
		options: { parameters?: INodeParameters; filter?: string } = {},
	): Promise<T> {
		const credentials = { [MINI_PROGRAM]: 'mp', [OFFICIAL_ACCOUNT]: 'oa' };
		const name = node === 'miniProgram' ? 'wechatLinkMiniProgram' : 'wechatLinkOfficialAccount';
		const what = { node: name, parameters: options.parameters ?? {}, credentials };
		return await this.engine.pick<T>(what, method, options.filter);
	}

	/** The sandbox's inbox, by receiver. */
	async inboxOf(openid: string): Promise<IDataObject[]> {
		return (await this.client.inbox({ openid })) as unknown as IDataObject[];
	}

	/** How many messages everybody together has received. */
	async arrived(): Promise<number> {
		return (await this.client.inboxSummary()).total;
	}

	/** How often the sandbox was called on a path since the counters were last reset. */
	async calls(path: string): Promise<number> {
		return (await this.client.counters()).calls[path] ?? 0;
	}

	/** All calls to the platform, whatever the path. */
	async allCalls(): Promise<number> {
		const { calls } = await this.client.counters();
		return Object.values(calls).reduce((sum, count) => sum + count, 0);
	}
}

/**
 * A fixture of its own for each test of the file or group it is called in.
 *
 * @param take gets it, before the test and before further hooks
 */
export function inOwnFixture(take: (fixture: Fixture) => void | Promise<void>): void {
	let fixture: Fixture;
	beforeEach(async () => {
		fixture = await Fixture.open();
		await take(fixture);
	});
	afterEach(async () => await fixture.close());
}
