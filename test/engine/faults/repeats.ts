// How n8n repeats the work of a sequence, and what each item is told in the end.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { NodeRun, NodeRunResult } from '../support/nodeRun';
import type { Fixture } from '../support/fixture';
import type { Clock } from './clock';
import { asItem, toldBy } from './oracle';
import type { Chance } from './random';
import type { Mode, Scene, Told } from './scene';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** What passes before a further try: within WeChat's ten minutes, after them, after a token's two hours. */
const JUMPS = [30 * SECOND, 3 * MINUTE, 11 * MINUTE, 16 * MINUTE, 126 * MINUTE];
/** While another call is under way, no more passes than n8n waits. */
const SHORT_JUMPS = [SECOND, 5 * SECOND, 30 * SECOND];
/** Rounds, presses of Retry, calls at a time. */
const MOST_ROUNDS = 60;
const MOST_RETRIES = 2;
const SIDE_BY_SIDE = 2;
const NODE = 'The node';

/** How messages are repeated: each way that n8n has, alone and together with Retry On Fail. */
export function messageMode(chance: Chance): Mode {
	const repeat = chance.weighted([
		[62, undefined],
		[13, 'loop'],
		[13, 'saved'],
		[12, 'tool'],
	] as const);
	const retries = chance.yes(repeat === 'tool' ? 0.7 : 0.4);
	const jumps = repeat === 'tool' ? SHORT_JUMPS : JUMPS;
	return {
		continueOnFail: repeat === undefined && chance.yes(0.65),
		...(retries ? { retryOnFail: { maxTries: chance.between(2, 3), waitBetweenTries: 1 } } : {}),
		...(repeat ? { repeat } : {}),
		jumps: chance.yes(0.35) ? Array.from({ length: 4 }, () => chance.pick(jumps)) : [],
	};
}

/** A run, with whatever n8n does again. */
export interface Played {
	result: NodeRunResult;
	/** By item; undefined where nothing is said of it. */
	told: Told[];
	/** Items that were told something twice, or nothing where all is over. */
	problems: string[];
	/** When the last try began, in milliseconds of the lane's clock. */
	lastTry: number;
}

const rewritten = (parameters: INodeParameters, change: (text: string) => string): INodeParameters =>
	JSON.parse(change(JSON.stringify(parameters))) as INodeParameters;

function parametersFor({ parameters, mode }: Scene): INodeParameters {
	// n8n puts nothing but the error on the branch that leads back.
	if (mode.repeat === 'loop')
		return rewritten(parameters, (text) => text.replaceAll('$json.', "$('Start').item.json."));
	if (mode.repeat === 'tool')
		return rewritten(parameters, (text) => text.replace(/\$json\.(\w+)/g, "$fromAI('$1')"));
	return parameters;
}

/**
 * @param scene what is run
 * @param ids of the workflow and of the first execution
 */
export async function play(
	fixture: Fixture,
	scene: Scene,
	clock: Clock,
	ids: Pick<NodeRun, 'workflowId' | 'executionId'>,
): Promise<Played> {
	const { mode, items, binary } = scene;
	let tries = 0;
	let lastTry = clock.now();
	const onTry = () => {
		if (tries++ > 0) clock.skip(mode.jumps?.[(tries - 2) % mode.jumps.length] ?? 0);
		lastTry = clock.now();
	};
	const { continueOnFail, retryOnFail, repeat } = mode;
	const what = fixture.nodeRun(scene.node, parametersFor(scene), {
		...ids,
		...{ items, binary, continueOnFail, retryOnFail, onTry },
		...(repeat === 'loop' ? { loopsErrors: true, mostRounds: MOST_ROUNDS } : {}),
	});
	return await fixture.declaring(async () => {
		if (repeat === 'tool') return { ...(await playTool(fixture, what, items)), lastTry: 0 };
		let result = await fixture.engine.run(what);
		for (let retry = 1; repeat === 'saved' && result.error && retry <= MOST_RETRIES; retry++) {
			const executionId = `${ids.executionId}-retry-${retry}`;
			result = await fixture.engine.retry({ ...what, executionId }, result);
		}
		const ends = repeat === 'loop' && !result.error ? afterLoop(result, items.length) : undefined;
		return { result, lastTry, ...(ends ?? { told: toldBy(result, items.length), problems: [] }) };
	});
}

const inputOf = ({ pairedItem }: INodeExecutionData): number => {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : Number(first);
};

/** Follows each item through the rounds: what leaves the loop is its end. */
function afterLoop({ run }: NodeRunResult, count: number): Pick<Played, 'told' | 'problems'> {
	const told: Told[] = new Array<Told>(count).fill(undefined);
	const problems: string[] = [];
	let items = told.map((_, at) => at);
	for (const { data } of run.data.resultData.runData[NODE] ?? []) {
		const [out, back] = data?.main ?? [];
		for (const one of out ?? []) {
			const at = items[inputOf(one)];
			if (told[at]) problems.push(`item ${at} has two outcomes`);
			told[at] = one.json;
		}
		items = (back ?? []).map((one) => items[inputOf(one)]);
	}
	const lost = told.flatMap((said, at) => (said ? [] : [at]));
	return {
		told,
		problems: lost.length > 0 ? [...problems, `no outcome for items ${lost.join()}`] : problems,
	};
}

/** An agent that calls for each item, two at a time. */
async function playTool(
	fixture: Fixture,
	what: NodeRun,
	items: IDataObject[],
): Promise<Omit<Played, 'lastTry'>> {
	const connect = fixture.engine.tool(what);
	const told: IDataObject[] = [];
	for (let at = 0; at < items.length; at += SIDE_BY_SIDE) {
		// Side by side they share a connection: of two that are made at once, n8n itself mixes up the arguments.
		const call = connect();
		const calls = items.slice(at, at + SIDE_BY_SIDE).map(async (args, place) => {
			told[at + place] = await call({ ...args }).then(
				(said) => (JSON.parse(said) as IDataObject[])[0],
				(error: Error & { description?: string }) =>
					asItem({ ...error, message: error.message, description: error.description ?? error.message }),
			);
		});
		await Promise.all(calls);
	}
	const record = JSON.stringify(connect.data);
	const result = { items: [], json: told, run: { data: connect.data }, record } as unknown as NodeRunResult;
	return { result, told, problems: [] };
}
