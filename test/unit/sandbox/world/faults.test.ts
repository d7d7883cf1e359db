import type { FaultRule } from '../../../../sandbox/client';
import { fieldsOf, type Harness, inHarness } from '../harness';

let h: Harness;
let token: { access_token: string };
let send: () => Promise<{ status: number; data: string; headers: Record<string, unknown> }>;
const SEND = '/cgi-bin/message/template/send';
inHarness(async (opened) => {
	h = opened;
	token = await h.token();
	const { officialAccount } = await h.client.templates();
	const legacy = officialAccount.find(({ type }) => type === 'legacy');
	const body = {
		touser: (await h.linked()).officialAccountOpenid,
		template_id: legacy?.id,
		data: fieldsOf({ keyword1: 'a' }),
	};
	send = async () => await h.wechat.postText(SEND, body, token);
});

const arrived = async () => (await h.client.inboxSummary()).total;
const errcode = async () => (JSON.parse((await send()).data) as { errcode: number }).errcode;

test('an errcode before the call took effect, or after', async () => {
	await h.client.fault({ path: SEND, errcode: -1 });
	expect(await errcode()).toBe(-1);
	expect(await arrived()).toBe(0);
	await h.client.fault({ path: SEND, errcode: -1, errmsg: 'system busy', when: 'after' });
	expect((await send()).data).toMatch(/^\{"errcode":-1,"errmsg":"system busy rid: /);
	expect(await arrived()).toBe(1);
	expect(await errcode()).toBe(0);
});

test.each([
	['before', 0],
	['after', 1],
] as const)('a connection cut %s the call took effect', async (reset, messages) => {
	await h.client.fault({ path: SEND, reset });
	await expect(send()).rejects.toThrow(/socket hang up|ECONNRESET/);
	expect(await arrived()).toBe(messages);
	expect((await h.client.counters()).byPath[SEND]).toEqual({ reset: 1 });
});

test('a gateway page', async () => {
	await h.client.fault({ path: SEND, http: { status: 502 } });
	const answer = await send();
	expect(answer.status).toBe(502);
	expect(answer.headers['content-type']).toBe('text/html');
	expect(answer.data).toContain('502 Bad Gateway');
	expect(await arrived()).toBe(0);
	expect((await h.client.counters()).byErrcode.http502).toBe(1);
});

test('silence, then nothing', async () => {
	await h.client.fault({ path: SEND, silenceMs: 50, when: 'after' });
	await expect(send()).rejects.toThrow(/socket hang up|ECONNRESET/);
	expect(await arrived()).toBe(1);
});

test('truncated, packed, padded and mislabelled answers took effect', async () => {
	await h.client.fault({ path: SEND, truncate: true });
	const { data } = await send();
	expect(data).toMatch(/^\{"errcode"/);
	expect(() => JSON.parse(data) as unknown).toThrow(SyntaxError);
	await h.client.fault({ path: SEND, gzip: true });
	expect(await errcode()).toBe(0);
	await h.client.fault({ path: SEND, padBytes: 3_000_000 });
	const padded = await send();
	expect(padded.data.length).toBeGreaterThan(3_000_000);
	expect(JSON.parse(padded.data)).toMatchObject({ errcode: 0 });
	await h.client.fault({ path: SEND, contentType: 'application/octet-stream' });
	expect((await send()).headers['content-type']).toBe('application/octet-stream');
	expect(await arrived()).toBe(4);
});

test('which calls are hit: skip, times, everyNth, contains, patterns', async () => {
	const hits = async (rule: Partial<FaultRule>, calls: number) => {
		await h.client.clearFaults();
		await h.client.fault({ path: SEND, errcode: -1, ...rule });
		const answers: number[] = [];
		for (let i = 0; i < calls; i++) answers.push(await errcode());
		return answers.map((code) => (code === 0 ? '.' : 'x')).join('');
	};
	expect(await hits({}, 3)).toBe('x..');
	expect(await hits({ times: 2, skip: 1 }, 4)).toBe('.xx.');
	expect(await hits({ times: -1, everyNth: 3 }, 6)).toBe('..x..x');
	expect(await hits({ times: -1, path: 'template/s\\w+$' }, 2)).toBe('xx');
	expect(await hits({ times: -1, path: '/cgi-bin/message/template/sen' }, 2)).toBe('..');
	expect(await hits({ times: -1, contains: (await h.linked()).officialAccountOpenid }, 2)).toBe('xx');
	expect(await hits({ times: -1, contains: 'somebody else' }, 2)).toBe('..');
	expect((await h.client.faults())[0]).toMatchObject({ seen: 0, hits: 0 });
});

test('chance is the same at every run', async () => {
	const run = async () => {
		await h.client.reset();
		token = await h.token();
		await h.client.fault({ path: SEND, errcode: -1, times: -1, chance: 0.5 });
		const answers: number[] = [];
		for (let i = 0; i < 40; i++) answers.push(await errcode());
		return answers;
	};
	const first = await run();
	expect(await run()).toEqual(first);
	expect(new Set(first)).toEqual(new Set([0, -1]));
});

test('a rule that says nothing, or something unknown, is refused', async () => {
	await expect(h.client.fault({ path: SEND })).rejects.toThrow('a fault must say what goes wrong');
	await expect(h.client.fault({ path: SEND, errcode: -1, times: 0 })).rejects.toThrow('times: must be -1');
	await expect(h.client.fault({ path: '(', errcode: -1 })).rejects.toThrow(
		'neither a path nor a regular expression',
	);
	await expect(h.client.fault({ path: SEND, errcod: -1 } as FaultRule)).rejects.toThrow("'errcod'");
});
