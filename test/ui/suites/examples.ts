/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Each example on the canvas, as it looks once it is imported and its credentials are chosen: nothing in it is cut off or
// lies on something else, and a picture is taken.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	importExample,
	type ExampleName,
	type FurtherExample,
	type OtherCredentials,
} from '../../../host/examples';
import { repositoryRoot } from '../../../host/n8n/places';
import type { Stage } from '../../../host/stage';
import { flaws, photographCanvas } from '../support/canvas';
import type { Editor } from '../support/editor';

const POSTGRES = 'n8n-nodes-base.postgres';
const CHAT_MODEL = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

const examples = readdirSync(join(repositoryRoot, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace(/\.json$/, '') as ExampleName | FurtherExample);

export function exampleSuite(onStage: () => Stage, inEditor: () => Editor) {
	let others: OtherCredentials;

	/** Nothing is run with these: a node without a credential shows a warning in the picture. */
	beforeAll(async () => {
		const { n8n } = onStage();
		const postgres = await n8n.putCredential({
			name: 'PostgreSQL',
			type: 'postgres',
			data: { host: '127.0.0.1', database: 'wechat', user: 'n8n', password: 'none', ssl: 'disable' },
		});
		const openAiApi = await n8n.putCredential({
			name: 'Chat model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: 'http://127.0.0.1:1/v1' },
		});
		others = { [POSTGRES]: { postgres }, [CHAT_MODEL]: { openAiApi } };
	});

	it.each(examples)('%s', async (name) => {
		const { id, nodes } = await importExample(onStage(), name, { others });
		await inEditor().openWorkflow(id, nodes.filter(({ type }) => !type.endsWith('stickyNote')).length);
		const pieces = await photographCanvas(inEditor(), name);
		expect(pieces.map((piece) => piece.name).sort()).toEqual(nodes.map((node) => node.name).sort());
		expect(flaws(pieces)).toEqual([]);
	});
}
