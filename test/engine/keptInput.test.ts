// Keep Input puts the input item's own `error` on top, and Retry On Fail takes the first item's for a failure of the node.
import { ALL, openChannels } from './support/channels';
import type { Channels } from './support/channels';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
let channels: Channels;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
});

describe.each(['', 0, 'of an earlier node', null, false])('an input item with error: %j', (error) => {
	it.each(ALL)('is sent one %s message, however often n8n repeats the run', async (name) => {
		const { node, parameters, items } = channels[name];
		const { json } = await fixture[node](
			{ ...parameters, options: { keepInput: true } },
			{
				items: items.slice(0, 3).map((item) => ({ ...item, error })),
				retryOnFail: { maxTries: 3, waitBetweenTries: 1 },
			},
		);
		expect(json).toHaveLength(3);
		for (const item of json) expect(item).toMatchObject({ error, wechat: { delivered: true } });
		expect(await fixture.arrived()).toBe(3);
	});
});
