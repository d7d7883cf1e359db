// Looking up many people with few calls, without ever handing one person's unionid to another.
import type { IDataObject } from 'n8n-workflow';
import { chunks } from '../../shared/run/chunks';
import { pLimit } from '../../shared/run/limit';
import type { Done } from '../../shared/run/operation';
import { countedBy } from '../../shared/run/progress';
import { WechatError, notTried } from '../../shared/call/errors';
import { askMany } from '../../shared/call/many';
import type { WechatApi } from '../../shared/call/api';
import type { ApiCall } from '../../shared/call/types';

/** WeChat takes at most 100 openids a call. */
const BATCH_SIZE = 100;
const CONCURRENT_CALLS = 10;

export type UserInfo = IDataObject | Error;

/**
 * The openids of a batch answer that cannot be trusted.
 *
 * batchget has been seen to give every person after an invalid openid the unionid of the next one, without an error.
 * That shows as an entry too few, an entry that does not follow, a unionid that occurs twice, or one entry without
 * unionid among others that have one.
 */
function doubtfulOpenids(asked: string[], entries: Map<string, IDataObject>): Set<string> {
	const doubtful = new Set<string>();
	const owners = new Map<unknown, string>();
	const anyUnionid = [...entries.values()].some(({ unionid }) => Boolean(unionid));
	for (const openid of asked) {
		const entry = entries.get(openid);
		if (entry?.subscribe !== 1 || (anyUnionid && !entry.unionid)) doubtful.add(openid);
		if (!entry?.unionid) continue;
		const owner = owners.get(entry.unionid);
		if (owner !== undefined) doubtful.add(owner).add(openid);
		owners.set(entry.unionid, openid);
	}
	return doubtful;
}

/** A person's two ids side by side in the editor's table; the rest as WeChat orders it. */
function idsFirst({ openid, unionid, ...rest }: IDataObject): IDataObject {
	return { openid, ...(unionid === undefined ? {} : { unionid }), ...rest };
}

/** Looks people up in an account; one answer per distinct openid. */
class UserLookup {
	readonly found = new Map<string, UserInfo>();
	private readonly limit = pLimit(CONCURRENT_CALLS);
	/** Set when WeChat would answer every further call alike. */
	private stopped?: WechatError;

	constructor(
		private readonly api: WechatApi,
		private readonly lang: string,
	) {}

	/** @param openids distinct, at most as many as WeChat takes in a call */
	async batch(openids: string[]): Promise<void> {
		/** Asked before, in a list that looked wrong. */
		const askedAgain = new Set<string>();
		const ask = async (people: string[]): Promise<string[]> => {
			if (people.length === 1) {
				this.found.set(people[0], idsFirst(await this.single(people[0])));
				return [];
			}
			const isSecondTry = people.some((openid) => askedAgain.has(openid));
			const entries = await this.limit(async () => await this.askBatch(people));
			const doubtful = doubtfulOpenids(people, entries);
			if (doubtful.size === 0) {
				for (const openid of people) this.found.set(openid, idsFirst(entries.get(openid) as IDataObject));
				return [];
			}
			for (const openid of people) askedAgain.add(openid);
			// First without those that look wrong, which are asked one by one. When what is left still looks wrong, the cause
			// is among those that look right: halve until it stands alone.
			if (isSecondTry || doubtful.size === people.length) return people;
			await Promise.all([...doubtful].map(async (openid) => await askMany([openid], { ask, failed })));
			return people.filter((openid) => !doubtful.has(openid));
		};
		const failed = (openid: string, error: Error) => this.found.set(openid, error);
		await askMany(openids, { ask, failed });
	}

	private async ask(call: ApiCall): Promise<IDataObject> {
		if (this.stopped) return await Promise.reject(notTried(this.stopped));
		try {
			return await this.api.call(call);
		} catch (error) {
			if (error instanceof WechatError && error.reach !== 'call') this.stopped ??= error;
			return await Promise.reject(error);
		}
	}

	private async askBatch(openids: string[]): Promise<Map<string, IDataObject>> {
		const answer = await this.ask({
			method: 'POST',
			path: '/cgi-bin/user/info/batchget',
			body: { user_list: openids.map((openid) => ({ openid, lang: this.lang })) },
			repeatable: true,
			returns: ['user_info_list'],
		});
		const list = Array.isArray(answer.user_info_list) ? (answer.user_info_list as IDataObject[]) : [];
		return new Map(list.map((entry) => [String(entry.openid), entry]));
	}

	private async single(openid: string): Promise<IDataObject> {
		const query = { openid, lang: this.lang };
		const path = '/cgi-bin/user/info';
		return await this.limit(
			async () => await this.ask({ method: 'GET', path, query, repeatable: true, returns: ['subscribe'] }),
		);
	}
}

/**
 * The user records of many openids, with as few `batchget` calls as can be trusted.
 *
 * @param api the Official Account
 * @param openids in any order; duplicates are asked once
 * @param lang `zh_CN`, `zh_TW` or `en`
 * @param done says how many more of the openids are done, duplicates counted
 * @returns per openid its record, or the Error that kept it from being had
 * @see docs/wechat/users.md#user-info; WeChat pages "批量获取用户基本信息" and "获取用户基本信息"
 */
export async function lookUpUsers(
	api: WechatApi,
	openids: string[],
	lang: string,
	done: Done = () => undefined,
): Promise<Map<string, UserInfo>> {
	const lookup = new UserLookup(api, lang);
	const areDone = countedBy(openids, done);
	const looking = async (batch: string[]) => {
		await lookup.batch(batch);
		areDone(batch);
	};
	await Promise.all(chunks([...new Set(openids)], BATCH_SIZE).map(looking));
	return lookup.found;
}
