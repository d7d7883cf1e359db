import { type Harness, type Json, startHarness } from '../harness';

const FOLLOWERS = 25_000;
let h: Harness;
let token: { access_token: string };
beforeAll(async () => {
	h = await startHarness(FOLLOWERS);
});
afterAll(async () => await h.sandbox.close());
beforeEach(async () => {
	await h.client.reset({ followers: FOLLOWERS });
	token = await h.token();
});

interface Page extends Json {
	total: number;
	count: number;
	data?: { openid: string[] };
	next_openid: string;
}
interface Entry extends Json {
	openid: string;
	subscribe: number;
	unionid?: string;
}

const page = async (next_openid?: string) =>
	(await h.wechat.get('/cgi-bin/user/get', { ...token, next_openid })) as Page;
const batch = async (openids: string[]) => {
	const answer = await h.wechat.post(
		'/cgi-bin/user/info/batchget',
		{ user_list: openids.map((openid) => ({ openid })) },
		token,
	);
	return answer as { errcode?: number; user_info_list: Entry[] };
};
const openidsOf = async (count: number, offset = 10) =>
	(await h.client.people({ follows: true, limit: count, offset })).map((p) => p.officialAccountOpenid ?? '');

describe('user/get', () => {
	test('25,000 in three pages, then an empty one without data', async () => {
		const seen = new Set<string>();
		const counts: number[] = [];
		let next: string | undefined;
		do {
			const answer = await page(next);
			counts.push(answer.count);
			expect(answer.total).toBe(FOLLOWERS);
			for (const openid of answer.data?.openid ?? []) seen.add(openid);
			if (answer.data) expect(answer.next_openid).toBe(answer.data.openid.at(-1));
			else expect(answer).toEqual({ total: FOLLOWERS, count: 0, next_openid: '' });
			next = answer.next_openid;
		} while (next !== '');
		expect(counts).toEqual([10_000, 10_000, 5_000, 0]);
		expect(seen.size).toBe(FOLLOWERS);
		expect([...seen].filter((openid) => !/^o[A-Za-z0-9_-]{27}$/.test(openid))).toEqual([]);
	});

	test('with the switch the last page has an empty cursor', async () => {
		await h.client.settings({ lastPage: 'empty' });
		const first = await page();
		const last = await page((await page(first.next_openid)).next_openid);
		expect(last).toMatchObject({ count: 5_000, next_openid: '' });
	});

	test('somebody new is not at the end of the list', async () => {
		const [person] = await h.client.people({ follows: false, limit: 1 });
		await h.client.follow(person.id);
		const { officialAccountOpenid } = await h.client.person(person.id);
		const first = await page();
		const second = await page(first.next_openid);
		expect(first.total).toBe(FOLLOWERS + 1);
		expect([...(first.data?.openid ?? []), ...(second.data?.openid ?? [])]).toContain(officialAccountOpenid);
	});

	test('a cursor of somebody else is 40003, one that unfollowed goes on or not', async () => {
		expect(await page('oNOBODY')).toMatchObject({ errcode: 40003 });
		expect(await page((await h.linked()).miniProgramOpenid)).toMatchObject({ errcode: 40003 });
		const first = await page();
		await h.client.unfollow(first.next_openid);
		expect((await page(first.next_openid)).count).toBe(10_000);
		await h.client.settings({ unfollowedCursor: 'error' });
		expect(await page(first.next_openid)).toMatchObject({ errcode: 40003 });
	});

	test('pages may overlap or stand still', async () => {
		await h.client.settings({ followerPageSize: 100, pageOverlap: 30 });
		const first = await page();
		const second = await page(first.next_openid);
		const repeated = second.data?.openid.filter((openid) => first.data?.openid.includes(openid));
		expect(repeated?.length).toBeGreaterThan(0);
		await h.client.settings({ pageStuck: true });
		expect((await page(first.next_openid)).next_openid).toBe(first.next_openid);
	});
});

