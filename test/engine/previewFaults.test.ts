// What Preview Only finds wrong with a message once the account's template is known: all of it in one error.
import type { INodeParameters } from 'n8n-workflow';
import { filled, templateOf } from './support/sendings';
import { World, inOwnWorld } from './support/world';

let world: World;
inOwnWorld((opened) => {
	world = opened;
});

it('names every keyword of the template that has no value', async () => {
	const bus = await templateOf(world, 'miniProgram', '公交到站提醒');
	const [person] = await world.client.people({ linked: true, limit: 1 });
	const { error } = await world.miniProgram(
		{
			resource: 'subscribeMessage',
			operation: 'send',
			openid: String(person.miniProgramOpenid),
			...filled(bus, { thing1: 'Line 8' }),
			options: { previewOnly: true },
		} as INodeParameters,
		{ items: [{}] },
	);
	expect(error?.message).toBe('2 values do not fit the template');
	expect(error?.description).toMatch(/'time2'.* has no value.*\n.*'number3'.* has no value/);
	expect(await world.arrived()).toBe(0);
});
