// What takes time: each phase says that it has begun, that it is alive and how long it took; a table at the end sums up.
const TICK_MS = 15_000;
const HANDED_OVER = 'DEMO_PHASES_SO_FAR';

const { begun: begunAt, phases } = JSON.parse(
	process.env[HANDED_OVER] ?? JSON.stringify({ begun: Date.now(), phases: [] }),
);

const say = (line = '') => process.stdout.write(`${line}\n`);

/** @returns such as "4.2 s" or "2 min 05 s" */
function duration(ms) {
	if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 120) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

const record = (title, ms, note = '') => void phases.push({ title, ms, note });

async function timed(title, work, { progress, quiet = false } = {}) {
	const begun = Date.now();
	const elapsed = () => duration(Date.now() - begun);
	if (!quiet) say(`${title} ...`);
	const ticking = setInterval(() => {
		say([`${title}: still at it after ${elapsed()}`, progress?.()].filter(Boolean).join(', '));
	}, TICK_MS);
	try {
		const result = await work();
		if (!quiet) say(`${title}: done in ${elapsed()}`);
		return result;
	} finally {
		clearInterval(ticking);
		record(title, Date.now() - begun);
	}
}

function table(heading) {
	const seconds = (ms) => (ms / 1000).toFixed(1);
	const waited = Date.now() - begunAt;
	const worked = phases.reduce((sum, { ms }) => sum + ms, 0);
	const rows = [
		...phases.map(({ title, ms, note }) => [title, seconds(ms), note]),
		['Total', seconds(waited), worked > waited ? `${seconds(worked)} s of work, some side by side` : ''],
	];
	const width = (column) => Math.max(...rows.map((row) => row[column].length));
	const line = ([title, time, note]) =>
		`  ${title.padEnd(width(0))}  ${time.padStart(width(1))} s  ${note}`.trimEnd();
	return [heading, ...rows.map(line)];
}

const handOver = () => ({ [HANDED_OVER]: JSON.stringify({ begun: begunAt, phases }) });

/** See phases.d.ts. */
module.exports = { duration, handOver, record, say, table, timed };
