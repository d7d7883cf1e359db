// The table that is printed: medians, ratios with their spread, targets.
import type { Spread } from './statistics';

export interface Row {
	label: string;
	/** Milliseconds per unit. */
	wallMs: Spread;
	/** CPU milliseconds of n8n per unit. */
	cpuMs: Spread;
	/** Times the floor, round by round. */
	wallRatio: Spread;
	cpuRatio: Spread;
}

export interface Target {
	what: string;
	value: Spread;
	atMost?: number;
	atLeast?: number;
	/** Where it was set. */
	issue: number;
	/** Missing it fails the benchmark; the others are shown for information. */
	decides?: boolean;
}

export interface Measurement {
	title: string;
	/** What a time is for. */
	unit: string;
	note?: string;
	rows: Row[];
	targets: Target[];
}

/** Ratios are compared as they are printed, at two digits. */
const rounded = (value: number) => Math.round(value * 100) / 100;

export function isReached({ value, atMost = Infinity, atLeast = 0 }: Target): boolean {
	return rounded(value.median) <= atMost && rounded(value.median) >= atLeast;
}

const digits = (value: number) => (value < 1 ? value.toFixed(3) : value.toFixed(2));
const ratio = ({ median, lower, upper, count }: Spread) =>
	count === 1 ? rounded(median).toFixed(2) : `${median.toFixed(2)} (${lower.toFixed(2)}-${upper.toFixed(2)})`;

function table(header: string[], lines: string[][]): string[] {
	const widths = header.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at].length)));
	const show = (line: string[]) =>
		`  ${line.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join('  ')}`;
	return [show(header), ...lines.map(show)];
}

function targetLine(target: Target): string {
	const { what, value, atMost, atLeast, issue, decides } = target;
	const limit = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
	const verdict = isReached(target) ? 'reached' : 'MISSED';
	return `  ${verdict}  ${what}: ${ratio(value)}, target ${limit} (issue ${issue}${decides ? '' : ', for information'})`;
}

/** One measurement as text; times are medians, the brackets hold the middle half of the rounds. */
export function textOf({ title, unit, note, rows, targets }: Measurement): string {
	const times = 'times the floor';
	const header = ['', `ms a ${unit}`, times, 'best / best', `CPU ms a ${unit}`, times, 'rounds'];
	// The first row is the floor.
	const lines = rows.map(({ label, wallMs, cpuMs, wallRatio, cpuRatio }) => [
		label,
		digits(wallMs.median),
		ratio(wallRatio),
		(wallMs.least / rows[0].wallMs.least).toFixed(2),
		digits(cpuMs.median),
		ratio(cpuRatio),
		String(wallMs.count),
	]);
	return [title, ...table(header, lines), ...(note ? [`  ${note}`] : []), ...targets.map(targetLine)].join(
		'\n',
	);
}
