/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Messages a minute in queue mode, with one worker and with two: four workflows send at once, WeChat answers after 50 ms.
//
//   npm run bench:queue          needs PostgreSQL and redis-server, see test/queue/support/servers.d.ts
import { openCluster } from './support/cluster';
import { expectCount, messagesTo } from './support/receivers';
import { executionsOf, openSending, type Sending } from './support/sending';

const MESSAGES = 4_000;
const PER_EXECUTION = 100;
const WORKFLOWS = 4;
const LATENCY_MS = 50;

/** @returns messages a minute, from the first call to the end of the last execution */
async function measure(workers: number): Promise<number> {
	const name = `bench-queue-${workers}`;
	const cluster = await openCluster({ name, workers, webhooks: 1, followers: MESSAGES });
	try {
		const { sandbox } = cluster;
		await sandbox.settings({ latencyMs: LATENCY_MS });
		const sendings: Sending[] = [];
		while (sendings.length < WORKFLOWS)
			sendings.push(await openSending(cluster, `send ${sendings.length + 1}`));
		const ids = sendings.map(({ workflowId }) => workflowId);
		const messages = await messagesTo(sandbox, MESSAGES);
		// One execution of each first: what is loaded and compiled once is not what this measures.
		for (const sending of sendings) await sending.post(messages.slice(0, 10).map(warmUp));
		await executionsOf(cluster, ids, WORKFLOWS);
		const received = (await sandbox.inboxSummary()).total;

		const begun = performance.now();
		const executions = MESSAGES / PER_EXECUTION;
		for (let number = 0; number < executions; number++) {
			const from = number * PER_EXECUTION;
			await sendings[number % WORKFLOWS].post(messages.slice(from, from + PER_EXECUTION));
		}
		await executionsOf(cluster, ids, WORKFLOWS + executions);
		const minutes = (performance.now() - begun) / 60_000;
		await expectCount(sandbox, received + MESSAGES);
		return MESSAGES / minutes;
	} finally {
		await cluster.close();
	}
}

const warmUp = <T extends { text: string }>(message: T): T => ({
	...message,
	text: `warm-up ${message.text}`,
});

async function main() {
	const one = await measure(1);
	const two = await measure(2);
	const perMinute = (rate: number) => `${Math.round(rate).toLocaleString('en')} messages a minute`;
	process.stdout.write(
		[
			`1 worker:  ${perMinute(one)}`,
			`2 workers: ${perMinute(two)}`,
			`ratio:     ${(two / one).toFixed(2)}`,
			'',
		].join('\n'),
	);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exitCode = 1;
});
