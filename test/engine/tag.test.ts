// Tag management, and the picker from which a tag is chosen.
import type { INodeListSearchResult } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const tag = (operation: string, more: object = {}) => ({ resource: 'tag', operation, ...more }) as never;
const byId = (value: string | number) => ({ tagId: { __rl: true, mode: 'id', value } });
const names = async () =>
	(await fixture.officialAccount(tag('getAll', { returnAll: true }))).json.map(({ name }) => name);

it('lists the tags of the account with their counts', async () => {
	const { json } = await fixture.officialAccount(tag('getAll', { returnAll: true }));
	expect(json).toContainEqual({ id: 100, name: '老客户', count: 250 });
	expect(await fixture.calls('/cgi-bin/tags/get')).toBe(1);
	const { json: two } = await fixture.officialAccount(tag('getAll', { limit: 2 }));
	expect(two).toEqual(json.slice(0, 2));
});

it('says how many there are, and why there is no list when the day is over', async () => {
	expect((await fixture.officialAccount(tag('getAll', { limit: 3 }))).hints).toEqual(['3 tags']);
	await fixture.client.settings({ quotas: { '/cgi-bin/tags/get': 1 } });
	const { error } = await fixture.officialAccount(tag('getAll'));
	expect(error?.httpCode).toBe('45009');
	const { hints } = await fixture.officialAccount(tag('getAll'), { continueOnFail: true });
	expect(hints).toEqual(['0 tags, 1 list failed']);
});

it('creates tags and deletes them', async () => {
	const { json, items } = await fixture.officialAccount(tag('create', { name: '={{ $json.name }}' }), {
		items: [{ name: '上海' }, { name: '北京' }],
	});
	expect(json.map(({ name }) => name)).toEqual(['上海', '北京']);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(await names()).toEqual(expect.arrayContaining(['上海', '北京']));
	const { json: deleted } = await fixture.officialAccount(tag('delete', byId(Number(json[0].id))));
	expect(deleted).toEqual([{ deleted: true }]);
	expect(await names()).not.toContain('上海');
});

it('renames a tag, with the same followers, as often as asked', async () => {
	const rename = tag('update', { ...byId(100), name: '={{ $json.name }}' });
	const { json } = await fixture.officialAccount(rename, { items: [{ name: 'VIP' }, { name: 'Regulars' }] });
	expect(json).toEqual([
		{ id: 100, name: 'VIP', success: true },
		{ id: 100, name: 'Regulars', success: true },
	]);
	const { json: tags } = await fixture.officialAccount(tag('getAll', { returnAll: true }));
	expect(tags).toContainEqual({ id: 100, name: 'Regulars', count: 250 });
});

it('leaves it to WeChat whether more than 10 Chinese characters fit', async () => {
	const name = '一二三四五六七八九十一';
	const { error } = await fixture.officialAccount(tag('create', { name }));
	expect(error?.httpCode).toBe('45158');
	await fixture.client.settings({ tagNameUnit: 'characters' });
	expect((await fixture.officialAccount(tag('create', { name }))).json[0]).toMatchObject({ name });
});

it.each([
	['a name that is taken', tag('create', { name: '老客户' }), 45157],
	['a new name that is taken', tag('update', { ...byId(101), name: '老客户' }), 45157],
	['a rename of a tag that is not there', tag('update', { ...byId(4711), name: 'X' }), 45159],
	["a rename of a tag of WeChat's own", tag('update', { ...byId(2), name: 'X' }), 45058],
	['a tag that is not there', tag('delete', byId(4711)), 45159],
	["a tag of WeChat's own", tag('delete', byId(2)), 45058],
])('explains %s', async (_, parameters, errcode) => {
	const { error } = await fixture.officialAccount(parameters);
	expect(error?.httpCode).toBe(String(errcode));
	expect(error?.description).toContain(`errcode ${errcode}`);
	const { json } = await fixture.officialAccount(parameters, { continueOnFail: true });
	expect(json[0]).toMatchObject({ errcode, error: error?.message });
});

it('does not create a tag twice when the answer is lost', async () => {
	await fixture.client.fault({ path: '/cgi-bin/tags/create', reset: 'after' });
	const { error } = await fixture.officialAccount(tag('create', { name: '上海' }));
	expect(error?.description).toContain('not known');
	expect(await fixture.calls('/cgi-bin/tags/create')).toBe(1);
});

it.each([
	['no name', tag('create', { name: '={{ $json.nothing }}' }), 'Name'],
	['31 characters', tag('create', { name: '字'.repeat(31) }), '31 characters'],
	['no new name', tag('update', { ...byId(100), name: '={{ $json.nothing }}' }), 'Name'],
	['no tag to rename', tag('update', { ...byId('={{ $json.nothing }}'), name: 'X' }), 'Tag'],
	['no tag', tag('delete', byId('={{ $json.nothing }}')), 'Tag'],
	['a limit of 0', tag('getAll', { limit: 0 }), 'Limit'],
])('%s is refused before any call', async (_, parameters, named) => {
	const { error } = await fixture.officialAccount(parameters);
	expect(error?.message).toContain(named);
	expect(error?.description?.length).toBeGreaterThan(10);
	expect(await fixture.allCalls()).toBe(0);
});

describe('the picker', () => {
	const search = async (filter?: string) =>
		(await fixture.pick<INodeListSearchResult>('officialAccount', 'searchTags', { filter })).results;

	it('offers every tag by its name, with one call', async () => {
		expect(await search()).toContainEqual({ name: '老客户', value: '100' });
		expect(await fixture.calls('/cgi-bin/tags/get')).toBe(1);
		expect(await fixture.allCalls()).toBe(2);
	});

	it('searches by a part of the name and by the ID', async () => {
		expect(await search('客')).toEqual([{ name: '老客户', value: '100' }]);
		expect(await search(' 101 ')).toEqual([{ name: '广东', value: '101' }]);
		expect(await search('no such tag')).toEqual([]);
	});

	it('tells why there is no list', async () => {
		await fixture.client.settings({ ipWhitelist: { officialAccount: [] } });
		await expect(search()).rejects.toThrow(/whitelist/i);
	});
});
