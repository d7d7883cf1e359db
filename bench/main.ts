/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The benchmark: measures, prints the tables, writes the numbers, and fails when a target is missed that n8n leaves open.
import { cpus, loadavg } from 'node:os';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bench, benchFolder } from './bench';
import { guard } from './guard';
import { cpuTime, sending } from './measures/sending';
import { followers } from './measures/followers';
import { growth } from './measures/growth';
import { memory } from './measures/memory';
import { packaged } from './measures/package';
import { syncing } from './measures/syncing';
import { syncingTable } from './measures/syncingTable';
import { trigger } from './measures/trigger';
import { profileSending } from './profile';
import { textOf, verdictOf, type Measurement } from './report';
import { summaryOf, writeDocuments, type Results } from './write';

const say = (line = '') => process.stdout.write(`${line}\n`);
const whisper = (line: string) => say(`  ${line}`);

const has = (flag: string) => process.argv.includes(flag);
const isQuick = has('--quick');
const LATENCY_MS = 50;
const large = isQuick ? 50_000 : 250_000;
const many = isQuick ? { least: 2, most: 3 } : { least: 5, most: 7 };
const few = isQuick ? { least: 1, most: 2 } : { least: 3, most: 3 };
const resultsFile = join(benchFolder, 'results.json');

/** In this order: first what wants an empty token cache, last what wants another sandbox and another n8n. */
const measures: Array<{ name: string; run: (bench: Bench) => Promise<Measurement | Measurement[]> }> = [
	{
		name: 'followers',
		run: async (bench) =>
			await followers(
				bench,
				{ protocol: 'HTTP', followers: large, latencyMs: LATENCY_MS, rounds: few, fromEmptyCache: true },
				whisper,
			),
	},
	...(['HTTP', 'HTTPS'] as const).flatMap((protocol) => [
		{
			name: 'followers',
			run: async (bench: Bench) =>
				await followers(bench, { protocol, followers: 25_000, latencyMs: LATENCY_MS, rounds: few }, whisper),
		},
		{
			name: 'sending',
			run: async (bench: Bench) =>
				await sending(
					bench,
					{
						protocol,
						messages: 2_000,
						latencyMs: LATENCY_MS,
						concurrency: 50,
						rounds: protocol === 'HTTP' ? many : few,
						slowRounds: isQuick ? 1 : 2,
					},
					whisper,
				),
		},
		{
			name: 'cpu',
			run: async (bench: Bench) =>
				await cpuTime(bench, { protocol, messages: 1_000, concurrency: 20, rounds: many }, whisper),
		},
	]),
	{ name: 'growth', run: async (bench) => await growth(bench, { most: large, rounds: few }, whisper) },
	{
		name: 'trigger',
		run: async (bench) =>
			await trigger(bench, { events: isQuick ? 40 : 400, concurrency: 20, rounds: isQuick ? 1 : 3 }, whisper),
	},
	{ name: 'package', run: async (bench) => await packaged(bench, 20, whisper) },
	{
		name: 'memory',
		run: async (bench) => await memory(bench, { count: 1_000_000, rounds: isQuick ? 1 : 2 }, whisper),
	},
	{ name: 'table', run: async (bench) => await syncingTable(bench, whisper) },
	{
		name: 'syncing',
		run: async (bench) => await syncing(bench, isQuick ? 100_000 : 1_000_000, whisper),
	},
];

/** The measures named on the command line, or all. @throws Error for a name that is none */
function chosenMeasures() {
	const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
	const names = [...new Set(measures.map(({ name }) => name))];
	const unknown = wanted.find((name) => !names.includes(name));
	if (unknown !== undefined) throw new Error(`There is no measure "${unknown}": use ${names.join(', ')}.`);
	return wanted.length === 0 ? measures : measures.filter(({ name }) => wanted.includes(name));
}

/** A run of some measures alone brings those up to date among the results of the last run. */
function amongEarlier(measurements: Measurement[]): Measurement[] {
	if (!existsSync(resultsFile)) return measurements;
	const last = JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
	const then = { on: last.date, load: last.machine.load, isQuick: last.isQuick };
	const earlier = last.measurements.map((one) => ({ measured: then, ...one }));
	const key = ({ id, protocol }: Measurement) => `${id} ${protocol}`;
	const now = new Map(measurements.map((one) => [key(one), one]));
	const known = new Set(earlier.map(key));
	return [
		...earlier.map((one) => now.get(key(one)) ?? one),
		...measurements.filter((one) => !known.has(key(one))),
	];
}

/** The documents hold all figures: what was measured elsewhere cannot be written again from here. */
function refuseToForget(chosen: typeof measures): void {
	if (!has('--write') || chosen.length === measures.length || existsSync(resultsFile)) return;
	throw new Error(
		`No earlier results stand in ${resultsFile}, so the documents would lose all other figures. Measure everything (npm run bench -- --write), or leave out --write.`,
	);
}

async function measureAll(bench: Bench): Promise<number> {
	const chosen = chosenMeasures();
	const measurements: Measurement[] = [];
	const begun = Date.now();
	for (const { name, run } of chosen) {
		say(`Measuring ${name} (${Math.round((Date.now() - begun) / 1000)} s) ...`);
		const done = [await run(bench)].flat();
		measurements.push(...done);
		for (const one of done) say(`${textOf(one)}\n`);
	}
	say(
		'Times are medians of the rounds; a ratio is the median of the rounds’ own ratios, in brackets its middle half.',
	);
	const [load] = loadavg();
	const machine = { load, cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
	const isWhole = chosen.length === measures.length;
	const date = new Date().toISOString();
	const dated = measurements.map((one) => ({ ...one, measured: { on: date, load, isQuick } }));
	const all = isWhole ? dated : amongEarlier(dated);
	const results: Results = { date, isQuick, machine, measurements: all };
	writeFileSync(resultsFile, JSON.stringify(results, null, '\t'));
	say(`\n${summaryOf(results)}\n`);
	if (load > cpus().length)
		say(
			`This machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores): trust the ratios, and them only as far as their spread.`,
		);
	say(`The numbers: ${resultsFile}`);
	if (has('--write')) writeDocuments(results);
	const missed = measurements.flatMap(({ targets }) => targets).filter((one) => verdictOf(one) === 'missed');
	return missed.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
	if (has('--rewrite')) {
		writeDocuments(JSON.parse(readFileSync(resultsFile, 'utf8')) as Results);
		return 0;
	}
	say('Starting the sandbox and a fresh n8n (about 20 s) ...');
	refuseToForget(chosenMeasures());
	const bench = await Bench.open(has('--guard') ? 25_000 : large);
	process.once('SIGINT', () => void bench.close().finally(() => process.exit(130)));
	process.once('SIGTERM', () => void bench.close().finally(() => process.exit(143)));
	try {
		if (has('--guard')) return await guard(bench, say);
		if (!has('--profile')) return await measureAll(bench);
		say(await profileSending(bench));
		return 0;
	} finally {
		await bench.close();
	}
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		say(error.stack ?? error.message);
		process.exit(1);
	},
);
