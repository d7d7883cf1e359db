// What changes something at WeChat and is no message: done, not done or unknown, as WeChat's own books say of each item.
import type { IDataObject } from 'n8n-workflow';
import type { FaultRule } from '../../../sandbox/client';
import type { LoggedCall } from '../../../sandbox/types';
import { claimProblems, claims } from './oracle';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { randomMode } from './scene';
import type { Scene, Seen } from './scene';

/** Tries of one call, each of them three times when its token is rejected. */
const MOST_TRIES = 10;
const REJECTIONS = 3;
/** A session key is sixteen bytes in base64; a person's own token begins as every token does. */
const SECRETS = [/(?<![\w+/])[\w+/]{22}==/, /84_[\w-]{60}/];

type Given = Pick<Scene, 'operation' | 'node' | 'parameters' | 'items'> & Partial<Pick<Scene, 'prepare'>>;

interface Deed extends Given {
	/** Does it. */
	path: string;
	/** The paths that the faults meet, as one expression, where that is not `path` alone. */
	meets?: string;
	/** Stands in the call of this item, and in no other one; without it the faults meet whatever call comes next. */
	mark?(item: IDataObject): string;
	/** Whether a call is about this item. */
	isAbout(call: LoggedCall, item: IDataObject): boolean;
	/** Set where a second time is one too many. */
	once?: boolean;
	/** Whether what was put out of a done item is what WeChat gave it. */
	isRight?(row: IDataObject, item: IDataObject): boolean;
	/** What else has to be true. */
	also?(seen: Seen): Promise<string[]> | string[];
}

export const oneEach = (scene: Pick<Scene, 'items'>, { result }: Seen): string[] =>
	result.error || result.json.length === scene.items.length
		? []
		: [`${result.json.length} outcomes for ${scene.items.length} items`];

/** What came without an error, with its item. */
const doneRows = ({ result }: Seen, items: IDataObject[]) =>
	result.error
		? []
		: result.json.flatMap((row, at) => (row.error === undefined ? [{ row, item: items[at] }] : []));

const hidesAnswer = ({ reset, http, silenceMs, truncate }: FaultRule): boolean =>
	Boolean(reset ?? http ?? silenceMs ?? truncate);
const spoils = (rule: FaultRule): boolean =>
	hidesAnswer(rule) || rule.errcode !== undefined || rule.endToken !== undefined;

/** Who was told nothing but good answers has done it, and who was given every answer knows what became of it. */
function withoutReason({ result, rules }: Seen, path: string, count: number): string[] {
	const met = rules.filter(({ hits }) => hits > 0);
	const claimed = claims(result, count);
	const failed = claimed.some((claim) => claim === 'notDone' || claim === 'unknown');
	const wasHidden = met.some((rule) => rule.path === path && hidesAnswer(rule));
	return [
		...(failed && !met.some(spoils) ? ['an item failed, and every answer was good'] : []),
		...(claimed.includes('unknown') && !wasHidden ? ['unknown, it says, and every answer came'] : []),
	];
}

/** What is secret must not stand in what the node put out or threw; the field `session_key` is there for who asked for it. */
function toldSecrets({ result: { json, failed, hints, error } }: Seen): string[] {
	const told = JSON.stringify(
		[json, failed, hints, error?.message, error?.description],
		(name, value: unknown) => (name === 'session_key' ? undefined : value),
	);
	return SECRETS.filter((secret) => secret.test(told)).map(
		(secret) => `a secret is told, of the form ${secret}`,
	);
}

/** A scene of such work: each item once, with faults of its own. */
export function deed(chance: Chance, what: Deed): Scene {
	const { operation, node, parameters, items, prepare, path, mark, isAbout, once = false } = what;
	const { meets = path } = what;
	const scene: Scene = {
		...{ operation, node, parameters, items },
		...(prepare ? { prepare } : {}),
		mode: randomMode(chance),
		settings: {},
		faults: [
			...tokenFaults(chance),
			...(mark
				? items.flatMap((item) => faultsFor(chance, { path: meets, contains: mark(item) }))
				: faultsFor(chance, { path: meets }, 0.8)),
		],
		mostCalls: MOST_TRIES * items.length * REJECTIONS,
		async check(seen) {
			const done = seen.calls.filter((call) => call.path === path && call.tookEffect);
			const claimed = claims(seen.result, items.length);
			const doneFor = (index: number) => done.filter((call) => isAbout(call, items[index]));
			/** What may be done again is done anew by Retry On Fail, and then the item speaks of that. */
			const timesDone = (index: number) =>
				doneFor(index).filter(
					({ time }) => once || claimed[index] !== 'notDone' || Date.parse(time) >= seen.lastTry,
				).length;
			const doubled = items.filter((_, at) => once && doneFor(at).length > 1);
			const wrong = doneRows(seen, items).filter(({ row, item }) => what.isRight?.(row, item) === false);
			return [
				...oneEach(scene, seen),
				...claimProblems(claimed, timesDone),
				...doubled.map((item) => `done twice: ${JSON.stringify(item)}`),
				...wrong.map(({ row }) => `not what WeChat gave: ${JSON.stringify(row)}`),
				...withoutReason(seen, meets, items.length),
				...toldSecrets(seen),
				...((await what.also?.(seen)) ?? []),
			];
		},
	};
	return scene;
}
