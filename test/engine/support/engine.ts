/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// n8n's own execution engine in this process, with the built package loaded as n8n loads it, over real HTTP.
import 'reflect-metadata';
import path from 'node:path';
import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	SupplyDataContext,
	WorkflowExecute,
} from 'n8n-core';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import { NodeConnectionTypes, Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INode,
	INodeType,
	INodeTypes,
	IRunExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialStore } from './credentialStore';
import type { NodeRun, NodeRunResult } from './nodeRun';
import { WAY_BACK, WAY_BACK_NODE, wayBackType } from './wayBack';

const PACKAGE = 'n8n-nodes-wechat-link';
const ROOT = path.resolve(__dirname, '../../..');

type Picker = (this: ILoadOptionsFunctions, filter?: string) => Promise<unknown>;

const STARTED = { startTime: 0, executionTime: 0, executionIndex: 0, source: [] };

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
		const data = (what.items ?? [{}]).map((json, item) => ({
			json,
			pairedItem: { item },
			...(what.binary?.[item] ? { binary: what.binary[item] } : {}),
		}));
		const runExecutionData: IRunExecutionData = createRunExecutionData({
			// As after a node that put the items out: n8n gives the items of an error branch back what they came with.
			resultData: { runData: { Start: [{ ...STARTED, data: { main: [data] } }] } },
			executionData: {
				nodeExecutionStack: [{ node, data: { main: [data] }, source: { main: [{ previousNode: 'Start' }] } }],
			},
		});
		return await this.execute(what, node, runExecutionData);
	}

	/**
	 * What n8n does when somebody presses Retry on a saved execution (execution.service.js of n8n 2.40.7): its data, read
	 * from the database, in a new execution that goes on at the node that failed.
	 *
	 * @param what the node as it is now
	 * @param failed what that execution left
	 */
	async retry(what: NodeRun, failed: NodeRunResult): Promise<NodeRunResult> {
		const saved = structuredClone(JSON.parse(failed.record)) as IRunExecutionData;
		const node = this.node(what);
		delete saved.resultData.error;
		const runs = saved.resultData.runData[node.name] ?? [];
		if (runs.at(-1)?.error !== undefined) runs.pop();
		for (const stacked of saved.executionData?.nodeExecutionStack ?? []) stacked.node = node;
		return await this.execute(what, node, saved);
	}

	/** An execution in which an AI agent may call the node as a tool, as often and as much at once as it likes. */
	tool(what: NodeRun): (() => (args: IDataObject) => Promise<string>) & { data: IRunExecutionData } {
		const node = this.node(what);
		const workflow = this.workflow(what, node);
		const data = createRunExecutionData({ executionData: { nodeExecutionStack: [] } });
		const additional = this.additionalData(what.executionId ?? `execution-${++executions}`);
		const item = { json: {} };
		const contextOf = (run: number) =>
			new SupplyDataContext(
				workflow,
				node,
				additional,
				'manual',
				data,
				run,
				[item],
				{},
				'ai_tool',
				{ node, data: { main: [[item]] }, source: null },
				[],
				undefined,
				node,
			);
		const connect = () =>
			makeHandleToolInvocation(
				contextOf,
				node,
				workflow.nodeTypes.getByNameAndVersion(node.type) as INodeType,
				data,
			);
		return Object.assign(connect, { data });
	}

	private async execute(
		what: NodeRun,
		node: INode,
		runExecutionData: IRunExecutionData,
	): Promise<NodeRunResult> {
		const workflow = this.workflow(what, node);
		const executionId = what.executionId ?? `execution-${++executions}`;
		const additional = this.additionalData(executionId);
		let runs = 0;
		additional.hooks?.addHandler('nodeExecuteBefore', () => {
			if (++runs > (what.mostRounds ?? 20))
				throw new Error(
					`The node runs without an end: ${JSON.stringify(runExecutionData.resultData.runData[node.name]?.slice(-2)).slice(0, 2000)}`,
				);
		});
		const executing = new WorkflowExecute(
			additional,
			what.mode ?? 'manual',
			runExecutionData,
		).processRunExecutionData(workflow);
		void what.stopWhen?.then(() => executing.cancel());
		const run = await executing;
		const { resultData } = run.data;
		const last = resultData.runData[node.name]?.at(-1);
		const items = last?.data?.main?.[0] ?? [];
		return {
			error: resultData.error as NodeRunResult['error'],
			items,
			json: items.map(({ json }) => json),
			failed: (last?.data?.main?.[1] ?? []).map(({ json }) => json),
			hints: (last?.hints ?? []).map(({ message }) => message),
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
		const context = new LoadOptionsContext(this.workflow({}, node), node, additional, 'parameters');
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
			...(what.loopsErrors || what.errorBranch ? { onError: 'continueErrorOutput' as const } : {}),
			...(what.retryOnFail ? { retryOnFail: true, ...what.retryOnFail } : {}),
		};
	}

	/** The loaded node types, with a word to `onTry` before each run of a node, and what stands on the way back of a loop. */
	private watched({ onTry, wayBack }: Pick<NodeRun, 'onTry' | 'wayBack'>): INodeTypes {
		if (!onTry && !wayBack) return this.nodeTypes;
		const byName = (name: string): INodeType => {
			if (wayBack && name === WAY_BACK) return wayBackType(wayBack);
			const type = this.nodeTypes.getByNameAndVersion(name);
			if (!onTry) return type;
			return Object.assign(Object.create(type) as INodeType, {
				async execute(this: IExecuteFunctions) {
					onTry();
					return await type.execute?.call(this);
				},
			});
		};
		return { ...this.nodeTypes, getByName: byName, getByNameAndVersion: byName };
	}

	private workflow(
		what: Pick<NodeRun, 'workflowId' | 'loopsErrors' | 'onTry' | 'wayBack' | 'workflowSettings'>,
		node: INode,
	): Workflow {
		const to = (name: string) => [{ node: name, type: NodeConnectionTypes.Main, index: 0 }];
		const between = what.wayBack ? WAY_BACK : node.name;
		return new Workflow({
			id: what.workflowId ?? 'workflow-1',
			name: 'Engine test',
			nodes: [{ ...node, name: 'Start', id: 'start' }, node, ...(what.wayBack ? [WAY_BACK_NODE] : [])],
			connections: {
				Start: { main: [to(node.name)] },
				...(what.wayBack ? { [WAY_BACK]: { main: [to(node.name)] } } : {}),
				...(what.loopsErrors ? { [node.name]: { main: [[], to(between)] } } : {}),
			},
			active: false,
			nodeTypes: this.watched(what),
			settings: what.workflowSettings ?? { timezone: 'Asia/Shanghai' },
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
