// A workflow of one trigger in a real n8n: pushed to like WeChat does, and asked what the pushes started.
import { withCredentials } from '../../../host/examples';
import { outputOf } from '../../../host/n8n/client';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import type { Execution, WorkflowNode } from '../../../host/n8n/types';
import { pause, waitFor } from '../../../host/n8n/wait';
import { credentialFor, MINI_PROGRAM, OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import type { AccountName, PushMode, RawPush } from '../../../sandbox/types';

const NODE = 'WeChat';
const accounts = {
	officialAccount: { type: 'wechatLinkOfficialAccountTrigger', credential: OFFICIAL_ACCOUNT },
	miniProgram: { type: 'wechatLinkMiniProgramTrigger', credential: MINI_PROGRAM },
} as const;

export type Format = 'xml' | 'json';

let events = 0;

export const itemsOf = (executions: Execution[]) =>
	executions.flatMap((execution) => outputOf(execution, NODE));

export class Listening {
	private constructor(
		private readonly stage: Stage,
		readonly account: AccountName,
		readonly workflowId: string,
		readonly url: string,
	) {}

	/** Activates a workflow that is one trigger for every event; its URLs answer when this returns. */
	static async open(
		stage: Stage,
		account: AccountName,
		name: string,
		options: Record<string, string | boolean>,
	): Promise<Listening> {
		const webhookId = `${account}-${name}`;
		const node: WorkflowNode = {
			id: webhookId,
			name: NODE,
			type: `n8n-nodes-wechat-link.${accounts[account].type}`,
			typeVersion: 1,
			position: [0, 0],
			// As a program writes it: without what n8n adds by itself.
			parameters: { events: ['*'], settings: options },
			webhookId,
		};
		const workflow = withCredentials({ name: webhookId, nodes: [node], connections: {} }, stage.credentials);
		const { id } = await stage.n8n.putWorkflow(workflow);
		await stage.n8n.activate(id);
		const url = `${stage.n8n.url}/webhook/${webhookId}/webhook`;
		await waitUntilUrlAnswers(url, 'GET');
		await waitUntilUrlAnswers(url, 'POST');
		return new Listening(stage, account, id, url);
	}

	/** Chooses the push mode in the credential. */
	async choose(pushMode: PushMode): Promise<void> {
		const { credential: type } = accounts[this.account];
		const account = (await this.stage.sandbox.accounts())[this.account];
		const credential = credentialFor(type, account, this.stage.sandboxUrl);
		await this.stage.n8n.updateCredential(this.stage.credentials[type], {
			...credential,
			data: { ...credential.data, pushMode },
		});
	}

	/** Chooses the mode in the credential and in the console, and enters the URL there. */
	async enter(mode: PushMode, format: Format): Promise<void> {
		await this.choose(mode);
		const { ok, status } = await this.stage.sandbox.push(this.account, {
			url: this.url,
			mode,
			format,
			enabled: true,
		});
		if (!ok) throw new Error(`The console refused the URL, which answered ${status}.`);
	}

	/** The console's test push, never seen before; it has no MsgId, so a re-delivery is known by its text. */
	async demoEvent(format: Format = 'xml'): Promise<{ id: string; message: string }> {
		const { originalId } = (await this.stage.sandbox.accounts())[this.account];
		const id = `demo ${events++}`;
		const fields = {
			ToUserName: originalId,
			FromUserName: 'oDeveloper',
			CreateTime: Math.floor(Date.now() / 1000),
			MsgType: 'event',
			Event: 'debug_demo',
			debug_str: id,
		};
		const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
		const message = format === 'json' ? JSON.stringify(fields) : `<xml>${elements.join('')}</xml>`;
		return { id, message };
	}

	/** One push, genuine or not, whatever URL stands in the console; in secure mode unless told otherwise. */
	async push(raw: Omit<RawPush, 'account' | 'url'>) {
		const { account, url } = this;
		return await this.stage.sandbox.pushRaw({ account, url, mode: 'secure', ...raw });
	}

	/** @returns the executions that this starts, oldest first, when they have ended */
	async executionsOf(happening: () => Promise<void>, count = 1): Promise<Execution[]> {
		const before = await this.stage.n8n.lastExecutionId(this.workflowId);
		await happening();
		return (await this.stage.n8n.waitForExecutions(this.workflowId, count, before)).reverse();
	}

	/**
	 * What the pushes started: the ids of their demo events. Whatever they could start has had its turn once a later,
	 * good event has been executed.
	 */
	async startedBy(pushes: () => Promise<void>, mode: PushMode = 'secure'): Promise<unknown[]> {
		const before = await this.stage.n8n.lastExecutionId(this.workflowId);
		await pushes();
		const marker = await this.demoEvent();
		const { status } = await this.push({ message: marker.message, mode });
		if (status !== 200) throw new Error(`A good push was answered ${status}.`);
		const idsNow = async () => {
			const executions = await this.stage.n8n.waitForExecutions(this.workflowId, 1, before);
			return itemsOf(executions).map(({ raw }) => (raw as { debug_str?: string }).debug_str);
		};
		return await waitFor('the last event to be executed', async () => {
			const ids = await idsNow();
			if (!ids.includes(marker.id)) return undefined;
			// At once means before n8n stores: an event that was answered earlier can be stored later.
			await pause(400);
			const later = await idsNow();
			return later.length === ids.length ? later.filter((id) => id !== marker.id) : undefined;
		});
	}
}
