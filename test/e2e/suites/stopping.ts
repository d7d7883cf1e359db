// A long send does not take n8n away from everybody else, and ends when somebody presses Stop.
import { pause, waitFor } from '../../../host/n8n/wait';
import type { Stage } from '../../../host/stage';
import { TRIGGER, people, saveChain, sendTemplate } from '../support/workflows';

const MANY = 3_000;
const CONCURRENCY = 10;

export function stoppingSuite(onStage: () => Stage) {
	let workflow: string;
	/** Milliseconds from the start of a run to its first message, as the first test measures them. */
	let untilFirstMessage = 10_000;

	/** Two expressions that n8n has to compute for each of many people: seconds of work before the first message. */
	beforeAll(async () => {
		const stage = onStage();
		await stage.sandbox.reset({ followers: MANY });
		const { officialAccount } = await stage.sandbox.templates();
		const send = sendTemplate(officialAccount[0].id);
		send.parameters.openid = '={{ $json.openid.trim() }}';
		send.parameters.options = { concurrency: CONCURRENCY };
		const followers = await stage.sandbox.people({ follows: true, limit: MANY });
		const openids = followers.map(({ officialAccountOpenid }) => officialAccountOpenid ?? '');
		workflow = await saveChain(stage, 'many to send', [people(openids), send]);
	});

	beforeEach(async () => {
		await onStage().sandbox.settings({ latencyMs: 50 });
		await onStage().sandbox.resetCounters();
	});

	afterAll(async () => await onStage().sandbox.settings({ latencyMs: 0 }));

	const sent = async () => (await onStage().sandbox.counters()).calls['/cgi-bin/message/template/send'] ?? 0;
	const begun = async () => (await sent()) > 0 || undefined;

	async function stop(execution: string) {
		const { n8n } = onStage();
		await n8n.stop(execution);
		expect((await n8n.waitForExecution(execution)).status).toBe('canceled');
	}

	it('answers others while the items of a long list are read', async () => {
		const { n8n } = onStage();
		const execution = await n8n.start(workflow, TRIGGER);
		const answered = [performance.now()];
		const asked = waitFor('the first message', begun, { timeoutMs: 60_000, everyMs: 50 });
		let isReading = true;
		void asked.finally(() => (isReading = false));
		while (isReading) {
			expect((await fetch(`${n8n.url}/healthz`)).status).toBe(200);
			answered.push(performance.now());
		}
		await asked;
		await stop(execution);
		untilFirstMessage = answered[answered.length - 1] - answered[0];
		const silences = answered.slice(1).map((time, at) => time - answered[at]);
		// Unless it makes room, reading is one silence, and most of the time until the first message.
		expect(Math.max(...silences)).toBeLessThan(untilFirstMessage / 2);
	});

	it('sends nothing when it is stopped while the items are read', async () => {
		const { n8n } = onStage();
		await stop(await n8n.start(workflow, TRIGGER));
		// If reading went on, it would be through by then, with time to spare.
		await pause(1.5 * untilFirstMessage);
		expect(await sent()).toBe(0);
	});

	it('sends no more when it is stopped in the middle', async () => {
		const { n8n } = onStage();
		const execution = await n8n.start(workflow, TRIGGER);
		await waitFor('the first messages', begun, { timeoutMs: 60_000 });
		await stop(execution);
		const before = await sent();
		await pause(2_000);
		expect(before).toBeLessThan(MANY);
		expect(await sent()).toBeLessThanOrEqual(before + CONCURRENCY);
	});
}