describe('user/info', () => {
	const info = async (openid?: string) => await h.wechat.get('/cgi-bin/user/info', { ...token, openid });

	test('a follower, somebody gone, somebody foreign', async () => {
		const person = await h.linked();
		expect(await info(person.officialAccountOpenid)).toMatchObject({
			subscribe: 1,
			unionid: person.unionid,
			subscribe_scene: expect.stringMatching(/^ADD_SCENE_/) as string,
		});
		await h.client.unfollow(person.id);
		expect(await info(person.officialAccountOpenid)).toEqual({
			subscribe: 0,
			openid: person.officialAccountOpenid,
		});
		await h.client.settings({ unfollowedUnionid: true });
		expect(await info(person.officialAccountOpenid)).toHaveProperty('unionid', person.unionid);
		expect(await info(person.miniProgramOpenid)).toMatchObject({ errcode: 40003 });
		expect(await info(`\n${person.officialAccountOpenid}`)).toMatchObject({ errcode: 40003 });
		expect(await info()).toMatchObject({ errcode: 41009 });
	});

	test('no unionid when the accounts are not bound', async () => {
		await h.client.settings({ bound: false });
		expect(await info((await h.linked()).officialAccountOpenid)).not.toHaveProperty('unionid');
	});

	test('the scene of a follow is told', async () => {
		const [one, two] = await h.client.people({ follows: false, limit: 2 });
		await h.client.follow(one.id, { scene: 'shop-17' });
		await h.client.follow(two.id, { scene: '123' });
		const openid = async (id: string) => (await h.client.person(id)).officialAccountOpenid;
		expect(await info(await openid(one.id))).toMatchObject({ qr_scene: 0, qr_scene_str: 'shop-17' });
		expect(await info(await openid(two.id))).toMatchObject({ qr_scene: 123, qr_scene_str: '' });
	});

	test('a raw control character breaks strict readers', async () => {
		const { officialAccountOpenid } = await h.client.person('p2');
		const { data } = await h.wechat.getText('/cgi-bin/user/info', {
			...token,
			openid: officialAccountOpenid,
		});
		expect(() => JSON.parse(data) as unknown).toThrow(SyntaxError);
		expect(data).toContain('"remark":"A\u0001B\u001f客户"');
	});
});

describe('user/info/batchget', () => {
	test('100 are answered in order, 101 and none are 40032', async () => {
		const openids = await openidsOf(100);
		const { user_info_list: list } = await batch(openids);
		expect(list.map(({ openid }) => openid)).toEqual(openids);
		expect(new Set(list.map(({ unionid }) => unionid)).size).toBe(100);
		expect(await batch([...openids, openids[0]])).toMatchObject({ errcode: 40032 });
		expect(await batch([])).toMatchObject({ errcode: 40032 });
		expect(await h.wechat.post('/cgi-bin/user/info/batchget', {}, token)).toMatchObject({ errcode: 40032 });
	});

	describe('with a foreign openid in the middle', () => {
		const FOREIGN = 'oForeignForeignForeignForeig';
		const AT = 4;
		let openids: string[];
		let unionids: Array<string | undefined>;
		beforeEach(async () => {
			const own = await openidsOf(9);
			unionids = (await batch(own)).user_info_list.map(({ unionid }) => unionid);
			openids = [...own.slice(0, AT), FOREIGN, ...own.slice(AT)];
		});

		test("shift: it is echoed, and from there on everyone carries the neighbour's unionid", async () => {
			const { user_info_list: list } = await batch(openids);
			expect(list.map(({ openid }) => openid)).toEqual(openids);
			expect(list.map(({ unionid }) => unionid)).toEqual([...unionids, undefined]);
			expect(list[AT]).toEqual({ subscribe: 0, openid: FOREIGN, unionid: unionids[AT] });
			expect(list[AT + 1]).toMatchObject({ openid: openids[AT + 1], unionid: unionids[AT + 1] });
		});

		test('shift, looking like a twin or like nothing at all', async () => {
			await h.client.settings({ shiftLook: 'repeat' });
			const twins = (await batch(openids)).user_info_list;
			expect(twins.every(({ subscribe }) => subscribe === 1)).toBe(true);
			expect(twins.at(-1)?.unionid).toBe(twins.at(-2)?.unionid);
			await h.client.settings({ shiftLook: 'silent' });
			const silent = (await batch(openids)).user_info_list;
			expect(silent.every(({ subscribe }) => subscribe === 1)).toBe(true);
			expect(silent.map(({ unionid }) => unionid)).toEqual([...unionids, undefined]);
		});

		test('error, echo, drop', async () => {
			await h.client.settings({ batchgetForeign: 'error' });
			expect(await batch(openids)).toMatchObject({ errcode: 40003 });
			await h.client.settings({ batchgetForeign: 'echo' });
			const echoed = (await batch(openids)).user_info_list;
			expect(echoed[AT]).toEqual({ subscribe: 0, openid: FOREIGN });
			expect(echoed[AT + 1].unionid).toBe(unionids[AT]);
			await h.client.settings({ batchgetForeign: 'drop' });
			expect((await batch(openids)).user_info_list.map(({ unionid }) => unionid)).toEqual(unionids);
		});
	});

	test('somebody who unfollowed is told as such', async () => {
		const openids = await openidsOf(2);
		await h.client.unfollow(openids[0]);
		const { user_info_list: list } = await batch(openids);
		expect(list[0]).toEqual({ subscribe: 0, openid: openids[0] });
		expect(list[1].subscribe).toBe(1);
	});
});

