// Remark, tags and block list of followers: few calls, and each item its own outcome.
import type { IDataObject } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

const TAG = '/cgi-bin/tags/members/batchtagging';
const UNTAG = '/cgi-bin/tags/members/batchuntagging';
const BLOCK = '/cgi-bin/tags/members/batchblacklist';
const UNBLOCK = '/cgi-bin/tags/members/batchunblacklist';
const FOREIGN = 'oForeignForeignForeignForeig';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const followers = async (count: number): Promise<IDataObject[]> => {
	const people = await fixture.client.people({ follows: true, limit: count });
	return people.map(({ officialAccountOpenid }) => ({ openid: String(officialAccountOpenid) }));
};
const follower = (operation: string, more: IDataObject = {}) =>
	({ resource: 'follower', operation, openid: '={{ $json.openid }}', ...more }) as never;
const tagLocator = (value: string | number, mode = 'list') => ({ __rl: true, mode, value });
const createTag = async (name: string): Promise<number> => {
	const { json } = await fixture.officialAccount({ resource: 'tag', operation: 'create', name });
	return Number(json[0].id);
};
const tagged = async (id: number): Promise<string[]> => {
	const { json, error } = await fixture.officialAccount({
		resource: 'follower',
		operation: 'getAll',
		returnAll: true,
		options: { tagId: tagLocator(id) },
	});
	expect(error).toBeUndefined();
	return json.map(({ openid }) => String(openid));
};
const paired = (count: number) => Array.from({ length: count }, (_, item) => ({ item }));

describe.each([
	['addTag', TAG, 50],
	['removeTag', UNTAG, 50],
	['block', BLOCK, 20],
	['unblock', UNBLOCK, 20],
])('%s', (operation, path, atMost) => {
	const parameters = () => follower(operation, { tagId: tagLocator('100') });

	it('takes 120 items in as few calls as WeChat allows, a repeated person once', async () => {
		const people = await followers(119);
		const asked = [...people, people[0]];
		const { json, items, error } = await fixture.officialAccount(parameters(), { items: asked });
		expect(error).toBeUndefined();
		expect(json.map(({ openid }) => openid)).toEqual(asked.map(({ openid }) => openid));
		expect(json.every(({ success }) => success === true)).toBe(true);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(paired(120));
		expect(await fixture.calls(path)).toBe(Math.ceil(119 / atMost));
	});

	it.each([40003, 49003, 45171] as const)(
		'gives a foreign openid its own error and changes the others (WeChat: %i)',
		async (foreignInBatch) => {
			await fixture.client.settings({ foreignInBatch });
			const people = await followers(60);
			const asked = [...people.slice(0, 7), { openid: FOREIGN }, ...people.slice(7)];
			const { json } = await fixture.officialAccount(parameters(), { items: asked, continueOnFail: true });
			expect(json[7]).toMatchObject({ error: expect.any(String), errcode: foreignInBatch });
			expect(json.filter(({ success }) => success === true)).toHaveLength(60);
		},
	);

	it('fails the run with the index of the foreign openid', async () => {
		const asked = [...(await followers(3)), { openid: FOREIGN }];
		const { error } = await fixture.officialAccount(parameters(), { items: asked });
		expect(error?.context).toMatchObject({ itemIndex: 3 });
		expect(error?.description).toContain('errcode 40003');
	});

	it('makes no further call once the day is used up, and tells each item', async () => {
		await fixture.client.settings({ quotas: { [path]: 0 } });
		const asked = await followers(280);
		const { json } = await fixture.officialAccount(parameters(), { items: asked, continueOnFail: true });
		expect(json).toHaveLength(280);
		expect(json.every(({ errcode }) => errcode === 45009)).toBe(true);
		expect(await fixture.calls(path)).toBeLessThanOrEqual(5);
	});

	it('repeats a call of unknown fate', async () => {
		await fixture.client.fault({ path, reset: 'after' });
		const { json, error } = await fixture.officialAccount(parameters(), { items: await followers(2) });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(await fixture.calls(path)).toBe(2);
	});
});

