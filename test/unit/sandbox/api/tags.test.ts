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

describe('tags', () => {
	const create = async (name: unknown) => await post('tags/create', { tag: { name } });

	test('are made, listed, renamed and deleted', async () => {
		const { tag } = (await create('广州')) as { tag: { id: number; name: string } };
		expect(tag.name).toBe('广州');
		expect((await post('tags/update', { tag: { id: tag.id, name: '深圳' } })).errcode).toBe(0);
		const list = async () =>
			(
				(await h.wechat.get('/cgi-bin/tags/get', token)) as {
					tags: Array<{ id: number; name: string; count: number }>;
				}
			).tags;
		expect(await list()).toContainEqual({ id: tag.id, name: '深圳', count: 0 });
		expect((await post('tags/delete', { tag: { id: tag.id } })).errcode).toBe(0);
		expect((await list()).map(({ id }) => id)).not.toContain(tag.id);
	});

	test('refuse bad names and numbers', async () => {
		expect((await create('')).errcode).toBe(45157);
		expect((await create('广东')).errcode).toBe(45157);
		expect((await create('一'.repeat(11))).errcode).toBe(45158);
		expect((await post('tags/update', { tag: { id: 2, name: 'x' } })).errcode).toBe(45058);
		expect((await post('tags/delete', { tag: { id: 9999 } })).errcode).toBe(45159);
		for (let i = 0; i < 98; i++) await create(`t${i}`);
		expect((await create('one too many')).errcode).toBe(45056);
	});

	test('are refused to a person whom another call is tagging', async () => {
		await h.client.fault({ path: '/cgi-bin/tags/members/batchtagging', contains: openids[1], delayMs: 500 });
		const batch = async (tagid: number, list: string[]) =>
			await post('tags/members/batchtagging', { openid_list: list, tagid });
		const answers = await Promise.all([
			batch(100, openids.slice(0, 2)),
			batch(101, openids.slice(1, 3)),
			batch(101, openids.slice(3, 4)),
		]);
		expect(answers.map(({ errcode }) => errcode).sort()).toEqual([0, 0, 45169]);
		expect((await batch(101, openids.slice(1, 3))).errcode).toBe(0);
	});

	test('are put on at most 50 people at once and taken off again', async () => {
		const { tag } = (await create('新')) as { tag: { id: number } };
		const batch = async (openid_list: string[], kind = 'batchtagging') =>
			await post(`tags/members/${kind}`, { openid_list, tagid: tag.id });
		expect((await batch(openids.slice(0, 51))).errcode).toBe(40032);
		expect((await batch([])).errcode).toBe(40032);
		expect((await batch(openids.slice(0, 50))).errcode).toBe(0);
		const members = await post('user/tag/get', { tagid: tag.id, next_openid: '' });
		expect(members).toEqual({ count: 50, data: { openid: openids.slice(0, 50) }, next_openid: openids[49] });
		expect(await post('user/tag/get', { tagid: tag.id, next_openid: openids[49] })).toEqual({
			count: 0,
			next_openid: '',
		});
		expect((await post('tags/getidlist', { openid: openids[0] })).tagid_list).toContain(tag.id);
		expect((await batch([openids[0]], 'batchuntagging')).errcode).toBe(0);
		expect((await post('tags/getidlist', { openid: openids[0] })).tagid_list).not.toContain(tag.id);
	});

	test('20 at most on one person', async () => {
		const add = async (i: number) => {
			const { tag } = (await create(`t${i}`)) as { tag: { id: number } };
			return (await post('tags/members/batchtagging', { openid_list: [openids[0]], tagid: tag.id })).errcode;
		};
		for (let i = 0; i < 18; i++) expect(await add(i)).toBe(0);
		expect(await add(18)).toBe(45059);
	});

	test.each([40003, 49003, 45171] as const)('a foreign openid among them: %s', async (foreignInBatch) => {
		await h.client.settings({ foreignInBatch });
		const { tag } = (await create('新')) as { tag: { id: number } };
		const answer = await post('tags/members/batchtagging', {
			openid_list: [openids[0], FOREIGN],
			tagid: tag.id,
		});
		expect(answer.errcode).toBe(foreignInBatch);
		if (foreignInBatch === 45171) expect(answer.fail_openid_list).toEqual([FOREIGN]);
		const { tagid_list: ids } = (await post('tags/getidlist', { openid: openids[0] })) as {
			tagid_list: number[];
		};
		expect(ids.includes(tag.id)).toBe(foreignInBatch === 45171);
	});
});
