// What the account keeps about followers: the tags of a person, and the block list page by page.
import { Fixture, inOwnFixture } from './support/fixture';

const BLOCK_LIST = '/cgi-bin/tags/members/getblacklist';
const TAGS = '/cgi-bin/tags/getidlist';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const follower = (operation: string, more: object = {}) =>
	({ resource: 'follower', operation, ...more }) as never;

describe('getTags', () => {
	const openids = async (limit: number) =>
		(await fixture.client.people({ follows: true, limit })).map(({ officialAccountOpenid: openid }) => ({
			openid,
		}));

	it('tells the tags of each person', async () => {
		const items = await openids(2);
		const { json, hints } = await fixture.officialAccount(
			follower('getTags', { openid: '={{ $json.openid }}' }),
			{
				items,
			},
		);
		expect(json).toEqual(items.map(({ openid }) => ({ openid, tagid_list: [100, 101] })));
		expect(hints).toEqual(['2 followers: 2 with tags']);
	});

	it('explains a foreign openid, and goes on when On Error says so', async () => {
		const items = [{ openid: 'oForeignForeignForeignForeig' }, ...(await openids(1))];
		const parameters = follower('getTags', { openid: '={{ $json.openid }}' });
		const { error } = await fixture.officialAccount(parameters, { items });
		expect(error?.httpCode).toBe('40003');
		const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 40003 });
		expect(json[1]).toMatchObject({ tagid_list: [100, 101] });
	});

	it('refuses an empty openid before any call', async () => {
		const { error } = await fixture.officialAccount(follower('getTags', { openid: '={{ " " }}' }));
		expect(error?.context).toMatchObject({ parameter: 'openid' });
		expect(await fixture.calls(TAGS)).toBe(0);
	});
});

describe('getBlocked', () => {
	const block = async (count: number) => {
		const people = await fixture.client.people({ follows: true, limit: count });
		for (const { id } of people) await fixture.client.blacklist(id, true);
		return people.map(({ officialAccountOpenid: openid }) => ({ openid }));
	};
	const list = async (more: object = { returnAll: true }, options: object = {}) =>
		await fixture.officialAccount(follower('getBlocked', more), options);

	it('lists nobody when nobody is blocked', async () => {
		expect((await list()).json).toEqual([]);
		expect(await fixture.calls(BLOCK_LIST)).toBe(1);
	});

	it.each([1, 7, 25, 1000, 10_000])('lists everybody once, pages of %p', async (blacklistPageSize) => {
		await fixture.client.settings({ blacklistPageSize });
		const blocked = await block(25);
		expect((await list()).json).toEqual(blocked);
	});

	it('stops at the limit, with no more pages than it takes', async () => {
		await fixture.client.settings({ blacklistPageSize: 10 });
		const blocked = await block(25);
		expect((await list({ returnAll: false, limit: 12 })).json).toEqual(blocked.slice(0, 12));
		expect(await fixture.calls(BLOCK_LIST)).toBe(2);
	});

	it('puts out what was read of a list that broke off, and where it goes on', async () => {
		await fixture.client.settings({ blacklistPageSize: 10 });
		const blocked = await block(25);
		await fixture.client.fault({ path: BLOCK_LIST, errcode: 40013, skip: 1 });
		const { json: found } = await list({ returnAll: true }, { continueOnFail: true });
		expect(found.slice(0, 10)).toEqual(blocked.slice(0, 10));
		expect(found).toHaveLength(11);
		expect(found[10]).toMatchObject({ errcode: 40013, startAfterOpenid: blocked[9].openid });
		const { json: rest } = await list({
			returnAll: true,
			options: { startAfterOpenid: String(found[10].startAfterOpenid) },
		});
		expect(rest).toEqual(blocked.slice(10));
	});

	it('refuses a limit of 0 before any call', async () => {
		const { error } = await list({ returnAll: false, limit: 0 });
		expect(error?.context).toMatchObject({ parameter: 'limit' });
		expect(await fixture.allCalls()).toBe(0);
	});
});
