// Tags (用户标签) and the block list (黑名单) (docs/wechat/users.md#tags and docs/wechat/users.md#block-list).
import type { World } from '../world/world';
import { type Answer, ok } from './answer';
import type { Call, Endpoint, JsonObject } from './endpoint';
import { WechatError } from './errors';

const TAGGED_AT_ONCE = 50;
const BLACKLISTED_AT_ONCE = 20;
const MEMBERS_A_PAGE = 10_000;

/** Followers by their openids, and which of these are nobody's. */
function readOpenids(world: World, list: unknown, limit: number): { people: number[]; foreign: string[] } {
	if (!Array.isArray(list) || list.length === 0 || list.length > limit) throw new WechatError(40032);
	const people: number[] = [];
	const foreign: string[] = [];
	for (const openid of list as unknown[]) {
		const person = world.people.byOfficialAccountOpenid(openid);
		if (person !== undefined && world.people.everFollowed(person)) people.push(person);
		else foreign.push(String(openid));
	}
	const { foreignInBatch } = world.settings;
	if (foreign.length > 0 && foreignInBatch !== 45171) throw new WechatError(foreignInBatch);
	return { people, foreign };
}

function partly(foreign: string[]): Answer {
	if (foreign.length === 0) return ok();
	throw new WechatError(45171, 'some openids failed', { fail_openid_list: foreign });
}

/** A part of a list of people behind one openid, in the shape of user/get. */
function page(world: World, all: number[], after: unknown, size: number) {
	const last = after === undefined || after === '' ? undefined : world.people.byOfficialAccountOpenid(after);
	if (last === undefined && after !== undefined && after !== '') throw new WechatError(40003);
	const start = last === undefined ? 0 : all.indexOf(last) + 1;
	const openids = world.people.officialAccount.encodeMany(all.slice(start, start + size));
	if (openids.length === 0) return { count: 0, next_openid: '' };
	return { count: openids.length, data: { openid: openids }, next_openid: openids[openids.length - 1] };
}

function tag(world: World, { body, isConcurrent }: Call, isAdding: boolean): Answer {
	if (isConcurrent) throw new WechatError(45169);
	const { id } = world.tags.get(body.tagid);
	const { people, foreign } = readOpenids(world, body.openid_list, TAGGED_AT_ONCE);
	if (isAdding && people.some((person) => world.tags.isFullFor(id, person))) throw new WechatError(45059);
	for (const person of people) {
		if (isAdding) world.tags.add(id, person);
		else world.tags.remove(id, person);
	}
	return partly(foreign);
}

function blacklist(world: World, { body }: Call, isAdding: boolean): Answer {
	const { people, foreign } = readOpenids(world, body.openid_list, BLACKLISTED_AT_ONCE);
	for (const person of people) world.people.setBlacklisted(person, isAdding);
	return partly(foreign);
}

const tagOf = (body: Call['body']) => (body.tag ?? {}) as { id?: unknown; name?: unknown };

const post = (path: string, handle: Endpoint['handle']): Endpoint => ({
	path,
	method: 'POST',
	token: 'officialAccount',
	body: 'json',
	handle,
});

const taggedPeople = ({ openid_list: list }: JsonObject) =>
	Array.isArray(list) ? list.map((openid) => `tag ${String(openid)}`) : [];

export const followerGroupEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/tags/get',
		method: 'GET',
		token: 'officialAccount',
		handle: (world) => ({ tags: world.tags.list() }),
	},
	post('/cgi-bin/tags/create', (world, { body }) => {
		const { id, name } = world.tags.create(tagOf(body).name);
		return { tag: { id, name } };
	}),
	post('/cgi-bin/tags/update', (world, { body }) => {
		world.tags.rename(tagOf(body).id, tagOf(body).name);
		return ok();
	}),
	post('/cgi-bin/tags/delete', (world, { body }) => {
		world.tags.delete(tagOf(body).id);
		return ok();
	}),
	post('/cgi-bin/user/tag/get', (world, { body }) => {
		const { members } = world.tags.get(body.tagid);
		return page(world, [...members], body.next_openid, MEMBERS_A_PAGE);
	}),
	{
		...post('/cgi-bin/tags/members/batchtagging', (world, call) => tag(world, call, true)),
		busyKeys: taggedPeople,
	},
	{
		...post('/cgi-bin/tags/members/batchuntagging', (world, call) => tag(world, call, false)),
		busyKeys: taggedPeople,
	},
	post('/cgi-bin/tags/getidlist', (world, { body }) => {
		const person = world.people.byOfficialAccountOpenid(body.openid);
		if (person === undefined) throw new WechatError(40003);
		return { tagid_list: world.tags.idsOf(person) };
	}),
	post('/cgi-bin/tags/members/getblacklist', (world, { body }) => {
		const all = world.people.blacklistedPeople();
		return { total: all.length, ...page(world, all, body.begin_openid, world.settings.blacklistPageSize) };
	}),
	post('/cgi-bin/tags/members/batchblacklist', (world, call) => blacklist(world, call, true)),
	post('/cgi-bin/tags/members/batchunblacklist', (world, call) => blacklist(world, call, false)),
];