test('updateremark counts bytes, not characters', async () => {
	const { officialAccountOpenid: openid, miniProgramOpenid, id } = await h.linked();
	const set = async (body: object) =>
		(await h.wechat.post('/cgi-bin/user/info/updateremark', body, token)).errcode;
	expect(await set({ openid, remark: '客'.repeat(10) })).toBe(0);
	expect((await h.client.person(id)).remark).toBe('客'.repeat(10));
	expect(await set({ openid, remark: '客'.repeat(11) })).toBe(40092);
	expect(await set({ openid: miniProgramOpenid, remark: 'x' })).toBe(40003);
	await h.client.unfollow(id);
	expect(await set({ openid, remark: 'x' })).toBe(43004);
});

test('people: some are linked, some only follow, some only use the mini program, some have left', async () => {
	const linked = await h.client.people({ linked: true, limit: 50 });
	expect(linked.every((p) => p.subscribe === 1 && p.miniProgramOpenid)).toBe(true);
	const [onlyFollows] = await h.client.people({ follows: true, usesMiniProgram: false, limit: 1 });
	expect(onlyFollows.miniProgramOpenid).toBeUndefined();
	const [onlyUses] = await h.client.people({ follows: false, usesMiniProgram: true, limit: 1 });
	expect(onlyUses.officialAccountOpenid).toBeUndefined();
	const [left] = await h.client.people({ unfollowed: true, limit: 1 });
	expect(left).toMatchObject({ subscribe: 0, officialAccountOpenid: expect.any(String) as string });
});

// WeChat page "转换openid": 100 openids a call, for 15 days from the approval of the migration on.
describe('changeopenid', () => {
	const DAY = 86_400_000;
	const change = async (openid_list: unknown, from_appid?: string) => {
		const { appId } = await h.client.oldAccount({ limit: 0 });
		const body = { from_appid: from_appid ?? appId, openid_list };
		return await h.wechat.post('/cgi-bin/changeopenid', body, await h.token());
	};
	const olds = async (limit: number) =>
		Object.values((await h.client.oldAccount({ follows: true, limit })).openids);

	test.each([
		[1, 0],
		[100, 0],
		[101, 40032],
		[0, 40032],
	])('%d openids: %d', async (count, errcode) => {
		const answer = await change(count === 0 ? [] : await olds(count));
		expect(answer.errcode).toBe(errcode);
		if (errcode === 0) expect(answer.result_list).toHaveLength(count);
	});

	test('tells of each openid whether it was one of the old account', async () => {
		const [own, unionid] = [(await olds(1))[0], (await h.linked()).unionid];
		expect((await change([own, unionid])).result_list).toEqual([
			{ ori_openid: own, new_openid: expect.any(String) as string, err_msg: 'ok' },
			{ ori_openid: unionid, err_msg: 'ori_openid error' },
		]);
	});

	test('the AppID of another account', async () => {
		expect((await change(await olds(1), (await h.secret()).appid)).errcode).toBe(63178);
	});

	test.each([63178, -1] as const)('ends after 15 days, with %d', async (migrationOver) => {
		await h.client.settings({ migrationOver });
		const [openid] = await olds(1);
		await h.client.advanceClock(15 * DAY - 60_000);
		expect((await change([openid])).errcode).toBe(0);
		await h.client.advanceClock(120_000);
		expect((await change([openid])).errcode).toBe(migrationOver);
	});
});
