/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// n8n's own execution engine in this process, with the built package loaded as n8n loads it, over real HTTP.
import 'reflect-metadata';
import path from 'node:path';
import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import { ICredentialsHelper, Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IBinaryKeyData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentials,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	INodeCredentialsDetails,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRequestOptionsSimplified,
	IRun,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

const PACKAGE = 'n8n-nodes-wechat-link';
const ROOT = path.resolve(__dirname, '../../..');

/** Credentials as n8n keeps them: one row each, read anew by every `getCredentials`. */
export class CredentialStore extends ICredentialsHelper {
	private readonly rows = new Map<string, ICredentialDataDecryptedObject>();
	/** How often n8n would have read and decrypted a row. */
	reads = 0;

	constructor(private readonly types: Map<string, ICredentialType>) {
		super();
	}

	save(id: string, data: ICredentialDataDecryptedObject): void {
		this.rows.set(id, { accessToken: '', ...data });
	}

	/** Changes fields of a saved credential as the editor does: the hidden token stays. */
	edit(id: string, patch: ICredentialDataDecryptedObject): void {
		this.rows.set(id, { ...this.row(id), ...patch });
	}

	row(id: string): ICredentialDataDecryptedObject {
		const row = this.rows.get(id);
		if (!row) throw new Error(`Credential with ID "${id}" does not exist`);
		return { ...row };
	}

	remove(id: string): void {
		this.rows.delete(id);
	}

	private type(name: string): ICredentialType {
		const type = this.types.get(name);
		if (!type) throw new Error(`Unknown credential type "${name}"`);
		return type;
	}

	override getParentTypes(): string[] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type(typeName);
		if (typeof authenticate !== 'function') throw new Error('Only function authentication is used here');
		return await authenticate(credentials, requestOptions as IHttpRequestOptions);
	}

	/** As credentials-helper.js of n8n 2.40.7 does it: run when blank or expired, store the whole output, merge. */
	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const expirable = type.properties.find((property) => property.typeOptions?.expirable)?.name;
		if (!expirable || !type.preAuthentication) return undefined;
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;
		const output = (await type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		const id = node.credentials?.[typeName]?.id;
		// n8n encrypts and writes to its database here, so others see the token a little later.
		await new Promise((resolve) => setImmediate(resolve));
		if (id) this.edit(id, output);
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	override async getCredentials(): Promise<ICredentials> {
		throw new Error('Not used by the engine');
	}

	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
	): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		await new Promise((resolve) => setImmediate(resolve));
		return this.row(nodeCredentials.id ?? '');
	}

	override async updateCredentials(): Promise<void> {
		throw new Error('Not used by the engine');
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('Not used by the engine');
	}

	override getCredentialsProperties() {
		return [];
	}
}

/** One run of one node. */
export interface NodeRun {
	/** Without the package name: `wechatLinkOfficialAccount`. */
	node: string;
	parameters: INodeParameters;
	items?: IDataObject[];
	/** Binary data of the items, by item; kept in memory, as n8n keeps it by default. */
	binary?: IBinaryKeyData[];
	/** Credential type to row in the store. */
	credentials: Record<string, string>;
	continueOnFail?: boolean;
	retryOnFail?: { maxTries: number; waitBetweenTries: number };
	workflowId?: string;
	executionId?: string;
}

export interface NodeRunResult {
	/** The error that stopped the workflow. */
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string | null };
	items: INodeExecutionData[];
	json: IDataObject[];
	run: IRun;
	/** Everything n8n would write into its database, as text; made when it is asked for. */
	readonly record: string;
}

type Picker = (this: ILoadOptionsFunctions, filter?: string) => Promise<unknown>;

let executions = 0;

/** The loaded package and a credential store. */
export class Engine {
	private constructor(
		private readonly nodeTypes: INodeTypes,
		readonly store: CredentialStore,
	) {}

	private static loading?: Promise<PackageDirectoryLoader>;

	private static async load(): Promise<PackageDirectoryLoader> {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		return loader;
	}

