// One person because of whom WeChat refuses a call for many: the others are served, and the one is named.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withShortWaits } from './support/waits';
import { Fixture } from './support/fixture';

withShortWaits();

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

/** Codes that speak of a person, and one that nobody knows. */
const CODES = [40003, 40031, 46004, 49003, 61451];
const OPENID = '={{ $json.openid }}';

async function followers(): Promise<string[]> {
	const { json } = await fixture.officialAccount({ resource: 'follower', operation: 'getAll', limit: 40 });
	return json.map(({ openid }) => String(openid));
}

const changes: Array<[string, INodeParameters, string]> = [
	['get', {}, '/cgi-bin/user/info'],
	['block', {}, '/cgi-bin/tags/members/batchblacklist'],
	['addTag', { tagId: { __rl: true, mode: 'id', value: '2' } }, '/cgi-bin/tags/members/batchtagging'],
];

describe.each(CODES)('errcode %i', (errcode) => {
	it.each(changes)('%s', async (operation, more, path) => {
		const openids = await followers();
		const bad = openids[17];
		await fixture.client.fault({ path: `^${path}`, times: -1, contains: bad, errcode });
		const parameters = { resource: 'follower', operation, openid: OPENID, ...more };
		const items = openids.map((openid) => ({ openid }) as IDataObject);
		const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
		const failed = json.flatMap(({ error }, at) => (error === undefined ? [] : [openids[at]]));
		expect(failed).toEqual([bad]);
		expect(json[17]).toMatchObject({ errcode });
	});

	it('a list with user info', async () => {
		const openids = await followers();
		const bad = openids[17];
		await fixture.client.fault({ path: '^/cgi-bin/user/info', times: -1, contains: bad, errcode });
		const options = { includeUserInfo: true };
		const parameters = { resource: 'follower', operation: 'getAll', returnAll: true, options };
		const { json, error } = await fixture.officialAccount(parameters);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(openids.length);
		expect(json.filter(({ subscribe }) => subscribe !== 1)).toEqual([
			{
				openid: bad,
				userInfoError: expect.any(String) as string,
				errcode,
				errmsg: expect.any(String) as string,
			},
		]);
	});
});

it.each(changes)('%s: also where the answer to the first try was lost', async (operation, more, path) => {
	const openids = await followers();
	const bad = openids[17];
	await fixture.client.fault({ path: `^${path}`, reset: 'before' });
	await fixture.client.fault({ path: `^${path}`, times: -1, contains: bad, errcode: 40003 });
	const items = openids.map((openid) => ({ openid }) as IDataObject);
	const parameters = { resource: 'follower', operation, openid: OPENID, ...more };
	const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
	expect(json.flatMap(({ error }, at) => (error === undefined ? [] : [openids[at]]))).toEqual([bad]);
});

it('a refusal that meets everybody is not followed up person by person', async () => {
	const openids = await followers();
	await fixture.client.resetCounters();
	await fixture.client.fault({ path: '^/cgi-bin/user/info', times: -1, errcode: 61451 });
	const items = openids.map((openid) => ({ openid }) as IDataObject);
	const parameters = { resource: 'follower', operation: 'get', openid: OPENID };
	const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
	for (const one of json) expect(one).toMatchObject({ errcode: 61451 });
	expect(await fixture.allCalls()).toBeLessThan(6);
});
