// One channel's messages as a sequence: who gets what, what goes wrong on the way, and how n8n repeats it.
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../../sandbox/client';
import { checkLetters, checkNextExecution } from './letters';
import type { Letter } from './letters';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { messageMode } from './repeats';
import type { Mode, Scene } from './scene';

/** Tries of one call, each of them three times when its token is rejected. */
const MOST_TRIES = 15;
/** Rounds of a loop, or presses of Retry, that make sense. */
const MOST_REPEATS = 8;
export const TEMPLATE = '/cgi-bin/message/template/send';
export const SUBSCRIBE = '/cgi-bin/message/subscribe/send';
export const CUSTOMER = '/cgi-bin/message/custom/send';
export const NOTIFICATION = '/cgi-bin/message/subscribe/bizsend';
export const ONE_TIME = '/cgi-bin/message/template/subscribe';
const WAYS = [TEMPLATE, SUBSCRIBE, CUSTOMER, NOTIFICATION, ONE_TIME];
/** WeChat's words for a person who cannot be reached. */
export const NOT_FOLLOWING = 43004;
export const NOT_SUBSCRIBED = 43101;

interface Channel {
	operation: string;
	node: Scene['node'];
	/** The paths that it calls, as one expression. */
	path: string;
	letters: Letter[];
	/** With MARKER where the text stands. */
	parameters: INodeParameters;
	/** The paths that can decide about a person, where that is not `path` alone. */
	ways?(letter: Letter): string[];
	/** People who leave while the messages go out, by what WeChat then says. */
	leaving?: FaultRule[];
}

/** The text of a message; another one at each evaluation, as workflows write it. */
const PLAIN = '{{ $json.marker }}';
const VARYING = `${PLAIN}{{ $now.toFormat('ssSSS') }}{{ Math.floor(Math.random() * 10000) }}`;

/** From some call on, WeChat says this of the person. */
export function leavers(chance: Chance, letters: Letter[], path: string, errcode: number): FaultRule[] {
	const left = letters.filter(() => chance.yes(0.05));
	return left.map(({ marker }) => ({ path, contains: marker, times: -1, errcode }));
}

/** Revoked in mid-run: everything from this call on is refused. */
function revoked(chance: Chance, mode: Mode, path: string, most: number): FaultRule[] {
	// A loop that leads errors back would go on for ever.
	if (mode.repeat === 'loop' || !chance.yes(0.05)) return [];
	const errcode = chance.pick([45009, 48001, 40013, 61004]);
	return [{ path, times: -1, skip: chance.between(0, most), errcode }];
}

export const isSteady = ({ mode, parameters }: Scene) =>
	!JSON.stringify(parameters).includes('$now') && (mode.jumps ?? []).length === 0;

export function scene(chance: Chance, channel: Channel): Scene {
	const { letters, path, leaving = [] } = channel;
	const mode = messageMode(chance);
	const text = chance.yes(0.5) ? VARYING : PLAIN;
	const markers = [...new Set(letters.map(({ marker }) => marker))];
	const ways = channel.ways ?? (() => [path]);
	const rounds = (mode.retryOnFail?.maxTries ?? 1) * (mode.repeat === undefined ? 1 : MOST_REPEATS);
	return {
		operation: `${channel.operation}${mode.repeat ? `, ${mode.repeat}` : ''}`,
		node: channel.node,
		parameters: JSON.parse(JSON.stringify(channel.parameters).replaceAll('MARKER', text)) as INodeParameters,
		items: letters,
		mode,
		settings: {
			subscribeSendMs: chance.pick([0, 0, 3]),
			afterRevoke: chance.pick(['renewed', 'sameToken']),
			oldTokenAfterForce: chance.pick(['overlap', 'dies']),
		},
		faults: [
			...tokenFaults(chance),
			...revoked(chance, mode, chance.pick(WAYS.filter((way) => new RegExp(path).test(way))), letters.length),
			...markers.flatMap((marker) => faultsFor(chance, { path, contains: marker })),
			...leaving,
		],
		mostCalls: letters.length * MOST_TRIES * rounds,
		check: checkLetters(letters, ways),
	};
}

/** Now and then the workflow is run once more: what the first execution sent, this one sends again. */
export function withNextExecution(chance: Chance, made: Scene, letters: Letter[]): Scene {
	if (!chance.yes(0.2) || made.faults.some(({ errcode }) => errcode === 43004 || errcode === 43101))
		return made;
	return {
		...made,
		async check(seen) {
			return [...(await made.check(seen)), ...(await checkNextExecution(made, letters, seen, true))];
		},
	};
}
