// List followers and Get user info, as n8n-core executes them against the sandbox.
import { Fixture } from './support/fixture';

const LIST = '/cgi-bin/user/get';
const BATCH = '/cgi-bin/user/info/batchget';
const FETCH = '/cgi-bin/stable_token';

let fixture: Fixture;
afterEach(async () => await fixture.close());

describe('List followers', () => {
	const parameters = (more: Record<string, unknown> = {}) => ({
		resource: 'follower',
		operation: 'getAll',
		returnAll: true,
		...(more as object),
	});

	it.each([
		['cursor', 4],
		['empty', 3],
	] as const)(
		'lists 25,000 with user info in the fewest calls when the last page has a %s',
		async (lastPage, listCalls) => {
			fixture = await Fixture.open({ followers: 25_000 });
			await fixture.client.settings({ lastPage });
			const { json, error } = await fixture.officialAccount(
				parameters({ options: { includeUserInfo: true } }),
			);

			expect(error).toBeUndefined();
			expect(json).toHaveLength(25_000);
			expect(new Set(json.map(({ openid }) => openid)).size).toBe(25_000);
			expect(json.every(({ subscribe }) => subscribe === 1)).toBe(true);
			const { calls } = await fixture.client.counters();
			expect(calls).toMatchObject({ [LIST]: listCalls, [BATCH]: 250, [FETCH]: 1 });
		},
	);

	it('survives a raw control character in a record', async () => {
		fixture = await Fixture.open({ followers: 300 });
		const { json, error } = await fixture.officialAccount(parameters({ options: { includeUserInfo: true } }));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(300);
		const hasControlCharacter = (value: unknown) =>
			typeof value === 'string' && [...value].some((character) => character < ' ');
		expect(json.some((user) => Object.values(user).some(hasControlCharacter))).toBe(true);
	});

	it('has the unionid beside the openid and leaves out what WeChat leaves empty, unless the raw data is wanted', async () => {
		fixture = await Fixture.open({ followers: 30 });
		const { json, hints } = await fixture.officialAccount(parameters());
		expect(hints).toEqual(['30 followers']);
		expect(Object.keys(json[0]).slice(0, 3)).toEqual(['openid', 'unionid', 'subscribe']);
		for (const user of json) expect(Object.keys(user)).not.toContain('nickname');
		const raw = await fixture.officialAccount(parameters({ simplify: false }));
		expect(raw.json).toEqual(
			json.map((user) => expect.objectContaining({ ...user, nickname: '' }) as unknown),
		);
		const pages = await fixture.officialAccount(parameters({ options: { outputMode: 'page' } }));
		expect(pages.hints).toEqual(['1 page']);
		expect(pages.json).toHaveLength(1);
	});

	it('stops at the limit', async () => {
		fixture = await Fixture.open();
		const { json } = await fixture.officialAccount(
			parameters({ returnAll: false, limit: 7, options: { includeUserInfo: false } }),
		);
		expect(json).toHaveLength(7);
		expect(Object.keys(json[0])).toEqual(['openid']);
	});

	it('gives an item per page when asked to', async () => {
		fixture = await Fixture.open({ followers: 25_000 });
		const { json } = await fixture.officialAccount(parameters({ options: { outputMode: 'page' } }));
		expect(json.map(({ openids }) => (openids as string[]).length)).toEqual([10_000, 10_000, 5_000]);
		expect(json[0]).toMatchObject({ total: 25_000, next_openid: (json[0].openids as string[]).at(-1) });
	});

	it('resumes after an openid', async () => {
		fixture = await Fixture.open();
		const { json: all } = await fixture.officialAccount(parameters());
		const startAfterOpenid = String(all[199].openid);
		const { json: rest } = await fixture.officialAccount(parameters({ options: { startAfterOpenid } }));
		expect(rest).toEqual(all.slice(200));
	});
});

describe('Get user info', () => {
	const parameters = { resource: 'follower', operation: 'get', openid: '={{ $json.openid }}' };
	const FOREIGN = 'oForeignForeignForeignForeig';

	const askFor = async (count: number) => {
		const people = await fixture.client.people({ follows: true, limit: count });
		return people.map((person) => ({
			openid: String(person.officialAccountOpenid),
			unionid: String(person.unionid),
		}));
	};

	it('answers 250 items in order from three calls, duplicates asked once', async () => {
		fixture = await Fixture.open();
		const people = await askFor(249);
		const asked = [...people, people[0]];
		const { json, items } = await fixture.officialAccount(parameters, { items: asked });
		expect(json.map(({ unionid }) => unionid)).toEqual(asked.map(({ unionid }) => unionid));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(asked.map((_, item) => ({ item })));
		expect(await fixture.calls(BATCH)).toBe(3);
	});

	it.each(['shift', 'error', 'echo', 'drop'] as const)(
		'gives a foreign openid an error and 249 others their own unionid (WeChat: %s)',
		async (batchgetForeign) => {
			fixture = await Fixture.open();
			await fixture.client.settings({ batchgetForeign });
			const people = await askFor(249);
			const asked = [...people.slice(0, 130), { openid: FOREIGN, unionid: '' }, ...people.slice(130)];
			const { json } = await fixture.officialAccount(parameters, { items: asked, continueOnFail: true });

			expect(json).toHaveLength(250);
			expect(json[130]).toMatchObject({ error: expect.any(String), errcode: 40003 });
			const wrong = json.filter((row, at) => at !== 130 && row.unionid !== asked[at].unionid);
			expect(wrong).toEqual([]);
		},
	);

	it.each([
		[0, 'subscribe0'],
		[99, 'subscribe0'],
		[40, 'repeat'],
		[0, 'silent'],
		[50, 'silent'],
	] as const)(
		'is not fooled by a shift that starts at place %i of a batch (%s)',
		async (place, shiftLook) => {
			fixture = await Fixture.open();
			await fixture.client.settings({ batchgetForeign: 'shift', shiftLook });
			const asked: Array<{ openid: string; unionid: string }> = await askFor(99);
			asked.splice(place, 0, { openid: FOREIGN, unionid: '' });
			const { json } = await fixture.officialAccount(parameters, { items: asked, continueOnFail: true });
			expect(json.filter((row, at) => at !== place && row.unionid !== asked[at].unionid)).toEqual([]);
		},
	);

	it('tells that a person does not follow', async () => {
		fixture = await Fixture.open();
		const [person] = await fixture.client.people({ follows: true, limit: 1 });
		await fixture.client.unfollow(person.id);
		const items = [{ openid: String(person.officialAccountOpenid) }];
		const { json } = await fixture.officialAccount(parameters, { items });
		expect(json[0]).toMatchObject({ subscribe: 0, openid: person.officialAccountOpenid });
	});
});

it.each([
	[59, 2],
	[20, 2],
	[30, 6],
	[60, 2],
])('a list in pages of %i that overlap by %i, with sixty followers, is whole', async (size, overlap) => {
	const own = await Fixture.open({ followers: 60 });
	await own.client.settings({ followerPageSize: size, pageOverlap: overlap, lastPage: 'cursor' });
	const all = { resource: 'follower', operation: 'getAll', returnAll: true };
	const { json, error } = await own.officialAccount(all);
	await own.close();
	expect(error).toBeUndefined();
	expect(new Set(json.map(({ openid }) => openid)).size).toBe(60);
});
