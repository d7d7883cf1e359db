/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Every file in examples/: n8n takes it as it stands, knows all its nodes, and it carries nothing of the n8n it was made in.
import axios from 'axios';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readExample, type ExampleName, type FurtherExample } from '../../../host/examples';
import { runN8n } from '../../../host/n8n/process';
import { repositoryRoot } from '../../../host/n8n/places';
import type { WorkflowInput } from '../../../host/n8n/types';
import { owner, type Stage } from '../../../host/stage';

interface NodeType {
	name: string;
	version: number | number[];
}

const folder = join(repositoryRoot, 'examples');
const names = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace(/\.json$/, '') as ExampleName | FurtherExample);

export function exampleFileSuite(onStage: () => Stage) {
	const known = new Set<string>();
	const webhookIds = new Map<string, string>();

	/** What the editor knows: also the tools that n8n makes of nodes. The driver's session reads REST answers only. */
	beforeAll(async () => {
		const http = axios.create({ baseURL: onStage().n8n.url, proxy: false });
		const login = { emailOrLdapLoginId: owner.email, password: owner.password };
		const { headers } = await http.post<unknown>('/rest/login', login);
		const cookie = (headers['set-cookie'] ?? []).map((entry) => entry.split(';')[0]).join('; ');
		const types = await http.get<NodeType[]>('/types/nodes.json', { headers: { cookie } });
		for (const { name, version } of types.data) {
			for (const each of [version].flat()) known.add(`${name} ${each}`);
		}
	});

	it.each(names)('%s', async (name) => {
		const { n8n } = onStage();
		const example = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as WorkflowInput;
		const { nodes, connections, ...rest } = example;
		const { settings } = rest;
		// n8n import:workflow keeps the id, and fails without one.
		expect(rest).toMatchObject({ id: expect.stringMatching(/^[A-Za-z0-9]{16}$/) });
		expect(Object.keys(rest).sort()).toEqual(['id', 'name', 'settings']);
		expect(settings).toMatchObject({ timezone: 'Asia/Shanghai' });
		const types = nodes.map(({ type, typeVersion }) => `${type} ${typeVersion}`);
		expect(types.filter((type) => !known.has(type))).toEqual([]);
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const page = readFileSync(join(folder, `${name}.md`), 'utf8');
		expect(page).toContain(`\`${name}.json\``);

		// Two examples with one path could not be active side by side.
		for (const { webhookId } of nodes) {
			if (!webhookId) continue;
			expect({ webhookId, usedBy: webhookIds.get(webhookId) }).toEqual({ webhookId, usedBy: undefined });
			webhookIds.set(webhookId, name);
		}

		// Imported by hand in the editor, a workflow gets an id of its own.
		const { id } = await n8n.putWorkflow({
			nodes,
			connections,
			settings,
			name: `${example.name} (as it stands)`,
		});
		const saved = await n8n.workflow(id);
		expect(saved.nodes.map((node) => node.name)).toEqual(nodes.map((node) => node.name));
		expect(saved.connections).toEqual(connections);
		await n8n.removeWorkflow(id);
	});

	it('n8n import:workflow takes one file, and all of them', async () => {
		const { userFolder } = onStage().n8nProcess;
		const ids = names.map((name) => readExample(name).id);
		expect(new Set(ids).size).toBe(names.length);
		await runN8n(userFolder, ['import:workflow', `--input=${join(folder, 'sync-followers.json')}`]);
		const { id, name } = readExample('sync-followers');
		expect(await onStage().n8n.workflow(String(id))).toMatchObject({ id, name });
		await runN8n(userFolder, ['import:workflow', '--separate', `--input=${folder}`]);
		const imported = (await onStage().n8n.workflows()).map((workflow) => workflow.id);
		expect(ids.filter((each) => !imported.includes(String(each)))).toEqual([]);
		for (const each of ids) await onStage().n8n.removeWorkflow(String(each));
	});
}
