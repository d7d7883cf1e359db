/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What is remembered of twenty thousand messages, while n8n may run them again and when it may not any more.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import type { NodeRunResult } from './support/nodeRun';
import { Fixture } from './support/fixture';

const COUNT = 20_000;
const PATH = '/cgi-bin/message/template/send';
/** A token of twelve characters and a blank for each message, and a little for those of unknown fate. */
const MOST_KEPT_BYTES = 20 * COUNT;
/** What the engine itself keeps differs by some megabytes from run to run. */
const MOST_LEFT_BYTES = 8 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const liveHeap = (): number => {
	collect();
	return process.memoryUsage().heapUsed;
};

let fixture: Fixture;
let items: IDataObject[];
beforeAll(async () => {
	fixture = await Fixture.open({ followers: COUNT });
	const people = await fixture.client.people({ follows: true, limit: COUNT });
	items = people.map(({ officialAccountOpenid }) => ({ openid: officialAccountOpenid }));
});
afterAll(async () => await fixture.close());

async function send(options: object): Promise<NodeRunResult> {
	const { officialAccount } = await fixture.client.templates();
	const value = officialAccount.find(({ type }) => type === 'legacy')?.id ?? '';
	return await fixture.officialAccount(
		{
			resource: 'templateMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: { __rl: true, mode: 'id', value },
			fieldsMode: 'json',
			fieldsJson: '{"keyword1":"a secret word","keyword2":"b","keyword3":"c"}',
			options: { concurrency: 50 },
		},
		{ items, continueOnFail: true, ...options },
	);
}

const keptOf = ({ run }: NodeRunResult): string => JSON.stringify(run.data.executionData?.contextData ?? {});

it('is a short token for each, no text, and nothing once the execution is gone', async () => {
	// Warm: what is loaded and compiled by the first run stays.
	await send({ items: items.slice(0, 500) });
	// The sandbox keeps its books in this process, too; a new one has none.
	await fixture.client.reset();
	const before = liveHeap();
	await fixture.client.fault({ path: PATH, times: 20, everyNth: 1_000, errcode: 40250 });
	await fixture.client.fault({ path: PATH, times: 9, everyNth: 1_500, reset: 'after' });
	let kept = '';
	const run = async () => {
		const result = await send({});
		kept = keptOf(result);
		return result.json.filter(({ error }) => error !== undefined).length;
	};
	expect(await run()).toBe(20);
	await fixture.client.reset();
	const left = liveHeap() - before;
	process.stdout.write(`${COUNT} messages: ${kept.length} bytes kept, ${Math.round(left / 1024)} KiB left\n`);
	expect(kept).not.toContain('a secret word');
	expect(kept).not.toContain(String(items[5].openid));
	expect(kept.length).toBeLessThan(MOST_KEPT_BYTES);
	expect(left).toBeLessThan(MOST_LEFT_BYTES);
}, 600_000);

it('is freed by the last try, though the first item never succeeded', async () => {
	await fixture.client.clearFaults();
	const [first] = items;
	await fixture.client.fault({ path: PATH, contains: String(first.openid), times: -1, errcode: 40250 });
	const some = items.slice(0, 2_000);
	const result = await send({ items: some, retryOnFail: { maxTries: 3, waitBetweenTries: 1 } });
	expect(result.json.filter(({ error }) => error !== undefined)).toHaveLength(1);
	const kept = keptOf(result);
	expect(kept).not.toContain('"done"');
	expect(kept.length).toBeLessThan(20 * some.length);
}, 600_000);
