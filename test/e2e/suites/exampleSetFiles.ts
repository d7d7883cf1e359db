/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Every file in examples/: n8n takes it as it stands, knows all its nodes, and it carries nothing of the n8n it was made in.
import axios from 'axios';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../demo/n8n/places';
import type { WorkflowInput } from '../../../demo/n8n/types';
import { owner, type Stage } from '../../../demo/stage';

interface NodeType {
	name: string;
	version: number | number[];
}

const folder = join(repositoryRoot, 'examples');
const names = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace(/\.json$/, ''));

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
		expect(Object.keys(rest).sort()).toEqual(['name', 'settings']);
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

		const { id } = await n8n.putWorkflow({ ...example, name: `${example.name} (as it stands)` });
		const saved = await n8n.workflow(id);
		expect(saved.nodes.map((node) => node.name)).toEqual(nodes.map((node) => node.name));
		expect(saved.connections).toEqual(connections);
		await n8n.removeWorkflow(id);
	});
}
