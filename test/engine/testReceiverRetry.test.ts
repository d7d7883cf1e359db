// Test Receiver when n8n repeats: a retried run from the editor reaches no customer, a retried run of a trigger does.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ALL, openChannels } from './support/channels';
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

describe.each(['manual', 'trigger'] as const)('a %s run that failed half-way, by Retry', (mode) => {
	it.each(ALL)('sends the rest of the %s messages to those who got the first', async (name) => {
		const { node, parameters, items, path } = channels[name];
		const [me, ...people] = items.slice(0, 3);
		const own = (name === 'subscribe' ? me.mini : me.openid) as string;
		const options = {
			...(parameters.options as IDataObject | undefined),
			testReceiver: own,
			...(name === 'uniform' ? { testReceiverMiniProgram: me.mini } : {}),
			concurrency: 1,
		};
		const what = fixture.nodeRun(node, { ...parameters, options } as INodeParameters, {
			items: people,
			mode,
		});
		await fixture.client.fault({ path, times: -1, errcode: 40250, errmsg: 'irregular content' });
		const failed = await fixture.declaring(async () => await fixture.engine.run(what));
		expect(failed.error).toBeDefined();
		expect(await fixture.arrived()).toBe(0);
		await fixture.client.clearFaults();
		await fixture.engine.retry({ ...what, mode: 'retry' }, failed);
		const of = async (item: IDataObject) =>
			(await fixture.client.inbox({ personId: String(item.id) })).length;
		const got = await Promise.all([me, ...people].map(of));
		if (mode === 'trigger') expect(got).toEqual([0, 1, 1]);
		else expect(got.slice(1)).toEqual([0, 0]);
		if (mode === 'manual') expect(got[0]).toBe(name === 'oneTime' ? 1 : 2);
	});
});
