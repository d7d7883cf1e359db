// The regression guard of CI: ratios within this run and counts of calls, no absolute time. About two minutes.
import type { Bench, Run } from './bench';
import { Followers } from './followers';
import { Messages, floorNode, readingFloorNode } from './messages';
import { packaged } from './measures/package';
import { verdictOf } from './report';
import { spreadOf } from './statistics';

const MESSAGES = 400;
const FOLLOWERS = 5_000;
const CONCURRENCY = 20;
const ROUNDS = 7;

interface Check {
	what: string;
	value: number;
	atMost: number;
}

type Say = (line: string) => void;

/** Everybody in turn, there and back; the median of the ratios of each round. */
async function ratio(ours: () => Promise<Run>, theirs: () => Promise<Run>, what: 'cpuMs' | 'wallMs') {
	await ours();
	await theirs();
	const ratios: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const first = round % 2 === 0 ? await ours() : undefined;
		const base = await theirs();
		ratios.push((first ?? (await ours()))[what] / base[what]);
	}
	return spreadOf(ratios).median;
}

async function sendingChecks(bench: Bench): Promise<Check[]> {
	await bench.sandbox.settings({ latencyMs: 0 });
	const source = await Messages.open(bench, 'HTTP', MESSAGES);
	await bench.add('guard-floor', floorNode(CONCURRENCY));
	await bench.add('guard-package', source.packageNode(CONCURRENCY));
	await bench.add('guard-reading-floor', readingFloorNode(CONCURRENCY));
	await bench.add('guard-computing', source.computingNode(CONCURRENCY));
	// Fails by itself when a message is lost, doubled or sent with a call too many.
	const send = (path: string) => async () => await source.send(path, MESSAGES);
	return [
		{
			what: 'CPU time of a message, times the floor',
			value: await ratio(send('guard-package'), send('guard-floor'), 'cpuMs'),
			atMost: 1.6,
		},
		{
			what: 'CPU time of a message with two computed values, times the floor with the same two expressions',
			value: await ratio(send('guard-computing'), send('guard-reading-floor'), 'cpuMs'),
			atMost: 1.6,
		},
	];
}

async function followerChecks(bench: Bench): Promise<Check[]> {
	await bench.sandbox.settings({ latencyMs: 20 });
	const source = await Followers.open(bench, 'HTTP', FOLLOWERS);
	await bench.add('guard-calls', floorNode(10));
	await bench.add('guard-followers', source.packageNode({ includeUserInfo: true }));
	const calls = await source.countCalls('guard-followers');
	const bare = async () => await source.callBare('guard-calls', source.requests);
	const list = async () => await source.list('guard-followers');
	return [
		{
			what: `calls for ${FOLLOWERS} followers, above the fewest possible`,
			value: Object.values(calls).reduce((sum, made) => sum + made, 0) - source.requests.length,
			atMost: 1,
		},
		{
			what: 'time of that listing, times the same calls made bare',
			value: await ratio(list, bare, 'wallMs'),
			atMost: 2.5,
		},
	];
}

/** @returns the exit code */
export async function guard(bench: Bench, say: Say): Promise<number> {
	const checks = [...(await followerChecks(bench)), ...(await sendingChecks(bench))];
	const { targets } = await packaged(bench, 5, say);
	let failed = 0;
	for (const { what, value, atMost } of checks) {
		const isGood = value <= atMost;
		if (!isGood) failed++;
		say(`${isGood ? 'ok    ' : 'FAILED'}  ${what}: ${value.toFixed(2)}, at most ${atMost}`);
	}
	// Sizes and counts; loading is a time, and so only shown by the benchmark.
	for (const target of targets.filter(({ id }) => id !== 'loading')) {
		const isGood = verdictOf(target) === 'met';
		if (!isGood) failed++;
		say(`${isGood ? 'ok    ' : 'FAILED'}  ${target.what.en}: ${target.value.median.toFixed(0)}`);
	}
	return failed === 0 ? 0 : 1;
}
