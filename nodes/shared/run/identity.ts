// Names that stay the same when n8n runs the same work again, and differ when it is other work.
import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** When two sends count as one and the same message (`options.sendOnce`). */
export type SendOnce = 'content' | 'execution' | 'off';

/** Gives a message the key by which WeChat knows a repetition of it. */
export interface MessageKeys {
	/**
	 * The idempotency key of a message (`client_msg_id`), or undefined when it shall have none.
	 *
	 * @param message.mode what counts as the same message
	 * @param message.index the input item
	 * @param message.content receiver and content: different ones never get the same key, except for an item whose first
	 * try may have been delivered, which keeps that try's key whatever has become of its values since
	 * @param message.own a key that the user gave; empty for none
	 */
	messageKey(message: { mode: SendOnce; index: number; content: unknown; own: string }): string | undefined;
	/** Whether an earlier try of the item, under the key that it keeps, may have reached the person. */
	mayHaveArrived(index: number): boolean;
}

/** client_msg_id: at most 32 of A-Z a-z 0-9 _ - are safe (see docs/wechat/messages.md). */
const KEY_LENGTH = 32;
/** Enough to tell the messages of one execution apart; kept in the execution data, so short. */
const TOKEN_LENGTH = 12;

/** @returns SHA-256 of the parts, in hexadecimal digits */
export function digest(...parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** @returns a key made of the parts, such as WeChat takes */
export const keyOf = (...parts: unknown[]): string => digest(...parts).slice(0, KEY_LENGTH);

/**
 * The key of the first, second, ... message of the same content.
 *
 * @param content a digest
 * @param number counted from 1
 */
export function numberedKey(content: string, number: number): { key: string; token: string } {
	const token = content.slice(0, TOKEN_LENGTH);
	return number === 1
		? { key: content.slice(0, KEY_LENGTH), token }
		: { key: keyOf(content, number), token: `${token}*${number}` };
}

/** One run of one node in one execution. */
export class RunIdentity {
	readonly nodeKey: string;
	/** Of this execution alone. */
	readonly execution: string;
	/** Of this execution, or of the one that it is a retry of (n8n's Retry of a saved execution). */
	readonly firstExecution: string;
	/**
	 * What n8n keeps for this node with the execution, through its retries and waits: one object as long as the process has
	 * it.
	 */
	readonly nodeContext: IDataObject;
	/** Tells the runs of this node in this execution apart; the same for a run that n8n tries again. */
	readonly run: string;
	/** Whether an AI agent called it. */
	readonly isTool: boolean;

	constructor(context: IExecuteFunctions) {
		const workflow = context.getWorkflow();
		const node = context.getNode();
		this.nodeKey = `${workflow.id ?? workflow.name ?? ''}/${node.id}`;
		this.nodeContext = context.getContext('node') as IDataObject;
		this.execution = context.getExecutionId() || randomUUID();
		this.firstExecution = String((this.nodeContext.firstExecution ??= this.execution));
		this.isTool = context.isToolExecution() || Reflect.get(node, 'rewireOutputLogTo') !== undefined;
		// Asked of n8n directly, not by an expression: most runs have none that n8n must compute, and for this one alone it would
		// have to start its expression engine.
		this.run = this.isTool
			? toolRun(context, this.execution)
			: String(context.getWorkflowDataProxy(0).$thisRunIndex);
	}
}

/** Modes in which somebody tries a workflow out in the editor. */
const EDITOR_MODES: unknown[] = ['manual', 'evaluation'];

/**
 * Whether somebody started the execution in the editor, or it is n8n's Retry of such an execution. A workflow that another
 * workflow calls is not told who started that one.
 */
export function isFromEditor(context: IExecuteFunctions): boolean {
	const mode = context.getMode();
	// n8n of before 2.0 has no such method.
	const started = mode === 'retry' ? context.getExecutionContext?.()?.source : mode;
	return EDITOR_MODES.includes(started);
}

const toolRuns = new WeakMap<object, string>();

/**
 * An agent's calls of one tool can share a run index, and the tries of one call have different ones: what stays is the
 * object that holds the call's arguments.
 */
function toolRun(context: IExecuteFunctions, execution: string): string {
	const call = context.getInputData()[0]?.json ?? {};
	const known = toolRuns.get(call) ?? `${toolPrefix(execution)}${randomUUID()}`;
	toolRuns.set(call, known);
	return known;
}

/** Was the run a call by an AI agent? */
export const isToolRun = (run: string) => run.startsWith('tool:');

/** An agent that a retried execution asks again calls its tools anew: then the calls of the first time count for nothing. */
export const toolPrefix = (execution: string) => `tool:${execution}:`;
