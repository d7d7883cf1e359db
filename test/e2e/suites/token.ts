// One token for everybody: stored once in n8n's credential, shared by nodes, workflows, executions and the HTTP Request node.
import { reminderTemplates } from '../../../host/examples';
import { failureOf, outputOf } from '../../../host/n8n/client';
import { waitFor } from '../../../host/n8n/wait';
import { OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import { counted, successes, tokenCalls } from '../../../host/counting';
import {
	freshCredentials,
	getUserInfo,
	httpRequest,
	people,
	saveChain,
	sendSubscribe,
	sendTemplate,
	TRIGGER,
} from '../support/workflows';

const SEND = '/cgi-bin/message/template/send';

export function tokenSuite(onStage: () => Stage) {
	beforeEach(async () => await onStage().sandbox.reset({ followers: 1_000 }));

	it('is fetched once for two workflows and the HTTP Request node, and kept where the browser cannot read it', async () => {
		const stage = onStage();
		const { n8n, sandbox } = stage;
		const credentials = await freshCredentials(stage, 'shared token');
		const [one, two] = await sandbox.people({ follows: true, limit: 2 });
		const workflows = [
			await saveChain(stage, 'shared token A', [getUserInfo(one.officialAccountOpenid ?? '')], credentials),
			await saveChain(stage, 'shared token B', [getUserInfo(two.officialAccountOpenid ?? '')], credentials),
			await saveChain(stage, 'shared token C', [httpRequest(stage, '/cgi-bin/user/get', credentials)]),
		];
		const before = await n8n.credentialData(credentials[OFFICIAL_ACCOUNT]);

		const { result: runs, counters } = await counted(stage, async () => {
			const all = [];
			for (const workflow of workflows) all.push(await n8n.run(workflow, TRIGGER));
			return all;
		});

		expect(runs.map(failureOf)).toEqual(['', '', '']);
		expect(outputOf(runs[0], 'Get user info')[0]).toMatchObject({ subscribe: 1, unionid: one.unionid });
		expect(outputOf(runs[2], 'HTTP Request')[0].total).toBe(1_000);
		expect(tokenCalls(counters)).toBe(1);
		const after = await n8n.credentialData(credentials[OFFICIAL_ACCOUNT]);
		expect(after.accessToken).not.toEqual(before.accessToken);
		expect(String(after.accessToken)).toMatch(/^__n8n_/);
	});

	/** Starts 4 executions of 2 workflows at the same moment, 250 people each. @returns their ids */
	async function startThousandSends(stage: Stage, name: string): Promise<string[]> {
		const { n8n, sandbox } = stage;
		const credentials = await freshCredentials(stage, name);
		const { templateId } = await reminderTemplates(stage);
		const followers = await sandbox.people({ follows: true, limit: 1_000 });
		const openids = followers.map(({ officialAccountOpenid }) => officialAccountOpenid ?? '');
		const workflows = [];
		for (const part of [0, 1]) {
			const audience = openids.slice(part * 250, part * 250 + 250);
			workflows.push(
				await saveChain(stage, `${name} ${part}`, [people(audience), sendTemplate(templateId)], credentials),
			);
		}
		await sandbox.resetCounters();
		return await Promise.all(
			[...workflows, ...workflows].map(async (workflow) => await n8n.start(workflow, TRIGGER)),
		);
	}

	/** Waits for the executions and looks into everybody's inbox. */
	async function expectThousandOnce(stage: Stage, executionIds: string[]) {
		const executions = await Promise.all(
			executionIds.map(async (id) => await stage.n8n.waitForExecution(id)),
		);
		expect(executions.map(failureOf)).toEqual(['', '', '', '']);
		const results = executions.flatMap((execution) => outputOf(execution, 'Send'));
		expect(results.filter(({ delivered }) => delivered === true)).toHaveLength(1_000);
		expect(new Set(results.map(({ msgid }) => msgid)).size).toBe(1_000);
		const messages = await stage.sandbox.inbox({ limit: 5_000 });
		expect(messages).toHaveLength(1_000);
		const perPersonAndText = new Set(messages.map(({ openid, data }) => `${openid} ${JSON.stringify(data)}`));
		expect(perPersonAndText.size).toBe(1_000);
	}

	it('is fetched once for 1,000 sends in 4 executions of 2 workflows at once, from an empty cache', async () => {
		const stage = onStage();
		await expectThousandOnce(stage, await startThousandSends(stage, 'a thousand sends'));
		expect(tokenCalls(await stage.sandbox.counters())).toBe(1);
	});

	// Subscribe messages, since a call of theirs that went wrong is not quietly repeated.
	it('kept by n8n but forgotten by WeChat is renewed once for all calls that meet it at the same moment', async () => {
		const stage = onStage();
		const { n8n, sandbox } = stage;
		const credentials = await freshCredentials(stage, 'forgotten token');
		const { subscribeTemplateId } = await reminderTemplates(stage);
		const users = await sandbox.people({ usesMiniProgram: true, limit: 200 });
		const openids = users
			.filter(({ rights }) => rights[subscribeTemplateId] > 0)
			.slice(0, 20)
			.map(({ miniProgramOpenid }) => miniProgramOpenid ?? '');
		const steps = [people(openids), sendSubscribe(subscribeTemplateId)];
		const workflow = await saveChain(stage, 'forgotten token', steps, credentials);
		const send = async () => {
			const execution = await n8n.run(workflow, TRIGGER);
			expect(failureOf(execution)).toBe('');
			expect(outputOf(execution, 'Send').map(({ delivered }) => delivered)).toEqual(openids.map(() => true));
		};

		expect(openids).toHaveLength(20);
		await send();
		await sandbox.reset({ followers: 1_000 });
		await send();
		const counters = await sandbox.counters();
		expect(counters.byErrcode['40001']).toBeGreaterThan(1);
		expect(tokenCalls(counters)).toBe(1);
	});

	it('is fetched once more when it is revoked in the middle: no message lost, none doubled', async () => {
		const stage = onStage();
		await stage.sandbox.settings({ latencyMs: 20 });
		const executionIds = await startThousandSends(stage, 'revoked in the middle');
		await waitFor('the first 300 messages', async () =>
			successes(await stage.sandbox.counters(), SEND) >= 300 ? true : undefined,
		);
		await stage.sandbox.revokeToken('officialAccount');
		const sentBefore = successes(await stage.sandbox.counters(), SEND);

		await expectThousandOnce(stage, executionIds);
		expect(sentBefore).toBeLessThan(1_000);
		const counters = await stage.sandbox.counters();
		expect(counters.byPath[SEND]['40001']).toBeGreaterThan(0);
		expect(tokenCalls(counters)).toBe(2);
	});
}
