// One token for all workers: two thousand sends over two workers and four workflows, with either token endpoint.
import { successes, tokenCalls } from '../../../host/counting';
import { waitFor } from '../../../host/n8n/wait';
import { credentialFor, OFFICIAL_ACCOUNT } from '../../../host/stage';
import type { Cluster } from '../support/cluster';
import { expectEachOnce, messagesTo } from '../support/receivers';
import { executionsOf, openSending, type Message, type Sending } from '../support/sending';

const SEND = '/cgi-bin/message/template/send';
const PEOPLE = 2_000;
const WORKFLOWS = 4;
/** Several executions a workflow, so that both workers get some. */
const PER_EXECUTION = 100;
/** WeChat keeps a replaced classic token alive for five minutes. */
const OVERLAP_MS = 300_000;

export function tokenSuite(onCluster: () => Cluster) {
	beforeEach(async () => await onCluster().sandbox.reset({ followers: PEOPLE }));

	/** Posts to every workflow in turn, all at once, with credentials under which nothing is cached yet. */
	async function startSends(name: string, tokenEndpoint: 'stable' | 'classic') {
		const cluster = onCluster();
		const { n8n, sandbox, sandboxUrl } = cluster;
		const { officialAccount } = await sandbox.accounts();
		const input = credentialFor(OFFICIAL_ACCOUNT, officialAccount, sandboxUrl);
		const credential = await n8n.putCredential({ ...input, name, data: { ...input.data, tokenEndpoint } });
		const credentials = { ...cluster.credentials, [OFFICIAL_ACCOUNT]: credential };
		const sendings: Sending[] = [];
		for (let number = 1; number <= WORKFLOWS; number++) {
			sendings.push(await openSending(cluster, `${name} ${number}`, { credentials }));
		}
		const messages = await messagesTo(sandbox, PEOPLE);
		const begun = cluster.workers.map((worker) => worker.executionIds().length);
		await sandbox.resetCounters();
		const batches: Message[][] = [];
		for (let at = 0; at < PEOPLE; at += PER_EXECUTION) batches.push(messages.slice(at, at + PER_EXECUTION));
		await Promise.all(batches.map(async (batch, number) => await sendings[number % WORKFLOWS].post(batch)));

		/** Waits for the end. @returns how many executions each worker has had */
		const finish = async (): Promise<number[]> => {
			const ids = sendings.map(({ workflowId }) => workflowId);
			const executions = await executionsOf(cluster, ids, batches.length);
			expect(executions.map(({ status }) => status)).toEqual(batches.map(() => 'success'));
			await expectEachOnce(sandbox, messages);
			return cluster.workers.map((worker, at) => worker.executionIds().length - begun[at]);
		};
		return { finish };
	}

	it('stable: at most one token call a worker, no 40001, every message once', async () => {
		const { sandbox, workers } = onCluster();
		const { finish } = await startSends('stable', 'stable');
		const shares = await finish();
		expect(Math.min(...shares)).toBeGreaterThan(0);
		const counters = await sandbox.counters();
		expect(tokenCalls(counters)).toBeGreaterThan(0);
		expect(tokenCalls(counters)).toBeLessThanOrEqual(workers.length);
		expect(Object.keys(counters.byErrcode)).toEqual(['0']);
	});

	it('classic, with replaced tokens dying three times on the way: tokens in single figures, no error, every message once', async () => {
		const { sandbox } = onCluster();
		await sandbox.settings({ latencyMs: 30 });
		const { finish } = await startSends('classic', 'classic');
		for (const sent of [300, 900, 1_500]) {
			await waitFor(`${sent} messages`, async () =>
				successes(await sandbox.counters(), SEND) >= sent ? true : undefined,
			);
			await sandbox.advanceClock(OVERLAP_MS);
		}
		const shares = await finish();
		expect(Math.min(...shares)).toBeGreaterThan(0);
		const counters = await sandbox.counters();
		expect(tokenCalls(counters)).toBeGreaterThan(0);
		expect(tokenCalls(counters)).toBeLessThan(10);
	});
}
