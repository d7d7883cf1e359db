/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Where a secret may travel: to WeChat and to the Base URL of the credential. Somebody else listens meanwhile.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureOf, outputOf } from '../../../host/n8n/client';
import {
	credentialFor,
	MINI_PROGRAM,
	OFFICIAL_ACCOUNT,
	type CredentialIds,
	type Stage,
} from '../../../host/stage';
import { freshCredentials, getUserInfo, httpRequest, saveChain, TRIGGER } from '../support/workflows';

type Answer = (request: IncomingMessage) => {
	status: number;
	headers?: Record<string, string>;
	body?: string;
};

/** A server that keeps what it hears. */
class Listener {
	readonly heard: string[] = [];
	private readonly server: Server;

	constructor(answer: Answer = () => ({ status: 200, body: '{"errcode":0}' })) {
		this.server = createServer((request, response) => {
			let text = `${request.method} ${request.url} ${JSON.stringify(request.headers)}`;
			request.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
			request.on('end', () => {
				this.heard.push(text);
				const { status, headers, body } = answer(request);
				response.writeHead(status, headers).end(body);
			});
		});
	}

	async open(): Promise<this> {
		this.server.listen(0);
		await once(this.server, 'listening');
		return this;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}
}

export function hostSuite(onStage: () => Stage) {
	let foreign: Listener;
	let openid: string;

	beforeAll(async () => {
		foreign = await new Listener().open();
		await onStage().sandbox.reset({ followers: 200 });
		const [person] = await onStage().sandbox.people({ follows: true, usesMiniProgram: true, limit: 1 });
		openid = person.officialAccountOpenid ?? '';
	});
	beforeEach(() => void foreign.heard.splice(0));
	afterAll(async () => await foreign.close());

	/** Types something into both credentials, as a person does. */
	async function edit(ids: CredentialIds, name: string, data: Record<string, string>): Promise<void> {
		const { n8n, sandbox, sandboxUrl } = onStage();
		const { officialAccount, miniProgram } = await sandbox.accounts();
		for (const [type, account] of [
			[OFFICIAL_ACCOUNT, officialAccount],
			[MINI_PROGRAM, miniProgram],
		] as const) {
			const form = credentialFor(type, account, sandboxUrl);
			const edited = { ...form, name: `${name} ${type}`, data: { ...form.data, ...data } };
			await n8n.updateCredential(ids[type], edited);
		}
	}

	const miniProgram = (resource: string, operation: string, parameters: object) => ({
		name: operation,
		type: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
		typeVersion: 1,
		parameters: { resource, operation, ...parameters },
	});
	/** A call with a token, and one with AppID and AppSecret. */
	const steps = () => [getUserInfo(openid), miniProgram('login', 'code2Session', { jsCode: '0'.repeat(32) })];

	const run = async (name: string, step: Parameters<typeof saveChain>[2][number], ids: CredentialIds) => {
		const stage = onStage();
		return await stage.n8n.run(await saveChain(stage, `${name} ${step.name}`, [step], ids), TRIGGER);
	};

	describe('the HTTP Request node', () => {
		it.each([
			['another port', ({ port }: Listener) => `http://127.0.0.1:${port}/cgi-bin/user/get`],
			['another name of this machine', ({ port }: Listener) => `http://localhost:${port}/`],
			[
				'a host behind the name of ours',
				({ port }: Listener, own: string) => `http://${own}@127.0.0.1:${port}/`,
			],
			[
				'a host in the shape of WeChat',
				({ port }: Listener) => `http://api.weixin.qq.com@127.0.0.1:${port}/`,
			],
			['WeChat without https', () => 'http://api.weixin.qq.com/cgi-bin/user/get'],
		])('does not send the token to a foreign host: %s', async (name, urlOf) => {
			const stage = onStage();
			const ids = await freshCredentials(stage, 'foreign host');
			const step = httpRequest(stage, '/cgi-bin/user/get', ids);
			const url = urlOf(foreign, new URL(stage.sandboxUrl).host);
			const execution = await run(
				`foreign host, ${name}`,
				{ ...step, parameters: { ...step.parameters, url } },
				ids,
			);
			expect(failureOf(execution)).toMatch(/only to WeChat and to its own 'Base URL'/);
			expect(foreign.heard).toEqual([]);
		});
	});

	describe("n8n's allowed domains", () => {
		it.each([
			['all', {}, true, true],
			['none', { allowedHttpRequestDomains: 'none' }, true, false],
			[
				'ours',
				{ allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com, 127.0.0.1' },
				true,
				true,
			],
			['others', { allowedHttpRequestDomains: 'domains', allowedDomains: 'api.weixin.qq.com' }, false, false],
			['an empty list', { allowedHttpRequestDomains: 'domains', allowedDomains: '' }, false, false],
		])('%s', async (name, data, nodesMay, httpRequestMay) => {
			const stage = onStage();
			const ids = await freshCredentials(stage, `allowed ${name}`);
			await edit(ids, `allowed ${name}`, data as Record<string, string>);
			await stage.sandbox.resetCounters();
			const [info, login] = steps();
			const failure = failureOf(await run(`allowed ${name}`, info, ids));
			if (nodesMay) expect(failure).toBe('');
			else
				expect(failure).toMatch(/'Base URL' leads to 127\.0\.0\.1, which is not among the 'Allowed Domains'/);
			if (!nodesMay) {
				expect(failureOf(await run(`allowed ${name}`, login, ids))).toMatch(/Allowed Domains/);
				expect((await stage.sandbox.counters()).calls).toEqual({});
			}
			const http = await run(`allowed ${name}`, httpRequest(stage, '/cgi-bin/user/get', ids), ids);
			if (httpRequestMay) expect(outputOf(http, 'HTTP Request')[0].total).toBe(200);
			else expect(failureOf(http)).toMatch(/domain|prevent use within/i);
		});
	});

	describe('a Base URL that is refused, with the reason, before anything is sent', () => {
		it.each([
			['http to another machine', () => 'http://10.0.0.5', /must start with https/],
			['WeChat without https', () => 'http://api.weixin.qq.com', /must start with https/],
			['loopback as a part of a name', () => 'http://127.0.0.1.example.com', /must start with https/],
			['all addresses', () => `http://0.0.0.0:${foreign.port}`, /must start with https/],
			[
				'loopback in IPv6 clothes',
				() => `http://[::ffff:127.0.0.1]:${foreign.port}`,
				/must start with https/,
			],
			['a name before the host', () => `http://localhost@127.0.0.1:${foreign.port}`, /no user name/],
			['a password', () => `http://a:b@127.0.0.1:${foreign.port}`, /no user name/],
			['a query', () => `http://127.0.0.1:${foreign.port}/?to=`, /query/],
			['a fragment', () => `http://127.0.0.1:${foreign.port}/#to`, /query or fragment/],
			['another scheme', () => 'ftp://127.0.0.1', /must start with https/],
		])('%s', async (name, baseUrl, reason) => {
			const stage = onStage();
			const ids = await freshCredentials(stage, 'refused base');
			await edit(ids, 'refused base', { baseUrl: baseUrl() });
			for (const step of steps()) expect(failureOf(await run('refused base', step, ids))).toMatch(reason);
			const { officialAccount } = await stage.sandbox.accounts();
			const form = credentialFor(OFFICIAL_ACCOUNT, officialAccount, baseUrl());
			const test = await stage.n8n.testCredential(ids[OFFICIAL_ACCOUNT], form);
			expect({ name, ...test }).toMatchObject({
				name,
				status: 'Error',
				message: expect.stringMatching(reason) as string,
			});
			expect(foreign.heard).toEqual([]);
		});
	});

	it.each([302, 307])('a Base URL that redirects (%d) does not carry a secret elsewhere', async (status) => {
		const stage = onStage();
		const elsewhere = (request: IncomingMessage) => ({
			status,
			headers: { location: `${foreign.url}${request.url}` },
		});
		const always = await new Listener(elsewhere).open();
		const exceptTokens = await new Listener((request) =>
			request.url?.startsWith('/cgi-bin/stable_token')
				? { status: 200, body: `{"access_token":"84_${'x'.repeat(80)}","expires_in":7200}` }
				: elsewhere(request),
		).open();
		const ids = await freshCredentials(stage, `redirect ${status}`);
		try {
			for (const proxy of [always, exceptTokens]) {
				await edit(ids, `redirect ${status}`, { baseUrl: proxy.url });
				for (const step of steps()) {
					expect(failureOf(await run(`redirect ${status}`, step, ids))).toContain(`HTTP ${status}`);
				}
				expect(proxy.heard.length).toBeGreaterThan(2);
			}
			expect(foreign.heard).toEqual([]);
		} finally {
			await Promise.all([always.close(), exceptTokens.close()]);
		}
	});
}
