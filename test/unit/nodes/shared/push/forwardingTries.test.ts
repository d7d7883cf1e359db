/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The addresses of Forward To that do not answer, or not as they should: how often and how long each is tried, and what is
// logged.
import type { ServerResponse } from 'node:http';
import { type INodeParameters, sleep } from 'n8n-workflow';
import { Receiver } from '../../../../support/receiver';
import { account, FOLLOW, securePush } from '../../../wechat/push/sign';
import { TriggerHost, until } from './host';

const { AbortSignal: ofNode } = globalThis;
let host: TriggerHost | undefined;
let backend: Receiver;
beforeEach(async () => (backend = await Receiver.open()));
afterEach(async () => {
	globalThis.AbortSignal = ofNode;
	await host?.close();
	await backend.close();
});
const open = async (settings: INodeParameters) => {
	host = await TriggerHost.open({ ...account }, { settings, events: ['subscribe'] });
	return host;
};
const fresh = () => ({ timestamp: String(Math.floor(Date.now() / 1000)) });
let people = 0;
const follow = () => securePush(FOLLOW.replace('oPerson1', `oTried${people++}`), fresh());
const linesOf = ({ logLines }: TriggerHost) => logLines.filter((line) => /forwarded push/.test(line));

/**
 * Whoever waits by a signal waits until the test says that the time is over. In this file alone: what other files have left
 * under way shares Node's own `AbortSignal`.
 *
 * @returns the times that were asked for
 */
function clock(): Array<{ ms: number; over: () => void }> {
	const waits: Array<{ ms: number; over: () => void }> = [];
	class Signals extends AbortSignal {
		static override timeout(ms: number): AbortSignal {
			const wait = new AbortController();
			waits.push({ ms, over: () => wait.abort() });
			return wait.signal;
		}
	}
	globalThis.AbortSignal = Signals;
	return waits;
}

describe.each([
	['says nothing', undefined],
	['begins to answer', (response: ServerResponse) => response.writeHead(200).write('succ')],
	[
		'says a byte now and then',
		async (response: ServerResponse) => {
			while (!response.destroyed) {
				response.write('.');
				await sleep(10);
			}
		},
	],
])('an address that takes the push and %s', (_, answer) => {
	test('is tried three times, five seconds each, and each connection is closed', async () => {
		backend.answer = answer;
		const waits = clock();
		const trigger = await open({ forwardTo: backend.url });
		const push = follow();
		expect(await trigger.post(push)).toMatchObject({ status: 200, data: 'success' });
		for (const tries of [1, 2, 3]) {
			await until(() => backend.received.length === tries);
			await sleep(50);
			expect(backend.received).toHaveLength(tries);
			expect(waits.map(({ ms }) => ms)).toEqual(Array(tries).fill(5000));
			expect([backend.hungUp, linesOf(trigger)]).toEqual([tries - 1, []]);
			waits[tries - 1].over();
			await until(() => backend.hungUp === tries);
		}
		await until(() => linesOf(trigger).length === 1);
		await sleep(50);
		expect(backend.received.map(({ body }) => body.equals(push.rawBody))).toEqual([true, true, true]);
		expect(trigger.executions).toHaveLength(1);
	});
});

test.each([201, 204, 302, 404, 500])(
	'an address that answers %i is tried three times, and logged once, by its host alone',
	async (status) => {
		backend.answer = { status, body: '' };
		const trigger = await open({ forwardTo: `${backend.url}?key=secret` });
		for (let i = 0; i < 3; i++) await trigger.post(follow());
		await until(() => backend.received.length === 9 && linesOf(trigger).length > 0);
		await trigger.settled();
		expect(trigger.executions).toHaveLength(3);
		const lines = linesOf(trigger);
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(backend.host);
		for (const told of ['secret', '/wechat', 'oTried', 'gh_0123456789ab', 'signature', 'Encrypt'])
			expect(lines[0]).not.toContain(told);
	},
);

test('an address that is down is logged once, once more when it is back, and again when it goes', async () => {
	const trigger = await open({ forwardTo: backend.url });
	const push = async (status: number, times: number) => {
		backend.answer = { status, body: '' };
		const before = backend.received.length;
		for (let i = 0; i < times; i++) await trigger.post(follow());
		await until(() => backend.received.length === before + times * (status === 200 ? 1 : 3));
		await trigger.settled();
	};
	await push(503, 4);
	await until(() => linesOf(trigger).length === 1);
	await push(200, 2);
	await until(() => linesOf(trigger).length === 2);
	await push(503, 2);
	await until(() => linesOf(trigger).length === 3);
	expect(linesOf(trigger).map((line) => /did not take|takes .* again/.exec(line)?.[0])).toEqual([
		'did not take',
		'takes forwarded pushes again',
		'did not take',
	]);
});

test('what an address misses is not kept: back again, it gets the new pushes only', async () => {
	backend.answer = { status: 503, body: '' };
	const trigger = await open({ forwardTo: backend.url });
	const [missed, next] = [follow(), follow()];
	await trigger.post(missed);
	await until(() => backend.received.length === 3 && linesOf(trigger).length === 1);
	backend.answer = { status: 200, body: '' };
	await trigger.post(next);
	await until(() => linesOf(trigger).length === 2);
	const late = backend.received.slice(3).map(({ body }) => body.equals(next.rawBody));
	expect(late).toEqual([true]);
	expect(JSON.stringify(trigger.staticData)).not.toMatch(/oTried|Encrypt/);
});

describe.each([
	['the only address', {}],
	['the first address, asked for a reply', { answerFrom: 'firstAddress' }],
])('%s answers without an end', (_, settings) => {
	test('of which little is read, and the push counts as taken', async () => {
		const part = Buffer.alloc(1 << 20, 'x');
		let sent = 0;
		backend.answer = async (response) => {
			response.writeHead(200);
			while (!response.destroyed && sent < 200) {
				sent++;
				if (!response.write(part))
					await new Promise<void>((go) => response.once('drain', go).once('close', go));
			}
		};
		const trigger = await open({ forwardTo: backend.url, ...settings });
		expect(await trigger.post(follow())).toMatchObject({ status: 200, data: 'success' });
		await until(() => backend.hungUp === 1);
		// What the two ends of a connection hold between them is a few megabytes.
		expect(sent).toBeLessThan(50);
		await trigger.settled();
		expect([backend.received.length, linesOf(trigger)]).toEqual([1, []]);
	});
});

test('a second try that is taken ends it: nothing is logged', async () => {
	let tries = 0;
	backend.answer = (response) => response.writeHead(++tries === 1 ? 500 : 200).end();
	const trigger = await open({ forwardTo: backend.url });
	await trigger.post(follow());
	const last = follow();
	await until(() => tries === 2);
	await trigger.post(last);
	await until(() => tries === 3);
	expect(linesOf(trigger)).toEqual([]);
});
