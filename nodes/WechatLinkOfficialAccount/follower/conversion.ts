// Converting the openids of a migrated account with few calls, with an outcome for each: a refused one costs nobody else.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/call/api';
import { WechatError, notTried } from '../../shared/call/errors';
import { askMany } from '../../shared/call/many';
import { chunks } from '../../shared/run/chunks';
import { pLimit } from '../../shared/run/limit';
import type { Done } from '../../shared/run/operation';
import { countedBy } from '../../shared/run/progress';

/** WeChat takes at most 100 openids a call. */
const BATCH_SIZE = 100;
const CONCURRENT_CALLS = 5;
const UNKNOWN_OPENID = 'ori_openid error';

/** One person of the old account. */
export interface Old {
	openid: string;
	fromAppId: string;
}

/** What WeChat says about one openid; a missing entry says nothing. */
function outcomeOf(openid: string, entry: IDataObject | undefined): IDataObject {
	const said = String(entry?.err_msg ?? '');
	const converted = typeof entry?.new_openid === 'string' ? entry.new_openid : '';
	if (said === 'ok' && converted !== '')
		return { ori_openid: openid, new_openid: converted, converted: true };
	const reason = said === UNKNOWN_OPENID ? 'unknownOpenid' : said === '' ? 'noAnswer' : 'refused';
	return { ori_openid: openid, converted: false, reason, err_msg: said };
}

/** The conversions of one old account. */
class Conversion {
	readonly outcomes = new Map<string, IDataObject | Error>();
	private readonly limit = pLimit(CONCURRENT_CALLS);
	/** Set when WeChat would answer every further call alike. */
	private stopped?: WechatError;

	constructor(
		private readonly api: WechatApi,
		private readonly fromAppId: string,
		/** Says whose items are done. */
		private readonly done: (openids: string[]) => void,
	) {}

	async convert(openids: string[]): Promise<void> {
		// The first call alone: a wrong AppID is met once.
		const [first, ...rest] = chunks(openids, BATCH_SIZE);
		await this.batch(first);
		await Promise.all(rest.map(async (batch) => await this.batch(batch)));
	}

	private async batch(openids: string[]): Promise<void> {
		await askMany(openids, {
			ask: async (people) => {
				const entries = await this.limit(async () => await this.ask(people));
				for (const openid of people) this.outcomes.set(openid, outcomeOf(openid, entries.get(openid)));
				return [];
			},
			failed: (openid, error) => this.outcomes.set(openid, error),
		});
		this.done(openids);
	}

	private async ask(openids: string[]): Promise<Map<string, IDataObject>> {
		if (this.stopped) return await Promise.reject(notTried(this.stopped));
		const { result_list } = await this.call(openids);
		const list = Array.isArray(result_list) ? (result_list as IDataObject[]) : [];
		return new Map(list.map((entry) => [String(entry.ori_openid), entry]));
	}

	private async call(openids: string[]): Promise<IDataObject> {
		try {
			return await this.api.call({
				method: 'POST',
				path: '/cgi-bin/changeopenid',
				body: { from_appid: this.fromAppId, openid_list: openids },
				// It tells what the migration has made of them; nothing changes by asking.
				repeatable: true,
				returns: ['result_list'],
			});
		} catch (error) {
			// Before the next call takes this one's place.
			if (error instanceof WechatError && error.reach !== 'call') this.stopped ??= error;
			return await Promise.reject(error);
		}
	}
}

/**
 * The new openids of people of a migrated account; an openid that occurs twice is asked once.
 *
 * @param api the Official Account that took the followers over
 * @param people one per item, in item order
 * @param done says how many more of the items are done
 * @returns per item `ori_openid`, `converted`, and `new_openid` or `reason` with WeChat's `err_msg`; or the error of its call
 * @see docs/wechat/users.md; WeChat page "changeOpenid"
 */
export async function convertOpenids(
	api: WechatApi,
	people: Old[],
	done: Done,
): Promise<Array<IDataObject | Error>> {
	const conversions = new Map<string, Conversion>();
	for (const fromAppId of new Set(people.map((person) => person.fromAppId))) {
		const own = people.filter((person) => person.fromAppId === fromAppId).map(({ openid }) => openid);
		const conversion = new Conversion(api, fromAppId, countedBy(own, done));
		conversions.set(fromAppId, conversion);
		await conversion.convert([...new Set(own)]);
	}
	return people.map(({ openid, fromAppId }) => {
		const outcome = conversions.get(fromAppId)?.outcomes.get(openid);
		return outcome ?? outcomeOf(openid, undefined);
	});
}
