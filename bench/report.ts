// What a measurement is, and the table that is printed: medians, ratios with their spread, targets.
import type { Protocol } from './bench';
import type { Spread } from './statistics';

/** A text in the languages of the documents. */
export interface Label {
	en: string;
	zh: string;
}

export interface Row {
	/** What is running, the same word in every measurement. */
	name: string;
	label: Label;
	/** Milliseconds per unit. */
	wallMs: Spread;
	/** CPU milliseconds of n8n per unit. */
	cpuMs: Spread;
	/** Times the floor, round by round. */
	wallRatio: Spread;
	cpuRatio: Spread;
}

export interface Target {
	/** The same over HTTP and over HTTPS. */
	id: string;
	what: Label;
	value: Spread;
	unit: 'x' | 'calls' | 'MB' | 'ms' | 'kB' | 's';
	atMost?: number;
	atLeast?: number;
	/** What n8n alone makes of it: no node can do better. Said where the target is missed. */
	n8nAlone?: { what: Label; value: Spread };
}

/** Under which a measurement was taken. */
export interface Circumstances {
	/** ISO 8601. */
	on: string;
	/** The machine's load at the end, where it was noted. */
	load?: number;
	/** Few rounds and shorter lists. */
	isQuick?: boolean;
}

export interface Measurement {
	id: string;
	title: Label;
	protocol?: Protocol;
	/** What a time is for, where there are times. */
	unit: Label;
	note?: string;
	rows: Row[];
	targets: Target[];
	/** Known once a run is written down. */
	measured?: Circumstances;
}

/** Values are compared as they are printed, at two digits. */
const rounded = (value: number) => Math.round(value * 100) / 100;

/** How close to what n8n alone makes of it a missed target has to be to be n8n's own doing. */
const OWN_SHARE = 1.2;

export type Verdict = 'met' | 'n8n' | 'missed';

/** Whether a target is met; if not, whether n8n alone misses it too and the package adds at most a fifth to that. */
export function verdictOf({ value, atMost = Infinity, atLeast = 0, n8nAlone }: Target): Verdict {
	const median = rounded(value.median);
	if (median <= atMost && median >= atLeast) return 'met';
	if (!n8nAlone) return 'missed';
	const alone = n8nAlone.value.median;
	if (alone <= atMost && alone >= atLeast) return 'missed';
	const share = median > atMost ? median / alone : alone / median;
	return share <= OWN_SHARE ? 'n8n' : 'missed';
}

const UNITS = { x: ' x', calls: '', MB: ' MB', ms: ' ms', kB: ' kB', s: ' s' };

const digitsOf = (value: number, unit: Target['unit']) =>
	unit === 'x' ? value.toFixed(value >= 20 ? 0 : 2) : unit === 'ms' ? value.toFixed(1) : value.toFixed(0);

export const shown = (value: number, unit: Target['unit']): string =>
	`${digitsOf(value, unit)}${UNITS[unit]}`;

export function limitOf({ atMost, atLeast = 0, unit }: Target): string {
	const at = atMost ?? atLeast;
	return `${atMost === undefined ? '≥' : '≤'} ${at}${UNITS[unit]}`;
}

const digits = (value: number) => (value < 1 ? value.toFixed(3) : value.toFixed(2));
const ratio = ({ median, lower, upper, count }: Spread) =>
	count === 1 ? median.toFixed(2) : `${median.toFixed(2)} (${lower.toFixed(2)}-${upper.toFixed(2)})`;

function table(header: string[], lines: string[][]): string[] {
	const widths = header.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at].length)));
	const show = (line: string[]) =>
		`  ${line.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join('  ')}`;
	return [show(header), ...lines.map(show)];
}

const VERDICTS: Record<Verdict, string> = { met: 'met   ', n8n: 'n8n   ', missed: 'MISSED' };

function targetLine(target: Target): string {
	const { what, value, unit, n8nAlone } = target;
	const verdict = verdictOf(target);
	const alone =
		verdict === 'met' || !n8nAlone ? '' : `; ${n8nAlone.what.en}: ${shown(n8nAlone.value.median, unit)}`;
	const median = unit === 'x' ? `${ratio(value)} x` : shown(value.median, unit);
	return `  ${VERDICTS[verdict]}  ${what.en}: ${median}, target ${limitOf(target)}${alone}`;
}

export const titleOf = ({ title, protocol }: Measurement): string =>
	protocol ? `${title.en}, over ${protocol}` : title.en;

/** One measurement as text; times are medians, the brackets hold the middle half of the rounds. */
export function textOf(measurement: Measurement): string {
	const { unit, note, rows, targets } = measurement;
	const times = 'times the floor';
	const header = ['', `ms a ${unit.en}`, times, 'best / best', `CPU ms a ${unit.en}`, times, 'rounds'];
	// The first row is the floor.
	const lines = rows.map(({ label, wallMs, cpuMs, wallRatio, cpuRatio }) => [
		label.en,
		digits(wallMs.median),
		ratio(wallRatio),
		(wallMs.least / rows[0].wallMs.least).toFixed(2),
		digits(cpuMs.median),
		ratio(cpuRatio),
		String(wallMs.count),
	]);
	return [
		titleOf(measurement),
		...(rows.length > 0 ? table(header, lines) : []),
		...(note ? [`  ${note}`] : []),
		...targets.map(targetLine),
	].join('\n');
}
