// Running an example from its canvas: items flow, and the canvas counts them.
import { importExample } from '../../../host/examples';
import type { Stage } from '../../../host/stage';
import { photographCanvas } from '../support/canvas';
import type { Editor } from '../support/editor';

export function executionSuite(onStage: () => Stage, inEditor: () => Editor, followers: number) {
	it('a run of the sync shows how many items went along each connection', async () => {
		const editor = inEditor();
		const { id, nodes } = await importExample(onStage(), 'sync-followers');
		await editor.openWorkflow(id, nodes.filter(({ type }) => !type.endsWith('stickyNote')).length);
		await editor.node('When I press Execute').hover();
		await editor.part('execute-workflow-button-When I press Execute').click();
		const counted = editor.canvas.getByText(`${followers} items`, { exact: true });
		await counted.first().waitFor();
		await editor.part('canvas-node-status-success').nth(8).waitFor();
		expect(await editor.part('canvas-node-status-error').count()).toBe(0);
		expect(await onStage().n8n.tables.count('wechat_links', { subscribed: true })).toBe(followers);
		await photographCanvas(editor, 'executed-sync');
	});
}
