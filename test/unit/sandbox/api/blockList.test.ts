import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let token: { access_token: string };
let openids: string[];
inHarness(async (opened) => {
	h = opened;
	token = await h.token();
	openids = (await h.client.people({ follows: true, limit: 100 })).map((p) => p.officialAccountOpenid ?? '');
});
const post = async (path: string, body: Json) => await h.wechat.post(`/cgi-bin/${path}`, body, token);
const FOREIGN = 'oForeignForeignForeignForeig';

test('the block list: 20 at once, listed in pages', async () => {
	const block = async (openid_list: string[], kind = 'batchblacklist') =>
		(await post(`tags/members/${kind}`, { openid_list })).errcode;
	const list = async (begin_openid = '') => await post('tags/members/getblacklist', { begin_openid });
	expect(await list()).toEqual({ total: 0, count: 0, next_openid: '' });
	expect(await block(openids.slice(0, 21))).toBe(40032);
	expect(await block(openids.slice(0, 20))).toBe(0);
	expect(await block([FOREIGN])).toBe(40003);
	await h.client.settings({ blacklistPageSize: 15 });
	expect(await list()).toMatchObject({ total: 20, count: 15, next_openid: openids[14] });
	expect(await list(openids[14])).toMatchObject({ count: 5, data: { openid: openids.slice(15, 20) } });
	expect((await h.client.person(openids[0])).blacklisted).toBe(true);
	expect(await block(openids.slice(0, 20), 'batchunblacklist')).toBe(0);
	expect(await list()).toMatchObject({ total: 0 });
});
