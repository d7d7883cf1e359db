// Follow events at a steady rate, as WeChat pushes them, and the account of what each of them started.
import { withCredentials } from '../../../host/examples';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import type { WorkflowNode } from '../../../host/n8n/types';
import { OFFICIAL_ACCOUNT } from '../../../host/stage';
import { pause, waitFor } from '../../../host/n8n/wait';
import type { PushResult } from '../../../sandbox/types';
import type { Cluster, Member } from './cluster';

export type Acknowledge = 'atOnce' | 'afterSave';

export interface Pushed extends PushResult {
	/** Told apart by the scene of the QR code. */
	event: string;
}

/** Activates a workflow that is this one node, which waits for requests. @returns its id */
async function openNode(
	{ n8n, credentials }: Cluster,
	name: string,
	node: Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters' | 'credentials'>,
): Promise<string> {
	const whole: WorkflowNode = { id: name, position: [0, 0], webhookId: name, ...node };
	const { id } = await n8n.putWorkflow(
		withCredentials({ name, nodes: [whole], connections: {} }, credentials),
	);
	await n8n.activate(id);
	return id;
}

/** Activates a workflow that is one trigger. @returns its id, and its URL by process */
export async function openTrigger(
	cluster: Cluster,
	acknowledge: Acknowledge,
): Promise<{ workflowId: string; urlOn: (member: Member) => string }> {
	const name = `follow-${acknowledge}`;
	const workflowId = await openNode(cluster, name, {
		name: 'WeChat',
		type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccountTrigger',
		typeVersion: 1,
		parameters: { events: ['subscribe'], settings: { acknowledge } },
	});
	const urlOn = ({ url }: Member) => `${url}/webhook/${name}/webhook`;
	for (const member of cluster.webhooks) await waitUntilUrlAnswers(urlOn(member), 'POST');
	return { workflowId, urlOn };
}

/** Activates a workflow that is n8n's own Webhook node. */
export async function openWebhook(cluster: Cluster): Promise<{ workflowId: string; url: string }> {
	const name = 'webhook-of-n8n';
	const workflowId = await openNode(cluster, name, {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path: name, responseMode: 'onReceived', options: {} },
	});
	const url = `${cluster.webhooks[0].url}/webhook/${name}`;
	await waitUntilUrlAnswers(url, 'POST');
	return { workflowId, url };
}

/** Activates a workflow that is a trigger which reads its body and its credential, checks nothing, and answers. */
export async function openBareTrigger(cluster: Cluster): Promise<{ workflowId: string; url: string }> {
	const name = 'bare-trigger';
	const workflowId = await openNode(cluster, name, {
		name: 'Bare',
		type: 'CUSTOM.benchTrigger',
		typeVersion: 1,
		credentials: {
			[OFFICIAL_ACCOUNT]: { id: cluster.credentials[OFFICIAL_ACCOUNT], name: OFFICIAL_ACCOUNT },
		},
		parameters: {},
	});
	const url = `${cluster.webhooks[0].url}/webhook/${name}/webhook`;
	await waitUntilUrlAnswers(url, 'POST');
	return { workflowId, url };
}

/** Enters the URL in the console, again and again while n8n still works off what the test before has asked of it. */
export async function enterUrl({ sandbox }: Cluster, url: string): Promise<void> {
	await waitFor(`the console to take the URL ${url}`, async () => {
		const { ok } = await sandbox.push('officialAccount', {
			url,
			mode: 'secure',
			format: 'xml',
			enabled: true,
		});
		return ok || undefined;
	});
}

let runs = 0;

/**
 * Somebody follows so many times a second, whether or not the pushes before have been answered.
 *
 * @returns every push, once the last has been acknowledged or given up
 */
export async function followSteadily(
	{ sandbox }: Cluster,
	{ perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Pushed[]> {
	const run = `run${++runs}`;
	const begun = performance.now();
	const pushes: Array<Promise<Pushed>> = [];
	const follow = async (event: string): Promise<Pushed> => {
		const fields = { MsgType: 'event', Event: 'subscribe', EventKey: `qrscene_${event}` };
		return { event, ...(await sandbox.sendMessage('p0', 'officialAccount', { fields })) };
	};
	for (let number = 0; number < perSecond * seconds; number++) {
		const dueIn = begun + (number * 1000) / perSecond - performance.now();
		if (dueIn > 0) await pause(dueIn);
		pushes.push(follow(`${run}-${number}`));
	}
	return await Promise.all(pushes);
}

/** @returns how many executions n8n has stored for each event, whatever has become of them */
export async function executionsByEvent(
	{ database }: Cluster,
	workflowId: string,
): Promise<Map<string, number>> {
	const rows = await database.rows<{ event: string; count: number }>(
		`SELECT substring(data FROM 'qrscene_([a-z0-9-]+)') AS event, count(*)::int AS count
		FROM execution_entity JOIN execution_data ON "executionId" = execution_entity.id
		WHERE execution_entity."workflowId" = $1 GROUP BY 1`,
		workflowId,
	);
	return new Map(rows.map(({ event, count }) => [event, count]));
}

/** @returns the value below which this part of the numbers lies */
export function percentile(numbers: number[], part: number): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
