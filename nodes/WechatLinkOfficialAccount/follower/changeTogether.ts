// Changing many followers with few calls: a refused openid never takes the others down with it.
import type { IDataObject } from 'n8n-workflow';
import { explain } from '../../../wechat/errors/explain';
import type { WechatApi } from '../../shared/call/api';
import { chunks } from '../../shared/run/chunks';
import { WechatError, notTried } from '../../shared/call/errors';
import { askMany } from '../../shared/call/many';
import { pLimit } from '../../shared/run/limit';
import type { Done } from '../../shared/run/operation';
import { countedBy } from '../../shared/run/progress';

const CONCURRENT_CALLS = 5;
/** The answer that names the openids it did not take, in `fail_openid_list`. */
const SOME_FAILED = 45171;

/** One person and what is to happen to them; people with the same tag go into one call. */
interface Change {
	openid: string;
	tagid?: number;
}

/** Which call makes the change. */
interface ChangeCall {
	path: string;
	/** Openids that WeChat takes in one call. */
	atMost: number;
	/** Says how many of the items are done. */
	done: Done;
}

/** The changes of one kind: all with the same tag, or all without. */
class ChangeRun {
	readonly failed = new Map<string, unknown>();
	private readonly limit = pLimit(CONCURRENT_CALLS);
	/** Set when WeChat would answer every further call alike. */
	stopped?: WechatError;

	constructor(
		private readonly api: WechatApi,
		private readonly call: ChangeCall,
		/** Says whose items are done. */
		private readonly done: (openids: string[]) => void,
	) {}

	/** Distinct openids, so that no two calls under way are about the same person: WeChat refuses that with 45169. */
	async changeAll(openids: string[], tagid?: number): Promise<void> {
		const batches = chunks(openids, this.call.atMost);
		const changing = async (batch: string[]) => {
			await this.change(batch, tagid);
			this.done(batch);
		};
		await Promise.all(batches.map(changing));
	}

	private async change(openids: string[], tagid?: number): Promise<void> {
		await askMany(openids, {
			ask: async (people) => {
				const answer = await this.limit(async () => await this.ask(people, tagid));
				const refused = refusedOf(people, answer);
				if (!refused) return [];
				// Those that WeChat names are asked once more: what it did not take in company it may take alone. Where it
				// names nobody it may be anybody.
				if (people.length === 1) return await Promise.reject(refusal(answer, this.call.path));
				return refused.length === 0 ? people : refused;
			},
			failed: (openid, error) => this.failed.set(openid, error),
		});
	}

	private async ask(openids: string[], tagid?: number): Promise<IDataObject> {
		if (this.stopped) return await Promise.reject(notTried(this.stopped));
		try {
			return await this.api.call({
				method: 'POST',
				path: this.call.path,
				body: { openid_list: openids, ...(tagid === undefined ? {} : { tagid }) },
				// What is tagged or blocked already stays so.
				repeatable: true,
				answers: [SOME_FAILED],
			});
		} catch (error) {
			// Before the next call takes this one's place.
			if (error instanceof WechatError && error.reach !== 'call') this.stopped ??= error;
			return await Promise.reject(error);
		}
	}
}

/** The openids that the answer refuses; undefined when it took them all. */
function refusedOf(openids: string[], answer: IDataObject): string[] | undefined {
	if (Number(answer.errcode ?? 0) !== SOME_FAILED) return undefined;
	const list = Array.isArray(answer.fail_openid_list) ? answer.fail_openid_list.map(String) : [];
	return openids.filter((openid) => list.includes(openid));
}

function refusal(answer: IDataObject, path: string): WechatError {
	const explanation = explain({ errcode: answer.errcode, errmsg: answer.errmsg, path });
	const { errcode, rid } = explanation;
	return new WechatError({
		message: 'WeChat refused this openid',
		description: `Check that it is an openid of this very account and that the person follows; then run again for this person (errcode ${errcode}${rid ? `, rid ${rid}` : ''})`,
		explanation,
	});
}

/**
 * Makes one change to many followers, with as few calls as WeChat's limit allows; a person who occurs twice is sent once.
 *
 * @param api the Official Account
 * @param changes one per item, in item order
 * @param call which call makes the change
 * @returns per item what was changed, or the error that is this person's own
 * @see docs/wechat/users.md#tags and docs/wechat/users.md#block-list
 */
export async function changeTogether(
	api: WechatApi,
	changes: Change[],
	call: ChangeCall,
): Promise<Array<IDataObject | Error>> {
	const results: Array<IDataObject | Error> = [];
	let stopped: WechatError | undefined;
	// One tag after the other: the same person may be in several.
	for (const tagid of new Set(changes.map((change) => change.tagid))) {
		const own = changes.filter((change) => change.tagid === tagid).map(({ openid }) => openid);
		const run = new ChangeRun(api, call, countedBy(own, call.done));
		run.stopped = stopped;
		await run.changeAll([...new Set(own)], tagid);
		stopped = run.stopped;
		for (const [at, change] of changes.entries()) {
			if (change.tagid !== tagid) continue;
			const error = run.failed.get(change.openid);
			results[at] = error === undefined ? { ...change, success: true } : (error as Error);
		}
	}
	return results;
}
