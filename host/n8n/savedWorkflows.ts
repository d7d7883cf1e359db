// Saves workflows over n8n's REST API. Tests save the same example again and again: what has not changed is not saved.
import type { N8nSession } from './session';
import type { Workflow, WorkflowInput } from './types';

export class SavedWorkflows {
	/** What was saved here, by name. */
	private readonly known = new Map<string, { id: string; content: string; versionId: string }>();

	constructor(private readonly session: N8nSession) {}

	/** Creates a workflow, whatever others are called. */
	async add(workflow: WorkflowInput): Promise<Workflow> {
		return await this.session.request('POST', '/rest/workflows', {
			body: { settings: {}, ...workflow, active: false },
		});
	}

	/**
	 * Creates the workflow, or gives the one that has the same name this content.
	 *
	 * @param all lists what there is: asked only for a name that was not saved here
	 */
	async put(
		workflow: WorkflowInput,
		all: () => Promise<Array<Pick<Workflow, 'id' | 'name'>>>,
	): Promise<Workflow> {
		const content = JSON.stringify(workflow);
		const id =
			this.known.get(workflow.name)?.id ?? (await all()).find(({ name }) => name === workflow.name)?.id;
		const saved = id === undefined ? await this.add(workflow) : await this.overwrite(id, workflow, content);
		this.known.set(workflow.name, { id: saved.id, content, versionId: saved.versionId });
		return saved;
	}

	/** The workflow was removed. */
	forget(id: string): void {
		for (const [name, known] of this.known) if (known.id === id) this.known.delete(name);
	}

	private async overwrite(id: string, workflow: WorkflowInput, content: string): Promise<Workflow> {
		const now = await this.session.request<Workflow>('GET', `/rest/workflows/${id}`);
		const before = this.known.get(workflow.name);
		// Whoever saves a workflow gives it another version: with the same version it is still as it was saved here.
		if (before?.content === content && before.versionId === now.versionId) return now;
		return await this.session.request('PATCH', `/rest/workflows/${id}`, {
			body: { settings: {}, ...workflow, versionId: now.versionId },
		});
	}
}
