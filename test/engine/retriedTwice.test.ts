// One saved execution may be retried again and again: n8n offers Retry as long as no Retry of it has succeeded, and begins each
// time from what the saved one has kept.
import { ALL, loseAnswersOf, openChannels, runOf } from './support/channels';
import type { Channels, Name } from './support/channels';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const MINUTE = 60_000;

let fixture: Fixture;
let channels: Channels;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
});
afterEach(() => jest.restoreAllMocks());

/** The first run and its first Retry both end at a refusal in the middle; further items of the saved one are then left. */
async function retriedOnce(name: Name) {
	const { path, parameters } = channels[name];
	const what = runOf(fixture, channels[name], { mode: 'trigger' });
	what.parameters = { ...parameters, options: { concurrency: 1 } };
	const again = { ...what, mode: 'retry' as const };
	await fixture.client.fault({ path, skip: 5, times: 1, errcode: 40250, errmsg: 'irregular' });
	const failed = await fixture.engine.run(what);
	await fixture.client.clearFaults();
	await fixture.client.fault({ path, skip: 6, times: 1, errcode: 40250, errmsg: 'irregular' });
	expect((await fixture.engine.retry(again, failed)).error).toBeDefined();
	await fixture.client.clearFaults();
	expect(await fixture.arrived()).toBe(11);
	return { again, failed };
}

const delayed = (minutes: number) => {
	const real = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => real() + minutes * MINUTE);
};

it.each(ALL)(
	'A second Retry of the same saved execution sends the rest of the %s messages alone',
	async (name) => {
		const { again, failed } = await retriedOnce(name);
		delayed(11);
		await fixture.client.advanceClock(11 * MINUTE);
		const { json, error } = await fixture.engine.retry(again, failed);
		expect(error).toBeUndefined();
		expect(json.map(({ delivered }) => delivered)).toEqual(new Array(20).fill(true));
		expect(await fixture.arrived()).toBe(20);
		const third = await fixture.engine.retry(again, failed);
		expect(third.error).toBeUndefined();
		expect(await fixture.arrived()).toBe(20);
	},
);

it.each(['subscribe', 'customer', 'notification', 'oneTime'] as const)(
	'A second Retry does not send a %s message again whose answer the first one lost',
	async (name) => {
		const what = runOf(fixture, channels[name], { mode: 'trigger' });
		const again = { ...what, mode: 'retry' as const };
		await fixture.client.fault({ path: channels[name].path, contains: 'N3.', times: 1, errcode: 40250 });
		const failed = await fixture.engine.run(what);
		await fixture.client.clearFaults();
		await loseAnswersOf(fixture, channels[name], { contains: 'N3.' });
		expect((await fixture.engine.retry(again, failed)).error).toBeDefined();
		const { error } = await fixture.engine.retry(again, failed);
		expect(error?.description).toContain('not known whether');
		expect(await fixture.arrived()).toBe(20);
	},
);

it('A second Retry sends to whoever stands in the place of somebody else by now', async () => {
	const { again, failed } = await retriedOnce('template');
	const saved = JSON.parse(failed.record) as {
		executionData: { nodeExecutionStack: Array<{ data: object }> };
	};
	const [stacked] = saved.executionData.nodeExecutionStack;
	const [items] = (stacked.data as { main: Array<Array<{ json: { openid: unknown } }>> }).main;
	items[7].json.openid = channels.template.items[19].openid;
	const { json } = await fixture.engine.retry(again, { ...failed, record: JSON.stringify(saved) });
	expect(json[7]).toMatchObject({ delivered: true, openid: channels.template.items[19].openid });
	expect(await fixture.inboxOf(String(channels.template.items[19].openid))).toHaveLength(2);
});

it.each(['template', 'subscribe', 'customer', 'notification', 'uniform'] as const)(
	'In another process a second Retry sends again what the first one sent: %s messages',
	async (name) => {
		const { again, failed } = await retriedOnce(name);
		await anotherProcess();
		const { error } = await fixture.engine.retry(again, failed);
		expect(error).toBeUndefined();
		expect(await fixture.arrived()).toBe(26);
	},
);

/** The package, and n8n's engine, loaded anew. */
async function anotherProcess(): Promise<void> {
	jest.resetModules();
	const { Engine } = await import('./support/engine');
	Reflect.set(fixture, 'engine', await Engine.start());
	fixture.saveCredentials();
}
