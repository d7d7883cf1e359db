// What is measured: who competes, under which conditions, and what is asked of the result.
import type { Bench } from './bench';
import { compete, ratioOf, type Contestant, type Rounds, type Samples } from './compete';
import { Followers } from './followers';
import { Messages, floorNode, readingFloorNode } from './messages';
import type { Measurement, Row } from './report';
import { spreadOf, type Spread } from './statistics';

type Tell = (line: string) => void;

const FLOOR = 'bare httpRequest loop (the floor)';
const READING_FLOOR = 'the floor with two expressions an item';
const PACKAGE = 'this package';
const HTTP_REQUEST = 'HTTP Request node';
const ONE_BY_ONE = 'one at a time';

/** The calls that the node under test has under way while it looks followers up. */
const LOOK_UPS_AT_ONCE = 10;

const wallOf = (times: Samples<string>[string]): Spread => spreadOf(times.map(({ wallMs }) => wallMs));
const cpuOf = (times: Samples<string>[string]): Spread => spreadOf(times.map(({ cpuMs }) => cpuMs));

function rowsOf<Name extends string>(
	contestants: Record<Name, Contestant>,
	samples: Samples<Name>,
	base: Name,
): Row[] {
	return (Object.keys(contestants) as Name[]).map((name) => ({
		label: contestants[name].label,
		wallMs: wallOf(samples[name]),
		cpuMs: cpuOf(samples[name]),
		wallRatio: ratioOf(samples[name], samples[base], 'wallMs'),
		cpuRatio: ratioOf(samples[name], samples[base], 'cpuMs'),
	}));
}

export interface SendPlan {
	messages: number;
	latencyMs: number;
	concurrency: number;
	rounds: Rounds;
	/** Is this the condition of issue 2, which decides how the benchmark ends? */
	decides: boolean;
}

/** Many template messages: this package, the floor, the HTTP Request node and one call after the other. */
export async function sending(bench: Bench, plan: SendPlan, tell: Tell): Promise<Measurement> {
	const { messages, latencyMs, concurrency, rounds, decides } = plan;
	const source = await Messages.open(bench, messages);
	await bench.sandbox.settings({ latencyMs });
	const enter = async (name: string, work: Parameters<Bench['add']>[1]) => {
		await bench.add(`${name}-${concurrency}`, work);
		return async (count = messages) => await source.send(`${name}-${concurrency}`, count);
	};
	const sendBare = await enter('floor', floorNode(concurrency));
	const sendReading = await enter('reading-floor', readingFloorNode(concurrency));
	const sendOurs = await enter('package', source.packageNode(bench.reach, concurrency));
	const sendByHttp = await enter('http-request', source.httpRequestNode(bench.reach));
	const sendOneByOne = await enter('one-by-one', source.oneByOneNode(bench.reach));
	// Its time grows with the number alone, so a tenth tells as much.
	const tenth = Math.max(20, messages / 10);
	const contestants = {
		floor: { label: FLOOR, units: messages, run: sendBare },
		readingFloor: { label: READING_FLOOR, units: messages, run: sendReading, rounds: 5 },
		package: { label: PACKAGE, units: messages, run: sendOurs },
		httpRequest: { label: HTTP_REQUEST, units: messages, run: sendByHttp, rounds: 5 },
		oneByOne: {
			label: `${ONE_BY_ONE} (${tenth} of them)`,
			units: tenth,
			run: async () => await sendOneByOne(tenth),
			rounds: 2,
		},
	};
	const samples = await compete(contestants, [['package', 'floor', 'wallMs']], rounds, tell);
	const ratio = (name: keyof typeof contestants, base: keyof typeof contestants) =>
		ratioOf(samples[name], samples[base], 'wallMs');
	const toFloor = ratio('package', 'floor');
	return {
		title: `${messages.toLocaleString('en')} template messages, ${latencyMs} ms latency, concurrency ${concurrency}`,
		unit: 'message',
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			...(decides
				? [{ what: 'time, times the floor', value: toFloor, atMost: 1.5, issue: 2, decides: true }]
				: [{ what: 'time, times the floor', value: toFloor, atMost: 1.25, issue: 5 }]),
			{
				what: 'times faster than the HTTP Request node',
				value: ratio('httpRequest', 'package'),
				atLeast: 2,
				issue: 5,
			},
			{
				what: 'times faster than one at a time',
				value: ratio('oneByOne', 'package'),
				atLeast: 15,
				issue: 5,
			},
		],
	};
}

