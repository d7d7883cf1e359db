// One ticket for web pages for all workers, whatever WeChat does when two of them ask.
import { waitFor } from '../../../host/n8n/wait';
import { credentialFor, OFFICIAL_ACCOUNT } from '../../../host/stage';
import type { PageConfig } from '../../../sandbox/pages';
import type { Step } from '../../e2e/support/workflows';
import type { Cluster } from '../support/cluster';
import { openPosted } from '../support/sending';

const TICKET = '/cgi-bin/ticket/getticket';
const EXECUTIONS = 4;
const PAGES = 250;
const GOOD = 'config:ok';

const sign: Step = {
	name: 'Sign',
	type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	typeVersion: 1,
	parameters: { resource: 'jsSdk', operation: 'sign', url: '={{ $json.url }}' },
};

export function ticketSuite(onCluster: () => Cluster) {
	// The other suites work with the secret that the sandbox begins with.
	afterAll(async () => await onCluster().sandbox.reset({ followers: 2_000 }));

	/** A workflow that answers a post of addresses with their signatures, and a credential in which nothing is stored yet. */
	async function openSigning(ticketRepeated: 'same' | 'newOldLives' | 'newOldDies') {
		const cluster = onCluster();
		const { n8n, sandbox, sandboxUrl, workers } = cluster;
		await sandbox.reset({ followers: 5, settings: { ticketRepeated } });
		const { officialAccount } = await sandbox.accounts();
		// Under a secret of its own: no process knows a token or a ticket for it yet.
		const appSecret = [...crypto.getRandomValues(new Uint8Array(16))]
			.map((byte) => byte.toString(16).padStart(2, '0'))
			.join('');
		await sandbox.setSecret('officialAccount', appSecret);
		const input = credentialFor(OFFICIAL_ACCOUNT, { ...officialAccount, appSecret }, sandboxUrl);
		const name = `signing ${ticketRepeated} ${appSecret.slice(0, 4)}`;
		const credential = await n8n.putCredential({ ...input, name });
		const credentials = { ...cluster.credentials, [OFFICIAL_ACCOUNT]: credential };
		const { post } = await openPosted(cluster, name, 'pages', sign, {
			credentials,
			responseMode: 'lastNode',
		});
		const begun = workers.map((worker) => worker.executionIds().length);
		await sandbox.resetCounters();

		/** What WeChat says to each page of one execution. */
		const inWechat = async (execution: number, pages = PAGES): Promise<string[]> => {
			const urls = Array.from(
				{ length: pages },
				(_, page) => `https://shop.example.com/${execution}?page=${page}`,
			);
			const configs = (await post(urls.map((url) => ({ url })))) as Array<Omit<PageConfig, 'url'>>;
			expect(configs).toHaveLength(pages);
			const answers = configs.map(
				async (config, page) => (await sandbox.configurePage({ ...config, url: urls[page] })).errMsg,
			);
			return await Promise.all(answers);
		};
		return {
			inWechat,
			/** The same of several executions at once. */
			allAtOnce: async () =>
				(await Promise.all(Array.from({ length: EXECUTIONS }, async (_, i) => await inWechat(i)))).flat(),
			calls: async () => (await sandbox.counters()).calls[TICKET] ?? 0,
			/** How many executions each worker has had. */
			shares: () => workers.map((worker, at) => worker.executionIds().length - begun[at]),
		};
	}

	const allGood = Array<string>(EXECUTIONS * PAGES).fill(GOOD);

	it.each(['same', 'newOldLives'] as const)(
		'%s: 1,000 pages in 4 executions from an empty cache: at most one ticket call a worker, every signature good',
		async (ticketRepeated) => {
			const { allAtOnce, calls, shares } = await openSigning(ticketRepeated);
			expect(await allAtOnce()).toEqual(allGood);
			expect(await calls()).toBeGreaterThan(0);
			expect(await calls()).toBeLessThanOrEqual(onCluster().workers.length);
			expect(Math.min(...shares())).toBeGreaterThan(0);
		},
	);

	it('newOldDies: whoever comes later signs with what the first one has stored: one call in all', async () => {
		const { inWechat, allAtOnce, calls, shares } = await openSigning('newOldDies');
		expect(await inWechat(99, 1)).toEqual([GOOD]);
		expect(await allAtOnce()).toEqual(allGood);
		expect(await calls()).toBe(1);
		expect(Math.min(...shares())).toBeGreaterThan(0);
	});

	it('newOldDies, all from an empty cache: at most one call a worker, and in a minute every page is signed well', async () => {
		const { inWechat, allAtOnce, calls } = await openSigning('newOldDies');
		const answers = new Set(await allAtOnce());
		expect(await calls()).toBeLessThanOrEqual(onCluster().workers.length);
		// Whoever asked first has signed with a ticket that the other one has ended.
		answers.delete('config:invalid signature');
		expect([...answers]).toEqual([GOOD]);
		const good = async (execution: number) => (await inWechat(execution, 1))[0] === GOOD;
		await waitFor(
			'six executions in a row that sign well',
			async () => {
				for (let execution = 0; execution < 6; execution++) if (!(await good(execution))) return undefined;
				return true;
			},
			{ timeoutMs: 90_000, everyMs: 1_000 },
		);
	});
}
