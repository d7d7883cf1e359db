// Drives a real n8n over the REST API of its editor: credentials, workflows, executions.
import type { INodeListSearchResult, INodeTypeDescription, ResourceMapperFields } from 'n8n-workflow';
import { parse as parseFlatted } from 'flatted';
import { N8nSession, type Owner } from './session';
import { SavedWorkflows } from './savedWorkflows';
import { DataTables } from './tables';
import type {
	BinaryFile,
	CredentialInput,
	CredentialTestResult,
	Execution,
	ExecutionItem,
	ExecutionStatus,
	ExecutionSummary,
	NodeRun,
	OpenParameter,
	PickerAnswer,
	Workflow,
	WorkflowInput,
} from './types';
import { waitFor } from './wait';

const finished = new Set<ExecutionStatus>(['success', 'error', 'crashed', 'canceled']);

export class N8nClient {
	private constructor(
		readonly session: N8nSession,
		readonly tables: DataTables,
		private readonly saved: SavedWorkflows,
	) {}

	/** @returns a client that is logged in as the owner, who is created on a fresh n8n */
	static async connect(url: string, owner: Owner): Promise<N8nClient> {
		const session = new N8nSession(url);
		await session.signIn(owner);
		return new N8nClient(session, new DataTables(session), new SavedWorkflows(session));
	}

	get url(): string {
		return this.session.url;
	}

	/** Creates the credential, or overwrites the one that has the same name and type. @returns its id */
	async putCredential(credential: CredentialInput): Promise<string> {
		const all = await this.session.request<Array<{ id: string; name: string; type: string }>>(
			'GET',
			'/rest/credentials',
		);
		const known = all.find(({ name, type }) => name === credential.name && type === credential.type);
		if (known) {
			await this.updateCredential(known.id, credential);
			return known.id;
		}
		const created = await this.session.request<{ id: string }>('POST', '/rest/credentials', {
			body: credential,
		});
		return created.id;
	}

	/** Saves the credential as its form in the editor does: the hidden token stays as it is stored. */
	async updateCredential(id: string, { name, type, data }: CredentialInput): Promise<void> {
		const stored = await this.credentialData(id);
		await this.session.request('PATCH', `/rest/credentials/${id}`, {
			body: { id, name, type, data: { ...stored, ...data } },
		});
	}

	async removeCredential(id: string): Promise<void> {
		await this.session.request('DELETE', `/rest/credentials/${id}`);
	}

	/** @returns the credential's fields as the browser gets them: secrets blanked */
	async credentialData(id: string): Promise<Record<string, unknown>> {
		const { data } = await this.session.request<{ data: Record<string, unknown> }>(
			'GET',
			`/rest/credentials/${id}`,
			{ query: { includeData: true } },
		);
		return data;
	}

	/** Presses the Test button of a saved credential, optionally with fields changed in the open form. */
	async testCredential(id: string, credential: CredentialInput): Promise<CredentialTestResult> {
		const stored = await this.credentialData(id);
		return await this.session.request('POST', '/rest/credentials/test', {
			body: { credentials: { ...credential, id, data: { ...stored, ...credential.data } } },
		});
	}

	/** @returns the node types whose name begins so, as the editor gets them to draw their panels */
	async nodeTypes(prefix: string): Promise<INodeTypeDescription[]> {
		const { body } = await this.session.exchange<INodeTypeDescription[]>('GET', '/types/nodes.json');
		return body.filter(({ name }) => name.startsWith(prefix));
	}

	/** Opens the list of a resource locator, as a click on it does; `filter` is what is typed above the list. */
	async openList(
		parameter: OpenParameter,
		methodName: string,
		filter?: string,
	): Promise<PickerAnswer<INodeListSearchResult>> {
		return await this.askNode('resource-locator-results', parameter, { methodName, filter });
	}

	/** Asks for the inputs of a resource mapper, as the editor does when what they depend on has changed. */
	async openMapper(
		parameter: OpenParameter,
		methodName: string,
	): Promise<PickerAnswer<ResourceMapperFields>> {
		return await this.askNode('resource-mapper-fields', parameter, { methodName });
	}

	private async askNode<T>(
		what: string,
		{ nodeType, name, parameters, credentials }: OpenParameter,
		asked: Record<string, unknown>,
	): Promise<PickerAnswer<T>> {
		const chosen = Object.entries(credentials).map(([type, id]) => [type, { id, name: type }]);
		return await this.session.exchange('POST', `/rest/dynamic-node-parameters/${what}`, {
			body: {
				path: `parameters.${name}`,
				nodeTypeAndVersion: { name: nodeType, version: 1 },
				currentNodeParameters: parameters,
				credentials: Object.fromEntries(chosen),
				...asked,
			},
		});
	}

	/** Page by page: older n8n gives 50 at most, however many are asked for. */
	async workflows(): Promise<Array<Pick<Workflow, 'id' | 'name' | 'active'>>> {
		const take = 50;
		const all: Array<Pick<Workflow, 'id' | 'name' | 'active'>> = [];
		for (;;) {
			const query = { take, skip: all.length };
			const page = await this.session.request<typeof all>('GET', '/rest/workflows', { query });
			all.push(...page);
			if (page.length < take) return all;
		}
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.session.request('GET', `/rest/workflows/${id}`);
	}

	/** Creates a workflow, whatever others are called. It is not activated. */
	async addWorkflow(workflow: WorkflowInput): Promise<Workflow> {
		return await this.saved.add(workflow);
	}

	/** Creates the workflow, or gives the one that has the same name this content. It is not activated. */
	async putWorkflow(workflow: WorkflowInput): Promise<Workflow> {
		return await this.saved.put(workflow, async () => await this.workflows());
	}

