/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// One fault at a time, where the random sequences found something to mend: what the user sees, and what WeChat got.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../../sandbox/client';
import type { PersonView, TemplateView } from '../../../sandbox/types';
import { withShortWaits } from '../support/waits';
import { Fixture } from '../support/fixture';

withShortWaits();

const SEND = '/cgi-bin/message/template/send';
const SUBSCRIBE = '/cgi-bin/message/subscribe/send';
const LIST = '/cgi-bin/user/get';
const BATCH = '/cgi-bin/user/info/batchget';
const LOGIN = '/sns/jscode2session';
const FETCH = '/cgi-bin/stable_token';

let fixture: Fixture;
let people: PersonView[];
let template: string;
let subscription: string;
beforeEach(async () => {
	fixture = await Fixture.open({ followers: 300 });
	people = await fixture.client.people({ linked: true, limit: 100 });
	const { officialAccount, miniProgram } = await fixture.client.templates();
	const idOf = (list: TemplateView[], type: string) => list.find((one) => one.type === type)?.id ?? '';
	template = idOf(officialAccount, 'legacy');
	subscription = idOf(miniProgram, 'longTerm');
});
afterEach(async () => await fixture.close());

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const sending = (options: INodeParameters = {}): INodeParameters => ({
	resource: 'templateMessage',
	operation: 'send',
	openid: '={{ $json.officialAccountOpenid }}',
	templateId: locator(template),
	fieldsMode: 'json',
	fieldsJson: '{"keyword1":"a","keyword2":"b","keyword3":"c"}',
	options,
});
const uniform = (): INodeParameters => ({
	...sending(),
	resource: 'uniformMessage',
	officialAccountOpenid: '={{ $json.officialAccountOpenid }}',
	miniProgramOpenid: '={{ $json.miniProgramOpenid }}',
	subscribeTemplateId: locator(subscription),
	subscribeFieldsMode: 'json',
	subscribeFieldsJson: '{"thing1":"a","time2":"15:01","number3":"2"}',
});
const items = (count: number) => people.slice(0, count) as unknown as IDataObject[];
const keepGoing = { continueOnFail: true };
const gateway = (status: number): Partial<FaultRule> => ({
	http: { status, body: '{"message":"Forbidden"}', contentType: 'application/json' },
});

describe("An answer that is not WeChat's", () => {
	it.each([200, 403, 429])('is no success because it is JSON (HTTP %i)', async (status) => {
		await fixture.client.fault({ path: SEND, times: -1, ...gateway(status) });
		const { json } = await fixture.officialAccount(sending(), { items: items(1), ...keepGoing });
		expect(json[0]).toMatchObject({ delivered: null, reason: 'unknown' });
		expect(json[0].error).toContain(`HTTP ${status}`);
		expect(json[0].description).toContain('gateway or proxy');
		expect(await fixture.arrived()).toBe(0);
	});

	it('is no empty list of followers', async () => {
		await fixture.client.fault({ path: LIST, times: -1, ...gateway(200) });
		const { error } = await fixture.officialAccount({
			resource: 'follower',
			operation: 'getAll',
			returnAll: true,
		});
		expect(error?.message).toContain("not one of WeChat's");
	});
});

describe('A call whose first try got no answer', () => {
	const lost: FaultRule = { path: SEND, reset: 'after' };

	it('keeps its unknown fate, whatever the next try meets', async () => {
		await fixture.client.reset({ faults: [lost, { path: SEND, times: -1, errcode: 45009 }] });
		fixture.saveCredentials();
		const { json } = await fixture.officialAccount(sending(), { items: items(1), ...keepGoing });
		expect(json[0].description).toContain('not known whether WeChat carried out the call');
		expect(json[0].description).toContain('45009');
		expect(await fixture.arrived()).toBe(1);
	});

	it('says so when no try got one', async () => {
		await fixture.client.reset({ faults: [lost, { path: SEND, times: -1, reset: 'before' }] });
		fixture.saveCredentials();
		const { json } = await fixture.officialAccount(sending(), { items: items(1), ...keepGoing });
		expect(json[0].description).toContain('not known whether');
		expect(await fixture.arrived()).toBe(1);
	});

	it('sends nobody the same by another channel', async () => {
		await fixture.client.reset({
			faults: [lost, { path: SEND, errcode: 43004, errmsg: 'require subscribe' }],
		});
		fixture.saveCredentials();
		const { json } = await fixture.miniProgram(uniform(), { items: items(1), ...keepGoing });
		expect(json[0].description).toContain('not known whether');
		expect(await fixture.calls(SUBSCRIBE)).toBe(0);
		expect(await fixture.arrived()).toBe(1);
	});

	it('is delivered when WeChat knows its key already', async () => {
		await fixture.client.reset({ settings: { repeatClientMsgId: 'error' }, faults: [lost] });
		fixture.saveCredentials();
		const { json } = await fixture.officialAccount(sending(), { items: items(1), ...keepGoing });
		expect(json[0]).toMatchObject({ delivered: true });
		expect(await fixture.arrived()).toBe(1);
	});
});

it('a template message that WeChat carried out in spite of -1 arrives once, by its key', async () => {
	await fixture.client.fault({ path: SEND, times: 2, errcode: -1, errmsg: 'system error', when: 'after' });
	const { json } = await fixture.officialAccount(sending(), { items: items(1) });
	expect(json[0]).toMatchObject({ delivered: true });
	expect(await fixture.arrived()).toBe(1);
});

