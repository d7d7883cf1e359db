// Send template message: picking a template from the account's list brings its inputs.
import { credentialFor, OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import type { TemplateView } from '../../../sandbox/types';
import type { Editor } from '../support/editor';
import { keepPart, wordsOf } from '../support/pictures';

const NODE = 'Send template message';

export function templateSuite(onStage: () => Stage, inEditor: () => Editor) {
	let templates: TemplateView[];

	beforeAll(async () => {
		const { n8n, sandbox, credentials } = onStage();
		// The others of the account are for subscription notifications.
		templates = (await sandbox.templates()).officialAccount.filter(({ type }) =>
			['category', 'legacy'].includes(type),
		);
		const { id } = await n8n.putWorkflow({
			name: 'Pick a template',
			nodes: [
				{
					id: 'send',
					name: NODE,
					type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
					typeVersion: 1,
					position: [0, 0],
					parameters: { resource: 'templateMessage', operation: 'send' },
					credentials: {
						[OFFICIAL_ACCOUNT]: { id: credentials[OFFICIAL_ACCOUNT], name: 'Sandbox Official Account' },
					},
				},
			],
			connections: {},
		});
		await inEditor().openWorkflow(id, 1);
		await inEditor().openNode(NODE);
	});

	it('lists the templates of the account by their titles', async () => {
		const editor = inEditor();
		await editor.part('rlc-input', editor.parameter('templateId')).click();
		await editor
			.part('rlc-item')
			.nth(templates.length - 1)
			.waitFor();
		expect(await editor.part('rlc-item').allInnerTexts()).toEqual(templates.map(({ title }) => title));
		await keepPart(editor, 'template-list', editor.panel);
	});

	it('shows one input per keyword of the picked template, named so that nothing that matters is cut off', async () => {
		const editor = inEditor();
		const { title, keys } = templates[0];
		await editor.part('rlc-item').getByText(title, { exact: true }).click();
		for (const key of keys) await editor.parameter(key).waitFor();
		const words = (await wordsOf(editor.panel)).join('\n');
		expect(words).toContain('Template Values');
		expect(words).toContain(`(max 20, ${keys[0]}`);
		await keepPart(editor, 'template-inputs', editor.panel);
	});

	it('names the inputs anew when another template is picked, also those whose key both have', async () => {
		const editor = inEditor();
		const [first, second] = templates;
		const [key] = first.keys.filter((one) => second.keys.includes(one));
		const labelOf = ({ content }: TemplateView) =>
			content
				.split('\n')
				.find((line) => line.includes(key))
				?.split(/[:：]/)[0] ?? '';
		expect(labelOf(first)).not.toBe(labelOf(second));
		await editor.part('rlc-input', editor.parameter('templateId')).click();
		await editor.part('rlc-item').getByText(second.title, { exact: true }).click();
		const inputOf = (template: TemplateView) =>
			editor.panel.getByText(new RegExp(`${labelOf(template)} \\((.*, )?${key}\\)`));
		await inputOf(second).waitFor();
		expect(await inputOf(first).count()).toBe(0);
	});

	it('shows an example below the editor for JSON, which has no placeholder', async () => {
		const editor = inEditor();
		await editor.parameter('fieldsMode').click();
		await editor.page.locator('.el-select-dropdown__item:visible').filter({ hasText: 'JSON' }).click();
		await editor.panel.getByText('e.g. {"thing1": "Pick up your order"').waitFor();
	});

	it('names them anew also when both templates have the very same keys', async () => {
		const { n8n, sandbox, sandboxUrl } = onStage();
		const editor = inEditor();
		const { testAccount } = await sandbox.accounts();
		const test = sandbox.ofTestAccount();
		await test.addTemplate('Order shipped', 'Order: {{name.DATA}}\nDate: {{date.DATA}}');
		await test.addTemplate('Course booked', 'Course: {{name.DATA}}\nDay: {{date.DATA}}');
		const name = 'Test account';
		const credential = { ...credentialFor(OFFICIAL_ACCOUNT, testAccount, sandboxUrl), name };
		const parameters = { resource: 'templateMessage', operation: 'send' };
		const credentialId = await n8n.putCredential(credential);
		const { id } = await n8n.putWorkflow({
			name: 'Pick one of two alike',
			nodes: [
				{
					id: 'send',
					name: NODE,
					type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
					typeVersion: 1,
					position: [0, 0],
					parameters,
					credentials: { [OFFICIAL_ACCOUNT]: { id: credentialId, name } },
				},
			],
			connections: {},
		});
		await editor.openWorkflow(id, 1);
		await editor.openNode(NODE);
		for (const [title, label] of [
			['Order shipped', 'Order (name)'],
			['Course booked', 'Course (name)'],
			['Order shipped', 'Order (name)'],
		]) {
			await editor.part('rlc-input', editor.parameter('templateId')).click();
			await editor.part('rlc-item').getByText(title, { exact: true }).click();
			await editor.panel.getByText(label, { exact: true }).waitFor();
		}
		expect(await editor.panel.getByText('Course (name)', { exact: true }).count()).toBe(0);
		// The other suites find one credential of each kind.
		await n8n.removeCredential(credentialId);
		await test.reset();
	});
}