	static async start(): Promise<Engine> {
		const loader = await (Engine.loading ??= Engine.load());
		const nodes = new Map(
			Object.entries(loader.nodeTypes).map(([name, { type }]) => [`${PACKAGE}.${name}`, type]),
		);
		const nodeTypes: INodeTypes = {
			getByName: (name) => nodes.get(name) as INodeType,
			getByNameAndVersion: (name) => nodes.get(name) as INodeType,
			getKnownTypes: () => ({}),
		};
		const types = Object.entries(loader.credentialTypes).map(([name, { type }]) => [name, type] as const);
		return new Engine(nodeTypes, new CredentialStore(new Map(types)));
	}

	/** A node type as loaded, for tests that look at its description. */
	nodeType(name: string): INodeType {
		return this.nodeTypes.getByNameAndVersion(`${PACKAGE}.${name}`);
	}

	/** Runs one node over the given items. */
	async run(what: NodeRun): Promise<NodeRunResult> {
		const node = this.node(what);
		const workflow = this.workflow(node, what.workflowId);
		const data = (what.items ?? [{}]).map((json, item) => ({
			json,
			pairedItem: { item },
			...(what.binary?.[item] ? { binary: what.binary[item] } : {}),
		}));
		const runExecutionData: IRunExecutionData = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [data] }, source: null }] },
		});
		const executionId = what.executionId ?? `execution-${++executions}`;
		const additional = this.additionalData(executionId);
		const run = await new WorkflowExecute(additional, 'manual', runExecutionData).processRunExecutionData(
			workflow,
		);
		const { resultData } = run.data;
		const items = resultData.runData[node.name]?.at(-1)?.data?.main?.[0] ?? [];
		return {
			error: resultData.error as NodeRunResult['error'],
			items,
			json: items.map(({ json }) => json),
			run,
			get record() {
				return JSON.stringify(run.data);
			},
		};
	}

	/** Calls a method of a picker as n8n's editor does: `listSearch` and `resourceMapping` alike. */
	async pick<T>(what: Pick<NodeRun, 'node' | 'parameters' | 'credentials'>, method: string, filter?: string) {
		const node = this.node(what);
		const additional = { ...this.additionalData('none'), currentNodeParameters: what.parameters };
		const context = new LoadOptionsContext(this.workflow(node), node, additional, 'parameters');
		const { listSearch, resourceMapping } = this.nodeType(what.node).methods ?? {};
		const found = { ...listSearch, ...resourceMapping }[method] as Picker | undefined;
		if (!found) throw new Error(`The node has no method "${method}"`);
		return (await found.call(context, filter)) as T;
	}

	private node(what: NodeRun): INode {
		return {
			id: `node-${what.node}`,
			name: 'The node',
			type: `${PACKAGE}.${what.node}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: what.parameters,
			credentials: Object.fromEntries(
				Object.entries(what.credentials).map(([type, id]) => [type, { id, name: `Credential ${id}` }]),
			),
			...(what.continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
			...(what.retryOnFail ? { retryOnFail: true, ...what.retryOnFail } : {}),
		};
	}

	private workflow(node: INode, id = 'workflow-1'): Workflow {
		return new Workflow({
			id,
			name: 'Engine test',
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes,
			settings: { timezone: 'Asia/Shanghai' },
		});
	}

	private additionalData(executionId: string): IWorkflowExecuteAdditionalData {
		const hooks = new ExecutionLifecycleHooks('manual', executionId, {
			id: 'workflow-1',
			name: 'Engine test',
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [],
			connections: {},
			activeVersionId: null,
		});
		const base = 'http://127.0.0.1:5678/';
		return {
			credentialsHelper: this.store,
			executionId,
			hooks,
			currentNodeExecutionIndex: 0,
			restApiUrl: `${base}rest`,
			instanceBaseUrl: base,
			formBaseUrl: `${base}form`,
			formWaitingBaseUrl: `${base}form-waiting`,
			formTestBaseUrl: `${base}form-test`,
			webhookBaseUrl: `${base}webhook`,
			webhookWaitingBaseUrl: `${base}webhook-waiting`,
			webhookTestBaseUrl: `${base}webhook-test`,
			variables: {},
			logAiEvent: () => {},
			setExecutionStatus: () => {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}
