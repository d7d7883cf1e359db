// The block list (黑名单), see docs/wechat/users.md#block-list.
import type { World } from '../world/world';
import type { Answer } from './answer';
import type { Call, Endpoint } from './call';
import { forFollowers, pageOf, partly, readOpenids } from './openidLists';

const BLACKLISTED_AT_ONCE = 20;

function block(world: World, { body }: Call, isBlocking: boolean): Answer {
	const { people, foreign } = readOpenids(world, body.openid_list, BLACKLISTED_AT_ONCE);
	for (const person of people) world.people.setBlacklisted(person, isBlocking);
	return partly(foreign);
}

export const blockListEndpoints: Endpoint[] = [
	forFollowers('/cgi-bin/tags/members/getblacklist', (world, { body }) => {
		const all = world.people.blacklistedPeople();
		return { total: all.length, ...pageOf(world, all, body.begin_openid, world.settings.blacklistPageSize) };
	}),
	forFollowers('/cgi-bin/tags/members/batchblacklist', (world, call) => block(world, call, true)),
	forFollowers('/cgi-bin/tags/members/batchunblacklist', (world, call) => block(world, call, false)),
];