describe('tags', () => {
	it('go on and come off', async () => {
		const id = await createTag('常客');
		const people = await followers(3);
		const openids = people.map(({ openid }) => String(openid));
		const on = await fixture.officialAccount(follower('addTag', { tagId: tagLocator(id) }), {
			items: people,
		});
		expect(on.json[0]).toEqual({ openid: openids[0], tagid: id, success: true });
		expect(await tagged(id)).toEqual(openids);
		await fixture.officialAccount(follower('removeTag', { tagId: tagLocator(id, 'id') }), {
			items: people.slice(1),
		});
		expect(await tagged(id)).toEqual(openids.slice(0, 1));
	});

	it('are put on per tag, one tag after the other, also when people are in both', async () => {
		const ids = [await createTag('甲'), await createTag('乙')];
		const people = await followers(55);
		const asked = people.flatMap(({ openid }) => ids.map((tag) => ({ openid, tag })));
		await fixture.client.settings({ latencyMs: 20 });
		const { json, error } = await fixture.officialAccount(
			follower('addTag', { tagId: tagLocator('={{ $json.tag }}', 'id') }),
			{ items: asked },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ tagid }) => tagid)).toEqual(asked.map(({ tag }) => tag));
		const { calls, byErrcode } = await fixture.client.counters();
		expect(calls[TAG]).toBe(4);
		expect(byErrcode['45169'] ?? 0).toBe(0);
		expect(await tagged(ids[0])).toHaveLength(55);
		expect(await tagged(ids[1])).toHaveLength(55);
	});

	it('are tried again when another execution tags the same person at the same time', async () => {
		await fixture.client.fault({ path: TAG, errcode: 45169 });
		const parameters = follower('addTag', { tagId: tagLocator('100') });
		const { error } = await fixture.officialAccount(parameters, { items: await followers(2) });
		expect(error).toBeUndefined();
		expect(await fixture.calls(TAG)).toBe(2);
	});

	it('fail only those whom WeChat names, after they were asked once more', async () => {
		await fixture.client.settings({ foreignInBatch: 45171 });
		const asked = [...(await followers(4)), { openid: FOREIGN }];
		const parameters = follower('addTag', { tagId: tagLocator('100') });
		const { json } = await fixture.officialAccount(parameters, { items: asked, continueOnFail: true });
		expect(json[4].error).toContain('WeChat refused this openid');
		expect(json.slice(0, 4).every(({ success }) => success === true)).toBe(true);
		const calls = await fixture.client.calls({ path: TAG });
		expect(calls.map(({ body }) => (body as { openid_list: string[] }).openid_list.length)).toEqual([5, 1]);
	});

	it('leave a person who has twenty alone', async () => {
		const people = await followers(1);
		for (let count = 0; count < 18; count++) {
			const tagId = tagLocator(await createTag(`t${count}`));
			await fixture.officialAccount(follower('addTag', { tagId }), { items: people });
		}
		const others = (await followers(10)).slice(1);
		const tagId = tagLocator(await createTag('one more'));
		const { json } = await fixture.officialAccount(follower('addTag', { tagId }), {
			items: [...people, ...others],
			continueOnFail: true,
		});
		expect(json[0]).toMatchObject({ errcode: 45059 });
		expect(json.slice(1).every(({ success }) => success === true)).toBe(true);
	});

	it('that do not exist are an error of each item', async () => {
		const parameters = follower('addTag', { tagId: tagLocator('999', 'id') });
		const { json } = await fixture.officialAccount(parameters, {
			items: await followers(2),
			continueOnFail: true,
		});
		expect(json.map(({ errcode }) => errcode)).toEqual([45159, 45159]);
		expect(await fixture.calls(TAG)).toBe(1);
	});
});

describe('block list', () => {
	it('takes people in and lets them out', async () => {
		const [person] = await followers(1);
		const openid = String(person.openid);
		const { json } = await fixture.officialAccount(follower('block'), { items: [person] });
		expect(json).toEqual([{ openid, success: true }]);
		expect((await fixture.client.person(openid)).blacklisted).toBe(true);
		await fixture.officialAccount(follower('unblock'), { items: [person] });
		expect((await fixture.client.person(openid)).blacklisted).toBe(false);
	});
});

describe('updateRemark', () => {
	const remark = (text: string) => follower('updateRemark', { remark: text });
	const UPDATE = '/cgi-bin/user/info/updateremark';

	it('is seen in the user info, and removed when empty', async () => {
		const people = await followers(2);
		const { json } = await fixture.officialAccount(remark('一二三四五六七八九十'), { items: people });
		expect(json[1]).toEqual({ openid: people[1].openid, remark: '一二三四五六七八九十', success: true });
		expect((await fixture.client.person(String(people[0].openid))).remark).toBe('一二三四五六七八九十');
		await fixture.officialAccount(remark(''), { items: people });
		expect((await fixture.client.person(String(people[0].openid))).remark).toBe('');
	});

	it('keeps the last of several remarks for one person', async () => {
		const [{ openid }] = await followers(1);
		const items = Array.from({ length: 12 }, (_, at) => ({ openid, note: `note ${at}` }));
		await fixture.client.settings({ latencyMs: 5 });
		await fixture.officialAccount(remark('={{ $json.note }}'), { items });
		expect((await fixture.client.person(String(openid))).remark).toBe('note 11');
	});

	it('refuses 31 bytes before any call, counting bytes', async () => {
		const { error } = await fixture.officialAccount(remark('一二三四五六七八九十a'), {
			items: await followers(1),
		});
		expect(error?.message).toContain('31 bytes');
		expect(error?.context).toMatchObject({ parameter: 'remark', itemIndex: 0 });
		expect(await fixture.allCalls()).toBe(0);
	});

	it('tells a foreign openid and a person who does not follow from the others', async () => {
		const [good, gone] = await followers(2);
		await fixture.client.unfollow(String(gone.openid));
		const { json } = await fixture.officialAccount(remark('x'), {
			items: [{ openid: FOREIGN }, gone, good],
			continueOnFail: true,
		});
		expect(json.map(({ errcode }) => errcode)).toEqual([40003, 43004, undefined]);
		expect(await fixture.calls(UPDATE)).toBe(3);
	});
});

it.each([
	['addTag without a tag', follower('addTag', { tagId: tagLocator('={{ $json.nothing }}') }), 'Tag'],
	['addTag with a name', follower('addTag', { tagId: tagLocator('老客户', 'id') }), 'Tag'],
	['removeTag of -1', follower('removeTag', { tagId: tagLocator('-1', 'id') }), 'Tag'],
	['block of nobody', follower('block', { openid: '={{ $json.nothing }}' }), 'Openid'],
	['unblock of two in one', follower('unblock', { openid: 'oA,oB' }), 'Openid'],
	['updateRemark of nobody', follower('updateRemark', { openid: '  ', remark: 'x' }), 'Openid'],
])('%s is refused before any call', async (_, parameters, named) => {
	const { error } = await fixture.officialAccount(parameters, { items: [{ openid: FOREIGN }] });
	expect(error?.message).toContain(named);
	expect(await fixture.allCalls()).toBe(0);
});
