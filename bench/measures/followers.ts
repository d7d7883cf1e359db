// Followers with their user info: the calls it takes, against the same calls made bare and against a call for each person.
import type { Bench, Protocol } from '../bench';
import { compete, ratioOf, rowsOf, type Rounds } from '../compete';
import { Followers } from '../followers';
import { floorNode } from '../messages';
import type { Measurement } from '../report';
import { spreadOf } from '../statistics';
import { FOLLOWER, PACKAGE, type Tell } from './contestants';

/** The calls that the node under test has under way while it looks followers up. */
const LOOK_UPS_AT_ONCE = 10;

/** People for whom a call each is made, for comparison; their time is scaled. */
const SINGLES = 2_500;
const SINGLES_ONE_BY_ONE = 250;

const totalOf = (calls: Record<string, number>) =>
	Object.values(calls).reduce((sum, count) => sum + count, 0);

export interface FollowersPlan {
	protocol: Protocol;
	followers: number;
	latencyMs: number;
	rounds: Rounds;
	/** The token cache is empty: the first listing has to fetch a token. */
	fromEmptyCache?: boolean;
}

/** Lists followers with their user info. */
export async function followers(bench: Bench, plan: FollowersPlan, tell: Tell): Promise<Measurement> {
	const { protocol, followers: most, latencyMs, rounds, fromEmptyCache = false } = plan;
	await bench.sandbox.settings({ latencyMs });
	const source = await Followers.open(bench, protocol, most);
	const { requests } = source;
	const pathOf = (name: string) => `followers-${name}-${protocol}-${most}`.toLowerCase();
	await bench.add(pathOf('floor'), floorNode(LOOK_UPS_AT_ONCE));
	await bench.add(pathOf('package'), source.packageNode({ includeUserInfo: true }));
	if (!fromEmptyCache) await bench.openPicker(protocol);
	const calls = await source.countCalls(pathOf('package'));
	const contestants = {
		floor: {
			label: {
				en: `those ${requests.length} calls made bare (the floor)`,
				zh: `同样的 ${requests.length} 次调用，裸发（下限）`,
			},
			units: most,
			run: async () => await source.callBare(pathOf('floor'), requests),
		},
		package: { label: PACKAGE, units: most, run: async () => await source.list(pathOf('package')) },
		singles: {
			label: {
				en: `a call for each person, ${LOOK_UPS_AT_ONCE} at a time (${SINGLES.toLocaleString('en')} of them)`,
				zh: `每人一次调用，并发 ${LOOK_UPS_AT_ONCE}（其中 ${SINGLES.toLocaleString('en')} 人）`,
			},
			units: SINGLES,
			run: async () => await source.callBare(pathOf('floor'), source.singleRequests(SINGLES)),
			rounds: 1,
			isCold: true,
		},
		oneByOne: {
			label: {
				en: `a call for each person, one at a time (${SINGLES_ONE_BY_ONE} of them)`,
				zh: `每人一次调用，逐个进行（其中 ${SINGLES_ONE_BY_ONE} 人）`,
			},
			units: SINGLES_ONE_BY_ONE,
			run: async () => await source.callBare(pathOf('one'), source.singleRequests(SINGLES_ONE_BY_ONE)),
			rounds: 1,
			isCold: true,
		},
	};
	await bench.add(pathOf('one'), floorNode(1));
	const samples = await compete(contestants, [['package', 'floor', 'wallMs']], rounds, tell);
	const fewest = requests.length + (fromEmptyCache ? 1 : 0);
	const number = most.toLocaleString('en');
	return {
		id: `followers-${most}`,
		title: {
			en: `${number} followers with user info, ${latencyMs} ms latency, concurrency ${LOOK_UPS_AT_ONCE}`,
			zh: `${number} 名粉丝及用户信息，延迟 ${latencyMs} ms，并发 ${LOOK_UPS_AT_ONCE}`,
		},
		protocol,
		unit: FOLLOWER,
		note: `Calls${fromEmptyCache ? ' from an empty token cache' : ''}: ${Object.entries(calls)
			.map(([path, count]) => `${count} ${path}`)
			.join(', ')}.`,
		rows: rowsOf(contestants, samples, 'floor'),
		targets: [
			{
				id: 'calls',
				what: { en: `calls (the fewest possible: ${fewest})`, zh: `调用次数（最少 ${fewest} 次）` },
				value: spreadOf([totalOf(calls)]),
				unit: 'calls',
				atMost: fewest,
			},
			{
				id: 'wall',
				what: { en: 'time, times those calls made bare', zh: '用时：裸发同样调用的倍数' },
				value: ratioOf(samples.package, samples.floor, 'wallMs'),
				unit: 'x',
				atMost: 1.3,
			},
			{
				id: 'one-by-one',
				what: {
					en: 'times faster than a call for each person, one at a time',
					zh: '比每人一次、逐个调用快几倍',
				},
				value: ratioOf(samples.oneByOne, samples.package, 'wallMs'),
				unit: 'x',
				atLeast: 50,
			},
			{
				id: 'singles',
				what: {
					en: 'times faster than a call for each person, as many at a time',
					zh: '比每人一次、同样并发快几倍',
				},
				value: ratioOf(samples.singles, samples.package, 'wallMs'),
				unit: 'x',
				atLeast: 50,
				n8nAlone: {
					what: { en: 'the batches made bare', zh: '裸发批量调用' },
					value: ratioOf(samples.singles, samples.floor, 'wallMs'),
				},
			},
		],
	};
}
