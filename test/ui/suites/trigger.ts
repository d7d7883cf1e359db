// The trigger, from its panel to the execution that a follow starts once the workflow is published.
import { importExample, followEventsUrl } from '../../../host/examples';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import type { Stage } from '../../../host/stage';
import type { Editor } from '../support/editor';
import { keepPart, wordsOf } from '../support/pictures';

const TRIGGER = 'Somebody follows or leaves';

export function triggerSuite(onStage: () => Stage, inEditor: () => Editor) {
	let workflowId: string;

	beforeAll(async () => {
		const { id, nodes } = await importExample(onStage(), 'follow-events');
		workflowId = id;
		await inEditor().openWorkflow(id, nodes.filter(({ type }) => !type.endsWith('stickyNote')).length);
	});

	it('its panel says what to enter where, and offers the events that matter first', async () => {
		const editor = inEditor();
		await editor.openNode(TRIGGER);
		await editor.panel.getByText('Webhook URLs', { exact: true }).click();
		await editor.panel.getByText(/\/webhook-test\//).waitFor();
		const words = (await wordsOf(editor.panel)).join(' ');
		expect(words).toContain('域名与消息推送配置');
		expect(words).toContain('WeChat keeps one URL per account');
		await keepPart(editor, 'trigger-panel', editor.panel, [/localhost:\d+/]);
		await editor.closeNode();
	});

	it('published, it starts an execution when somebody follows', async () => {
		const editor = inEditor();
		const { sandbox } = onStage();
		await editor.part('workflow-open-publish-modal-button').click();
		await editor.part('workflow-publish-button').click();
		await waitUntilUrlAnswers(followEventsUrl(onStage()), 'POST');
		const entered = await sandbox.push('officialAccount', {
			url: followEventsUrl(onStage()),
			mode: 'secure',
			enabled: true,
		});
		expect(entered).toMatchObject({ ok: true });
		const [person] = await sandbox.people({ follows: false, limit: 1 });
		await editor.goTo(`/workflow/${workflowId}/executions`);
		await sandbox.follow(person.id);
		await editor.page
			.locator('[data-test-id^="execution-details-"]')
			.filter({ hasText: 'Succeeded' })
			.waitFor();
		await sandbox.push('officialAccount', {
			url: followEventsUrl(onStage()),
			mode: 'secure',
			enabled: false,
		});
	});
}
