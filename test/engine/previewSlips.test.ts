// Preview Only as an expression: what comes to nothing must not send.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ALL, openChannels } from './support/channels';
import type { Channels } from './support/channels';
import { World, inOwnWorld } from './support/world';

let world: World;
let channels: Channels;
inOwnWorld(async (opened) => {
	world = opened;
	channels = await openChannels(world);
});

const EMPTY = [
	'={{ $json.dryRun }}',
	'={{ $json.settings.dryRun }}',
	'={{ null }}',
	"={{ '' }}",
	'={{ " " }}',
];

describe.each(EMPTY)('Preview Only: %s', (previewOnly) => {
	it.each(ALL)('sends no %s message, and says why', async (name) => {
		const { node, parameters, items } = channels[name];
		const options = { ...(parameters.options as IDataObject | undefined), previewOnly };
		const { error } = await world[node]({ ...parameters, options } as INodeParameters, {
			items: items.slice(0, 2),
		});
		expect(await world.arrived()).toBe(0);
		expect(error?.message).toMatch(/'Preview Only'/);
	});
});

it('Preview Only of the legacy endpoint names that endpoint, and whom it would ask for', async () => {
	const { node, parameters, items } = channels.uniform;
	const options = { previewOnly: true, legacyEndpoint: true };
	const [person] = items;
	const { json } = await world[node]({ ...parameters, options } as INodeParameters, {
		items: [person, { ...person, openid: '' }],
	});
	const preview = expect.stringContaining(String(person.text)) as unknown;
	const shown = { delivered: false, reason: 'preview', route: 'legacy', openid: person.mini, preview };
	expect(json).toEqual([expect.objectContaining(shown), expect.objectContaining(shown)]);
	expect(json[0]).not.toHaveProperty('fallback');
});
