// The chart: milliseconds a message, a bar for each contestant, over HTTP and over HTTPS.
import type { Measurement, Row } from './report';

const WIDTH = 760;
const LABELS = 250;
const BAR = 14;
const LINE = 22;
const GROUP_GAP = 34;
const TOP = 46;
/** Room for the number behind the longest bar. */
const NUMBERS = 70;

const OURS = ['package', 'computing'];

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Bars far longer than the others would leave nothing to see of them: they are cut and say so. */
const CUT = 6;

function barsOf({ protocol, rows }: Measurement, longest: number, top: number): string {
	const scale = (WIDTH - LABELS - NUMBERS) / longest;
	const lines = rows.map(({ name, label, wallMs }: Row, at) => {
		const y = top + at * LINE;
		const isCut = wallMs.median > longest;
		const width = Math.min(wallMs.median, longest) * scale;
		const number = `${wallMs.median.toFixed(wallMs.median < 10 ? 2 : 1)} ms`;
		const cut = isCut
			? `<path class="cut" d="M${LABELS + width - 26} ${y - 2}l-6 ${BAR + 4}m6 0l6 -${BAR + 4}"/>`
			: '';
		return [
			`<text x="${LABELS - 8}" y="${y + BAR - 3}" text-anchor="end">${escaped(label.en)}</text>`,
			`<rect class="${OURS.includes(name) ? 'ours' : 'other'}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>${cut}`,
			`<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + BAR - 3}">${number}</text>`,
		].join('');
	});
	return [`<text class="group" x="${LABELS}" y="${top - 8}">over ${protocol ?? ''}</text>`, ...lines].join(
		'\n',
	);
}

/**
 * @param measurements those of sending are drawn
 * @returns an SVG that is readable on a light and on a dark page
 */
export function chartOf(measurements: Measurement[]): string {
	const drawn = measurements.filter(({ id }) => id.startsWith('sending'));
	const fastest = drawn.flatMap(({ rows }) => rows.filter(({ name }) => name === 'package'));
	const slowest = Math.max(...drawn.flatMap(({ rows }) => rows.map(({ wallMs }) => wallMs.median)));
	const most = Math.max(...fastest.map(({ wallMs }) => wallMs.median)) * CUT;
	let top = TOP + 14;
	const groups = drawn.map((one) => {
		const bars = barsOf(one, Math.min(slowest, most), top);
		top += one.rows.length * LINE + GROUP_GAP;
		return bars;
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top - 12}" viewBox="0 0 ${WIDTH} ${top - 12}" role="img">`,
		`<title>${escaped(drawn[0]?.title.en ?? '')}: milliseconds a message</title>`,
		`<style>text{font:12px system-ui,sans-serif;fill:#24292f}.title{font-weight:600;font-size:14px}.group{font-weight:600}.ours{fill:#07c160}.other{fill:#8c959f}.cut{stroke:#fff;stroke-width:3;fill:none}@media(prefers-color-scheme:dark){text{fill:#e6edf3}.other{fill:#6e7681}.cut{stroke:#0d1117}}</style>`,
		`<text class="title" x="12" y="22">${escaped(drawn[0]?.title.en ?? '')}: milliseconds a message</text>`,
		...groups,
		'</svg>',
		'',
	].join('\n');
}
