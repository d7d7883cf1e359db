// Send uniform message: two accounts, two channels, and what a fault of one means to the other.
import type { IDataObject } from 'n8n-workflow';
import type { PersonView, TemplateView } from '../../sandbox/types';
import { Fixture, inOwnFixture } from './support/fixture';

const TEMPLATE = '/cgi-bin/message/template/send';
const SUBSCRIBE = '/cgi-bin/message/subscribe/send';
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

let fixture: Fixture;
let people: PersonView[];
let official: string;
let subscription: string;
inOwnFixture(async (opened) => {
	fixture = opened;
	const { officialAccount, miniProgram } = await fixture.client.templates();
	const idOf = (list: TemplateView[], title: string) => list.find((one) => one.title === title)?.id ?? '';
	official = idOf(officialAccount, '订单状态更新');
	subscription = idOf(miniProgram, '公交到站提醒');
	people = (await fixture.client.people({ linked: true, limit: 100 })).filter(
		({ rights }) => (rights[subscription] ?? 0) > 9,
	);
});

const follower = ({ officialAccountOpenid, miniProgramOpenid }: PersonView) => ({
	oa: officialAccountOpenid ?? '',
	mp: miniProgramOpenid ?? '',
});
const user = ({ miniProgramOpenid }: PersonView) => ({ oa: '', mp: miniProgramOpenid ?? '' });
const send = async (items: IDataObject[], options: IDataObject = {}) =>
	await fixture.miniProgram(
		{
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.oa }}',
			miniProgramOpenid: '={{ $json.mp }}',
			templateId: locator(official),
			fieldsMode: 'json',
			fieldsJson: '{"keyword1":"a","keyword2":"b","keyword3":"c"}',
			subscribeTemplateId: locator(subscription),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: '{"thing1":"a","time2":"15:01","number3":"2"}',
			options: options as never,
		},
		{ items, continueOnFail: true },
	);

describe.each([
	[45009, 'reach max api daily quota'],
	[48001, 'api unauthorized'],
])('%i (%s)', (errcode, errmsg) => {
	it('of the mini program keeps no follower from the template message', async () => {
		await fixture.client.fault({ path: SUBSCRIBE, times: -1, errcode, errmsg });
		const items = [...people.slice(0, 3).map(user), ...people.slice(3, 13).map(follower)];
		const { json } = await send(items, { concurrency: 1 });
		expect(json.slice(0, 3).map((row) => row.errcode)).toEqual([errcode, errcode, errcode]);
		expect(json.slice(3).map(({ route }) => route)).toEqual(new Array(10).fill('template'));
		expect(await fixture.calls(SUBSCRIBE)).toBe(1);
	});

	it('of the Official Account keeps nobody else from the subscribe message', async () => {
		await fixture.client.fault({ path: TEMPLATE, times: -1, errcode, errmsg });
		const items = [...people.slice(0, 3).map(follower), ...people.slice(3, 13).map(user)];
		const { json } = await send(items, { concurrency: 1 });
		expect(json.slice(0, 3).map((row) => row.errcode)).toEqual([errcode, errcode, errcode]);
		expect(json.slice(3).map(({ route }) => route)).toEqual(new Array(10).fill('subscribe'));
		expect(await fixture.calls(TEMPLATE)).toBe(1);
	});
});

it('a secret that the Official Account does not accept keeps nobody from the subscribe message', async () => {
	fixture.engine.store.edit('oa', { appSecret: '0'.repeat(32) });
	const { json } = await send([follower(people[0]), user(people[1]), follower(people[2])], {
		concurrency: 1,
	});
	expect(json.map(({ route, errcode }) => errcode ?? route)).toEqual([40125, 'subscribe', 40125]);
});

it('sends one person several messages one after the other, which WeChat insists on (43108)', async () => {
	await fixture.client.settings({ subscribeSendMs: 30 });
	const { json } = await send(new Array(5).fill(user(people[0])));
	expect(json.map(({ route }) => route)).toEqual(new Array(5).fill('subscribe'));
	const answers = (await fixture.client.calls({ path: SUBSCRIBE })).map(({ answer }) => answer);
	expect(answers).toEqual([0, 0, 0, 0, 0]);
});

describe('Subscribe Message First', () => {
	const order = 'subscribeFirst';

	it('sends the subscribe message to whoever has a right, and the template message to the rest', async () => {
		const all = await fixture.client.people({ linked: true, follows: true, limit: 100 });
		const without = all.find(({ rights }) => !rights[subscription]) as PersonView;
		const stranger = { oa: follower(people[1]).oa, mp: '' };
		const { json } = await send([follower(people[0]), follower(without), stranger, { oa: '', mp: '' }], {
			order,
		});
		expect(json).toMatchObject([
			{ route: 'subscribe', delivered: true, openid: people[0].miniProgramOpenid },
			{
				route: 'template',
				delivered: true,
				subscribeReason: 'notSubscribed',
				openid: without.officialAccountOpenid,
			},
			{ route: 'template', delivered: true },
			{ route: 'none', delivered: false, reason: 'notLinked' },
		]);
	});

	it('sends no template message when nobody knows whether the subscribe message arrived', async () => {
		await fixture.client.fault({ path: SUBSCRIBE, reset: 'after' });
		const { json } = await send([follower(people[0])], { order });
		expect(json[0].description).toContain('not known whether');
		expect(await fixture.calls(TEMPLATE)).toBe(0);
	});
});