describe('Retry On Fail', () => {
	it('does not spend a login code again', async () => {
		const codes = await Promise.all(people.slice(0, 4).map(async ({ id }) => await fixture.client.login(id)));
		await fixture.client.fault({ path: LOGIN, skip: 2, errcode: -1 });
		const { json, error } = await fixture.miniProgram(
			{ resource: 'login', operation: 'code2Session', jsCode: '={{ $json.code }}' },
			{ items: codes, retryOnFail: { maxTries: 2, waitBetweenTries: 0 } },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ openid }) => openid)).toEqual(
			people.slice(0, 4).map((person) => person.miniProgramOpenid),
		);
		expect(await fixture.calls(LOGIN)).toBe(5);
	});
});

describe('Get user info', () => {
	const asking = { resource: 'follower', operation: 'get', openid: '={{ $json.officialAccountOpenid }}' };

	it('gives an answer to those whose batch was answered', async () => {
		const everybody = await fixture.client.people({ follows: true, limit: 300 });
		const last = String(everybody[299].officialAccountOpenid);
		await fixture.client.fault({ path: BATCH, times: -1, contains: last, http: { status: 502 } });
		const { json } = await fixture.officialAccount(asking, { items: everybody as never, ...keepGoing });
		expect(json.slice(0, 200).map(({ unionid }) => unionid)).toEqual(
			everybody.slice(0, 200).map(({ unionid }) => unionid),
		);
		expect(json.slice(200).every(({ error }) => String(error).includes('HTTP 502'))).toBe(true);
	});

	it('stops the remaining calls at once when the quota is used up', async () => {
		await fixture.client.reset({ followers: 3_000 });
		fixture.saveCredentials();
		const everybody = await fixture.client.people({ follows: true, limit: 3_000 });
		await fixture.client.fault({ path: BATCH, times: -1, errcode: 45009 });
		const { json } = await fixture.officialAccount(asking, { items: everybody as never, ...keepGoing });
		expect(json.every(({ errcode }) => errcode === 45009)).toBe(true);
		// The node is done: nothing may be going on behind its back.
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		// Those that were under way, ten at a time.
		expect(await fixture.calls(BATCH)).toBeLessThanOrEqual(10);
	});
});

describe('A list of followers', () => {
	const options = { includeUserInfo: false };
	const listing = { resource: 'follower', operation: 'getAll', returnAll: true, options };
	const openids = async () => {
		const { json, error } = await fixture.officialAccount({ ...listing });
		expect(error).toBeUndefined();
		return json.map(({ openid }) => openid);
	};

	it.each<[Partial<FaultRule>, number, number]>([
		[{ gzip: true }, 6, 1],
		[{ contentType: 'image/jpeg' }, 6, 1],
		[{ padBytes: 3_000_000 }, 6, 1],
		[{ endToken: 'expired' }, 7, 2],
		[{ endToken: 'revoked' }, 7, 2],
	])('is complete, with %j on its second page', async (fault, listCalls, tokenCalls) => {
		const faults = [{ path: LIST, skip: 1, ...fault }];
		await fixture.client.reset({ settings: { followerPageSize: 50, lastPage: 'empty' }, faults });
		fixture.saveCredentials();
		expect(new Set(await openids()).size).toBe(300);
		expect(await fixture.calls(LIST)).toBe(listCalls);
		expect(await fixture.calls(FETCH)).toBe(tokenCalls);
	});

	it.each(['stuck', 'circle', 'again'] as const)('is complete when a page goes wrong (%s)', async (page) => {
		const faults: FaultRule[] = [{ path: LIST, skip: 2, page }];
		await fixture.client.reset({ settings: { followerPageSize: 50 }, faults });
		fixture.saveCredentials();
		const listed = await openids();
		expect(listed).toHaveLength(300);
		expect(new Set(listed).size).toBe(300);
	});

	it('goes on behind somebody who left while it was read', async () => {
		const faults: FaultRule[] = [{ path: LIST, unfollow: 1, times: 3 }];
		await fixture.client.reset({ settings: { followerPageSize: 50, unfollowedCursor: 'error' }, faults });
		fixture.saveCredentials();
		expect(new Set(await openids()).size).toBe(300);
	});

	it('ends with an error, and few calls, when WeChat repeats a page for ever', async () => {
		const faults: FaultRule[] = [{ path: LIST, skip: 2, times: -1, page: 'again' }];
		await fixture.client.reset({ settings: { followerPageSize: 50 }, faults });
		fixture.saveCredentials();
		const { json } = await fixture.officialAccount(listing, keepGoing);
		expect(json).toHaveLength(101);
		expect(json[100]).toMatchObject({
			startAfterOpenid: json[99].openid,
			error: expect.stringContaining('same page'),
		});
		expect(await fixture.calls(LIST)).toBe(4);
	});
});

it.each([{ reset: 'before' }, { http: { status: 502 } }, { truncate: true }] as const)(
	'the token is asked for again when nobody answered: %j',
	async (fault) => {
		await fixture.client.fault({ path: FETCH, times: 2, ...fault } as FaultRule);
		const { error } = await fixture.officialAccount(sending(), { items: items(2) });
		expect(error).toBeUndefined();
		expect(await fixture.calls(FETCH)).toBe(3);
		expect(await fixture.arrived()).toBe(2);
	},
);
