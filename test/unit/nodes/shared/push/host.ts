/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The trigger behind a real HTTP server, in n8n's own webhook context, with the few steps n8n takes around it.
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import axios from 'axios';
import type { AxiosResponse } from 'axios';
import express from 'express';
import { WebhookContext } from 'n8n-core';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	IHookFunctions,
	INode,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { WechatLinkOfficialAccountApi } from '../../../../../credentials/WechatLinkOfficialAccountApi.credentials';
import { WechatLinkMiniProgramApi } from '../../../../../credentials/WechatLinkMiniProgramApi.credentials';
import { WechatLinkMiniProgramTrigger } from '../../../../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import { WechatLinkOfficialAccountTrigger } from '../../../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';
import { CredentialStore } from '../../../../engine/support/credentialStore';
import type { Wire } from '../../../wechat/push/sign';

/** Each trigger and the credential it asks for. */
const kinds = {
	officialAccount: {
		trigger: new WechatLinkOfficialAccountTrigger(),
		credential: new WechatLinkOfficialAccountApi(),
	},
	miniProgram: { trigger: new WechatLinkMiniProgramTrigger(), credential: new WechatLinkMiniProgramApi() },
};

export type TriggerKind = keyof typeof kinds;

let hosts = 0;

/** One trigger of one workflow, listening. */
export class TriggerHost {
	/** The items of each execution that n8n would have started. */
	readonly itemsOfExecutions: IDataObject[][] = [];
	/** How often n8n would have written static data into its database. */
	staticDataWrites = 0;
	readonly logLines: string[] = [];
	/** What n8n does to store and enqueue an execution; may take its time, or throw. */
	store: () => Promise<void> = async () => {};
	/** What the API of WeChat answers, which listens beside the trigger. */
	wechat: { token: IDataObject; user: IDataObject } = {
		token: { access_token: 'a-token', expires_in: 7200 },
		user: { errcode: 40003, errmsg: 'invalid openid' },
	};
	/** What WeChat takes its time for before it answers who somebody is. */
	beforeUserInfo: () => Promise<void> = async () => {};
	mode: WorkflowExecuteMode = 'webhook';
	/** What the database holds. */
	staticData: IDataObject = {};
	private server!: Server;
	private readonly serving = new Set<Promise<void>>();

	readonly node: INode;
	readonly credentials: CredentialStore;
	private readonly trigger: (typeof kinds)[TriggerKind]['trigger'];

	private constructor(kind: TriggerKind, parameters: INodeParameters) {
		const { trigger, credential } = kinds[kind];
		this.trigger = trigger;
		this.node = {
			id: `node${hosts++}`,
			name: 'Trigger',
			type: trigger.description.name,
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'w',
			// As n8n fills in what the user left alone.
			parameters: { events: eventsByDefault(trigger), ...parameters },
			credentials: { [credential.name]: { id: 'oa', name: 'OA' } },
		};
		this.credentials = new CredentialStore(new Map([[credential.name, credential]]));
	}

