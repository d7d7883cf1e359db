// Contestants that take turns, round after round, so that whatever else this machine does hits them alike.
import type { Run } from './bench';
import type { Label, Row } from './report';
import { ratiosOf, spreadOf, unrest, type Spread } from './statistics';

export interface Contestant {
	label: Label;
	/** What the time is divided by: messages, calls or followers. */
	units: number;
	run(): Promise<Run>;
	/** Rounds it takes part in, for one that would take long; default all. */
	rounds?: number;
	/** Not run to warm up: it mostly waits, and for long. */
	isCold?: boolean;
}

/** Milliseconds and bytes per unit. */
export type Times = Pick<Run, 'wallMs' | 'cpuMs' | 'keptBytes'>;

/** Times by contestant, in the order of the rounds. */
export type Samples<Name extends string> = Record<Name, Times[]>;

export interface Rounds {
	least: number;
	most: number;
}

/** The middle half of the ratios must lie this close together before the rounds end early. */
const SETTLED = 0.06;

/** Round by round, how many times the base a contestant took. */
export function ratioOf(samples: Times[], base: Times[], what: keyof Times): Spread {
	const pick = (times: Times[]) => times.map((time) => time[what]);
	return spreadOf(ratiosOf(pick(samples), pick(base)));
}

/** The middle of what a contestant took. */
export const middleOf = (times: Times[], what: keyof Times): Spread =>
	spreadOf(times.map((time) => time[what]));

/** The lines of the table, the base first. */
export function rowsOf<Name extends string>(
	contestants: Record<Name, Contestant>,
	samples: Samples<Name>,
	base: NoInfer<Name>,
): Row[] {
	return (Object.keys(contestants) as Name[]).map((name) => ({
		name,
		label: contestants[name].label,
		wallMs: middleOf(samples[name], 'wallMs'),
		cpuMs: middleOf(samples[name], 'cpuMs'),
		wallRatio: ratioOf(samples[name], samples[base], 'wallMs'),
		cpuRatio: ratioOf(samples[name], samples[base], 'cpuMs'),
	}));
}

/**
 * Runs everybody once to warm up (but who is cold), then round after round, forwards and backwards in turn.
 *
 * @param contestants by name
 * @param watched pairs of contestants and the time whose ratio has to settle; until then rounds go on, up to `most`
 * @param tell gets a line for each round
 */
export async function compete<Name extends string>(
	contestants: Record<Name, Contestant>,
	watched: Array<[NoInfer<Name>, NoInfer<Name>, keyof Times]>,
	{ least, most }: Rounds,
	tell: (line: string) => void,
): Promise<Samples<Name>> {
	const names = Object.keys(contestants) as Name[];
	const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Samples<Name>;
	const isSettled = () =>
		watched.every(([name, base, what]) => unrest(ratioOf(samples[name], samples[base], what)) <= SETTLED);
	for (const name of names) if (!contestants[name].isCold) await contestants[name].run();
	for (let round = 1; round <= most && !(round > least && isSettled()); round++) {
		for (const name of round % 2 === 1 ? names : [...names].reverse()) {
			const { rounds = most, units, run } = contestants[name];
			if (round > rounds) continue;
			const { wallMs, cpuMs, keptBytes } = await run();
			samples[name].push({
				wallMs: wallMs / units,
				cpuMs: cpuMs / units,
				keptBytes: keptBytes / units,
			});
		}
		const told = watched.map(([name, base, what]) => {
			const [ratio] = ratiosOf([samples[name][round - 1][what]], [samples[base][round - 1][what]]);
			return `${contestants[name].label.en} / ${contestants[base].label.en} ${ratio.toFixed(2)}`;
		});
		tell(`round ${round}: ${told.join(', ')}`);
	}
	return samples;
}
