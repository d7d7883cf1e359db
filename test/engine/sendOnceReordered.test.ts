// A loop over the error branch in which another node changes order or pairing: each person still gets the own message, once.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { loseAnswersOf, openChannels } from './support/channels';
import type { Channels } from './support/channels';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

let fixture: Fixture;
let channels: Channels;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
});

const anew = (items: INodeExecutionData[]) => items.map(({ json }) => ({ json: { ...json } }));

/** What people put there, by what its items say of where they come from. */
const WAYS: Record<string, (failed: INodeExecutionData[]) => INodeExecutionData[]> = {
	// n8n pairs new items by their position, which is wrong here.
	'a Code node that turns the order round': (failed) => anew(failed).reverse(),
	'a Code node that adds an item of its own': (failed) => {
		// n8n pairs nothing where the numbers differ.
		const once = failed.some(({ json }) => String(json.text) === 'N2.');
		return once ? [...anew(failed).reverse(), { json: { text: 'a summary' } }] : [];
	},
	'Aggregate and Split Out': (failed) =>
		anew(failed).map((item) => ({ ...item, pairedItem: failed.map((_, at) => ({ item: at })) })),
	'Aggregate and Split Out, turned round': (failed) =>
		anew(failed)
			.reverse()
			.map((item) => ({ ...item, pairedItem: failed.map((_, at) => ({ item: at })) })),
};

describe.each(Object.keys(WAYS))('A loop by way of %s', (way) => {
	it.each(
		(['template', 'subscribe', 'customer', 'notification', 'uniform'] as const).flatMap((name) => [
			[name, 'that hold the time'] as const,
			[name, 'that stay the same'] as const,
		]),
	)('sends each of four people one %s message, with texts %s', async (name, texts) => {
		const channel = channels[name];
		const { node, path } = channel;
		const fixed = JSON.stringify(channel.parameters).replaceAll(/[ -]{{ \$now.*?}}({{ Math.*?}})?/g, '');
		const given =
			texts === 'that stay the same' ? (JSON.parse(fixed) as INodeParameters) : channel.parameters;
		const items = channel.items.slice(0, 4);
		await loseAnswersOf(fixture, channel, { contains: 'N1.' });
		await fixture.client.fault({ path, contains: 'N2.', times: 1, errcode: 40250, errmsg: 'irregular' });
		const { run } = await fixture[node](
			{ ...given, options: { concurrency: 1 } },
			{ items, loopsErrors: true, wayBack: WAYS[way] },
		);
		const arrived = await Promise.all(
			items.map(async ({ id }) => (await fixture.client.inbox({ personId: String(id) })).length),
		);
		expect(arrived).toEqual([1, 1, 1, 1]);
		const second = run.data.resultData.runData['The node'][1].data?.main[0] ?? [];
		const said = Object.fromEntries(
			second.flatMap(({ json }) => (json.openid ? [[json.openid, json.delivered]] : [])),
		);
		const receivers = items.map(({ openid, mini }) => String(name === 'subscribe' ? mini : openid));
		expect(said).toEqual({ [receivers[1]]: channel.hasKey ? true : null, [receivers[2]]: true });
	});
});
