// Trying out the uniform message, which has two channels: which is previewed, and to whom each may go.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { filled, id, templateOf } from './support/sendings';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

describe('the uniform message, with its two channels', () => {
	const both = async () => {
		const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
		const order = await templateOf(fixture, 'officialAccount', '订单状态更新');
		const [me, person] = await fixture.client.people({ linked: true, follows: true, limit: 2 });
		await fixture.client.grant(me.id, bus.id, 2);
		const parameters = {
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.oa }}',
			miniProgramOpenid: '={{ $json.mp }}',
			...filled(order, { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' }),
			subscribeTemplateId: id(bus.id),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: JSON.stringify({ thing1: 'Line 8', time2: '15:01', number3: '2' }),
		};
		const items = [{ oa: person.officialAccountOpenid, mp: person.miniProgramOpenid }];
		const sendWith = async (options: IDataObject) =>
			(await fixture.miniProgram({ ...parameters, options } as INodeParameters, { items })).json[0];
		return { me, person, sendWith, order, bus };
	};

	it('previews what is tried first, and what if that does not reach the person', async () => {
		const { person, sendWith, order, bus } = await both();
		const template_id = order.id;
		const first = { route: 'template', openid: person.officialAccountOpenid, template_id };
		const second = { route: 'subscribe', openid: person.miniProgramOpenid, template_id: bus.id };
		expect(await sendWith({ previewOnly: true })).toMatchObject({ ...first, fallback: second });
		expect(await sendWith({ previewOnly: true, order: 'subscribeFirst' })).toMatchObject({
			...second,
			fallback: first,
		});
		expect(await fixture.arrived()).toBe(0);
	});

	it('goes to nobody by the channel that has no test receiver', async () => {
		const { me, person, sendWith } = await both();
		expect(await sendWith({ testReceiverMiniProgram: me.miniProgramOpenid })).toMatchObject({
			route: 'subscribe',
			delivered: true,
			openid: me.miniProgramOpenid,
			intendedOpenid: person.miniProgramOpenid,
			testReceiver: true,
			templateReason: 'notLinked',
		});
		expect(await fixture.inboxOf(String(person.officialAccountOpenid))).toEqual([]);
		expect(await fixture.inboxOf(String(person.miniProgramOpenid))).toEqual([]);
	});
});
