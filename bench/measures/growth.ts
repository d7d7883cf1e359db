// Whether a message, a look-up or a listed follower costs the same in a short list and in one of ten times the length.
import type { Bench, Run } from '../bench';
import { compete, middleOf, ratioOf, rowsOf, type Contestant, type Rounds } from '../compete';
import { Followers } from '../followers';
import { Messages } from '../messages';
import type { Label, Measurement, Target } from '../report';
import { FOLLOWER, MESSAGE, type Tell } from './contestants';

const TEN = 10;

interface Growing {
	id: string;
	what: Label;
	unit: Label;
	/** Items in the short list. */
	size: number;
	run(size: number): Promise<Run>;
}

const shown = (size: number) => size.toLocaleString('en');

async function measure(growing: Growing, rounds: Rounds, tell: Tell): Promise<Measurement> {
	const { id, what, unit, size, run } = growing;
	const entry = (count: number): Contestant => ({
		label: { en: `${shown(count)} at once`, zh: `一次 ${shown(count)}` },
		units: count,
		run: async () => {
			// Meanwhile n8n lets go of what the run before has left, which is much after a long list.
			await run(size);
			return await run(count);
		},
	});
	const contestants = { few: entry(size), many: entry(size * TEN) };
	const samples = await compete(contestants, [['many', 'few', 'wallMs']], rounds, tell);
	const inAll = `${shown(size)} → ${shown(size * TEN)}`;
	const kept = (name: keyof typeof contestants) =>
		Math.round(middleOf(samples[name], 'keptBytes').median).toLocaleString('en');
	const target = (id: string, figure: Label, key: 'wallMs' | 'keptBytes'): Target => ({
		id,
		what: {
			en: `${what.en}, ${inAll}: ${figure.en} of one, times that in the short list`,
			zh: `${what.zh}，${inAll}：单项${figure.zh}的倍数`,
		},
		value: ratioOf(samples.many, samples.few, key),
		unit: 'x',
		atMost: 1.1,
	});
	return {
		id: `growth-${id}`,
		title: { en: `Growth: ${what.en}, ${inAll}, no latency`, zh: `增长：${what.zh}，${inAll}，无延迟` },
		protocol: 'HTTP',
		unit,
		note: `The heap holds ${kept('few')} bytes more for each item of the short list, ${kept('many')} for each of the long one.`,
		rows: rowsOf(contestants, samples, 'few'),
		targets: [
			target('time', { en: 'time', zh: '用时' }, 'wallMs'),
			target('memory', { en: 'memory', zh: '内存' }, 'keptBytes'),
		],
	};
}

/**
 * Sends, look-ups and listings, each once short and once ten times as long.
 *
 * @param most the longest listing
 */
export async function growth(
	bench: Bench,
	{ most, rounds }: { most: number; rounds: Rounds },
	tell: Tell,
): Promise<Measurement[]> {
	const short = most / TEN;
	await bench.sandbox.settings({ latencyMs: 0 });
	const messages = await Messages.open(bench, 'HTTP', 10_000);
	await bench.add('growth-send', messages.packageNode(20));
	const byCount = new Map<number, Followers>();
	for (const count of [2_500, 25_000, short, most])
		byCount.set(count, await Followers.open(bench, 'HTTP', count));
	const of = (count: number) => byCount.get(count) as Followers;
	await bench.add('growth-look-up', of(2_500).lookUpNode());
	for (const count of [short, most]) await bench.add(`growth-list-${count}`, of(count).packageNode({}));
	const measures: Growing[] = [
		{
			id: 'send',
			what: { en: 'template messages', zh: '模板消息' },
			unit: MESSAGE,
			size: 1_000,
			run: async (count) => await messages.send('growth-send', count),
		},
		{
			id: 'look-up',
			what: { en: 'user info', zh: '用户信息' },
			unit: FOLLOWER,
			size: 2_500,
			async run(count) {
				const items = of(count).openids.map((openid) => ({ openid }));
				return await of(count).list('growth-look-up', items, count / 100);
			},
		},
		{
			id: 'list',
			what: { en: 'listed followers', zh: '粉丝列表' },
			unit: FOLLOWER,
			size: short,
			async run(count) {
				const run = await bench.run(`growth-list-${count}`, [{}]);
				of(count).check(`growth-list-${count}`, run);
				return run;
			},
		},
	];
	const results: Measurement[] = [];
	for (const one of measures) results.push(await measure(one, rounds, tell));
	return results;
}
