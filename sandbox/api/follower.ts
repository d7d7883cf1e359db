// Followers: the list, the records, the remark (docs/wechat/users.md#followers and docs/wechat/users.md#remark,
// docs/wechat/users.md#user-info and docs/wechat/users.md#moving-an-account).
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { ok } from './answer';
import type { Endpoint, JsonObject } from './call';

const BATCH_LIMIT = 100;
/** "Fewer than 30 bytes" says the page; 30 were taken, 33 refused. */
const REMARK_BYTES = 30;

function unionidOf(world: World, person: number): { unionid?: string } {
	return world.settings.bound ? { unionid: world.people.union.encode(person) } : {};
}

function record(world: World, person: number): JsonObject {
	const { people, tags, settings } = world;
	const openid = world.openid('officialAccount', person);
	if (!people.follower(person)) {
		const keepsUnionid = settings.unfollowedUnionid && people.everFollowed(person);
		return { subscribe: 0, openid, ...(keepsUnionid ? unionidOf(world, person) : {}) };
	}
	const { subscribeTime, scene, qrScene, qrSceneStr } = people.followOf(person);
	const tagIds = tags.idsOf(person);
	return {
		subscribe: 1,
		openid,
		nickname: '',
		sex: 0,
		language: 'zh_CN',
		city: '',
		province: '',
		country: '',
		headimgurl: '',
		subscribe_time: subscribeTime,
		...unionidOf(world, person),
		remark: people.remark(person),
		groupid: tagIds[0] ?? 0,
		tagid_list: tagIds,
		subscribe_scene: scene,
		qr_scene: qrScene,
		qr_scene_str: qrSceneStr,
	};
}

/** From the foreign openid on, every entry carries the unionid of the one behind it. */
function shifted(world: World, openids: string[]): JsonObject[] {
	const found = openids.map((openid) => world.people.byOfficialAccountOpenid(openid));
	const unionids = found.flatMap((person) => (person === undefined ? [] : [record(world, person).unionid]));
	const { shiftLook } = world.settings;
	return openids.map((openid, i) => {
		const person = found[i];
		const entry: JsonObject =
			person !== undefined
				? record(world, person)
				: shiftLook === 'subscribe0'
					? { subscribe: 0, openid }
					: { ...record(world, 0), openid, remark: '', tagid_list: [], groupid: 0 };
		const isBehindTheEnd = i >= unionids.length;
		const unionid = isBehindTheEnd && shiftLook === 'repeat' ? unionids.at(-1) : unionids[i];
		delete entry.unionid;
		return unionid === undefined ? entry : { ...entry, unionid };
	});
}

function batch(world: World, openids: string[]): JsonObject[] {
	const found = openids.map((openid) => world.people.byOfficialAccountOpenid(openid));
	const { batchgetForeign } = world.settings;
	if (!found.includes(undefined)) return found.map((person) => record(world, person as number));
	if (batchgetForeign === 'error') throw new WechatRefusal(40003);
	if (batchgetForeign === 'shift') return shifted(world, openids);
	return found.flatMap((person, i) => {
		if (person !== undefined) return [record(world, person)];
		return batchgetForeign === 'echo' ? [{ subscribe: 0, openid: openids[i] }] : [];
	});
}

/** @throws WechatRefusal 40003 when the list cannot go on behind this openid */
function listStart(world: World, nextOpenid: string | undefined): number | undefined {
	if (!nextOpenid) return undefined;
	const { people, settings } = world;
	const last = people.byOfficialAccountOpenid(nextOpenid);
	if (last === undefined) throw new WechatRefusal(40003);
	if (settings.unfollowedCursor === 'error' && !people.follower(last)) throw new WechatRefusal(40003);
	return settings.pageOverlap === 0 ? last : people.before(last, settings.pageOverlap);
}

export const followerEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/user/get',
		method: 'GET',
		token: 'officialAccount',
		daily: 500,
		handle(world, { query }) {
			const { people, settings } = world;
			const size = settings.followerPageSize;
			const found = people.listFollowers(listStart(world, query.next_openid), size + 1);
			const page = people.officialAccount.encodeMany(found.slice(0, size));
			const total = people.followerCount;
			if (page.length === 0) return { total, count: 0, next_openid: '' };
			const isLast = found.length <= size;
			let next = isLast && settings.lastPage === 'empty' ? '' : page[page.length - 1];
			if (settings.pageStuck && query.next_openid) next = query.next_openid;
			return { total, count: page.length, data: { openid: page }, next_openid: next };
		},
	},
	{
		path: '/cgi-bin/user/info',
		method: 'GET',
		token: 'officialAccount',
		daily: 5_000_000,
		handle(world, { query }) {
			if (query.openid === undefined) throw new WechatRefusal(41009);
			const person = world.people.byOfficialAccountOpenid(query.openid);
			if (person === undefined) throw new WechatRefusal(40003);
			return record(world, person);
		},
	},
	{
		path: '/cgi-bin/user/info/batchget',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		daily: 500_000,
		handle(world, { body }) {
			const list = body.user_list;
			if (!Array.isArray(list) || list.length === 0 || list.length > BATCH_LIMIT)
				throw new WechatRefusal(40032);
			const openids = list.map((entry: unknown) => (entry as { openid?: unknown } | null)?.openid);
			if (!openids.every((openid) => typeof openid === 'string')) throw new WechatRefusal(40003);
			return { user_info_list: batch(world, openids) };
		},
	},
	{
		path: '/cgi-bin/changeopenid',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		handle(world, { body: { from_appid: fromAppId, openid_list: list } }) {
			if (fromAppId !== world.oldAccount.appId) throw new WechatRefusal(63178);
			if (!world.oldAccount.isOpen(world.now())) throw new WechatRefusal(world.settings.migrationOver);
			if (!Array.isArray(list) || list.length === 0 || list.length > BATCH_LIMIT)
				throw new WechatRefusal(40032);
			const convert = (openid: unknown) => {
				const person = world.oldAccount.openids.decode(openid);
				const isKnown = world.people.exists(person) && world.people.everFollowed(person);
				return isKnown
					? { ori_openid: openid, new_openid: world.openid('officialAccount', person), err_msg: 'ok' }
					: { ori_openid: openid, err_msg: 'ori_openid error' };
			};
			return ok({ result_list: list.map(convert) });
		},
	},
	{
		path: '/cgi-bin/user/info/updateremark',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		daily: 10_000,
		handle(world, { body: { openid, remark } }) {
			const person = world.people.byOfficialAccountOpenid(openid);
			if (person === undefined) throw new WechatRefusal(40003);
			if (typeof remark !== 'string' || Buffer.byteLength(remark) > REMARK_BYTES)
				throw new WechatRefusal(40092);
			if (!world.people.follower(person)) throw new WechatRefusal(43004);
			world.people.setRemark(person, remark);
			return ok();
		},
	},
];
