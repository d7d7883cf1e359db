import type { FaultRule } from '../../../../sandbox/client';
import { type Harness, type Json, startHarness } from '../harness';

let h: Harness;
const LIST = '/cgi-bin/user/get';
beforeAll(async () => {
	h = await startHarness();
});
afterAll(async () => await h.sandbox.close());

/** Starts anew, with pages of 50 of 300 followers. */
const begin = async (...faults: FaultRule[]) => {
	await h.client.reset({ settings: { followerPageSize: 50 }, faults });
	return await h.token();
};
const openidsOf = (page: Json) => (page.data as { openid: string[] }).openid;
const read = async (token: { access_token: string }, after?: unknown) =>
	await h.wechat.get(LIST, { ...token, next_openid: after as string | undefined });

test('a page that comes again', async () => {
	const token = await begin({ path: LIST, skip: 1, page: 'again' });
	const first = await read(token);
	expect(await read(token, first.next_openid)).toEqual(first);
	expect(openidsOf(await read(token, first.next_openid))).not.toEqual(openidsOf(first));
});

test('a cursor that does not move, and one that leads back', async () => {
	const token = await begin({ path: LIST, skip: 1, page: 'stuck' }, { path: LIST, skip: 2, page: 'circle' });
	const first = await read(token);
	const second = await read(token, first.next_openid);
	expect(second.next_openid).toBe(first.next_openid);
	expect(openidsOf(second)).not.toEqual(openidsOf(first));
	const third = await read(token, openidsOf(second).at(-1));
	const fourth = await read(token, third.next_openid);
	expect(fourth.next_openid).toBe(first.next_openid);
});

test('followers leave behind a page, the last of it first, and the same at every run', async () => {
	const run = async () => {
		const token = await begin({ path: LIST, unfollow: 3 });
		const page = await read(token);
		const gone = await h.client.people({ unfollowed: true, limit: 300 });
		const { total } = await read(token);
		return { last: page.next_openid, gone: gone.map((person) => person.officialAccountOpenid), total };
	};
	const first = await run();
	expect(first.total).toBe(297);
	expect(first.gone).toContain(first.last);
	expect(await run()).toEqual(first);
});

test.each([
	['expired', 42001],
	['revoked', 40001],
] as const)('a token that is %s between two pages', async (endToken, errcode) => {
	const token = await begin({ path: LIST, endToken });
	const first = await read(token);
	expect(openidsOf(first)).toHaveLength(50);
	expect((await read(token, first.next_openid)).errcode).toBe(errcode);
	expect((await h.token()).access_token).not.toBe(token.access_token);
});

test('one of several errcodes, by the seed', async () => {
	const run = async () => {
		const token = await begin({ path: LIST, times: 12, errcode: [40001, 40014, 42001] });
		const codes: unknown[] = [];
		for (let i = 0; i < 12; i++) codes.push((await read(token)).errcode);
		return codes;
	};
	const first = await run();
	expect(new Set(first)).toEqual(new Set([40001, 40014, 42001]));
	expect(await run()).toEqual(first);
});

test('a connection cut in the middle of an answer, of a call that took effect', async () => {
	const token = await begin({ path: LIST, reset: 'during' }, { path: LIST, reset: 'before' });
	await expect(read(token)).rejects.toThrow(/aborted|ECONNRESET/);
	await expect(read(token)).rejects.toThrow(/socket hang up|ECONNRESET/);
	await read(token);
	const calls = await h.client.calls({ path: LIST });
	expect(calls.map(({ answer, tookEffect }) => [answer, tookEffect])).toEqual([
		['reset', true],
		['reset', false],
		[0, true],
	]);
});

test('a reset with app secrets of its own', async () => {
	await h.client.reset({ secrets: { officialAccount: 'another' } });
	const { officialAccount, miniProgram } = await h.client.accounts();
	expect(officialAccount.appSecret).toBe('another');
	await h.client.reset();
	const seeded = await h.client.accounts();
	expect(seeded.officialAccount.appSecret).not.toBe('another');
	expect(seeded.miniProgram).toEqual(miniProgram);
});
