/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The URL of a trigger is public: a flood of everything that is no push of WeChat's, straight at a real n8n.
import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import axios from 'axios';
import type { Stage } from '../../../host/stage';
import { Listening } from '../support/listening';

const MEBIBYTE = 2 ** 20;
const PATIENCE_MS = 20_000;

interface Hostile {
	method?: string;
	query?: string;
	type?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

export function hostilePushSuite(onStage: () => Stage) {
	let listening: Listening;
	/** A good push, as it went over the wire. */
	let good: { query: Record<string, string>; body: string };

	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		listening = await Listening.open(onStage(), 'officialAccount', 'hostile', {});
		await listening.choose('secure');
		const { message } = await listening.demoEvent();
		await listening.executionsOf(async () => {
			const { sent } = await listening.push({ message });
			good = { query: sent.query as Record<string, string>, body: sent.body ?? '' };
		});
	});
	afterAll(async () => await onStage().n8n.deactivate(listening.workflowId));

	const refusals = () =>
		readFileSync(onStage().n8nProcess.logFile, 'utf8')
			.split('\n')
			.filter(
				(line) => line.includes('WeChat push refused by "WeChat"') && line.includes(listening.workflowId),
			);

	/** @returns the answer; status 0 when n8n cut the connection, or never answered */
	const send = async ({ method = 'POST', query, type = 'text/xml', headers, body }: Hostile) =>
		await axios
			.request<string>({
				method,
				url: `${listening.url}?${query ?? new URLSearchParams(good.query).toString()}`,
				headers: { 'content-type': type, ...headers },
				data: body ?? good.body,
				proxy: false,
				responseType: 'text',
				transformRequest: (data: unknown) => data,
				transformResponse: (data: unknown) => data,
				validateStatus: () => true,
				maxBodyLength: Infinity,
				timeout: PATIENCE_MS,
			})
			.catch(() => ({ status: 0, data: '' }));

	function everything(): Hostile[] {
		const names = ['signature', 'msg_signature', 'timestamp', 'nonce'];
		const text = new URLSearchParams(good.query).toString();
		const bomb = Buffer.alloc(64 * MEBIBYTE, '<a>');
		const forged = good.body.replace(/[A-Za-z0-9]{40}/, 'A'.repeat(40));
		return [
			...names.map((name) => ({ query: `${text}&${name}=${good.query[name]}` })),
			...names.map((name) => ({ query: text.replace(`${name}=`, `${name}[]=`) })),
			...names.map((name) => ({ query: text.replace(`${name}=`, `${name}[__proto__]=`) })),
			...['', 'a', '%', '%00', '__proto__[signature]=1', `${'a[b]'.repeat(500)}=1`, '&'.repeat(5000)].map(
				(query) => ({ query }),
			),
			...[
				'application/json',
				'application/x-www-form-urlencoded',
				'multipart/form-data; boundary=x',
				'image/png',
				'',
				'text/xml; charset=utf-16',
				'a'.repeat(5000),
			].map((type) => ({ type, body: forged })),
			...['gzip', 'deflate', 'br', 'identity, gzip', 'nonsense'].map((encoding) => ({
				headers: { 'content-encoding': encoding },
				body: forged,
			})),
			{ headers: { 'content-encoding': 'gzip' }, body: gzipSync(bomb) },
			{ headers: { 'content-encoding': 'deflate' }, body: deflateSync(bomb) },
			{ headers: { 'content-encoding': 'gzip' }, body: gzipSync(forged) },
			{ type: 'application/octet-stream', body: Buffer.alloc(17 * MEBIBYTE) },
			{ type: 'text/plain', body: Buffer.alloc(2 * MEBIBYTE, 'a') },
			{ body: '' },
			{ body: '\0' },
			{ body: Buffer.from(good.body, 'utf16le') },
			{ body: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml>&b;</xml>' },
			{ body: `<xml>${'<a>'.repeat(50_000)}` },
			{ type: 'application/json', body: '{"a":'.repeat(50_000) },
			{
				type: 'application/json',
				body: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
			},
			...['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD'].map((method) => ({ method })),
		];
	}

	it('nothing of it is believed, nothing starts, n8n lives on, and a reason is logged once, not for each request', async () => {
		const before = refusals().length;
		const statuses: number[] = [];
		const bodies = new Set<string>();
		const started = await listening.startedBy(async () => {
			// Many times: a reason may be logged once a minute. And together: broken bodies at the same moment spoil n8n's own
			// reading of XML for good.
			const flood = Array.from({ length: 4 }, everything).flat();
			expect(flood.length).toBeGreaterThan(180);
			for (let at = 0; at < flood.length; at += 10) {
				for (const { status, data } of await Promise.all(flood.slice(at, at + 10).map(send))) {
					statuses.push(status);
					if (status === 403) bodies.add(data);
				}
			}
		});
		expect(started).toEqual([]);
		expect(statuses.filter((status) => status > 0 && status < 400)).toEqual([]);
		// The large ones are cut off.
		expect(statuses.filter((status) => status === 0).length).toBeLessThan(statuses.length / 4);
		expect(statuses.filter((status) => status === 403).length).toBeGreaterThan(80);
		// By name, and without a word on what was sealed.
		for (const body of bodies) expect(body).toMatch(/^refused: [a-zA-Z]+$/);
		const lines = refusals().slice(before);
		const reasons = new Set(lines.map((line) => /"reason": ?"(\w+)"/.exec(line)?.[1]));
		expect(reasons.size).toBeGreaterThan(3);
		expect(lines.length).toBeLessThanOrEqual(reasons.size * 2);
	});

	// Each of the first two, sent once to any webhook, ends n8n's own reading of XML until it is restarted.
	it.each([
		'<xml>&</xml>',
		'<a b=></a>',
		'<xml',
		'<xml></xml',
		'<![CDATA[',
		'<xml><a></xml>',
		'<?xml',
		'<xml>\u0000</xml>',
		'<!DOCTYPE x [<!ENTITY a "a">]><xml>&a;</xml>',
		'{"a":',
		'{',
		'',
	])('one malformed body, %j, and the next good push is taken all the same', async (body) => {
		for (const type of ['text/xml', 'application/xml', 'application/json', 'application/soap+xml']) {
			const { id, message } = await listening.demoEvent();
			const started = await listening.startedBy(async () => {
				expect((await send({ body, type })).status).toBe(403);
				expect((await listening.push({ message })).status).toBe(200);
			});
			expect(started).toEqual([id]);
		}
	});

	it('nor does a malformed body at another webhook of the same n8n end the pushes', async () => {
		const elsewhere = listening.url.replace(/\/webhook\/.*/, '/rest/login');
		for (const body of ['<xml>&</xml>', '<a b=></a>']) {
			await axios
				.post(elsewhere, body, { headers: { 'content-type': 'text/xml' }, proxy: false, timeout: 3000 })
				.catch(() => undefined);
			const { id, message } = await listening.demoEvent();
			const started = await listening.startedBy(async () => {
				expect((await listening.push({ message })).status).toBe(200);
			});
			expect(started).toEqual([id]);
		}
	});

	it.each([
		[-400, 403],
		[400, 403],
		[-200, 200],
		[200, 200],
	])(
		'a push signed %d seconds away from now is answered %d: the window is 300',
		async (ageSeconds, status) => {
			const { message } = await listening.demoEvent();
			expect((await listening.push({ message, ageSeconds })).status).toBe(status);
		},
	);

	it('the window is what Max Age says', async () => {
		const narrow = await Listening.open(onStage(), 'officialAccount', 'narrow', {
			maxAgeSeconds: 60,
		} as never);
		for (const ageSeconds of [-100, 100]) {
			const { message } = await narrow.demoEvent();
			expect((await narrow.push({ message, ageSeconds })).status).toBe(403);
		}
		await onStage().n8n.deactivate(narrow.workflowId);
	});
}
