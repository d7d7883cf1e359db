// Listing followers with their user info, and the same calls made bare.
import axios from 'axios';
import { createHash } from 'node:crypto';
import type { Bench, Protocol, Reach, Run } from './bench';
import type { WorkNode } from './workflows';

const LIST = '/cgi-bin/user/get';
const INFO = '/cgi-bin/user/info';
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

const hashOf = (openids: string[]) => createHash('sha256').update(openids.join()).digest('hex');

/** The first followers of the sandbox's account, in the order of its list. */
export class Followers {
	private constructor(
		private readonly bench: Bench,
		private readonly reach: Reach,
		readonly openids: string[],
		private readonly listRequests: Request[],
	) {}

	/**
	 * Reads the list itself once, to know the calls that it takes.
	 *
	 * @param most how many followers
	 */
	static async open(bench: Bench, protocol: Protocol, most: number): Promise<Followers> {
		const reach = bench.reach(protocol);
		// The platform is the same; over HTTPS this process would have to trust it first.
		const { sandboxUrl } = bench.reach('HTTP');
		const queries: string[] = [];
		const openids: string[] = [];
		let next = '';
		do {
			const query = new URLSearchParams({
				access_token: reach.token,
				...(next ? { next_openid: next } : {}),
			});
			const { data: page } = await axios.get<Page>(`${sandboxUrl}${LIST}?${query.toString()}`, {
				proxy: false,
			});
			queries.push(query.toString());
			openids.push(...(page.data?.openid ?? []));
			next = page.next_openid;
		} while (next !== '' && openids.length < most);
		const requests = queries.map((query) => ({
			method: 'GET' as const,
			url: `${reach.sandboxUrl}${LIST}?${query}`,
		}));
		return new Followers(bench, reach, openids.slice(0, most), requests);
	}

	/** The calls that a listing with user info needs at least. */
	get requests(): Request[] {
		const { sandboxUrl, token } = this.reach;
		const requests = [...this.listRequests];
		for (let at = 0; at < this.openids.length; at += BATCH_SIZE) {
			const list = this.openids.slice(at, at + BATCH_SIZE).map((openid) => ({ openid, lang: 'zh_CN' }));
			const url = `${sandboxUrl}${BATCH}?access_token=${token}`;
			requests.push({ method: 'POST', url, body: { user_list: list } });
		}
		return requests;
	}

	/** A call for each of so many people. */
	singleRequests(count: number): Request[] {
		const { sandboxUrl, token } = this.reach;
		return this.openids.slice(0, count).map((openid) => {
			const query = new URLSearchParams({ access_token: token, openid, lang: 'zh_CN' });
			return { method: 'GET', url: `${sandboxUrl}${INFO}?${query.toString()}` };
		});
	}

	/** This package's node: List followers. */
	packageNode(options: { includeUserInfo?: boolean; outputMode?: 'page' }): WorkNode {
		return {
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
			typeVersion: 1,
			credentials: this.reach.credentials,
			parameters: {
				resource: 'follower',
				operation: 'getAll',
				returnAll: false,
				// In page mode the limit counts pages.
				limit: options.outputMode === 'page' ? this.listRequests.length : this.openids.length,
				options: { includeUserInfo: false, ...options },
			},
		};
	}

	/** This package's node: Get user info, an item for each follower. */
	lookUpNode(): WorkNode {
		return {
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
			typeVersion: 1,
			credentials: this.reach.credentials,
			parameters: { resource: 'follower', operation: 'get', openid: '={{ $json.openid }}' },
		};
	}

	/** @throws Error when a follower is missing, out of order or listed twice */
	check(workflow: string, run: Run): void {
		const { length } = this.openids;
		if (run.openids !== length || run.openidsHash !== hashOf(this.openids))
			throw new Error(`${workflow} put out ${run.openids} openids; these are not the ${length} who follow.`);
	}

	/**
	 * One run of the package's node with user info.
	 *
	 * @param input the input items
	 * @throws Error when a follower is missing, or has no unionid of their own, or a call too many was made
	 */
	async list(workflow: string, input: object[] = [{}], calls = this.requests.length): Promise<Run> {
		await this.bench.sandbox.resetCounters();
		const run = await this.bench.run(workflow, input);
		this.check(workflow, run);
		if (run.unionids !== this.openids.length)
			throw new Error(`${workflow} put out only ${run.unionids} different unionids.`);
		await this.checkCalls(workflow, calls);
		return run;
	}

	/** The calls given, made bare. @throws Error when they were not answered */
	async callBare(workflow: string, requests: Request[]): Promise<Run> {
		await this.bench.sandbox.resetCounters();
		const run = await this.bench.run(
			workflow,
			requests.map((request) => ({ request })),
		);
		await this.checkCalls(workflow, requests.length);
		return run;
	}

	/** Lists with whatever token n8n has, and @returns the calls it took, by path */
	async countCalls(workflow: string): Promise<Record<string, number>> {
		await this.bench.sandbox.resetCounters();
		await this.bench.run(workflow, [{}]);
		return (await this.bench.sandbox.counters()).calls;
	}

	private async checkCalls(workflow: string, expected: number) {
		const { calls, byErrcode } = await this.bench.sandbox.counters();
		const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
		if (total !== expected || byErrcode[0] !== total) {
			throw new Error(
				`${workflow} made ${JSON.stringify(calls)}, answered ${JSON.stringify(byErrcode)}; ` +
					`${expected} calls were to be expected.`,
			);
		}
	}
}
