// The operation runner: the item loop, order, pairing, bounded concurrency, continue-on-fail and stopping, once for all.
import { NodeOperationError, sleep } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pLimit } from './limit';
import { WechatApi } from './api';
import type { CredentialName } from './api';
import { AttemptMemory } from './attempts';
import { InterruptedList, WechatError, cancelled, notTried, toNodeError } from './errors';
import { Item } from './item';
import { FileOutcome } from './operation';
import type {
	AnyItemOperation,
	AnyTogetherOperation,
	OpenApi,
	Operation,
	Outcome,
	Resource,
} from './operation';
import { RunIdentity } from './runIdentity';
import { RunParameters } from './runParameters';

const DEFAULT_CONCURRENCY = 10;
const CONCURRENCY_BOUNDS = { fallback: DEFAULT_CONCURRENCY, min: 1, max: 50 };
/** So long at a time are items read. In between this n8n does what else it has to: WeChat gives a push five seconds. */
const READING_MS = 50;

/** One input item on its way through the operation. */
interface Task {
	index: number;
	parameters: never;
}

/** Runs one operation over the input items of one node run. */
class OperationRun {
	private readonly results: INodeExecutionData[][] = [];
	private readonly failures = new Map<number, unknown>();
	/** Set when further calls are pointless: the user wants to stop, or WeChat would answer them all alike. */
	private stopped?: unknown;
	private readonly keepGoing: boolean;
	private readonly identity: RunIdentity;
	private concurrency = DEFAULT_CONCURRENCY;
	private readonly apis = new Map<CredentialName, Promise<WechatApi>>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
	) {
		this.keepGoing = context.continueOnFail();
		this.identity = new RunIdentity(context);
	}

	async execute(): Promise<INodeExecutionData[]> {
		const tasks = await this.readAll();
		const memory = this.operation.onlyOnce ? new AttemptMemory(this.identity) : undefined;
		if (!this.mustStop()) {
			if ('runTogether' in this.operation) await this.runTogether(this.operation, tasks);
			else await this.runEach(this.operation, tasks, memory);
		}
		const [firstFailed] = [...this.failures.keys()].sort((a, b) => a - b);
		if (!this.keepGoing && firstFailed !== undefined) {
			throw toNodeError(this.context.getNode(), this.failures.get(firstFailed), firstFailed);
		}
		if (firstFailed === undefined) memory?.forget();
		return this.results.flat();
	}

	/** Every item is read before the first call, so that a typo costs nothing. */
	private async readAll(): Promise<Task[]> {
		const tasks: Task[] = [];
		const count = this.context.getInputData().length;
		const parameters = new RunParameters(this.context);
		let pauseAt = Date.now() + READING_MS;
		for (let index = 0; index < count; index++) {
			if (Date.now() >= pauseAt) {
				await sleep(0);
				if (this.isCancelled) throw toNodeError(this.context.getNode(), cancelled(), index);
				pauseAt = Date.now() + READING_MS;
			}
			try {
				const item = new Item(this.context, parameters, index, this.identity);
				// One number for the whole run: the first item's.
				if (index === 0)
					this.concurrency = item.numberOption('concurrency', 'Concurrency', CONCURRENCY_BOUNDS);
				tasks.push({ index, parameters: this.operation.read(item) as never });
			} catch (error) {
				this.fail(index, error);
				if (this.mustStop()) break;
			}
		}
		return tasks;
	}

	private async runEach(operation: AnyItemOperation, tasks: Task[], memory?: AttemptMemory): Promise<void> {
		const limit = pLimit(this.concurrency);
		const queues = new Map<string, Promise<void>>();
		const runOne = async ({ index, parameters }: Task): Promise<void> => {
			if (this.stopped === undefined && this.isCancelled) return this.fail(index, cancelled());
			if (this.stopped !== undefined) {
				if (this.keepGoing) this.fail(index, notTried(this.stopped));
				return;
			}
			try {
				const outcome = memory?.recall(index, parameters) ?? (await operation.run(parameters, this.open));
				memory?.remember(index, parameters, outcome);
				await this.succeed(index, outcome);
			} catch (error) {
				if (error instanceof WechatError && error.unsafeToRepeat) memory?.remember(index, parameters, error);
				this.fail(index, error);
			}
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

	private async runTogether(operation: AnyTogetherOperation, tasks: Task[]): Promise<void> {
		if (tasks.length === 0) return;
		let outcomes: Array<IDataObject | IDataObject[] | Error>;
		try {
			const parameters = tasks.map((task) => task.parameters);
			outcomes = await operation.runTogether(parameters, this.open);
		} catch (error) {
			for (const { index } of tasks) this.fail(index, error);
			return;
		}
		for (const [position, { index }] of tasks.entries()) {
			const outcome = outcomes[position];
			if (outcome instanceof Error) this.fail(index, outcome);
			else await this.succeed(index, outcome);
		}
	}

	private readonly open: OpenApi = async (credentialName) => {
		let api = this.apis.get(credentialName);
		if (!api) {
			api = WechatApi.open(this.context, credentialName);
			this.apis.set(credentialName, api);
		}
		return await api;
	};

	private async succeed(index: number, outcome: Outcome): Promise<void> {
		if (outcome instanceof FileOutcome) {
			const { property, fileName, mimeType, data } = outcome.file;
			const binary = { [property]: await this.context.helpers.prepareBinaryData(data, fileName, mimeType) };
			this.results[index] = [{ json: outcome.json, binary, pairedItem: { item: index } }];
			return;
		}
		const objects = Array.isArray(outcome) ? outcome : [outcome];
		this.results[index] = objects.map((json) => ({ json, pairedItem: { item: index } }));
	}

	private fail(index: number, error: unknown): void {
		this.failures.set(index, error);
		if (!this.keepGoing || (error instanceof WechatError && error.stopsAll)) this.stopped ??= error;
		if (!this.keepGoing) return;
		const shown = toNodeError(this.context.getNode(), error, index);
		const explanation = error instanceof WechatError ? error.explanation : undefined;
		const pairedItem = { item: index };
		const { found, resume } =
			error instanceof InterruptedList ? error : { found: [] as IDataObject[], resume: {} };
		const before = found.map((json) => ({ json, pairedItem }));
		if (this.context.getNode().onError === 'continueErrorOutput') {
			// n8n sends an item to the error branch by its `error`, and keeps nothing but the message of it.
			if (explanation) shown.message += ` (errcode ${explanation.errcode})`;
			this.results[index] = [
				...before,
				{ json: { error: shown.message, ...resume }, error: shown, pairedItem },
			];
			return;
		}
		const answer = explanation ? { errcode: explanation.errcode, errmsg: explanation.errmsg } : {};
		const json = { error: shown.message, description: shown.description ?? '', ...answer, ...resume };
		this.results[index] = [...before, { json, pairedItem }];
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
	return [await new OperationRun(context, operation).execute()];
}
