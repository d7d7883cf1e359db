// Tags (用户标签), see docs/wechat/users.md#tags.
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { type Answer, ok } from './answer';
import type { Call, Endpoint, JsonObject } from './call';
import { forFollowers, pageOf, partly, readOpenids } from './openidLists';

const TAGGED_AT_ONCE = 50;
const MEMBERS_A_PAGE = 10_000;

function tag(world: World, { body, isConcurrent }: Call, isAdding: boolean): Answer {
	if (isConcurrent) throw new WechatRefusal(45169);
	const { id } = world.tags.get(body.tagid);
	const { people, foreign } = readOpenids(world, body.openid_list, TAGGED_AT_ONCE);
	if (isAdding && people.some((person) => world.tags.isFullFor(id, person))) throw new WechatRefusal(45059);
	for (const person of people) {
		if (isAdding) world.tags.add(id, person);
		else world.tags.remove(id, person);
	}
	return partly(foreign);
}

const tagOf = (body: Call['body']) => (body.tag ?? {}) as { id?: unknown; name?: unknown };

const taggedPeople = ({ openid_list: list }: JsonObject) =>
	Array.isArray(list) ? list.map((openid) => `tag ${String(openid)}`) : [];

export const tagEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/tags/get',
		method: 'GET',
		token: 'officialAccount',
		handle: (world) => ({ tags: world.tags.list() }),
	},
	forFollowers('/cgi-bin/tags/create', (world, { body }) => {
		const { id, name } = world.tags.create(tagOf(body).name);
		return { tag: { id, name } };
	}),
	forFollowers('/cgi-bin/tags/update', (world, { body }) => {
		world.tags.rename(tagOf(body).id, tagOf(body).name);
		return ok();
	}),
	forFollowers('/cgi-bin/tags/delete', (world, { body }) => {
		world.tags.delete(tagOf(body).id);
		return ok();
	}),
	forFollowers('/cgi-bin/user/tag/get', (world, { body }) => {
		const { members } = world.tags.get(body.tagid);
		return pageOf(world, [...members], body.next_openid, MEMBERS_A_PAGE);
	}),
	{
		...forFollowers('/cgi-bin/tags/members/batchtagging', (world, call) => tag(world, call, true)),
		busyKeys: taggedPeople,
	},
	{
		...forFollowers('/cgi-bin/tags/members/batchuntagging', (world, call) => tag(world, call, false)),
		busyKeys: taggedPeople,
	},
	forFollowers('/cgi-bin/tags/getidlist', (world, { body }) => {
		const person = world.people.byOfficialAccountOpenid(body.openid);
		if (person === undefined) throw new WechatRefusal(40003);
		return { tagid_list: world.tags.idsOf(person) };
	}),
];
