// Preview Only as an expression: what comes to nothing must not send.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ALL, openChannels } from './support/channels';
import type { Channels } from './support/channels';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
let channels: Channels;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
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
		const { error } = await fixture[node]({ ...parameters, options } as INodeParameters, {
			items: items.slice(0, 2),
		});
		expect(await fixture.arrived()).toBe(0);
		expect(error?.message).toMatch(/'Preview Only'/);
	});
});

it('Preview Only of the legacy endpoint names that endpoint, and whom it would ask for', async () => {
	const { node, parameters, items } = channels.uniform;
	const options = { previewOnly: true, legacyEndpoint: true };
	const [person] = items;
	const { json } = await fixture[node]({ ...parameters, options } as INodeParameters, {
		items: [person, { ...person, openid: '' }],
	});
	const preview = expect.stringContaining(String(person.text)) as unknown;
	const shown = { delivered: false, reason: 'preview', route: 'legacy', openid: person.mini, preview };
	expect(json).toEqual([expect.objectContaining(shown), expect.objectContaining(shown)]);
	expect(json[0]).not.toHaveProperty('fallback');
});
