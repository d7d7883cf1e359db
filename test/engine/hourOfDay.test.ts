// An instant in a keyword of the type time: which hour the person reads, what the item says of it, and when somebody is told
// that nobody has chosen the zone.
import { setGlobalState } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { filled, id, templateOf } from './support/sendings';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
let openids: Record<AccountName, string>;
inOwnFixture(async (opened) => {
	fixture = opened;
	const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
	const [person] = (await fixture.client.people({ linked: true, follows: true, limit: 100 })).filter(
		({ rights }) => (rights[bus.id] ?? 0) > 3,
	);
	openids = {
		officialAccount: String(person.officialAccountOpenid),
		miniProgram: String(person.miniProgramOpenid),
	};
});
/** What n8n has where nobody says anything; engines of other tests are in processes of their own. */
beforeEach(() => setGlobalState({ defaultTimezone: 'America/New_York' }));

/** Ten in the morning in London: 18:00 in China, 5:00 in New York. */
const INSTANT = '2026-12-01T10:00:00.000Z';

async function sendSubscribe(when: string, timezone?: string, more: IDataObject = {}) {
	const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
	const values = filled(bus, { thing1: 'Line 8', time2: when, number3: '2' });
	return await fixture.miniProgram(
		{
			resource: 'subscribeMessage',
			operation: 'send',
			openid: openids.miniProgram,
			...values,
			...more,
		} as never,
		{ workflowSettings: { timezone } },
	);
}

it("in n8n's own default zone goes out as that hour, which the item shows and a warning explains", async () => {
	const { json, hints, error } = await sendSubscribe(INSTANT);
	expect(error).toBeUndefined();
	expect(json).toEqual([
		expect.objectContaining({
			delivered: true,
			data: { thing1: 'Line 8', time2: '2026-12-01 05:00', number3: '2' },
		}),
	]);
	expect(hints).toEqual([expect.stringMatching(/^1 message: 1 delivered\. .*America\/New_York.*Timezone/)]);
	const [shown] = await fixture.client.inbox({ openid: openids.miniProgram });
	expect(JSON.stringify(shown)).toContain('2026-12-01 05:00');
});

it.each([
	['in the zone that was chosen for the workflow', INSTANT, 'Asia/Shanghai', '2026-12-01 18:00'],
	['in the same zone, when it was chosen', INSTANT, 'America/New_York', '2026-12-01 05:00'],
	['with a zone of its own', '2026-12-01T18:00:00+08:00', undefined, '2026-12-01 18:00'],
	['as a time of the clock', '2026-12-01 18:00', undefined, '2026-12-01 18:00'],
])('%s goes out without a warning', async (_, when, timezone, written) => {
	const { json, hints } = await sendSubscribe(when, timezone);
	expect(json[0]).toMatchObject({ delivered: true, data: { time2: written } });
	expect(hints).toEqual(['1 message: 1 delivered']);
});

describe.each([
	['$now', '$now'],
	['a day of $today', '$today.plus({ hours: 9 })'],
	['the text of $now', '$now.toISO()'],
])('%s', (_, code) => {
	it.each<[string, string | undefined, boolean]>([
		['that nobody has chosen is warned of', undefined, true],
		['that was chosen is not', 'America/New_York', false],
		['that is another one is not', 'Asia/Shanghai', false],
	])('in a zone %s', async (__, timezone, isWarned) => {
		const { json, hints } = await sendSubscribe(`={{ ${code} }}`, timezone, {
			fieldsMode: 'form',
			fields: {
				mappingMode: 'defineBelow',
				value: { thing1: 'Line 8', time2: `={{ ${code} }}`, number3: '2' },
			},
		});
		expect(json[0]).toMatchObject({ delivered: true, data: { time2: expect.stringMatching(/^\d{4}-/) } });
		expect(hints[0].includes('America/New_York')).toBe(isWarned);
	});
});

it('is warned of in a preview, too', async () => {
	const { json, hints } = await sendSubscribe(INSTANT, undefined, { options: { previewOnly: true } });
	expect(json[0]).toMatchObject({ reason: 'preview', preview: expect.stringContaining('2026-12-01 05:00') });
	expect(hints[0]).toContain('America/New_York');
});

it('is shown and warned of by a template message', async () => {
	const { officialAccount } = await fixture.client.templates();
	const template = officialAccount.find(({ content }) => content.includes('{{time')) ?? officialAccount[0];
	const keys = [...template.content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, key]) => key);
	const time = String(keys.find((key) => key.startsWith('time')));
	const values = Object.fromEntries(keys.map((key) => [key, key === time ? INSTANT : '12']));
	const { json, hints } = await fixture.officialAccount(
		{
			resource: 'templateMessage',
			operation: 'send',
			openid: openids.officialAccount,
			...filled(template, values),
		} as never,
		{ workflowSettings: {} },
	);
	expect(json[0]).toMatchObject({ delivered: true, data: { [time]: '2026-12-01 05:00' } });
	expect(hints[0]).toContain('America/New_York');
});

it('of a uniform message the item shows the values of the channel that was taken', async () => {
	const order = await templateOf(fixture, 'officialAccount', '订单状态更新');
	const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
	const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
	const { json, hints } = await fixture.miniProgram(
		{
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.oa }}',
			miniProgramOpenid: '={{ $json.mp }}',
			...filled(order, values),
			subscribeTemplateId: id(bus.id),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: JSON.stringify({ thing1: 'Line 8', time2: INSTANT, number3: '2' }),
		} as never,
		{
			items: [
				{ oa: openids.officialAccount, mp: openids.miniProgram },
				{ oa: '', mp: openids.miniProgram },
				{ oa: '', mp: '' },
			],
			workflowSettings: {},
		},
	);
	expect(json).toMatchObject([
		{ route: 'template', data: values },
		{ route: 'subscribe', data: { thing1: 'Line 8', time2: '2026-12-01 05:00', number3: '2' } },
		{ route: 'none', delivered: false, data: values },
	]);
	expect(hints[0]).toContain('America/New_York');
});
