// Lists of openids, as tags and the block list take and tell them.
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { type Answer, ok } from './answer';
import type { Endpoint } from './call';

/**
 * @param list what stands in the body
 * @param limit how many openids one call may hold
 * @returns the people by their numbers in the world, and the openids that are nobody's
 * @throws WechatRefusal 40032 when it is no list, empty or too long, and the code of the setting `foreignInBatch`
 */
export function readOpenids(
	world: World,
	list: unknown,
	limit: number,
): { people: number[]; foreign: string[] } {
	if (!Array.isArray(list) || list.length === 0 || list.length > limit) throw new WechatRefusal(40032);
	const people: number[] = [];
	const foreign: string[] = [];
	for (const openid of list as unknown[]) {
		const person = world.people.byOfficialAccountOpenid(openid);
		if (person !== undefined && world.people.everFollowed(person)) people.push(person);
		else foreign.push(String(openid));
	}
	const { foreignInBatch } = world.settings;
	if (foreign.length > 0 && foreignInBatch !== 45171) throw new WechatRefusal(foreignInBatch);
	return { people, foreign };
}

/** @throws WechatRefusal 45171 with the openids that are nobody's: the others were done */
export function partly(foreign: string[]): Answer {
	if (foreign.length === 0) return ok();
	throw new WechatRefusal(45171, 'some openids failed', { fail_openid_list: foreign });
}

/**
 * @param after the openid behind which the page begins; absent or empty: the first page
 * @param size how many openids a page holds at most
 * @returns a page of a list of people, in the shape of user/get
 * @throws WechatRefusal 40003 when `after` is nobody's
 */
export function pageOf(world: World, all: number[], after: unknown, size: number) {
	const last = after === undefined || after === '' ? undefined : world.people.byOfficialAccountOpenid(after);
	if (last === undefined && after !== undefined && after !== '') throw new WechatRefusal(40003);
	const start = last === undefined ? 0 : all.indexOf(last) + 1;
	const openids = world.people.officialAccount.encodeMany(all.slice(start, start + size));
	if (openids.length === 0) return { count: 0, next_openid: '' };
	return { count: openids.length, data: { openid: openids }, next_openid: openids[openids.length - 1] };
}

/** @returns an endpoint of the official account that reads JSON */
export const forFollowers = (path: string, handle: Endpoint['handle']): Endpoint => ({
	path,
	method: 'POST',
	token: 'officialAccount',
	body: 'json',
	handle,
});