/** CPU time for a message: no latency, so that nothing but work is left. */
export async function cpuTime(bench: Bench, rounds: Rounds, tell: Tell): Promise<Measurement> {
	const messages = 1_000;
	const concurrency = 20;
	const source = await Messages.open(bench, messages);
	await bench.sandbox.settings({ latencyMs: 0 });
	await bench.add('floor-cpu', floorNode(concurrency));
	await bench.add('reading-floor-cpu', readingFloorNode(concurrency));
	await bench.add('package-cpu', source.packageNode(bench.reach, concurrency));
	await bench.add('http-request-cpu', source.httpRequestNode(bench.reach));
	const run = (name: string) => async () => await source.send(name, messages);
	const contestants = {
		floor: { label: FLOOR, units: messages, run: run('floor-cpu') },
		readingFloor: { label: READING_FLOOR, units: messages, run: run('reading-floor-cpu'), rounds: 5 },
		package: { label: PACKAGE, units: messages, run: run('package-cpu') },
		httpRequest: { label: HTTP_REQUEST, units: messages, run: run('http-request-cpu'), rounds: 5 },
	};
	const samples = await compete(contestants, [['package', 'floor', 'cpuMs']], rounds, tell);
	return {
		title: `CPU time of n8n: 1,000 template messages, no latency, concurrency ${concurrency}`,
		unit: 'message',
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			{
				what: 'CPU time, times the floor',
				value: ratioOf(samples.package, samples.floor, 'cpuMs'),
				atMost: 1.2,
				issue: 5,
			},
		],
	};
}

/** All followers with their user info, against the same calls made bare. To be measured before any other, from an empty token cache. */
export async function followers(
	bench: Bench,
	{ latencyMs, rounds }: { latencyMs: number; rounds: Rounds },
	tell: Tell,
): Promise<Measurement> {
	await bench.sandbox.settings({ latencyMs });
	const source = await Followers.open(bench);
	await bench.add('floor-followers', floorNode(LOOK_UPS_AT_ONCE));
	await bench.add('package-followers', source.packageNode());
	const calls = await source.countCalls('package-followers');
	const units = source.openids.length;
	const contestants = {
		floor: {
			label: `those ${source.requests.length} calls made bare (the floor)`,
			units,
			run: async () => await source.callBare('floor-followers'),
		},
		package: { label: PACKAGE, units, run: async () => await source.list('package-followers') },
	};
	const samples = await compete(contestants, [['package', 'floor', 'wallMs']], rounds, tell);
	const made = Object.values(calls).reduce((sum, count) => sum + count, 0);
	// The floor has its token; the node under test began without one.
	const perMinimum = spreadOf([made / (source.requests.length + 1)]);
	return {
		title: `${units.toLocaleString('en')} followers with user info, ${latencyMs} ms latency, concurrency ${LOOK_UPS_AT_ONCE}`,
		unit: 'follower',
		note: `Calls from an empty token cache: ${Object.entries(calls)
			.map(([path, count]) => `${count} ${path}`)
			.join(', ')}.`,
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			{ what: 'calls, times the fewest possible', value: perMinimum, atMost: 1, issue: 5 },
			{
				what: 'time, times the floor',
				value: ratioOf(samples.package, samples.floor, 'wallMs'),
				atMost: 1.3,
				issue: 5,
			},
		],
	};
}

/** Whether a message costs the same in a short list and in a long one. */
export async function growth(
	bench: Bench,
	{ sizes, rounds }: { sizes: number[]; rounds: Rounds },
	tell: Tell,
): Promise<Measurement> {
	const source = await Messages.open(bench, Math.max(...sizes));
	await bench.sandbox.settings({ latencyMs: 0 });
	await bench.add('floor-growth', floorNode(20));
	await bench.add('package-growth', source.packageNode(bench.reach, 20));
	const entry = (name: string, label: string, size: number): [string, Contestant] => [
		`${name} ${size}`,
		{
			label: `${label}, ${size.toLocaleString('en')} at once`,
			units: size,
			run: async () => await source.send(`${name}-growth`, size),
		},
	];
	const contestants = Object.fromEntries(
		sizes.flatMap((size) => [entry('floor', 'floor', size), entry('package', PACKAGE, size)]),
	);
	const steps = sizes.slice(1).map((size, at) => ({ size, before: sizes[at] }));
	const watched = steps.map(({ size, before }): [string, string, 'wallMs'] => [
		`package ${size}`,
		`package ${before}`,
		'wallMs',
	]);
	const samples = await compete(contestants, watched, rounds, tell);
	return {
		title: 'Growth: template messages, no latency, concurrency 20 (times: the shortest list of the floor)',
		unit: 'message',
		rows: rowsOf(contestants, samples, `floor ${sizes[0]}`),
		targets: steps.map(({ size, before }) => ({
			what: `time of a message among ${size.toLocaleString('en')}, times that among ${before.toLocaleString('en')}`,
			value: ratioOf(samples[`package ${size}`], samples[`package ${before}`], 'wallMs'),
			atMost: 1.1,
			issue: 5,
		})),
	};
}
