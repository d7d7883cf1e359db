// A right that is taken away, or used up, in the middle of a thousand messages; a credential that is gone.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withShortWaits } from '../support/waits';
import { Fixture } from '../support/fixture';

withShortWaits();

const SEND = '/cgi-bin/message/template/send';
const SENT_BEFORE = 500;
const CONCURRENCY = 10;

let fixture: Fixture;
let items: IDataObject[];
let parameters: INodeParameters;
beforeEach(async () => {
	fixture = await Fixture.open({ followers: 1_000 });
	const { officialAccount } = await fixture.client.templates();
	const people = await fixture.client.people({ follows: true, limit: 1_000 });
	items = people.map(({ officialAccountOpenid }) => ({ openid: officialAccountOpenid }));
	parameters = {
		resource: 'templateMessage',
		operation: 'send',
		openid: '={{ $json.openid }}',
		templateId: {
			__rl: true,
			mode: 'id',
			value: officialAccount.find(({ type }) => type === 'legacy')?.id ?? '',
		},
		fieldsMode: 'json',
		fieldsJson: '{"keyword1":"a","keyword2":"b","keyword3":"c"}',
		options: { concurrency: CONCURRENCY },
	};
});
afterEach(async () => await fixture.close());

describe.each([
	[48001, 'api unauthorized', /may not use this interface/],
	[45009, 'reach max api daily quota limit', /quota/],
	[40013, 'invalid appid', /AppID/],
	[61004, 'access clientip is not registered requestIP: 203.0.113.7', /whitelist/],
])('WeChat answers %i from the 501st of 1,000 messages on', (errcode, errmsg, says) => {
	const revoke = async () =>
		await fixture.client.fault({ path: SEND, skip: SENT_BEFORE, times: -1, errcode, errmsg });

	it('the others are not tried, and each says so and why', async () => {
		await revoke();
		const { json, error } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1_000);
		expect(json.filter(({ delivered }) => delivered === true)).toHaveLength(SENT_BEFORE);
		const failed = json.filter((row) => row.error !== undefined);
		expect(failed).toHaveLength(1_000 - SENT_BEFORE);
		expect(failed.every((row) => row.errcode === errcode && says.test(String(row.error)))).toBe(true);
		const untried = failed.filter(({ description }) => String(description).includes('was not tried'));
		const calls = await fixture.calls(SEND);
		expect(calls).toBeLessThanOrEqual(SENT_BEFORE + CONCURRENCY);
		expect(untried).toHaveLength(1_000 - calls);
		expect(await fixture.arrived()).toBe(SENT_BEFORE);
	});

	it('the run stops with the reason and the first item that met it', async () => {
		await revoke();
		const { error } = await fixture.officialAccount(parameters, { items });
		expect(error?.message).toMatch(says);
		expect(error?.description).toContain(`errcode ${errcode}`);
		expect(error?.context?.itemIndex).toBeGreaterThanOrEqual(SENT_BEFORE - CONCURRENCY);
		expect(await fixture.calls(SEND)).toBeLessThanOrEqual(SENT_BEFORE + CONCURRENCY);
	});
});

it('what is not known of the message that met the answer is not said of those that were not tried', async () => {
	const [first] = items;
	await fixture.client.fault({ path: SEND, contains: String(first.openid), reset: 'after' });
	await fixture.client.fault({
		path: SEND,
		times: -1,
		errcode: 45009,
		errmsg: 'reach max api daily quota limit',
	});
	const one = { ...parameters, options: { concurrency: 1 } };
	const { json } = await fixture.officialAccount(one, { items: items.slice(0, 3), continueOnFail: true });
	expect(json[0].description).toContain('not known whether');
	for (const { description } of json.slice(1)) {
		expect(description).toContain('was not tried');
		expect(description).not.toContain('not known whether');
	}
});

it("a wrong mini program AppID in one message is that message's own fault", async () => {
	await fixture.client.fault({
		path: SEND,
		contains: String(items[3].openid),
		errcode: 40013,
		errmsg: 'invalid appid',
	});
	const jump = {
		jumpTo: 'miniProgram',
		miniProgramAppId: fixture.accounts.miniProgram.appId,
		miniProgramPath: '',
	};
	const run = { items: items.slice(0, 10), continueOnFail: true };
	const { json } = await fixture.officialAccount(
		{ ...parameters, ...jump, options: { concurrency: 1 } },
		run,
	);
	expect(json.filter(({ delivered }) => delivered === true)).toHaveLength(9);
	expect(json[3]).toMatchObject({ errcode: 40013 });
});

describe('A credential', () => {
	it('that was deleted is named, for every item, without a call', async () => {
		fixture.engine.store.remove('oa');
		const { json } = await fixture.officialAccount(parameters, {
			items: items.slice(0, 3),
			continueOnFail: true,
		});
		expect(json).toHaveLength(3);
		expect(json.every(({ error }) => /"oa" does not exist/.test(String(error)))).toBe(true);
		expect(await fixture.allCalls()).toBe(0);
	});

	it('that was never chosen is asked for', async () => {
		const { error } = await fixture.officialAccount(parameters, {
			items: items.slice(0, 1),
			credentials: {},
		});
		expect(error?.message).toMatch(/credential/i);
		expect(await fixture.allCalls()).toBe(0);
	});
});
