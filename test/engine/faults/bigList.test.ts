/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// An account with a million followers: complete, few calls, bounded memory; and a list that breaks off at page 57.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { Fixture } from '../support/fixture';

const LIST = '/cgi-bin/user/get';
const MILLION = 1_000_000;
const PAGE = 10_000;
/** A listing holds what it puts out, and a page or two on the way. */
const MOST_OVER_OUTPUT = 1.35;
/** Collecting garbage takes a good part of a second in a heap of this size. */
const SAMPLE_MS = 1_000;
const NEVER = 2 ** 31 - 1;
/** A listing of a hundred pages lasts long enough to be looked at. */
const LATENCY_MS = 30;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const liveHeap = (): number => {
	collect();
	return process.memoryUsage().heapUsed;
};

/** Bytes that the work left behind, and the most that was alive meanwhile. */
async function memoryOf<T>(
	work: () => Promise<T>,
	everyMs: number,
): Promise<{ result: T; kept: number; peak: number }> {
	const before = liveHeap();
	let peak = 0;
	const timer = setInterval(() => (peak = Math.max(peak, liveHeap() - before)), everyMs);
	const result = await work();
	clearInterval(timer);
	const kept = liveHeap() - before;
	return { result, kept, peak: Math.max(peak, kept) };
}

const list = (options: IDataObject) => ({
	resource: 'follower',
	operation: 'getAll',
	returnAll: true,
	options: { includeUserInfo: false, ...options } as never,
});
const openidsOf = (rows: IDataObject[]): string[] =>
	rows.flatMap(({ openid, openids }) => (openids ?? [openid]) as string[]);

describe('A million followers', () => {
	let fixture: Fixture;
	afterEach(async () => await fixture.close());

	const listed = async (followers: number, outputMode: 'page' | 'follower') => {
		fixture = await Fixture.open({ followers });
		await fixture.client.settings({ latencyMs: LATENCY_MS });
		// An item each takes so much more than a page on the way that only the output is weighed.
		const everyMs = outputMode === 'page' ? SAMPLE_MS : NEVER;
		const measured = await memoryOf(async () => await fixture.officialAccount(list({ outputMode })), everyMs);
		expect(measured.result.error).toBeUndefined();
		const openids = openidsOf(measured.result.json);
		expect(openids).toHaveLength(followers);
		expect(new Set(openids).size).toBe(followers);
		// One call a page, and one that finds the end.
		expect(await fixture.calls(LIST)).toBe(followers / PAGE + 1);
		return { kept: measured.kept / followers, peak: measured.peak / followers };
	};

	it.each(['page', 'follower'] as const)(
		'are listed completely, in the fewest calls, in memory that grows with the output alone (%s)',
		async (outputMode) => {
			const small = await listed(MILLION / 10, outputMode);
			await fixture.close();
			const big = await listed(MILLION, outputMode);
			const shown = [small, big].map(({ kept, peak }) => `${Math.round(kept)} (at most ${Math.round(peak)})`);
			process.stdout.write(`${outputMode}: bytes per follower ${shown.join(' and ')}\n`);
			expect(big.kept / small.kept).toBeLessThan(1.1);
			expect(big.peak / big.kept).toBeLessThan(MOST_OVER_OUTPUT);
		},
		900_000,
	);

	it('can be resumed where WeChat broke off, at page 57', async () => {
		fixture = await Fixture.open({ followers: MILLION });
		await fixture.client.fault({ path: LIST, skip: 56, times: 3, http: { status: 502 } });
		const { json, items } = await fixture.officialAccount(list({ outputMode: 'page' }), {
			continueOnFail: true,
		});
		expect(json).toHaveLength(57);
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
		const { error, startAfterOpenid, description } = json[56];
		const read = openidsOf(json.slice(0, 56));
		expect(error).toContain('HTTP 502');
		expect(startAfterOpenid).toBe(read.at(-1));
		expect(description).toContain(String(startAfterOpenid));

		const rest = await fixture.officialAccount(list({ outputMode: 'page', startAfterOpenid }));
		expect(rest.error).toBeUndefined();
		expect(new Set([...read, ...openidsOf(rest.json)]).size).toBe(MILLION);
		expect(read.length + openidsOf(rest.json).length).toBe(MILLION);
	}, 300_000);

	it('names the openid to resume from when the run stops, too', async () => {
		fixture = await Fixture.open({ followers: 6 * PAGE });
		await fixture.client.fault({
			path: LIST,
			skip: 4,
			times: -1,
			errcode: 45009,
			errmsg: 'reach max api daily quota',
		});
		const { error } = await fixture.officialAccount(list({ outputMode: 'follower' }));
		const cursor = /'Start After Openid' to (\S+)\./.exec(String(error?.description))?.[1];
		await fixture.client.clearFaults();
		const all = openidsOf((await fixture.officialAccount(list({}))).json);
		expect(cursor).toBe(all[4 * PAGE - 1]);
	}, 120_000);
});
