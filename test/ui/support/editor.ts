// n8n's editor as a builder uses it: the canvas, the nodes panel, a node's own panel.
import type { Locator, Page } from 'playwright-core';

/** The editor marks its parts for tests; these names are n8n's. */
const part = (name: string) => `[data-test-id="${name}"]`;

export class Editor {
	readonly canvas: Locator;
	/** The panel in which nodes are searched. */
	readonly creator: Locator;
	/** The panel of one node. */
	readonly panel: Locator;

	/** @param url address of n8n */
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.canvas = this.part('canvas');
		this.creator = this.part('node-creator');
		this.panel = this.part('ndv');
	}

	/** @param name n8n's own name of a part of its editor */
	part(name: string, within: Page | Locator = this.page): Locator {
		return within.locator(part(name));
	}

	/** @param path below n8n's address */
	async goTo(path: string): Promise<void> {
		await this.page.goto(`${this.url}${path}`);
	}

	/** Opens a saved workflow; all its nodes are drawn when this returns. */
	async openWorkflow(id: string, nodes: number): Promise<void> {
		await this.goTo(`/workflow/${id}`);
		await this.part('canvas-node')
			.nth(nodes - 1)
			.waitFor();
	}

	node(name: string): Locator {
		return this.part('canvas-node').filter({ has: this.page.getByText(name, { exact: true }) });
	}

	/** Double-clicks a node on the canvas. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.panel.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.part('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	/** Opens the nodes panel and types there. */
	async search(text: string): Promise<void> {
		if (!(await this.creator.isVisible())) await this.part('node-creator-plus-button').click();
		await this.creator.locator('input').fill(text);
	}

	/** An entry of the nodes panel, by its whole name. */
	found(name: string): Locator {
		return this.part('node-creator-item-name', this.creator).getByText(name, { exact: true });
	}

	/** The field of one parameter in the open node's panel. */
	parameter(name: string): Locator {
		return this.part(`parameter-input-${name}`, this.panel);
	}
}
