/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The benchmark: measures, prints the table, writes the numbers, and fails when issue 2's target is missed.
import { cpus, loadavg } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bench, benchFolder } from './bench';
import { cpuTime, followers, growth, sending } from './measures';
import { profileSending } from './profile';
import { isReached, textOf, type Measurement } from './report';

const say = (line = '') => process.stdout.write(`${line}\n`);
const whisper = (line: string) => say(`  ${line}`);

const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? { least: 3, most: 5 } : { least: 5, most: 11 };
const fewRounds = isQuick ? { least: 2, most: 2 } : { least: 3, most: 5 };

type Measure = (bench: Bench) => Promise<Measurement>;

const issue2 = { messages: 1_000, latencyMs: 50, concurrency: 20, rounds, decides: true };
const issue5 = { messages: 2_000, latencyMs: 50, concurrency: 50, rounds: fewRounds, decides: false };

const measures: Measure[] = [
	async (bench) => await followers(bench, { latencyMs: 50, rounds: fewRounds }, whisper),
	async (bench) => await sending(bench, issue2, whisper),
	...(isQuick ? [] : [async (bench: Bench) => await sending(bench, issue5, whisper)]),
	async (bench) => await cpuTime(bench, rounds, whisper),
	async (bench) => {
		const sizes = isQuick ? [100, 1_000] : [100, 1_000, 10_000];
		return await growth(bench, { sizes, rounds: fewRounds }, whisper);
	},
];

async function measureAll(bench: Bench): Promise<number> {
	const results: Measurement[] = [];
	for (const measure of measures) {
		say('Measuring ...');
		results.push(await measure(bench));
	}
	say();
	for (const result of results) say(`${textOf(result)}\n`);
	say(
		'Times are medians of the rounds; a ratio is the median of the rounds’ own ratios, in brackets its middle half.',
	);
	const file = join(benchFolder, 'results.json');
	const [load] = loadavg();
	if (load > cpus().length)
		say(
			`This machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores): trust the ratios, and them only as far as their spread.`,
		);
	const machine = { load, cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
	writeFileSync(
		file,
		JSON.stringify({ date: new Date().toISOString(), isQuick, machine, results }, null, '\t'),
	);
	say(`The numbers: ${file}`);
	const missed = results
		.flatMap(({ targets }) => targets)
		.filter((target) => target.decides && !isReached(target));
	return missed.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
	say('Starting the sandbox and a fresh n8n (about 20 s) ...');
	const bench = await Bench.open();
	process.once('SIGINT', () => void bench.close().finally(() => process.exit(130)));
	process.once('SIGTERM', () => void bench.close().finally(() => process.exit(143)));
	try {
		// The day's quota of WeChat is no part of this.
		const quotas = { '/cgi-bin/message/template/send': 10_000_000, '/cgi-bin/user/get': 10_000_000 };
		await bench.sandbox.settings({ quotas });
		if (!process.argv.includes('--profile')) return await measureAll(bench);
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
