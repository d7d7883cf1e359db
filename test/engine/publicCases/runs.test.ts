// Cases that people who do this job ran into, as a table: what a run makes of them, in n8n's engine against the sandbox. Where
// each was seen stands beside it; test/unit/publicCases/list.test.ts tells where each case stands.
import type { IDataObject } from 'n8n-workflow';
import { waitFor } from '../../../host/n8n/wait';
import type { TemplateView } from '../../../sandbox/types';
import { withShortWaits } from '../support/waits';
import { Fixture, inOwnFixture } from '../support/fixture';

withShortWaits();

const TEMPLATE_SEND = '/cgi-bin/message/template/send';
const SUBSCRIBE_SEND = '/cgi-bin/message/subscribe/send';
const CODE = '/wxa/getwxacodeunlimit';

let fixture: Fixture;
let legacy: TemplateView;
inOwnFixture(async (opened) => {
	fixture = opened;
	const { officialAccount } = await fixture.client.templates();
	legacy = officialAccount.find(({ type }) => type === 'legacy') as TemplateView;
});

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const templateMessage = () => ({
	resource: 'templateMessage',
	operation: 'send',
	openid: '={{ $json.openid }}',
	templateId: locator(legacy.id),
	fieldsMode: 'json',
	fieldsJson: '{"keyword1":"A-1","keyword2":"shipped","keyword3":"today"}',
});

const followers = async (limit: number): Promise<IDataObject[]> =>
	(await fixture.client.people({ linked: true, limit })).map((person) => ({
		openid: String(person.officialAccountOpenid),
		miniProgramOpenid: String(person.miniProgramOpenid),
	}));

describe('C12: content in review (community 0000e6737d8910bc9741513046f400, staff)', () => {
	beforeEach(async () => {
		await fixture.client.settings({ templateReview: 'pending' });
	});

	it('is delivered, pending, sent once, and arrives by itself', async () => {
		const [item] = await followers(1);
		const { json, error } = await fixture.officialAccount(templateMessage(), { items: [item] });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ delivered: true, pending: true, msgid: expect.any(String) });
		expect(await fixture.calls(TEMPLATE_SEND)).toBe(1);
		const [message] = await waitFor('the delivery after the review', async () => {
			const inbox = await fixture.inboxOf(String(item.openid));
			return inbox.length > 0 ? inbox : undefined;
		});
		expect(message.msgid).toBe(json[0].msgid);
		expect(await fixture.calls(TEMPLATE_SEND)).toBe(1);
	});

	it('is no reason for the fallback of the uniform message', async () => {
		const [item] = await followers(1);
		const { miniProgram } = await fixture.client.templates();
		const reminder = miniProgram.find(({ keys }) => keys.join() === 'thing1,time2,thing3');
		const uniform = {
			...templateMessage(),
			resource: 'uniformMessage',
			officialAccountOpenid: '={{ $json.openid }}',
			miniProgramOpenid: '={{ $json.miniProgramOpenid }}',
			subscribeTemplateId: locator(String(reminder?.id)),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: '{"thing1":"a","time2":"15:01","thing3":"b"}',
		};
		const { json } = await fixture.miniProgram(uniform, { items: [item] });
		expect(json[0]).toMatchObject({ route: 'template', delivered: true, pending: true });
		expect(await fixture.calls(SUBSCRIBE_SEND)).toBe(0);
	});
});

describe('C8: one person too often, and a message sent already (community, 2024-12 and 2025-02)', () => {
	it('43117 stops nobody else', async () => {
		const items = await followers(5);
		await fixture.client.fault({
			path: TEMPLATE_SEND,
			contains: String(items[1].openid),
			times: -1,
			errcode: 43117,
		});
		const { json } = await fixture.officialAccount(templateMessage(), { items, continueOnFail: true });
		expect(json.map(({ delivered, errcode }) => errcode ?? delivered)).toEqual([
			true,
			43117,
			true,
			true,
			true,
		]);
	});

	it('40241 is delivered, a duplicate', async () => {
		await fixture.client.settings({ repeatedContent: 40241 });
		const [item] = await followers(1);
		const twice = { ...templateMessage(), options: { sendOnce: 'off' } };
		const { json, error } = await fixture.officialAccount(twice, { items: [item] });
		expect([json[0].delivered, error]).toEqual([true, undefined]);
		const { json: again } = await fixture.officialAccount(twice, { items: [item] });
		expect(again[0]).toMatchObject({ delivered: true, duplicate: true });
		expect(await fixture.inboxOf(String(item.openid))).toHaveLength(1);
	});
});

it('C5: 45009 on a mini-program code is a limit per minute (community 000ac43265c670eb991b0ee8256c00)', async () => {
	await fixture.client.fault({ path: CODE, skip: 5, times: 1, errcode: 45009 });
	const items = Array.from({ length: 40 }, (_, at) => ({ scene: `t${at}` }));
	const parameters = { resource: 'link', operation: 'createQrCode', scene: '={{ $json.scene }}' };
	const { items: pictures, error } = await fixture.miniProgram(parameters, { items });
	expect(error).toBeUndefined();
	expect(pictures.filter(({ binary }) => binary !== undefined)).toHaveLength(40);
	expect(await fixture.calls(CODE)).toBe(41);
});

describe('refused before any call, the field named', () => {
	it.each<[string, IDataObject, RegExp]>([
		['C6 (community 000ca405760f181d795c992fb51000)', { fieldsJson: '{"number4":-3}' }, /"number4"/],
		['C7 (CSDN 133775086)', { fieldsJson: '{"const2":"overdue","const4":""}' }, /"const4"/],
	])('%s', async (_, change, words) => {
		const { error } = await fixture.miniProgram({
			resource: 'subscribeMessage',
			operation: 'send',
			openid: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
			templateId: locator('x'.repeat(43)),
			fieldsMode: 'json',
			...change,
		} as never);
		expect(`${error?.message} ${error?.description}`).toMatch(words);
		expect(await fixture.allCalls()).toBe(0);
	});
});
