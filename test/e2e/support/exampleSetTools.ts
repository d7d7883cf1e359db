// What the examples that stand for themselves are tested with: imported, active for as long as a test needs them.
import {
	importExample,
	pushUrl,
	type ExampleName,
	type FurtherExample,
	type ImportOptions,
	type OtherCredentials,
} from '../../../host/examples';
import { failureOf } from '../../../host/n8n/client';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import type { Execution } from '../../../host/n8n/types';
import type { Stage } from '../../../host/stage';
import type { AccountName, PushResult } from '../../../sandbox/types';

export const MANUAL = 'When I press Execute';
const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';

/** Which account's console names which trigger of the example. */
type Triggers = Partial<Record<AccountName, string>>;

/** The header by which the webhooks of an example know the reader's own server. */
export const SERVER_KEY = { 'x-server-key': 'the-server-and-nobody-else' };

/** @returns the Header Auth credential that lets in nobody but {@link SERVER_KEY}, as `others` of {@link startExample} */
export async function onlyServer(stage: Stage): Promise<OtherCredentials> {
	const [[name, value]] = Object.entries(SERVER_KEY);
	const credential = { name: 'Our server', type: 'httpHeaderAuth', data: { name, value } };
	return { 'n8n-nodes-base.webhook': { httpHeaderAuth: await stage.n8n.putCredential(credential) } };
}

export class RunningExample {
	constructor(
		private readonly stage: Stage,
		readonly id: string,
		private readonly triggers: Triggers,
	) {}

	/** Presses Execute; the run must end well. */
	async run(): Promise<Execution> {
		const execution = await this.stage.n8n.run(this.id, MANUAL);
		expect(failureOf(execution)).toBe('');
		return execution;
	}

	/** Lets something happen and waits for the executions it starts; they must end well. @returns them, newest first */
	async after(happen: () => Promise<unknown>, count = 1): Promise<Execution[]> {
		const before = await this.stage.n8n.lastExecutionId(this.id);
		await happen();
		const executions = await this.stage.n8n.waitForExecutions(this.id, count, before);
		expect(executions.map(failureOf)).toEqual(executions.map(() => ''));
		expect(executions).toHaveLength(count);
		return executions;
	}

	/** As {@link after}, for what WeChat pushes. */
	async afterPush(push: () => Promise<PushResult>, count = 1): Promise<Execution[]> {
		return await this.after(async () => expect((await push()).acknowledged).toBe(true), count);
	}

	/** Other examples have triggers of the same account, and WeChat keeps one URL. */
	async stop(): Promise<void> {
		for (const [account, webhookId] of Object.entries(this.triggers) as Array<[AccountName, string]>) {
			const url = pushUrl(this.stage, webhookId);
			await this.stage.sandbox.push(account, { url, mode: 'secure', enabled: false });
		}
		const { active } = await this.stage.n8n.workflow(this.id);
		if (active) await this.stage.n8n.deactivate(this.id);
	}
}

/**
 * Imports the example as it stands in examples/, without its schedule, activates it if anything can call it, and enters
 * its triggers' URLs in the consoles.
 *
 * @param triggers webhook ids by account
 * @param options.webhookPath of a Webhook node of the example, that must answer before this returns
 * @param options as for {@link importExample}
 */
export async function startExample(
	stage: Stage,
	name: ExampleName | FurtherExample,
	triggers: Triggers,
	{ webhookPath, ...imported }: { webhookPath?: string } & ImportOptions = {},
): Promise<RunningExample> {
	const { id, name: title, nodes, connections, settings } = await importExample(stage, name, imported);
	// A schedule that falls due in the middle of a test would take what the test has laid out.
	const unscheduled = nodes.map((node) => ({ ...node, disabled: node.type === SCHEDULE }));
	await stage.n8n.putWorkflow({ name: title, nodes: unscheduled, connections, settings });
	const example = new RunningExample(stage, id, triggers);
	if (Object.keys(triggers).length === 0 && !webhookPath) return example;
	await stage.n8n.activate(id);
	for (const [account, webhookId] of Object.entries(triggers) as Array<[AccountName, string]>) {
		const url = pushUrl(stage, webhookId);
		await waitUntilUrlAnswers(url, 'GET');
		await waitUntilUrlAnswers(url, 'POST');
		const answer = await stage.sandbox.push(account, { url, mode: 'secure', format: 'xml', enabled: true });
		expect(answer).toMatchObject({ ok: true });
	}
	if (webhookPath) await waitUntilUrlAnswers(`${stage.n8n.url}/webhook/${webhookPath}`, 'POST');
	return example;
}
