// The operation runner: the item loop, order, pairing, bounded concurrency, continue-on-fail and stopping, once for all.
import { NodeOperationError, sleep } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pLimit } from './limit';
import { WechatApi } from '../call/api';
import type { CredentialName } from '../call/types';
import { AttemptMemory } from './attempts';
import type { Known } from './attempts';
import { WechatError, cancelled, notTried, toNodeError } from '../call/errors';
import { Item } from './item';
import type { ItemOperation, Message, OpenApi, Operation, Resource, TogetherOperation } from './operation';
import { RunIdentity, isFromEditor } from './identity';
import type { MessageKeys } from './identity';
import { RunParameters } from './parameters';
import { Progress } from './progress';
import { Results } from './results';
import { missingTemplates } from './templates';

const DEFAULT_CONCURRENCY = 10;
const CONCURRENCY_BOUNDS = { fallback: DEFAULT_CONCURRENCY, min: 1, max: 50 };
/**
 * After so many milliseconds of reading items n8n gets a turn for everything else: it has one thread, and WeChat waits only
 * five seconds for the answer to a push.
 */
const READING_MS = 50;

/** One input item on its way through the operation. */
interface Task {
	index: number;
	parameters: unknown;
	isPreview: boolean;
}

/** For operations that may be done twice, and for previews: nothing is remembered, and no message gets a key. */
const NO_KEYS: MessageKeys = { messageKey: () => undefined, mayHaveArrived: () => false };

