// Every operation that n8n shows runs once in it, with the output that a builder counts on.
import type { INodeTypeDescription } from 'n8n-workflow';
import { failureOf, itemsOf, outputOf, runsOf } from '../../../host/n8n/client';
import type { Execution } from '../../../host/n8n/types';
import type { Stage } from '../../../host/stage';
import images from '../../../sandbox/images.json';
import type { AccountName } from '../../../sandbox/types';
import { miniProgramSteps } from '../support/steps/miniProgram';
import { officialAccountSteps } from '../support/steps/officialAccount';
import type { OperationStep } from '../support/steps/step';
import { readStepData } from '../support/steps/stepData';
import { freshCredentials, saveChain, TRIGGER } from '../support/workflows';

const TYPES: Record<AccountName, string> = {
	officialAccount: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	miniProgram: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
};
const STEPS = { officialAccount: officialAccountSteps, miniProgram: miniProgramSteps };
const NODES = Object.keys(TYPES) as AccountName[];

/** `resource.operation`, as the panel offers them; n8n adds its own "Custom API Call". */
function operationsIn({ properties }: INodeTypeDescription): string[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.flatMap((option) =>
				'value' in option ? [`${String(displayOptions?.show?.resource?.[0])}.${String(option.value)}`] : [],
			),
		)
		.filter((name) => !name.endsWith('__CUSTOM_API_CALL__'));
}

/** Each is an item of its own, quotas at least one. */
const CHECKS = [
	'Access token',
	'Account kind',
	'AppID and AppSecret',
	'IP whitelist',
	'Open Platform binding',
	'Permission and quota',
	'Public IP address',
	'Push URL',
	'Push settings',
	'Time zone',
];

export function operationSuite(onStage: () => Stage) {
	beforeEach(async () => await onStage().sandbox.reset({ followers: 200 }));
	// No other suite inherits the latency.
	afterAll(async () => await onStage().sandbox.reset({ followers: 200 }));

	const step = (node: AccountName, { name, parameters }: Pick<OperationStep, 'name' | 'parameters'>) => {
		const [resource, operation] = name.split('.');
		return {
			name,
			type: TYPES[node],
			typeVersion: 1,
			// However many items the operation before put out.
			executeOnce: true,
			parameters: { resource, operation, ...parameters },
		};
	};

	describe.each(NODES)('%s', (node) => {
		let execution: Execution;
		let steps: OperationStep[];

		beforeAll(async () => {
			const stage = onStage();
			await stage.sandbox.reset({ followers: 200 });
			const credentials = await freshCredentials(stage, `all operations ${node}`);
			steps = STEPS[node](await readStepData(stage));
			const chain = steps.map((one) => step(node, one));
			const workflow = await saveChain(stage, `all operations of ${node}`, chain, credentials);
			execution = await stage.n8n.run(workflow, TRIGGER);
		});

		it('has a step for every operation that n8n shows, and each has run', async () => {
			const shown = (await onStage().n8n.nodeTypes(TYPES[node])).find(({ name }) => name === TYPES[node]);
			const operations = shown ? operationsIn(shown) : [];
			expect(operations.length).toBeGreaterThan(10);
			expect([...new Set(steps.map(({ name }) => name))].sort()).toEqual(operations.sort());
			expect(failureOf(execution)).toBe('');
			expect(steps.filter(({ name }) => runsOf(execution, name).length !== 1)).toEqual([]);
		});

		it('puts out what its documentation says', () => {
			for (const { name, expected } of steps) {
				expect({ [name]: outputOf(execution, name)[0] }).toEqual({ [name]: expected });
			}
		});

		it('previews a message with one line above the output, and sends nothing', async () => {
			const stage = onStage();
			const credentials = await freshCredentials(stage, `preview ${node}`);
			const sends = steps.filter(({ name }) => /^(template|subscribe)Message\.send$/.test(name));
			expect(sends).toHaveLength(1);
			const [{ name, parameters }] = sends;
			const options = { previewOnly: true, keepInput: true };
			const chain = [step(node, { name, parameters: { ...parameters, options } })];
			const workflow = await saveChain(stage, `preview of ${node}`, chain, credentials);
			const before = (await stage.sandbox.inboxSummary()).total;
			const preview = await stage.n8n.run(workflow, TRIGGER);
			expect(failureOf(preview)).toBe('');
			const [{ wechat }] = outputOf(preview, name);
			expect(wechat).toMatchObject({ delivered: false, reason: 'preview', openid: parameters.openid });
			expect(String((wechat as { preview: string }).preview).split('\n').length).toBeGreaterThan(1);
			const [{ hints = [] }] = runsOf(preview, name);
			expect(hints.map(({ message }) => message)).toEqual(['1 message: 1 previewed and not sent']);
			expect((await stage.sandbox.inboxSummary()).total).toBe(before);
		});

		it('puts out pictures that are pictures', async () => {
			const pictures = steps.filter(({ picture }) => picture !== undefined);
			expect(pictures.length).toBeGreaterThan(0);
			for (const { name, picture = '' } of pictures) {
				const [{ binary }] = itemsOf(execution, name);
				expect(binary?.data.mimeType).toMatch(/^image\/(jpeg|png)$/);
				expect(binary?.data.fileName).toMatch(/\.(jpg|png)$/);
				const content = await onStage().n8n.fileContent(binary?.[picture] ?? { data: '', mimeType: '' });
				expect(Object.values(images)).toContain(content);
			}
		});

		it('diagnoses in under 3 seconds, one item per check, each with a finding', async () => {
			const stage = onStage();
			const credentials = await freshCredentials(stage, `diagnosis ${node}`);
			const diagnose = step(node, { name: 'account.diagnose', parameters: { jsCode: '' } });
			const workflow = await saveChain(stage, `diagnosis of ${node}`, [diagnose], credentials);
			await stage.sandbox.settings({ latencyMs: 50 });
			const diagnosis = await stage.n8n.run(workflow, TRIGGER);
			expect(failureOf(diagnosis)).toBe('');
			expect(runsOf(diagnosis, 'account.diagnose')[0].executionTime).toBeLessThan(3000);
			const findings = outputOf(diagnosis, 'account.diagnose');
			const checks = findings.map(({ check }) => String(check).replace(/: .*/, ''));
			expect([...new Set(checks)].sort()).toEqual(CHECKS);
			expect(new Set(findings.map(({ check }) => check)).size).toBe(findings.length);
			for (const { ok, finding, fix } of findings) {
				expect([true, false, null]).toContain(ok);
				expect(String(finding).length).toBeGreaterThan(10);
				if (ok === false) expect(String(fix).length).toBeGreaterThan(10);
			}
		});
	});
}
