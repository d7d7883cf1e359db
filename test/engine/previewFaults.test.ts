// What Preview Only finds wrong with a message once the account's template is known: all of it in one error.
import type { INodeParameters } from 'n8n-workflow';
import { filled, templateOf } from './support/sendings';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

it('names every keyword of the template that has no value', async () => {
	const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
	const [person] = await fixture.client.people({ linked: true, limit: 1 });
	const { error } = await fixture.miniProgram(
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
	expect(await fixture.arrived()).toBe(0);
});
