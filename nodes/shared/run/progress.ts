// How far a long run is, every few seconds: in n8n's log, and in the browser's console of whoever started it in the editor.
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Done } from './operation';
import { inDigits } from './summary';

/** So often it is said, in milliseconds; a run that is shorter says nothing. */
const EVERY_MS = 5_000;

/**
 * Several items may be about one person, who is asked about once.
 *
 * @param openids one per item
 * @param done says how many items are done
 * @returns says whose items are done
 */
export function countedBy(openids: string[], done: Done): (people: string[]) => void {
	const items = new Map<string, number>();
	for (const openid of openids) items.set(openid, (items.get(openid) ?? 0) + 1);
	return (people) => done(people.reduce((sum, openid) => sum + (items.get(openid) ?? 0), 0));
}

/** Tells how many items of a run are done. */
export class Progress {
	private done = 0;
	private next = Date.now() + EVERY_MS;

	/**
	 * @param context n8n's execution context
	 * @param action what the run does, as the panel calls it
	 * @param total how many items there are to do
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly action: string,
		private readonly total: number,
	) {}

	/** So many more items are done, whatever they came to. */
	step(count = 1): void {
		this.done += count;
		if (Date.now() < this.next || this.done === this.total) return;
		this.next = Date.now() + EVERY_MS;
		const said = `${this.action}: ${inDigits(this.done)} of ${inDigits(this.total)} done`;
		const { id: workflowId } = this.context.getWorkflow();
		this.context.logger.info(said, { workflowId, executionId: this.context.getExecutionId() });
		this.context.sendMessageToUI(said);
	}
}
