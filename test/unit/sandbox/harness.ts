/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// A sandbox per test file, spoken to over HTTP as a WeChat client and as a test driver.
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { SandboxClient } from '../../../sandbox/client';
import { type Sandbox, startSandbox } from '../../../sandbox/index';
import type { AccountName, PersonView } from '../../../sandbox/types';

export type Json = Record<string, unknown>;
export type Params = Record<string, string | undefined>;

/** WeChat's shape of message data. */
export const fieldsOf = (values: Record<string, string>) =>
	Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));

/** Calls WeChat's API; answers are read as text, so that nothing is tidied on the way. */
export class Caller {
	readonly http: AxiosInstance;

	constructor(url: string) {
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
			responseType: 'text',
			transformResponse: (body: string) => body,
			transformRequest: (body: unknown) => body,
		});
	}

	async getText(path: string, params: Params = {}): Promise<AxiosResponse<string>> {
		return await this.http.get<string>(path, { params });
	}

	async postText(path: string, body: unknown, params: Params = {}, contentType = 'application/json') {
		const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
		return await this.http.post<string>(path, raw, { params, headers: { 'Content-Type': contentType } });
	}

	get = async (path: string, params: Params = {}) =>
		JSON.parse((await this.getText(path, params)).data) as Json;

	post = async (path: string, body: unknown, params: Params = {}) =>
		JSON.parse((await this.postText(path, body, params)).data) as Json;
}

export interface Harness {
	sandbox: Sandbox;
	client: SandboxClient;
	wechat: Caller;
	/** A fresh stable token, as query parameters. */
	token(account?: AccountName): Promise<{ access_token: string }>;
	/** appid and secret, as query parameters. */
	secret(account?: AccountName): Promise<{ appid: string; secret: string }>;
	linked(): Promise<PersonView & { officialAccountOpenid: string; miniProgramOpenid: string }>;
}

export async function startHarness(followers = 300): Promise<Harness> {
	const sandbox = await startSandbox({ followers });
	const client = new SandboxClient(sandbox.url);
	const wechat = new Caller(sandbox.url);
	const secret = async (account: AccountName = 'officialAccount') => {
		const { appId, appSecret } = (await client.accounts())[account];
		return { appid: appId, secret: appSecret };
	};
	return {
		sandbox,
		client,
		wechat,
		secret,
		async token(account) {
			const asked = { grant_type: 'client_credential', ...(await secret(account)) };
			const { access_token } = await wechat.post('/cgi-bin/stable_token', asked);
			return { access_token: String(access_token) };
		},
		async linked() {
			const [person] = await client.people({ linked: true, limit: 1 });
			return person as PersonView & { officialAccountOpenid: string; miniProgramOpenid: string };
		},
	};
}

/**
 * One sandbox for the file it is called in, as new before each test.
 *
 * @param take gets it then, before further hooks
 */
export function inHarness(take: (h: Harness) => void | Promise<void>): void {
	let h: Harness;
	beforeAll(async () => {
		h = await startHarness();
	});
	afterAll(async () => await h.sandbox.close());
	beforeEach(async () => {
		await h.client.reset();
		await take(h);
	});
}

export interface ReceivedPush {
	method: string;
	query: Record<string, string>;
	body: string;
	headers: IncomingMessage['headers'];
}

/** A user's server: echoes the URL check and answers pushes as told; null: never. */
export async function startReceiver(answers: Array<{ status: number; body: string } | null> = []) {
	const received: ReceivedPush[] = [];
	const server = createServer((req, res) => {
		const url = new URL(req.url ?? '/', 'http://receiver');
		const chunks: Buffer[] = [];
		req.on('data', (chunk: Buffer) => chunks.push(chunk));
		req.on('end', () => {
			const query = Object.fromEntries(url.searchParams);
			received.push({
				method: req.method ?? '',
				query,
				body: Buffer.concat(chunks).toString(),
				headers: req.headers,
			});
			if (req.method === 'GET') {
				res.end(query.echostr);
				return;
			}
			const answer = answers.length > 0 ? answers.shift() : { status: 200, body: 'success' };
			if (answer) res.writeHead(answer.status).end(answer.body);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/push`,
		answers,
		posts: () => received.filter(({ method }) => method === 'POST'),
		received,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Polls until the check holds; fails after five seconds. */
export async function eventually<T>(read: () => Promise<T> | T, isDone: (value: T) => boolean): Promise<T> {
	const deadline = Date.now() + 5000;
	for (;;) {
		const value = await read();
		if (isDone(value)) return value;
		if (Date.now() > deadline) throw new Error(`never came about; last seen: ${JSON.stringify(value)}`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
