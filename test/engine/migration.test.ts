// Account migration: the openids of the old account become those of the new one, a hundred a call, an outcome for each.
import type { IDataObject } from 'n8n-workflow';
import { Fixture } from './support/fixture';

const CHANGE = '/cgi-bin/changeopenid';

let fixture: Fixture;
let appId: string;
let olds: Array<{ id: string; openid: string }>;
beforeEach(async () => {
	fixture = await Fixture.open({ followers: 1000 });
	const old = await fixture.client.oldAccount({ follows: true, limit: 1000 });
	appId = old.appId;
	olds = Object.entries(old.openids).map(([id, openid]) => ({ id, openid }));
});
afterEach(async () => await fixture.close());

const convert = { resource: 'follower', operation: 'convertOpenids', openid: '={{ $json.openid }}' };
const run = async (items: IDataObject[], more: object = {}, options: object = {}) =>
	await fixture.officialAccount({ ...convert, fromAppId: appId, ...more } as never, { items, ...options });

it('converts 1,000 openids in 10 calls, each to its own person', async () => {
	const { json, items } = await run(olds);
	expect(await fixture.calls(CHANGE)).toBe(10);
	expect(json).toHaveLength(1000);
	const people = await fixture.client.people({ follows: true, limit: 1000 });
	expect(json).toEqual(
		people.map(({ officialAccountOpenid }, at) => ({
			ori_openid: olds[at].openid,
			new_openid: officialAccountOpenid,
			converted: true,
		})),
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(olds.map((_, item) => ({ item })));
});

it('asks once for an openid that occurs twice, and tells of each item whether it was known', async () => {
	const stranger = 'oForeignForeignForeignForeig';
	const { json } = await run([olds[0], { openid: stranger }, olds[0]]);
	const [call] = await fixture.client.calls({ path: CHANGE });
	expect(call.body).toEqual({ from_appid: appId, openid_list: [olds[0].openid, stranger] });
	expect(json[1]).toEqual({
		ori_openid: stranger,
		converted: false,
		reason: 'unknownOpenid',
		err_msg: 'ori_openid error',
	});
	expect(json[2]).toEqual(json[0]);
});

it('never takes one answer for another when WeChat leaves one out or mixes them', async () => {
	const body = JSON.stringify({
		errcode: 0,
		errmsg: 'ok',
		result_list: [{ ori_openid: olds[1].openid, new_openid: 'oNew', err_msg: 'ok' }],
	});
	await fixture.client.fault({ path: CHANGE, http: { status: 200, body, contentType: 'text/plain' } });
	const { json } = await run(olds.slice(0, 2));
	expect(json).toEqual([
		{ ori_openid: olds[0].openid, converted: false, reason: 'noAnswer', err_msg: '' },
		{ ori_openid: olds[1].openid, new_openid: 'oNew', converted: true },
	]);
});

it('meets a wrong AppID once, and says whose is wanted', async () => {
	const { error } = await run(olds.slice(0, 500), { fromAppId: fixture.accounts.officialAccount.appId });
	expect(error?.httpCode).toBe('63178');
	expect(error?.description).toContain('Old App ID');
	expect(await fixture.calls(CHANGE)).toBe(1);
	const { json } = await run(olds.slice(0, 500), { fromAppId: 'gh_0' }, { continueOnFail: true });
	expect(json).toHaveLength(500);
	expect(json.every(({ errcode }) => errcode === 63178)).toBe(true);
	expect(await fixture.calls(CHANGE)).toBe(2);
});

it('says that WeChat converts for 15 days, when they are over', async () => {
	await fixture.client.advanceClock(16 * 86_400_000);
	const { error } = await run(olds.slice(0, 1));
	expect(error?.httpCode).toBe('63178');
	expect(`${error?.message} ${error?.description}`).toMatch(/last 15 days.*15 days from the approval/s);
});

it('loses only the items of a call that WeChat refuses', async () => {
	await fixture.client.fault({ path: CHANGE, errcode: 40032, skip: 1 });
	const { json } = await run(olds.slice(0, 250), {}, { continueOnFail: true });
	expect(json.filter(({ converted }) => converted === true)).toHaveLength(150);
	expect(json.filter(({ errcode }) => errcode === 40032)).toHaveLength(100);
});

it.each([40003, 40031, 46004, 61451])(
	'loses only the one person because of whom WeChat refuses a call (%i)',
	async (errcode) => {
		const asked = olds.slice(0, 130);
		const bad = asked[107];
		await fixture.client.fault({ path: CHANGE, times: -1, contains: bad.openid, errcode });
		const { json } = await run(asked, {}, { continueOnFail: true });
		expect(json.filter(({ converted }) => converted === true)).toHaveLength(129);
		expect(json[107]).toMatchObject({ errcode });
	},
);

it('does not follow up a refusal that meets everybody person by person', async () => {
	await fixture.client.fault({ path: CHANGE, times: -1, errcode: 61451 });
	const { json } = await run(olds.slice(0, 100), {}, { continueOnFail: true });
	expect(json.every(({ errcode }) => errcode === 61451)).toBe(true);
	expect(await fixture.calls(CHANGE)).toBe(3);
});

it('asks again when an answer is lost, since nothing changes by asking', async () => {
	await fixture.client.fault({ path: CHANGE, reset: 'after', times: 1 });
	const { json } = await run(olds.slice(0, 1));
	expect(json[0].converted).toBe(true);
	expect(await fixture.calls(CHANGE)).toBe(2);
});

it.each([
	['no openid', { openid: '={{ $json.nothing }}' }, 'openid'],
	['two openids in one', { openid: 'oA oB' }, 'openid'],
	['no old account', { fromAppId: '={{ $json.nothing }}' }, 'fromAppId'],
])('refuses %s before any call', async (_, more, parameter) => {
	const { error } = await run([olds[0]], more);
	expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
	expect(await fixture.allCalls()).toBe(0);
});
