/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Brings the workflows of examples/ into an n8n, as a user would: import, choose credentials and templates.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './n8n/places';
import type { Workflow, WorkflowInput, WorkflowNode } from './n8n/types';
import { waitUntilUrlAnswers } from './n8n/urls';
import { MINI_PROGRAM, OFFICIAL_ACCOUNT, type CredentialIds, type Stage } from './stage';

const packagePrefix = 'n8n-nodes-wechat-link.';

/** The four of the demo's story. */
export type ExampleName = 'sync-followers' | 'mini-program-login' | 'follow-events' | 'scheduled-reminder';
/** Those that stand for themselves. */
export type FurtherExample =
	| 'consent-ledger'
	| 'delivery-ledger'
	| 'qr-sign-up'
	| 'message-router'
	| 'decrypt-and-link'
	| 'pending-followers'
	| 'forget-person'
	| 'postgres-link'
	| 'postgres-reminder'
	| 'ai-agent'
	| 'web-login-link'
	| 'one-time'
	| 'keep-pictures'
	| 'move-account'
	| 'postgres-move-account'
	| 'notification-consent'
	| 'shop-notice'
	| KitExample;
/** Sub-workflows that other examples call. */
export type KitExample =
	| 'kit-table'
	| 'kit-table-postgres'
	| 'kit-link-person'
	| 'kit-find-person'
	| 'kit-notify-person'
	| 'kit-unfollow-person'
	| 'kit-forget-person'
	| 'postgres-sync-page';

export const loginUrl = (stage: Stage) => `${stage.n8n.url}/webhook/mini-program-login`;
/** @returns the production URL of the trigger with this webhook id */
export const pushUrl = (stage: Stage, webhookId: string) => `${stage.n8n.url}/webhook/${webhookId}/webhook`;
export const followEventsUrl = (stage: Stage) => pushUrl(stage, 'wechat-follow-events');

/** @returns the credential types that a node of this package asks for */
function credentialTypesOf({ type, parameters }: WorkflowNode): Array<keyof CredentialIds> {
	if (!type.startsWith(packagePrefix)) return [];
	if (!type.startsWith(`${packagePrefix}wechatLinkMiniProgram`)) return [OFFICIAL_ACCOUNT];
	return parameters.resource === 'uniformMessage' ? [MINI_PROGRAM, OFFICIAL_ACCOUNT] : [MINI_PROGRAM];
}

/** Chooses the stage's credentials in every node of this package. */
export function withCredentials(workflow: WorkflowInput, ids: CredentialIds): WorkflowInput {
	const nodes = workflow.nodes.map((node) => {
		const types = credentialTypesOf(node);
		if (types.length === 0) return node;
		return {
			...node,
			credentials: Object.fromEntries(types.map((type) => [type, { id: ids[type], name: type }])),
		};
	});
	return { ...workflow, nodes };
}

/** The keys that the reminder's JSON fields fill, by account; the templates to choose are those that have exactly these. */
const reminderKeys = {
	officialAccount: ['thing1', 'time2', 'phone_number3', 'character_string4'],
	miniProgram: ['thing1', 'time2', 'thing3'],
};

async function templateWith(stage: Stage, account: keyof typeof reminderKeys): Promise<string> {
	const all = (await stage.sandbox.templates())[account];
	const found = all.find(({ keys }) => keys.join() === reminderKeys[account].join());
	if (!found)
		throw new Error(`The sandbox has no template with the keys ${reminderKeys[account].join(', ')}.`);
	return found.id;
}

/** @returns the ids of the templates that the reminder example sends in the sandbox */
export const reminderTemplates = async (stage: Stage) => ({
	templateId: await templateWith(stage, 'officialAccount'),
	subscribeTemplateId: await templateWith(stage, 'miniProgram'),
});

async function chooseTemplates(stage: Stage, workflow: WorkflowInput): Promise<WorkflowInput> {
	const chosen = await reminderTemplates(stage);
	const parametersOf: Record<string, Record<string, string>> = {
		uniformMessage: chosen,
		templateMessage: { templateId: chosen.templateId },
		subscribeMessage: { templateId: chosen.subscribeTemplateId },
	};
	const choose = (node: WorkflowNode): WorkflowNode => {
		const parameters = node.type.startsWith(packagePrefix) && parametersOf[String(node.parameters.resource)];
		if (!parameters) return node;
		// What the example reads from its table stays.
		const isOpen = ([parameter]: [string, string]) =>
			!String((node.parameters[parameter] as { value?: unknown } | undefined)?.value).startsWith('=');
		const locators = Object.entries(parameters)
			.filter(isOpen)
			.map(([parameter, value]) => [parameter, { __rl: true, mode: 'id', value }]);
		return { ...node, parameters: { ...node.parameters, ...Object.fromEntries(locators) } };
	};
	return { ...workflow, nodes: workflow.nodes.map(choose) };
}

/** @returns the example as it stands in examples/ */
export const readExample = (name: ExampleName | FurtherExample): WorkflowInput =>
	JSON.parse(readFileSync(join(repositoryRoot, 'examples', `${name}.json`), 'utf8')) as WorkflowInput;

/** Credential ids by credential type, for node types that are not of this package. */
export type OtherCredentials = Record<string, Record<string, string>>;

