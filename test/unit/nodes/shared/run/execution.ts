// One execution as n8n keeps it for a node, for the tests of what its tries know of each other.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { WechatError } from '../../../../../nodes/shared/call/errors';
import type { Fate } from '../../../../../nodes/shared/call/errors';
import { AttemptMemory } from '../../../../../nodes/shared/run/attempts';
import type { SendOnce } from '../../../../../nodes/shared/run/identity';

export const SEND = 'templateMessage.send';
export const delivered = { delivered: true };
export const content = { openid: 'o', text: 'a text' };

export const met = (fate: Fate) => new WechatError({ message: 'No answer', description: 'What to do', fate });

/** The key that a try gives the message of an item. */
export const key = (
	memory: AttemptMemory,
	index = 0,
	mode: SendOnce = 'content',
	of: unknown = content,
	own = '',
) => memory.messageKey({ mode, index, content: of, own });

export interface Try {
	/** Of the loop, or of an agent's call. */
	run?: string;
	execution?: string;
	operation?: string;
	isMessage?: boolean;
	/** By item, which item of which earlier round it comes from. */
	from?: Array<{ run: string; index: number } | undefined>;
	/** By item, who receives it. */
	receivers?: string[];
}

/** One node in one execution, as long as n8n keeps it. */
export class Execution {
	/** What n8n stores with it. */
	kept: IDataObject = {};

	constructor(private readonly first = 'e') {}

	try({
		run = '0',
		execution = this.first,
		operation = SEND,
		isMessage = true,
		from = [],
		receivers = [],
	}: Try = {}) {
		const nodeContext = this.kept;
		const identity = {
			run,
			nodeContext,
			execution,
			firstExecution: this.first,
			nodeKey: 'w/n',
			isTool: false,
		};
		const memory = new AttemptMemory(this.context(from), identity, operation, isMessage);
		memory.trace((index) => [receivers[index] ?? '']);
		return memory;
	}

	/** What another process finds, or this one after a restart. */
	reread(): void {
		this.kept = JSON.parse(JSON.stringify(this.kept)) as IDataObject;
	}

	private context(from: NonNullable<Try['from']>): IExecuteFunctions {
		// n8n's own pairing leads from an item of this round to the very item of the earlier round.
		const items = from.map((place) => place && { json: {}, pairedItem: { item: place.index } });
		return {
			getInputData: () => Array.from({ length: 3 }, (_, index) => ({ json: {}, pairedItem: index })),
			getInputSourceData: () => ({ previousNode: 'The node' }),
			getNode: () => ({ name: 'The node' }),
			getWorkflowDataProxy: (index: number) => ({
				$items: (_name: string, output: number, run: number) => {
					if (output !== 1) throw new Error('n8n has no such branch');
					return items.filter((item, at) => item && from[at]?.run === String(run));
				},
				$getPairedItem: () => items[index] ?? null,
			}),
		} as unknown as IExecuteFunctions;
	}
}