	/** Publishes the workflow as it is saved now. Its URLs answer a moment later: {@link waitUntilUrlAnswers}. */
	async activate(id: string): Promise<void> {
		const { versionId, activeVersionId } = await this.workflow(id);
		if (activeVersionId === versionId) return;
		await this.session.request('POST', `/rest/workflows/${id}/activate`, { body: { versionId } });
	}

	async deactivate(id: string): Promise<void> {
		await this.session.request('POST', `/rest/workflows/${id}/deactivate`, { body: {} });
	}

	/** Archives and deletes the workflow with its executions. */
	async removeWorkflow(id: string): Promise<void> {
		await this.session.request('POST', `/rest/workflows/${id}/archive`, { body: {} });
		await this.session.request('DELETE', `/rest/workflows/${id}`);
		this.saved.forget(id);
	}

	/**
	 * Presses "Execute workflow" on one trigger of the saved workflow.
	 * @returns the execution's id; it is still running
	 */
	async start(workflowId: string, trigger: string): Promise<string> {
		// Older versions of n8n run what the editor shows, newer ones what is saved.
		const workflowData = await this.workflow(workflowId);
		const { executionId } = await this.session.request<{ executionId?: string }>(
			'POST',
			`/rest/workflows/${workflowId}/run`,
			{ body: { workflowData, triggerToStartFrom: { name: trigger } } },
		);
		if (!executionId)
			throw new Error(`n8n did not start the workflow: "${trigger}" waits for a webhook call.`);
		return executionId;
	}

	/** Starts the workflow by hand and waits for its end, whatever the end is. */
	async run(workflowId: string, trigger: string, timeoutMs = 120_000): Promise<Execution> {
		return await this.waitForExecution(await this.start(workflowId, trigger), timeoutMs);
	}

	/** Presses "Stop" on a running execution. */
	async stop(executionId: string): Promise<void> {
		await this.session.request('POST', `/rest/executions/${executionId}/stop`, { body: {} });
	}

	/**
	 * Presses "Retry" on a failed execution and waits for the end of the new one.
	 *
	 * @param executionId the failed one
	 * @param loadWorkflow with the workflow as it is saved now; else as it was then
	 * @returns the new execution
	 */
	async retry(executionId: string, loadWorkflow = false): Promise<Execution> {
		const { workflowId } = await this.waitForExecution(executionId);
		const known = new Set((await this.executions(workflowId)).map(({ id }) => id));
		await this.session.request('POST', `/rest/executions/${executionId}/retry`, {
			body: { loadWorkflow },
		});
		const started = await waitFor('the retry to be listed', async () =>
			(await this.executions(workflowId)).find(({ id }) => !known.has(id)),
		);
		return await this.waitForExecution(started.id);
	}

	/**
	 * n8n lists those that run first, and then by when they began, which of two that were made within a moment may be the
	 * other way round than their ids.
	 *
	 * @returns the executions of a workflow, the highest id first, at most 100
	 */
	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const { results } = await this.session.request<{ results: ExecutionSummary[] }>(
			'GET',
			'/rest/executions',
			{
				query: { filter: JSON.stringify({ workflowId }), limit: 100 },
			},
		);
		return results.sort((one, other) => Number(other.id) - Number(one.id));
	}

	async waitForExecution(id: string, timeoutMs = 120_000): Promise<Execution> {
		const raw = await waitFor(
			`execution ${id} to end`,
			async () => {
				const answer = await this.session.request<Omit<Execution, 'data'> & { data: string }>(
					'GET',
					`/rest/executions/${id}`,
				);
				return finished.has(answer.status) ? answer : undefined;
			},
			{ timeoutMs, everyMs: 250 },
		);
		return { ...raw, data: parseFlatted(raw.data) as Execution['data'] };
	}

	/** Waits until the workflow has `count` finished executions after `since`; @returns those, newest first. */
	async waitForExecutions(
		workflowId: string,
		count: number,
		since = '0',
		timeoutMs = 60_000,
	): Promise<Execution[]> {
		const summaries = await waitFor(
			`${count} execution(s) of workflow ${workflowId}`,
			async () => {
				const fresh = (await this.executions(workflowId)).filter(({ id }) => Number(id) > Number(since));
				return fresh.length >= count && fresh.every(({ status }) => finished.has(status)) ? fresh : undefined;
			},
			{ timeoutMs, everyMs: 200 },
		);
		return await Promise.all(summaries.map(async ({ id }) => await this.waitForExecution(id)));
	}

	/** @returns a file that an execution put out, in base64, as a click on Download gets it */
	async fileContent({ id, data }: BinaryFile): Promise<string> {
		if (id === undefined) return data;
		return await this.session.download('/rest/binary-data', { id, action: 'download' });
	}

	/** @returns the id of the workflow's newest execution, '0' when there is none */
	async lastExecutionId(workflowId: string): Promise<string> {
		return (await this.executions(workflowId))[0]?.id ?? '0';
	}
}

/** @returns the runs of one node in an execution; none when it was not reached */
export const runsOf = (execution: Execution, node: string): NodeRun[] =>
	execution.data.resultData.runData[node] ?? [];

/** @returns the items that the node put out on one output in all its runs */
export const itemsOf = (execution: Execution, node: string, output = 0): ExecutionItem[] =>
	runsOf(execution, node).flatMap((run): ExecutionItem[] => run.data?.main[output] ?? []);

/** @returns the JSON of those items */
export const outputOf = (execution: Execution, node: string, output = 0): Array<Record<string, unknown>> =>
	itemsOf(execution, node, output).map(({ json }) => json);

/** @returns why the execution failed, in n8n's words; empty when it did not */
export const failureOf = (execution: Execution): string => {
	const { error } = execution.data.resultData;
	return error ? [error.message, error.description].filter(Boolean).join(' ') : '';
};
