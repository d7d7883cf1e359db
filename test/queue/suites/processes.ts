// One event, several webhook processes, restarts: how far the memory of taken events reaches.
import { pause, waitFor } from '../../../host/n8n/wait';
import type { Cluster, Member } from '../support/cluster';
import { enterUrl, executionsByEvent, openTrigger, type Acknowledge } from '../support/pushing';

/** The request that took an event writes the static data, after it has answered. */
const STORED_AFTER_MS = 1_500;
let scenes = 0;

export function processSuite(onCluster: () => Cluster) {
	describe.each(['atOnce', 'afterSave'] as const)('acknowledge %s', (acknowledge: Acknowledge) => {
		let workflowId: string;
		let urlOn: (member: Member) => string;

		beforeAll(async () => {
			const cluster = onCluster();
			await cluster.sandbox.reset({ followers: 100 });
			({ workflowId, urlOn } = await openTrigger(cluster, acknowledge));
			await enterUrl(cluster, urlOn(cluster.webhooks[0]));
		});
		// A quiet moment before each event: what came before has been written.
		beforeEach(async () => await pause(STORED_AFTER_MS));

		/** An event that was never pushed before, and a way to deliver it to one process. */
		async function newEvent() {
			const { sandbox } = onCluster();
			const { originalId } = (await sandbox.accounts()).officialAccount;
			const event = `scene${acknowledge.toLowerCase()}${++scenes}`;
			const message = `<xml><ToUserName>${originalId}</ToUserName><FromUserName>oSomebody</FromUserName><CreateTime>${Math.floor(
				Date.now() / 1000,
			)}</CreateTime><MsgType>event</MsgType><Event>subscribe</Event><EventKey>qrscene_${event}</EventKey></xml>`;
			const deliver = async (to: Member) => {
				const pushed = await sandbox.pushRaw({
					account: 'officialAccount',
					url: urlOn(to),
					mode: 'secure',
					message,
				});
				expect(pushed).toMatchObject({ status: 200, body: 'success' });
			};
			return { event, deliver };
		}

		/** How many executions it has. Whatever else it could start has had its turn once later events are stored. */
		async function started(event: string): Promise<number> {
			const cluster = onCluster();
			const later: string[] = [];
			for (const webhook of cluster.webhooks) {
				const marker = await newEvent();
				await marker.deliver(webhook);
				later.push(marker.event);
			}
			return await waitFor('the event and later ones to be stored', async () => {
				const executions = await executionsByEvent(cluster, workflowId);
				const isThere = (each: string) => executions.has(each);
				return later.every(isThere) ? executions.get(event) : undefined;
			});
		}

		it('ten deliveries to one process at the same moment start one execution', async () => {
			const [webhook] = onCluster().webhooks;
			const { event, deliver } = await newEvent();
			await Promise.all(Array.from({ length: 10 }, async () => await deliver(webhook)));
			expect(await started(event)).toBe(1);
		});

		it('a delivery to another process, once the first was stored, starts nothing', async () => {
			const [one, two] = onCluster().webhooks;
			const { event, deliver } = await newEvent();
			await deliver(one);
			await pause(STORED_AFTER_MS);
			await deliver(two);
			expect(await started(event)).toBe(1);
		});

		it('a delivery after the process was killed and started again starts nothing', async () => {
			const [webhook] = onCluster().webhooks;
			const { event, deliver } = await newEvent();
			await deliver(webhook);
			await pause(STORED_AFTER_MS);
			await webhook.kill();
			await webhook.start();
			await deliver(webhook);
			expect(await started(event)).toBe(1);
		});
	});
}
