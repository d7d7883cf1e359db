// Small workflows that the e2e suites run, and the credentials for them.
import { withCredentials } from '../../../host/examples';
import type { WorkflowInput, WorkflowNode } from '../../../host/n8n/types';
import {
	credentialFor,
	MINI_PROGRAM,
	OFFICIAL_ACCOUNT,
	type CredentialIds,
	type Stage,
} from '../../../host/stage';

export const TRIGGER = 'go';

/** @returns ids of credentials under which nothing is cached yet */
export async function freshCredentials(stage: Stage, name: string): Promise<CredentialIds> {
	const { officialAccount, miniProgram } = await stage.sandbox.accounts();
	const make = async (type: keyof CredentialIds, account: typeof officialAccount) =>
		await stage.n8n.putCredential({
			...credentialFor(type, account, stage.sandboxUrl),
			name: `${name} ${type}`,
		});
	return {
		[OFFICIAL_ACCOUNT]: await make(OFFICIAL_ACCOUNT, officialAccount),
		[MINI_PROGRAM]: await make(MINI_PROGRAM, miniProgram),
	};
}

export type Step = Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters' | 'credentials'>;

/** Saves a workflow that runs the steps one after the other from a manual trigger. @returns its id */
export async function saveChain(
	stage: Stage,
	name: string,
	steps: Step[],
	credentials: CredentialIds = stage.credentials,
): Promise<string> {
	const trigger: Step = {
		name: TRIGGER,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const nodes = [trigger, ...steps].map((step, at): WorkflowNode => ({ ...step, position: [at * 200, 0] }));
	const wires = nodes
		.slice(1)
		.map((node, at) => [nodes[at].name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }] as const);
	const workflow: WorkflowInput = { name, nodes, connections: Object.fromEntries(wires) };
	return (await stage.n8n.putWorkflow(withCredentials(workflow, credentials))).id;
}

export const getUserInfo = (openid: string): Step => ({
	name: 'Get user info',
	type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	typeVersion: 1,
	parameters: { resource: 'follower', operation: 'get', openid, options: {} },
});

/** Puts out an item per openid. */
export const people = (openids: string[]): Step => ({
	name: 'People',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: `return ${JSON.stringify(openids)}.map((openid) => ({ json: { openid } }));` },
});

/** Sends each item's person a template message whose content no other execution repeats. */
export const sendTemplate = (templateId: string): Step => ({
	name: 'Send',
	type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	typeVersion: 1,
	parameters: {
		resource: 'templateMessage',
		operation: 'send',
		openid: '={{ $json.openid }}',
		templateId: { __rl: true, mode: 'id', value: templateId },
		fieldsMode: 'json',
		fieldsJson:
			"={{ JSON.stringify({ thing1: '剪发套餐', time2: '2026年11月21日 15:01', phone_number3: '020-81167888', character_string4: 'E' + $execution.id }) }}",
		jumpTo: 'none',
		options: {},
	},
});

/** Sends each item's person a subscribe message. */
export const sendSubscribe = (templateId: string): Step => ({
	name: 'Send',
	type: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
	typeVersion: 1,
	parameters: {
		resource: 'subscribeMessage',
		operation: 'send',
		openid: '={{ $json.openid }}',
		templateId: { __rl: true, mode: 'id', value: templateId },
		fieldsMode: 'json',
		fieldsJson: JSON.stringify({ thing1: '剪发套餐', time2: '2026年11月21日 15:01', thing3: '天河店' }),
		page: '',
		options: {},
	},
});

/** n8n's own HTTP Request node with our credential. */
export const httpRequest = (stage: Stage, path: string, credentials: CredentialIds): Step => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		url: `${stage.sandboxUrl}${path}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: OFFICIAL_ACCOUNT,
		// WeChat sends its JSON as text/plain.
		options: { response: { response: { responseFormat: 'json' } } },
	},
	credentials: { [OFFICIAL_ACCOUNT]: { id: credentials[OFFICIAL_ACCOUNT], name: OFFICIAL_ACCOUNT } },
});

/** Puts out an item per message. */
export const messages = (rows: Array<{ openid: string; text: string }>): Step => ({
	name: 'Messages',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: `return ${JSON.stringify(rows)}.map((json) => ({ json }));` },
});

/** Sends each item's text with a template of free text. */
export const sendEach = (templateId: string): Step => ({
	...sendTemplate(templateId),
	parameters: {
		...sendTemplate(templateId).parameters,
		fieldsJson: "={{ JSON.stringify({ keyword1: $json.text, keyword2: 'A-42', keyword3: 'today' }) }}",
	},
});
