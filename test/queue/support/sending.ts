// Workflows that send what is posted to them, as another system would start them: in production, by a webhook.
import axios from 'axios';
import { withCredentials } from '../../../host/examples';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import type { WorkflowInput } from '../../../host/n8n/types';
import { waitFor } from '../../../host/n8n/wait';
import type { CredentialIds } from '../../../host/stage';
import { sendEach, type Step } from '../../e2e/support/workflows';
import type { Cluster } from './cluster';

export interface Message {
	openid: string;
	text: string;
}

export interface Sending {
	workflowId: string;
	/** Posts messages to it by way of the first webhook process, which starts one execution. */
	post(messages: Message[]): Promise<void>;
}

/** @returns the id of a template that takes any text */
export async function freeTextTemplate({ sandbox }: Cluster): Promise<string> {
	const { officialAccount } = await sandbox.templates();
	const legacy = officialAccount.find(({ content }) => content.includes('{{keyword1.DATA}}'));
	if (!legacy) throw new Error('The sandbox has no template of free text.');
	return legacy.id;
}

/**
 * Activates a workflow of three nodes: webhook, an item per entry of the list that is posted, and what is done with each.
 *
 * @param list what the list is called
 * @param responseMode whether the post is answered at once, or with all that came out at the end
 */
export async function openPosted(
	{ n8n, webhooks }: Cluster,
	name: string,
	list: string,
	last: Step,
	{
		credentials,
		responseMode = 'onReceived',
	}: { credentials: CredentialIds; responseMode?: 'onReceived' | 'lastNode' },
): Promise<{ workflowId: string; post: (entries: object[]) => Promise<unknown> }> {
	const path = name.replace(/\W+/g, '-');
	const whole = responseMode === 'lastNode' ? { responseData: 'allEntries' } : {};
	const hook = { httpMethod: 'POST', path, responseMode, ...whole, options: {} };
	const steps: Step[] = [
		{ name: 'Post', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters: hook },
		{
			name: 'Entries',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: `body.${list}`, options: {} },
		},
		last,
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const workflow: WorkflowInput = {
		name,
		nodes: steps.map((step, at) => ({
			...step,
			...(at === 0 ? { webhookId: path } : {}),
			position: [at * 200, 0],
		})),
		connections: { Post: to('Entries'), Entries: to(last.name) },
	};
	const { id } = await n8n.putWorkflow(withCredentials(workflow, credentials));
	await n8n.activate(id);
	const url = `${webhooks[0].url}/webhook/${path}`;
	await waitUntilUrlAnswers(url, 'POST');
	return {
		workflowId: id,
		async post(entries) {
			return (await axios.post<unknown>(url, { [list]: entries }, { proxy: false })).data;
		},
	};
}

/**
 * A workflow that sends each message that is posted to it.
 *
 * @param how.sendOnce what counts as the same message; n8n's default when not given
 */
export async function openSending(
	cluster: Cluster,
	name: string,
	{ credentials = cluster.credentials, sendOnce }: { credentials?: CredentialIds; sendOnce?: string } = {},
): Promise<Sending> {
	const send = sendEach(await freeTextTemplate(cluster));
	const step = sendOnce ? { ...send, parameters: { ...send.parameters, options: { sendOnce } } } : send;
	const { workflowId, post } = await openPosted(cluster, name, 'messages', step, { credentials });
	return { workflowId, post: async (messages) => void (await post(messages)) };
}

export interface ExecutionRow {
	id: string;
	workflowId: string;
	status: string;
	retryOf: string | null;
}

/** Waits until n8n knows `count` executions of these workflows and all have ended. @returns them, oldest first */
export async function executionsOf(
	{ database }: Cluster,
	workflowIds: string[],
	count: number,
	timeoutMs = 300_000,
): Promise<ExecutionRow[]> {
	return await waitFor(
		`${count} executions to end`,
		async () => {
			const rows = await database.rows<ExecutionRow>(
				`SELECT id::text, "workflowId", status, "retryOf" FROM execution_entity WHERE "workflowId" = ANY($1) ORDER BY execution_entity.id`,
				workflowIds,
			);
			const open = rows.filter(({ status }) => ['new', 'running', 'waiting', 'unknown'].includes(status));
			return rows.length >= count && open.length === 0 ? rows : undefined;
		},
		{ timeoutMs, everyMs: 250 },
	);
}
