/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// What an execution remembers of its messages and deeds does not age with it: a run may take hours, and what its first try
// did stays done. The ten minutes for which WeChat knows a key count from the message's own first try.
import { CUSTOMER, TEMPLATE, openChannels } from './support/channels';
import type { Channels } from './support/channels';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const MINUTE = 60_000;
const retryOnFail = { maxTries: 3, waitBetweenTries: 1 };

let fixture: Fixture;
let channels: Channels;
let skipped: number;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
	skipped = 0;
	const real = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => real() + skipped);
});
afterEach(() => jest.restoreAllMocks());

/** So long passes before each try but the first. */
const waitBeforeTries = (ms: number) => {
	let tries = 0;
	return () => {
		if (tries++ > 0) skipped += ms;
	};
};

it.each([
	['template', TEMPLATE],
	['customer', CUSTOMER],
] as const)('a %s message of the first try is not sent again three hours later', async (name, path) => {
	await fixture.client.fault({ path, contains: 'N3.', times: 2, errcode: 40250 });
	const { node, parameters, items } = channels[name];
	const { error, json } = await fixture[node](parameters, {
		items: items.slice(0, 5),
		retryOnFail,
		onTry: waitBeforeTries(90 * MINUTE),
	});
	expect(error).toBeUndefined();
	expect(json.map(({ delivered }) => delivered)).toEqual(new Array(5).fill(true));
	expect(skipped).toBe(180 * MINUTE);
	expect(await fixture.calls(path)).toBe(7);
	expect(await fixture.arrived()).toBe(5);
});

it('a deed of the first try is not done again three hours later', async () => {
	const path = '/cgi-bin/tags/create';
	await fixture.client.fault({ path, contains: 'two', times: 2, errcode: 45058 });
	const { error, json } = await fixture.officialAccount(
		{ resource: 'tag', operation: 'create', name: '={{ $json.name }}' },
		{
			items: ['one', 'two', 'three'].map((name) => ({ name })),
			retryOnFail,
			onTry: waitBeforeTries(90 * MINUTE),
		},
	);
	expect(error).toBeUndefined();
	expect(json.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
	expect(await fixture.calls(path)).toBe(5);
});

it('the ten minutes of a key begin with its message, and not with the run', async () => {
	const { parameters, items } = channels.template;
	await fixture.client.settings({ latencyMs: 100 });
	await fixture.client.fault({ path: TEMPLATE, contains: 'N1.', times: 3, reset: 'after' });
	const sending = fixture.officialAccount(
		{ ...parameters, options: { concurrency: 1 } },
		{ items: items.slice(0, 2), retryOnFail },
	);
	while ((await fixture.arrived()) < 1) await new Promise((resolve) => setTimeout(resolve, 5));
	skipped = 11 * MINUTE;
	const { error, json } = await sending;
	expect(error).toBeUndefined();
	expect(json.map(({ delivered }) => delivered)).toEqual([true, true]);
	// Three tries whose answers were lost, and one with the same key that settles it.
	expect(await fixture.calls(TEMPLATE)).toBe(5);
	expect(await fixture.arrived()).toBe(2);
});

it('the ten minutes of a key begin with the first try of its message, however often it is tried again', async () => {
	await fixture.client.fault({ path: TEMPLATE, times: 6, reset: 'before' });
	const { parameters, items } = channels.template;
	const what = fixture.nodeRun('officialAccount', parameters, { items: items.slice(0, 1) });
	const first = await fixture.engine.run(what);
	skipped = 6 * MINUTE;
	const second = await fixture.engine.retry(what, first);
	expect(await fixture.calls(TEMPLATE)).toBe(6);
	skipped = 11 * MINUTE;
	const third = await fixture.engine.retry(what, second);
	expect(third.error?.description).toContain('not known whether');
	expect(await fixture.calls(TEMPLATE)).toBe(6);
});