/** Runs one operation over the input items of one node run. */
class OperationRun {
	private readonly results: Results;
	/** Set when nothing further is to be tried: an item failed, and the run shall stop then. */
	private stopped?: unknown;
	private readonly keepGoing: boolean;
	private readonly message?: Message<unknown>;
	private readonly memory?: AttemptMemory;
	private concurrency = DEFAULT_CONCURRENCY;
	private readonly apis = new Map<CredentialName, Promise<WechatApi>>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		resource: string,
	) {
		this.keepGoing = context.continueOnFail();
		this.results = new Results(context, operation);
		this.message = 'message' in operation ? operation.message : undefined;
		if (!operation.onlyOnce && !this.message) return;
		const run = new RunIdentity(context);
		const name = `${resource}.${operation.value}`;
		this.memory = new AttemptMemory(context, run, name, this.message !== undefined);
	}

	async execute(): Promise<INodeExecutionData[]> {
		let mayRunAgain = true;
		try {
			const items = await this.executeAll();
			mayRunAgain = this.mayRunAgain(items);
			return items;
		} finally {
			this.memory?.close(mayRunAgain);
		}
	}

	private async executeAll(): Promise<INodeExecutionData[]> {
		const { failures } = this.results;
		const tasks = await this.readAll();
		if (this.mustStop()) throw this.results.faults();
		if ('runTogether' in this.operation) await this.runTogether(this.operation, tasks);
		else await this.runEach(this.operation, tasks);
		if (!this.keepGoing && failures.size > 0) throw this.results.firstError();
		return this.results.finish();
	}

	/**
	 * With Retry On Fail, n8n also repeats a run that went on after errors, if its first item is one. That is an item with
	 * an `error`: any but undefined in n8n 2.4, an empty text in the newest; with Keep Input it may be the input's own.
	 */
	private mayRunAgain([first]: INodeExecutionData[]): boolean {
		const { retryOnFail, maxTries } = this.context.getNode();
		if (!retryOnFail || first?.json.error === undefined) return false;
		return (this.memory?.tries ?? 1) < Math.min(5, Math.max(2, maxTries || 3));
	}

	/** Every item is read before the first call, so that a typo costs nothing, and all that are wrong are told at once. */
	private async readAll(): Promise<Task[]> {
		const tasks: Task[] = [];
		const items: Item[] = [];
		const count = this.context.getInputData().length;
		const parameters = new RunParameters(this.context, this.operation.fields);
		const receivers = isFromEditor(this.context) ? this.message?.receivers : undefined;
		for (let index = 0; index < count; index++)
			items.push(new Item(this.context, parameters, index, this.memory ?? NO_KEYS, receivers));
		const receiving = Object.keys(this.message?.receivers ?? {});
		this.memory?.trace((index) => receiving.map((name) => items[index].peek(name)));
		let pauseAt = Date.now() + READING_MS;
		for (const [index, item] of items.entries()) {
			if (Date.now() >= pauseAt) {
				await sleep(0);
				if (this.isCancelled) throw toNodeError(this.context.getNode(), cancelled(), index);
				pauseAt = Date.now() + READING_MS;
			}
			if (this.message) this.results.add(item);
			try {
				// One number for the whole run: the first item's.
				if (index === 0)
					this.concurrency = item.numberOption('concurrency', 'Concurrency', CONCURRENCY_BOUNDS);
				const isPreview = this.message !== undefined && item.guard('previewOnly');
				// Read for its error alone: a value of a wrong type is refused now, before anything is sent.
				if (this.message) item.option('keepInput', false);
				// A preview is no message: it takes no key from one, and nothing is known or kept of it.
				if (isPreview) item.run = NO_KEYS;
				const known = isPreview ? undefined : this.memory?.recall(index);
				if (known) this.repeat(index, known);
				else {
					const parameters = this.operation.read(item);
					// A preview writes nothing; and what an earlier try has brought the person is not what is read now.
					if (!isPreview && !this.memory?.mayHaveOther(index, parameters))
						this.results.setRead(index, parameters);
					tasks.push({ index, parameters, isPreview });
				}
			} catch (error) {
				this.fail(index, item.run === NO_KEYS ? error : (this.memory?.failed(index, error) ?? error));
			}
		}
		const { failures } = this.results;
		const choices = this.message?.templates;
		if (choices && failures.size > 0) {
			const missing = await missingTemplates(choices, failures, items, this.open);
			for (const [index, error] of missing) this.results.fail(index, error);
		}
		return tasks;
	}

	/** Puts out what an earlier try of this execution came to. If that is an error, the other items are still tried. */
	private repeat(index: number, known: Known): void {
		if ('error' in known) return this.fail(index, known.error, false);
		const { outcome } = known;
		const isTold = !this.message || (outcome as IDataObject).delivered === true;
		this.results.succeed(index, isTold ? outcome : this.results.addressed(index, outcome));
	}

	private async runEach(operation: ItemOperation<unknown>, tasks: Task[]): Promise<void> {
		const limit = pLimit(this.concurrency);
		const queues = new Map<string, Promise<void>>();
		const progress = new Progress(this.context, operation.action, tasks.length);
		const runOne = async (task: Task): Promise<void> => {
			if (this.stopped !== undefined) return;
			await this.runOne(operation, task);
			progress.step();
		};
		const start = async (task: Task): Promise<void> => {
			const key = operation.oneAtATime?.(task.parameters);
			if (key === undefined) return await limit(runOne, task);
			// Waiting for one's turn happens outside the limit: a waiting item must not take a place.
			const turn = (queues.get(key) ?? Promise.resolve()).then(async () => await limit(runOne, task));
			queues.set(key, turn);
			await turn;
		};
		await Promise.all(tasks.map(start));
	}

	private async runOne(operation: ItemOperation<unknown>, task: Task): Promise<void> {
		const { index, parameters, isPreview } = task;
		const memory = isPreview ? undefined : this.memory;
		if (this.isCancelled) return this.fail(index, memory?.failed(index, cancelled()) ?? cancelled());
		const known = memory?.recallContent(index, parameters);
		if (known) return this.repeat(index, known);
		try {
			const work = isPreview ? this.preview(task) : operation.run(parameters, this.open);
			const reached = this.results.addressed(index, await work);
			const outcome = memory?.succeeded(index, reached) ?? reached;
			this.results.succeed(index, outcome === reached ? outcome : this.results.addressed(index, outcome));
		} catch (error) {
			this.fail(index, memory?.failed(index, error, parameters) ?? error);
		}
	}

	private async preview({ parameters }: Task): Promise<IDataObject> {
		return { delivered: false, reason: 'preview', ...(await this.message?.preview(parameters, this.open)) };
	}

	private async runTogether(operation: TogetherOperation<unknown>, tasks: Task[]): Promise<void> {
		if (tasks.length === 0) return;
		let outcomes: Array<IDataObject | IDataObject[] | Error>;
		try {
			const parameters = tasks.map((task) => task.parameters);
			const progress = new Progress(this.context, operation.action, tasks.length);
			outcomes = await operation.runTogether(parameters, this.open, (count) => progress.step(count));
		} catch (error) {
			for (const { index, parameters } of tasks)
				this.fail(index, this.memory?.failed(index, error, parameters) ?? error);
			return;
		}
		for (const [position, { index, parameters }] of tasks.entries()) {
			const outcome = outcomes[position];
			if (outcome instanceof Error) {
				this.fail(index, this.memory?.failed(index, outcome, parameters) ?? outcome);
				continue;
			}
			this.results.succeed(index, this.memory?.succeeded(index, outcome) ?? outcome);
		}
	}

	private readonly open: OpenApi = async (credentialName) => {
		let api = this.apis.get(credentialName);
		if (!api) {
			api = WechatApi.open(this.context, credentialName);
			this.apis.set(credentialName, toldOnce(api));
		}
		return await api;
	};

	private fail(index: number, error: unknown, stops = !this.keepGoing): void {
		if (stops) this.stopped ??= error;
		this.results.fail(index, error);
	}

	/** Somebody pressed Stop in n8n, which leaves a running node to itself. */
	private get isCancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	private mustStop(): boolean {
		return this.stopped !== undefined && !this.keepGoing;
	}
}

/**
 * @returns the same credential for the items after the first; where n8n hands out none, they fail with "not tried" instead
 * of with the first item's error again
 */
function toldOnce(api: Promise<WechatApi>): Promise<WechatApi> {
	const later = api.catch(
		async (error: unknown) => await Promise.reject(error instanceof WechatError ? notTried(error) : error),
	);
	// If no further item asks for it, nobody handles the rejection, and Node would end the process.
	later.catch(() => undefined);
	return later;
}

/**
 * What a node's `execute` does: finds the chosen operation and runs it over all input items.
 *
 * @param context n8n's execution context
 * @param resources the node's resources
 * @returns n8n's output: one branch, in item order, each output item paired with its input item
 * @throws NodeApiError or NodeOperationError with the item's index, when Continue On Fail is off
 */
export async function runOperation(
	context: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const value = context.getNodeParameter('operation', 0) as string;
	const operation = resources
		.find((candidate) => candidate.value === resource)
		?.operations.find((candidate) => candidate.value === value);
	if (!operation) {
		throw new NodeOperationError(
			context.getNode(),
			`This node has no operation "${value}" for "${resource}"`,
			{
				description:
					'Choose a resource and an operation from the lists; both are fixed values, not expressions.',
			},
		);
	}
	return [await new OperationRun(context, operation, resource).execute()];
}
