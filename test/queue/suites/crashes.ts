// A worker dies, or falls silent, in the middle of 500 sends, and the work is done again: everybody once, nobody left out.
import { successes } from '../../../host/counting';
import { waitFor } from '../../../host/n8n/wait';
import type { Cluster, Member } from '../support/cluster';
import { expectEachOnce, messagesTo } from '../support/receivers';
import { executionsOf, openSending, type ExecutionRow, type Message, type Sending } from '../support/sending';

const SEND = '/cgi-bin/message/template/send';
const PEOPLE = 500;

export function crashSuite(onCluster: () => Cluster) {
	let sending: Sending;
	let messages: Message[];

	beforeEach(async () => {
		const cluster = onCluster();
		await cluster.sandbox.reset({ followers: PEOPLE });
		await cluster.sandbox.settings({ latencyMs: 50 });
		messages = await messagesTo(cluster.sandbox, PEOPLE);
		// Another workflow for each test: its id is part of what makes two messages the same.
		// What a dead process knew of its execution is gone, so only what is in the message itself can tell that it was sent.
		sending = await openSending(cluster, `crash ${expect.getState().currentTestName?.slice(-40)}`, {
			sendOnce: 'content',
		});
	});

	// Whatever a test has ended or frozen runs again before the next one.
	afterEach(async () => await Promise.all(onCluster().members.map(async (member) => await member.revive())));

	const received = async () => (await onCluster().sandbox.inboxSummary()).total;

	/** Posts all messages and waits until part of them has arrived. @returns the execution's id and its worker */
	async function startInTheMiddle(): Promise<{ id: string; worker: Member }> {
		const { workers, database } = onCluster();
		await sending.post(messages);
		await waitFor('200 messages', async () => ((await received()) >= 200 ? true : undefined), {
			everyMs: 20,
		});
		const [{ id }] = await database.rows<{ id: string }>(
			'SELECT id::text FROM execution_entity WHERE "workflowId" = $1',
			sending.workflowId,
		);
		const worker = workers.find((each) => each.executionIds().includes(id));
		if (!worker) throw new Error(`No worker has begun execution ${id}.`);
		return { id, worker };
	}

	const ended = async (count: number): Promise<ExecutionRow[]> =>
		await executionsOf(onCluster(), [sending.workflowId], count);

	const retry = async (id: string) =>
		await onCluster().n8n.session.request('POST', `/rest/executions/${id}/retry`, {
			body: { loadWorkflow: false },
		});

	it('killed: n8n gives the execution up and forgets its input; the same posted again sends only the rest', async () => {
		const { sandbox } = onCluster();
		const { id, worker } = await startInTheMiddle();
		await worker.kill();
		expect(await ended(1)).toMatchObject([{ id, status: 'error' }]);
		const before = await received();
		expect(before).toBeLessThan(PEOPLE);

		// n8n's own Retry has nothing left to start from; this is what docs/RELIABILITY.md says of it.
		await retry(id);
		await ended(2);
		expect(await received()).toBe(before);

		await worker.start();
		await sending.post(messages);
		expect((await ended(3)).at(-1)).toMatchObject({ status: 'success' });
		await expectEachOnce(sandbox, messages);
	});

	it('killed together with the process that took the call: main marks the execution as crashed, and Retry sends only the rest', async () => {
		const { sandbox, main, webhooks } = onCluster();
		const { id, worker } = await startInTheMiddle();
		await Promise.all([worker.kill(), ...webhooks.map(async (webhook) => await webhook.kill())]);
		expect(await received()).toBeLessThan(PEOPLE);
		await Promise.all([worker.start(), ...webhooks.map(async (webhook) => await webhook.start())]);
		await waitFor(
			'n8n to find the execution crashed',
			async () => {
				// It looks at each start of the main process, and every three hours; by then the queue must have given the job
				// up.
				await main.stop();
				await main.start();
				const [{ status }] = await ended(1);
				return status === 'crashed' ? true : undefined;
			},
			{ timeoutMs: 240_000, everyMs: 5_000 },
		);

		await retry(id);
		expect(await ended(2)).toMatchObject([{ status: 'crashed' }, { status: 'success', retryOf: id }]);
		await expectEachOnce(sandbox, messages);
	});

	it('taken for dead and then alive again: both runs go on at the same time', async () => {
		const { sandbox } = onCluster();
		const { id, worker } = await startInTheMiddle();
		worker.process.freeze();
		expect(await ended(1)).toMatchObject([{ id, status: 'error' }]);
		expect(await received()).toBeLessThan(PEOPLE);
		// Not earlier: a frozen worker still takes jobs from the queue, which n8n then gives up as well.
		worker.process.thaw();
		await sending.post(messages);
		await waitFor(
			'the first run to end',
			async () => (worker.log().includes(`Worker finished execution ${id} `) ? true : undefined),
			{ timeoutMs: 120_000 },
		);
		expect((await ended(2)).at(-1)).toMatchObject({ status: 'success' });
		await expectEachOnce(sandbox, messages);
		// They did meet: WeChat was asked more often than there were messages.
		expect(successes(await sandbox.counters(), SEND)).toBeGreaterThan(PEOPLE);
	});
}