	static async open(
		account: IDataObject,
		parameters: INodeParameters = {},
		kind: TriggerKind = 'officialAccount',
	): Promise<TriggerHost> {
		const host = new TriggerHost(kind, parameters);
		host.credentials.save('oa', { appSecret: 'unused', tokenEndpoint: 'stable', ...account } as never);
		const app = express();
		app.use(express.raw({ type: () => true, limit: '16mb' }));
		app.post('/cgi-bin/stable_token', (_, response) => void response.json(host.wechat.token));
		app.get('/cgi-bin/user/info', (_, response) => {
			void host.beforeUserInfo().then(() => response.json(host.wechat.user));
		});
		app.all('/webhook', (request, response) => {
			const served = host.serve(request, response);
			host.serving.add(served);
			void served.finally(() => host.serving.delete(served));
		});
		await new Promise<void>((resolve) => {
			host.server = app.listen(0, '127.0.0.1', () => resolve());
		});
		host.credentials.edit('oa', { baseUrl: host.url.replace('/webhook', '') });
		return host;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Waits until n8n is through with every push so far: an answer may go out before its execution is stored. */
	async settled(): Promise<void> {
		await Promise.all(this.serving);
	}

	/** The first item of each execution. */
	get executions(): IDataObject[] {
		return this.itemsOfExecutions.map(([item]) => item);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook`;
	}

	/** @param patience WeChat hangs up when it ends */
	async post(push: Wire, patience?: AbortSignal, type = 'text/xml'): Promise<AxiosResponse<string>> {
		return await axios.post(this.url, push.rawBody, {
			params: push.query,
			headers: { 'content-type': type },
			signal: patience,
			...plain,
		});
	}

	/** Switches the trigger on, as n8n does at activation. */
	async activate(): Promise<boolean> {
		const { checkExists, create } = this.trigger.webhookMethods.default;
		const { node } = this;
		const parameters = NodeHelpers.getNodeParameters(
			this.trigger.description.properties,
			node.parameters,
			true,
			false,
			node,
			this.trigger.description,
		);
		const filled = { ...node, parameters: parameters ?? {} };
		const context = {
			getNode: () => filled,
			getCredentials: async () => this.credentials.row('oa'),
			getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/w/webhook',
			getNodeParameter: (name: string) => filled.parameters[name],
		} as unknown as IHookFunctions;
		return (await checkExists.call(context)) || (await create.call(context));
	}

	async get(query: Record<string, unknown>): Promise<AxiosResponse<string>> {
		return await axios.get(this.url, { params: query, ...plain });
	}

	/** As webhook-helpers.js and live-webhooks.js of n8n 2.40.7 do it. */
	private async serve(request: express.Request, response: express.Response): Promise<void> {
		const rawBody = Buffer.isBuffer(request.body) ? request.body : undefined;
		Object.assign(request, { rawBody, readRawBody: async () => {} });
		const { trigger } = this;
		const nodeTypes: INodeTypes = {
			getByName: () => trigger,
			getByNameAndVersion: () => trigger as INodeType,
			getKnownTypes: () => ({}),
		};
		const saved = {
			id: 'workflow',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			// By way of the database, so without what n8n hangs on.
			staticData: JSON.parse(JSON.stringify(this.staticData)) as IDataObject,
		};
		const workflow = new Workflow(saved);
		const webhookDescription = trigger.description.webhooks?.find(
			({ httpMethod }) => httpMethod === request.method,
		);
		const context = new WebhookContext(
			workflow,
			this.node,
			{
				httpRequest: request,
				httpResponse: response,
				credentialsHelper: this.credentials,
			} as unknown as IWorkflowExecuteAdditionalData,
			this.mode,
			{ webhookDescription } as IWebhookData,
			[],
			null,
		);
		const note = (...line: unknown[]) => void this.logLines.push(JSON.stringify(line));
		Object.defineProperty(context, 'logger', { value: { warn: note, error: note, info: note, debug: note } });
		const saveStaticData = async () => {
			if (workflow.staticData.__dataChanged !== true) return;
			await new Promise((resolve) => setImmediate(resolve));
			this.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
			this.staticDataWrites++;
		};
		try {
			const result = await trigger.webhook.call(context);
			if (result.noWebhookResponse) void saveStaticData();
			if (!result.workflowData) return;
			// workflow-runner.js does so for the context of the execution, and then asks the database several times.
			new Workflow(saved);
			await this.store();
			await new Promise((resolve) => setTimeout(resolve, 5));
			this.itemsOfExecutions.push(result.workflowData[0].map(({ json }) => json));
			if (result.noWebhookResponse) return;
			await saveStaticData();
			response.status(200).send(webhookDescription?.responseData);
		} catch (error) {
			response.status(500).json({ message: String(error) });
		}
	}
}

/** Waits for something that must come; fails when it does not. */
export async function until(condition: () => boolean) {
	for (const deadline = Date.now() + 3000; !condition(); await new Promise(setImmediate)) {
		if (Date.now() > deadline) throw new Error('It did not come');
	}
}

function eventsByDefault({ description }: INodeType): string[] {
	return description.properties.find(({ name }) => name === 'events')?.default as string[];
}

const plain = {
	validateStatus: () => true,
	responseType: 'text',
	transformResponse: (body: string) => body,
} as const;
