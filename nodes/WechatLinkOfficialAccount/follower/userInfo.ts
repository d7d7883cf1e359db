// Looking up many people with few calls, without ever handing one person's unionid to another.
import type { IDataObject } from 'n8n-workflow';
import { chunks } from '../../shared/chunks';
import { pLimit } from '../../shared/limit';
import { WechatError, notTried } from '../../shared/errors';
import type { ApiCall, WechatApi } from '../../shared/api';

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

	async batch(openids: string[], isSecondTry = false): Promise<void> {
		if (openids.length === 0) return;
		if (openids.length === 1) return await this.single(openids[0]);
		let entries: Map<string, IDataObject> | undefined;
		try {
			entries = await this.limit(async () => await this.askBatch(openids));
		} catch (error) {
			for (const openid of openids) this.found.set(openid, error as Error);
			return;
		}
		const doubtful = entries ? doubtfulOpenids(openids, entries) : undefined;
		if (entries && doubtful?.size === 0) {
			for (const openid of openids) this.found.set(openid, entries.get(openid) as IDataObject);
			return;
		}
		// First without those that look wrong, which are asked one by one. When what is left still looks wrong, the cause
		// is among those that look right: halve until it stands alone.
		if (doubtful && !isSecondTry && doubtful.size < openids.length) {
			const rest = openids.filter((openid) => !doubtful.has(openid));
			await Promise.all([
				this.batch(rest, true),
				...[...doubtful].map(async (openid) => await this.single(openid)),
			]);
			return;
		}
		const middle = Math.ceil(openids.length / 2);
		await Promise.all([this.batch(openids.slice(0, middle), true), this.batch(openids.slice(middle), true)]);
	}

	private async ask(call: ApiCall): Promise<IDataObject> {
		if (this.stopped) return await Promise.reject(notTried(this.stopped));
		try {
			return await this.api.call(call);
		} catch (error) {
			if (error instanceof WechatError && error.stopsAll) this.stopped ??= error;
			return await Promise.reject(error);
		}
	}

	/** @returns undefined when WeChat refuses the list as a whole because of one openid in it */
	private async askBatch(openids: string[]): Promise<Map<string, IDataObject> | undefined> {
		let answer: IDataObject;
		try {
			answer = await this.ask({
				method: 'POST',
				path: '/cgi-bin/user/info/batchget',
				body: { user_list: openids.map((openid) => ({ openid, lang: this.lang })) },
				repeatable: true,
				returns: ['user_info_list'],
			});
		} catch (error) {
			const errcode = (error as { explanation?: { errcode?: number } }).explanation?.errcode;
			return errcode === 40003 ? undefined : await Promise.reject(error);
		}
		const list = Array.isArray(answer.user_info_list) ? (answer.user_info_list as IDataObject[]) : [];
		return new Map(list.map((entry) => [String(entry.openid), entry]));
	}

	private async single(openid: string): Promise<void> {
		await this.limit(async () => {
			try {
				const query = { openid, lang: this.lang };
				const path = '/cgi-bin/user/info';
				const call: ApiCall = { method: 'GET', path, query, repeatable: true, returns: ['subscribe'] };
				this.found.set(openid, await this.ask(call));
			} catch (error) {
				this.found.set(openid, error as Error);
			}
		});
	}
}

/**
 * The user records of many openids, with as few `batchget` calls as can be trusted.
 *
 * @param api the Official Account
 * @param openids in any order; duplicates are asked once
 * @param lang `zh_CN`, `zh_TW` or `en`
 * @returns per openid its record, or the Error that kept it from being had
 * @see wechat-settled.md section 3; WeChat pages "批量获取用户基本信息" and "获取用户基本信息"
 */
export async function lookUpUsers(
	api: WechatApi,
	openids: string[],
	lang: string,
): Promise<Map<string, UserInfo>> {
	const lookup = new UserLookup(api, lang);
	await Promise.all(
		chunks([...new Set(openids)], BATCH_SIZE).map(async (batch) => await lookup.batch(batch)),
	);
	return lookup.found;
}
