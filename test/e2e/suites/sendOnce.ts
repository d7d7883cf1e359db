// A message reaches a person once, however often n8n runs the same work: in loops, and when an execution is retried.
import { failureOf, runsOf } from '../../../host/n8n/client';
import type { WorkflowInput } from '../../../host/n8n/types';
import { withCredentials } from '../../../host/examples';
import type { Stage } from '../../../host/stage';
import { TRIGGER, messages, sendEach } from '../support/workflows';

const SEND = '/cgi-bin/message/template/send';

export function sendOnceSuite(onStage: () => Stage) {
	beforeEach(async () => await onStage().sandbox.reset({ followers: 50 }));

	/** Loops over messages in batches. @returns the workflow's id */
	async function saveLoop(name: string, rows: Array<{ openid: string; text: string }>, batchSize: number) {
		const stage = onStage();
		const { officialAccount } = await stage.sandbox.templates();
		const legacy = officialAccount.find(({ content }) => content.includes('{{keyword1.DATA}}'));
		const loop = {
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			parameters: { batchSize, options: {} },
		};
		const trigger = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
		const steps = [trigger, messages(rows), loop, sendEach(legacy?.id ?? '')];
		const to = (node: string) => [{ node, type: 'main', index: 0 }];
		const workflow: WorkflowInput = {
			name,
			nodes: steps.map((step, at) => ({ ...step, position: [at * 200, 0] })),
			connections: {
				[TRIGGER]: { main: [to('Messages')] },
				Messages: { main: [to('Loop')] },
				Loop: { main: [[], to('Send')] },
				Send: { main: [to('Loop')] },
			},
		};
		return (await stage.n8n.putWorkflow(withCredentials(workflow, stage.credentials))).id;
	}

	const received = async (openid: string) => (await onStage().sandbox.inbox({ openid })).length;

	async function openids(count: number): Promise<string[]> {
		const people = await onStage().sandbox.people({ follows: true, limit: count });
		return people.map(({ officialAccountOpenid }) => officialAccountOpenid ?? '');
	}

	it('delivers the same text twice when a loop really holds it twice, and again when the workflow runs again', async () => {
		const { n8n } = onStage();
		const [one, two] = await openids(2);
		const rows = [one, one, two, one].map((openid) => ({ openid, text: 'hello' }));
		const workflow = await saveLoop('loop with repeats', rows, 1);

		const runLoop = async (times: number) => {
			const execution = await n8n.run(workflow, TRIGGER);
			expect(failureOf(execution)).toBe('');
			expect(runsOf(execution, 'Send')).toHaveLength(4);
			expect(await received(one)).toBe(3 * times);
			expect(await received(two)).toBe(times);
		};
		await runLoop(1);
		await runLoop(2);
	});

	it('sends only the rest when an execution that failed in the middle of a loop is retried', async () => {
		const { n8n, sandbox } = onStage();
		const [one, two, three] = await openids(3);
		const rows = [one, two, one, three, two, one].map((openid) => ({ openid, text: 'news' }));
		const workflow = await saveLoop('loop that fails', rows, 2);
		await sandbox.fault({ path: SEND, skip: 5, times: 1, errcode: 40250, errmsg: 'irregular content' });

		const id = await n8n.start(workflow, TRIGGER);
		expect(failureOf(await n8n.waitForExecution(id))).not.toBe('');
		expect((await sandbox.inbox({})).length).toBeLessThan(6);
		expect(failureOf(await n8n.retry(id))).toBe('');
		expect([await received(one), await received(two), await received(three)]).toEqual([3, 2, 1]);
	});

	/** A hundred people, each text with the time of its evaluation in it. @returns the workflow's id */
	async function saveHundred(name: string) {
		const stage = onStage();
		await stage.sandbox.reset({ followers: 120 });
		const { officialAccount } = await stage.sandbox.templates();
		const template = officialAccount.find(({ content }) => content.includes('{{keyword1.DATA}}'))?.id ?? '';
		const send = sendEach(template);
		const fieldsJson =
			"={{ JSON.stringify({ keyword1: $json.text + $now.toMillis(), keyword2: 'A-42', keyword3: 'today' }) }}";
		const rows = (await openids(100)).map((openid, at) => ({ openid, text: `N${at} ` }));
		const trigger = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
		const steps = [trigger, messages(rows), { ...send, parameters: { ...send.parameters, fieldsJson } }];
		const to = (node: string) => [{ node, type: 'main', index: 0 }];
		const workflow: WorkflowInput = {
			name,
			nodes: steps.map((step, at) => ({ ...step, position: [at * 200, 0] })),
			connections: { [TRIGGER]: { main: [to('Messages')] }, Messages: { main: [to('Send')] } },
		};
		return (await stage.n8n.putWorkflow(withCredentials(workflow, stage.credentials))).id;
	}

	it.each([false, true])(
		'an execution that fails at item 50 of 100 and is retried sends 100 messages (current workflow: %j)',
		async (loadWorkflow) => {
			const { n8n, sandbox } = onStage();
			const workflow = await saveHundred('a hundred, retried');
			await sandbox.fault({ path: SEND, skip: 49, times: 1, errcode: 40250, errmsg: 'irregular content' });
			const id = await n8n.start(workflow, TRIGGER);
			expect(failureOf(await n8n.waitForExecution(id))).not.toBe('');
			expect(failureOf(await n8n.retry(id, loadWorkflow))).toBe('');
			const inbox = await sandbox.inbox({});
			expect(inbox).toHaveLength(100);
			expect(new Set(inbox.map(({ openid }) => openid)).size).toBe(100);
		},
	);
}