function withOtherCredentials(workflow: WorkflowInput, others: OtherCredentials): WorkflowInput {
	const nodes = workflow.nodes.map((node) => {
		const ids = others[node.type];
		if (!ids) return node;
		const credentials = Object.entries(ids).map(([type, id]) => [type, { id, name: type }]);
		return { ...node, credentials: { ...node.credentials, ...Object.fromEntries(credentials) } };
	});
	return { ...workflow, nodes };
}

/** What else is chosen when an example is imported. */
export interface ImportOptions {
	/** What the reader is to write over, by what stands there in the example. */
	values?: Record<string, string>;
	/** Credentials of nodes that are not of this package. */
	others?: OtherCredentials;
	/** Sub-workflows that another one takes the place of, as when the kit's table moves to PostgreSQL. */
	instead?: Partial<Record<KitExample, KitExample>>;
}

const withValues = (workflow: WorkflowInput, values: Record<string, string>): WorkflowInput =>
	Object.entries(values).reduce(
		(written, [placeholder, value]) =>
			JSON.parse(JSON.stringify(written).replaceAll(placeholder, value)) as WorkflowInput,
		workflow,
	);

const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';

/** @returns the example that has this id */
function exampleWithId(id: unknown): KitExample {
	const files = readdirSync(join(repositoryRoot, 'examples')).filter((file) => file.endsWith('.json'));
	const names = files.map((file) => file.replace(/\.json$/, '') as KitExample);
	const found = names.find((name) => readExample(name).id === id);
	if (!found) throw new Error(`No example has the id ${String(id)}.`);
	return found;
}

/** Imports and publishes the sub-workflows that the example calls, and chooses them in its nodes. */
async function withSubWorkflows(
	stage: Stage,
	workflow: WorkflowInput,
	options: ImportOptions,
): Promise<WorkflowInput> {
	const chosen = new Map<unknown, string>();
	const calls = workflow.nodes.filter(({ type }) => type === SUB_WORKFLOW);
	for (const { parameters } of calls) {
		const { value } = parameters.workflowId as { value: string };
		if (chosen.has(value)) continue;
		chosen.set(value, await publishExample(stage, exampleWithId(value), options));
	}
	const nodes = workflow.nodes.map((node) => {
		if (!calls.includes(node)) return node;
		const locator = node.parameters.workflowId as { value: string };
		const workflowId = { ...locator, value: chosen.get(locator.value) };
		return { ...node, parameters: { ...node.parameters, workflowId } };
	});
	return { ...workflow, nodes };
}

/** Saves the example with what is chosen in it, and publishes what it calls. */
async function putExample(
	stage: Stage,
	name: ExampleName | FurtherExample,
	options: ImportOptions,
): Promise<Workflow> {
	const content = withValues(
		readExample(options.instead?.[name as KitExample] ?? name),
		options.values ?? {},
	);
	const example = withOtherCredentials(withCredentials(content, stage.credentials), options.others ?? {});
	const workflow = await withSubWorkflows(stage, await chooseTemplates(stage, example), options);
	// As by hand in the editor, which gives each workflow an id of its own.
	const { nodes, connections, settings } = workflow;
	return await stage.n8n.putWorkflow({ name: readExample(name).name, nodes, connections, settings });
}

/** Imports and publishes a sub-workflow; one that is published as it stands is left alone. @returns its id */
export async function publishExample(
	stage: Stage,
	name: KitExample,
	options: ImportOptions = {},
): Promise<string> {
	const { id, active, versionId, activeVersionId } = await putExample(stage, name, options);
	if (active && activeVersionId !== versionId) await stage.n8n.deactivate(id);
	await stage.n8n.activate(id);
	return id;
}

/** Imports the example, or brings the one imported before up to date. It is left inactive, and what it calls is published. */
export async function importExample(
	stage: Stage,
	name: ExampleName | FurtherExample,
	options: ImportOptions = {},
): Promise<Workflow> {
	const saved = await putExample(stage, name, options);
	if (saved.active) await stage.n8n.deactivate(saved.id);
	return saved;
}

/** Imports all four and activates the two that wait for calls; their URLs answer when this returns. */
export async function importExamples(stage: Stage): Promise<Record<ExampleName, string>> {
	const ids = {
		'sync-followers': (await importExample(stage, 'sync-followers')).id,
		'mini-program-login': (await importExample(stage, 'mini-program-login')).id,
		'follow-events': (await importExample(stage, 'follow-events')).id,
		'scheduled-reminder': (await importExample(stage, 'scheduled-reminder')).id,
	};
	await stage.n8n.activate(ids['mini-program-login']);
	await stage.n8n.activate(ids['follow-events']);
	await waitUntilUrlAnswers(loginUrl(stage), 'POST');
	await waitUntilUrlAnswers(followEventsUrl(stage), 'GET');
	await waitUntilUrlAnswers(followEventsUrl(stage), 'POST');
	return ids;
}

/** Activates the two that run on a schedule; kept for the end, so that no schedule runs into the story. */
export async function activateSchedules(stage: Stage, ids: Record<ExampleName, string>): Promise<void> {
	await stage.n8n.activate(ids['sync-followers']);
	await stage.n8n.activate(ids['scheduled-reminder']);
}
