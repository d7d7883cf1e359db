// Redis goes away for five seconds in the middle of the pushes: what was acknowledged is not lost, and nothing is doubled.
import { pause } from '../../../host/n8n/wait';
import type { Cluster } from '../support/cluster';
import { enterUrl, executionsByEvent, followSteadily, openTrigger } from '../support/pushing';
import { executionsOf } from '../support/sending';

/** Slow enough for any machine: this is about what happens to an event, not about how many there can be. */
const RATE = { perSecond: 4, seconds: 15 };
const BEFORE_MS = 4_000;
const AWAY_MS = 5_000;

export function redisSuite(onCluster: () => Cluster) {
	it.each([
		['atOnce', 'shutdown'],
		['atOnce', 'crash'],
		['afterSave', 'shutdown'],
		['afterSave', 'crash'],
	] as const)(
		'acknowledge %s, Redis ends by %s: every event is acknowledged in the end and starts exactly one execution',
		async (acknowledge, how) => {
			const cluster = onCluster();
			const { redis, sandbox, webhooks } = cluster;
			await sandbox.reset({ followers: 100 });
			const { workflowId, urlOn } = await openTrigger(cluster, acknowledge);
			await enterUrl(cluster, urlOn(webhooks[0]));
			// Executions, not events: other suites push to this workflow, too, and some start an event twice.
			const before = [...(await executionsByEvent(cluster, workflowId)).values()].reduce(
				(sum, count) => sum + count,
				0,
			);

			const pushing = followSteadily(cluster, RATE);
			await pause(BEFORE_MS);
			await redis.down(how);
			await pause(AWAY_MS);
			await redis.up();
			const pushed = await pushing;

			await executionsOf(cluster, [workflowId], before + pushed.length);
			const executions = await executionsByEvent(cluster, workflowId);
			const refused = pushed.filter(({ acknowledged }) => !acknowledged);
			expect(refused).toEqual([]);
			const counts = pushed.map(({ event }) => ({ event, executions: executions.get(event) ?? 0 }));
			expect(counts.filter((each) => each.executions !== 1)).toEqual([]);
			// It did hurt: somebody had to wait for Redis.
			const slowest = Math.max(...pushed.flatMap(({ deliveries }) => deliveries.map(({ ms }) => ms)));
			expect(slowest).toBeGreaterThan(1_000);
		},
	);
}
