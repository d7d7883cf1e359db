/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The AI agent example. No model is at hand here: one on loopback plays a part that is written down, and keeps what it was told.
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runsOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import { startExample, type RunningExample } from '../support/exampleSetTools';

interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools: Array<{ function: { name: string; description: string; parameters: { properties: object } } }>;
}

type Turn = { tool: string; input: object } | { text: string };

/** Speaks OpenAI's chat completions, a turn of the part per request. */
async function startModel(part: Turn[]): Promise<{ url: string; heard: ChatRequest[]; server: Server }> {
	const heard: ChatRequest[] = [];
	const app = express();
	app.use(express.json({ limit: '1mb' }));
	app.post('/v1/chat/completions', (request, response) => {
		heard.push(request.body as ChatRequest);
		const turn = part[heard.length - 1] ?? { text: 'done' };
		const call = 'tool' in turn && {
			id: `call_${heard.length}`,
			type: 'function',
			function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
		};
		const message = call
			? { role: 'assistant', content: null, tool_calls: [call] }
			: { role: 'assistant', content: 'text' in turn ? turn.text : '' };
		response.json({
			id: `answer_${heard.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'played',
			choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		});
	});
	const server = await new Promise<Server>((resolve) => {
		const listening: Server = app.listen(0, '127.0.0.1', () => resolve(listening));
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, heard, server };
}

export function agentExampleSuite(onStage: () => Stage) {
	const answer = 'We are open from 10 to 20.';
	let model: Awaited<ReturnType<typeof startModel>>;
	let example: RunningExample;

	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		model = await startModel([
			{ tool: 'Get_user_info', input: {} },
			{ tool: 'Create_QR_code', input: { campaign: 'customer-K-1042' } },
			{ tool: 'Send_customer_message', input: { text: answer } },
			{ text: 'done' },
		]);
		const openAiApi = await onStage().n8n.putCredential({
			name: 'Played model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		example = await startExample(
			onStage(),
			'ai-agent',
			{ officialAccount: 'wechat-ai-agent' },
			{ others: { '@n8n/n8n-nodes-langchain.lmChatOpenAi': { openAiApi } } },
		);
	});
	afterAll(async () => {
		await example.stop();
		await new Promise((resolve) => model.server.close(resolve));
	});

	it('ai-agent: the model uses the nodes as tools, and the answer reaches the person who wrote', async () => {
		const { sandbox } = onStage();
		const [person] = await sandbox.people({ follows: true, limit: 1 });
		const [execution] = await example.afterPush(
			async () => await sandbox.sendText(person.id, 'officialAccount', 'When are you open?'),
		);
		for (const tool of ['Get user info', 'Create QR code', 'Send customer message']) {
			expect({ tool, runs: runsOf(execution, tool).length }).toEqual({ tool, runs: 1 });
		}
		const inbox = await sandbox.inbox({});
		expect(inbox).toHaveLength(1);
		expect(inbox[0]).toMatchObject({ personId: person.id, channel: 'custom' });
		expect(JSON.stringify(inbox[0].data)).toContain(answer);
		const [sent] = await sandbox.calls({ path: '/cgi-bin/message/custom/send' });
		expect(sent.body).toMatchObject({ aimsgcontext: { is_ai_msg: 1 } });
		// A customer's code begins with customer-: what a chat message can lead the model to must never look like one.
		const [code] = await sandbox.calls({ path: '/cgi-bin/qrcode/create' });
		expect(code.body).toMatchObject({ action_info: { scene: { scene_str: 'agent-customer-K-1042' } } });
		// The model was told what WeChat said about this person and no one else.
		expect(JSON.stringify(model.heard[1].messages)).toContain(person.officialAccountOpenid);
	});

	it('ai-agent: what the model may fill in is the text and the name of a code, never whom to write to', () => {
		const schemas = model.heard[0].tools.map(({ function: { name, description, parameters } }) => ({
			name,
			described: description.length > 20,
			fills: Object.keys(parameters.properties),
		}));
		expect(schemas.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
			{ name: 'Create_QR_code', described: true, fills: ['campaign'] },
			{ name: 'Get_user_info', described: true, fills: [] },
			{ name: 'Send_customer_message', described: true, fills: ['text'] },
		]);
	});
}
