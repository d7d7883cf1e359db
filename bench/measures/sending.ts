// Many template messages: what they take, against the floor and against what a user would pick instead.
import type { Bench, Protocol } from '../bench';
import { compete, ratioOf, rowsOf, type Rounds } from '../compete';
import { Messages, floorNode, readingFloorNode } from '../messages';
import type { Label, Measurement, Target } from '../report';
import {
	COMPUTING,
	FLOOR,
	HTTP_REQUEST,
	LOOP,
	MESSAGE,
	ONE_BY_ONE,
	PACKAGE,
	READING_FLOOR,
	type Tell,
} from './contestants';

export interface SendPlan {
	protocol: Protocol;
	messages: number;
	latencyMs: number;
	concurrency: number;
	rounds: Rounds;
	/** Of the slow ones, which send a share of the messages and are divided accordingly. */
	slowRounds: number;
}

/** Puts a way of sending into n8n, as a contestant. */
function entrance(bench: Bench, source: Messages, ending: string, messages: number) {
	return async (name: string, work: Parameters<Bench['add']>[1], count = messages) => {
		const path = `${name}-${ending}`.toLowerCase();
		await bench.add(path, work);
		return { units: count, run: async () => await source.send(path, count) };
	};
}

/** The package, and what it is measured by. */
async function mainContestants(enter: ReturnType<typeof entrance>, source: Messages, concurrency: number) {
	return {
		floor: { label: FLOOR, ...(await enter('floor', floorNode(concurrency))) },
		readingFloor: {
			label: READING_FLOOR,
			...(await enter('reading-floor', readingFloorNode(concurrency))),
		},
		package: { label: PACKAGE, ...(await enter('package', source.packageNode(concurrency))) },
		computing: { label: COMPUTING, ...(await enter('computing', source.computingNode(concurrency))) },
	};
}

/** Wall time: this package, the floor, the HTTP Request node, a loop of single calls and one call after the other. */
export async function sending(bench: Bench, plan: SendPlan, tell: Tell): Promise<Measurement> {
	const { protocol, messages, latencyMs, concurrency, rounds, slowRounds } = plan;
	const source = await Messages.open(bench, protocol, messages);
	await bench.sandbox.settings({ latencyMs });
	const enter = entrance(bench, source, `${protocol}-${concurrency}`, messages);
	// Their time grows with the number alone, so a part tells as much.
	const tenth = messages / 10;
	const twentieth = messages / 20;
	const contestants = {
		...(await mainContestants(enter, source, concurrency)),
		httpRequest: {
			label: HTTP_REQUEST,
			...(await enter('http-request', source.httpRequestNode())),
			rounds: slowRounds,
		},
		loop: {
			label: LOOP,
			...(await enter('loop', source.loopNode(), twentieth)),
			rounds: slowRounds,
			isCold: true,
		},
		oneByOne: {
			label: ONE_BY_ONE,
			...(await enter('one-by-one', source.oneByOneNode(), tenth)),
			rounds: slowRounds,
			isCold: true,
		},
	};
	const samples = await compete(contestants, [['package', 'floor', 'wallMs']], rounds, tell);
	type Name = keyof typeof contestants;
	const ratio = (name: Name, base: Name) => ratioOf(samples[name], samples[base], 'wallMs');
	const faster = (id: string, than: Label, base: Name, atLeast: number): Target => ({
		id,
		what: { en: `times faster than ${than.en}`, zh: `比${than.zh}快几倍` },
		value: ratio(base, 'package'),
		unit: 'x',
		atLeast,
	});
	return {
		id: `sending-${concurrency}`,
		title: {
			en: `${messages.toLocaleString('en')} template messages, ${latencyMs} ms latency, concurrency ${concurrency}`,
			zh: `${messages.toLocaleString('en')} 条模板消息，延迟 ${latencyMs} ms，并发 ${concurrency}`,
		},
		protocol,
		unit: MESSAGE,
		note: `${LOOP.en}: ${twentieth} of them; ${ONE_BY_ONE.en}: ${tenth} of them.`,
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			{
				id: 'wall',
				what: { en: 'time, times the floor', zh: '用时：下限的倍数' },
				value: ratio('package', 'floor'),
				unit: 'x',
				atMost: 1.25,
			},
			faster('http-request', { en: 'the HTTP Request node', zh: ' HTTP Request 节点' }, 'httpRequest', 2),
			faster('loop', { en: 'Loop Over Items', zh: ' Loop Over Items ' }, 'loop', 15),
			faster('one-by-one', { en: 'one call at a time', zh: '逐个调用' }, 'oneByOne', 15),
		],
	};
}

export interface CpuPlan {
	protocol: Protocol;
	messages: number;
	concurrency: number;
	rounds: Rounds;
}

/** CPU time for a message: no latency, so that nothing but work is left. */
export async function cpuTime(bench: Bench, plan: CpuPlan, tell: Tell): Promise<Measurement> {
	const { protocol, messages, concurrency, rounds } = plan;
	const source = await Messages.open(bench, protocol, messages);
	await bench.sandbox.settings({ latencyMs: 0 });
	const enter = entrance(bench, source, `cpu-${protocol}`, messages);
	const contestants = {
		...(await mainContestants(enter, source, concurrency)),
		httpRequest: {
			label: HTTP_REQUEST,
			...(await enter('http-request', source.httpRequestNode())),
			rounds: 3,
		},
	};
	const samples = await compete(
		contestants,
		[
			['package', 'floor', 'cpuMs'],
			['computing', 'readingFloor', 'cpuMs'],
		],
		rounds,
		tell,
	);
	const ratio = (name: keyof typeof contestants, base: keyof typeof contestants) =>
		ratioOf(samples[name], samples[base], 'cpuMs');
	return {
		id: 'cpu',
		title: {
			en: `CPU time of n8n, ${messages.toLocaleString('en')} template messages, no latency`,
			zh: `n8n 的 CPU 时间，${messages.toLocaleString('en')} 条模板消息，无延迟`,
		},
		protocol,
		unit: MESSAGE,
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			{
				id: 'cpu',
				what: { en: 'CPU time, times the floor', zh: 'CPU 时间：下限的倍数' },
				value: ratio('package', 'floor'),
				unit: 'x',
				atMost: 1.2,
			},
			{
				id: 'cpu-reading',
				what: {
					en: 'CPU time with two computed values, times the floor with two expressions',
					zh: '两个值由表达式计算时的 CPU 时间：下限加两个表达式的倍数',
				},
				value: ratio('computing', 'readingFloor'),
				unit: 'x',
				atMost: 1.2,
			},
		],
	};
}
