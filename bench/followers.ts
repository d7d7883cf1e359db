// Listing all followers with their user info, and the same calls made bare.
import axios from 'axios';
import { outputOf } from '../demo/n8n/client';
import type { Bench, Run } from './bench';
import { WORK, type WorkNode } from './workflows';

const LIST = '/cgi-bin/user/get';
const BATCH = '/cgi-bin/user/info/batchget';
const BATCH_SIZE = 100;

interface Request {
	method: 'GET' | 'POST';
	url: string;
	body?: object;
}

/** WeChat's answer to a list call, as far as it is read here. */
interface Page {
	data?: { openid: string[] };
	next_openid: string;
}

/** All followers of the sandbox's account. */
export class Followers {
	private constructor(
		private readonly bench: Bench,
		/** The calls that a listing needs at least. */
		readonly requests: Request[],
		readonly openids: string[],
	) {}

	/** Reads the list itself once, to know the calls that it takes. */
	static async open(bench: Bench): Promise<Followers> {
		const { sandboxUrl, token } = bench.reach;
		const requests: Request[] = [];
		const openids: string[] = [];
		let next = '';
		do {
			const query = new URLSearchParams({ access_token: token, ...(next ? { next_openid: next } : {}) });
			const url = `${sandboxUrl}${LIST}?${query.toString()}`;
			const { data: page } = await axios.get<Page>(url, { proxy: false });
			requests.push({ method: 'GET', url });
			openids.push(...(page.data?.openid ?? []));
			next = page.next_openid;
		} while (next !== '');
		for (let at = 0; at < openids.length; at += BATCH_SIZE) {
			const list = openids.slice(at, at + BATCH_SIZE).map((openid) => ({ openid, lang: 'zh_CN' }));
			const url = `${sandboxUrl}${BATCH}?access_token=${token}`;
			requests.push({ method: 'POST', url, body: { user_list: list } });
		}
		return new Followers(bench, requests, openids);
	}

	/** This package's node: List followers, with their user info. */
	packageNode(): WorkNode {
		return {
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
			typeVersion: 1,
			credentials: this.bench.reach.credentials,
			parameters: {
				resource: 'follower',
				operation: 'getAll',
				returnAll: true,
				options: { includeUserInfo: true },
			},
		};
	}

	/**
	 * One run of the package's node.
	 *
	 * @throws Error when a follower is missing, or has no unionid, or a call too many was made
	 */
	async list(workflow: string): Promise<Run> {
		await this.bench.sandbox.resetCounters();
		const run = await this.bench.run(workflow, [{}]);
		const users = outputOf(run.execution, WORK);
		const known = new Set(users.filter(({ unionid }) => unionid).map(({ openid }) => openid));
		const { length } = this.openids;
		if (users.length !== length || !this.openids.every((openid) => known.has(openid))) {
			throw new Error(
				`${workflow} put out ${users.length} followers, ${known.size} with unionid; ${length} follow.`,
			);
		}
		await this.checkCalls(workflow);
		return run;
	}

	/** The same calls, made bare. @throws Error when they were not answered */
	async callBare(workflow: string): Promise<Run> {
		await this.bench.sandbox.resetCounters();
		const run = await this.bench.run(
			workflow,
			this.requests.map((request) => ({ request })),
		);
		await this.checkCalls(workflow);
		return run;
	}

	/** Lists with whatever token n8n has, and @returns the calls it took, by path */
	async countCalls(workflow: string): Promise<Record<string, number>> {
		await this.bench.sandbox.resetCounters();
		await this.bench.run(workflow, [{}]);
		return (await this.bench.sandbox.counters()).calls;
	}

	private async checkCalls(workflow: string) {
		const { calls, byErrcode } = await this.bench.sandbox.counters();
		const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
		if (total !== this.requests.length || byErrcode[0] !== total) {
			throw new Error(
				`${workflow} made ${JSON.stringify(calls)}, answered ${JSON.stringify(byErrcode)}; ` +
					`${this.requests.length} calls were to be expected.`,
			);
		}
	}
}
