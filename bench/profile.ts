/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Where the CPU time of sending goes: CPU profiles of the package's node and of the floor, side by side.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, type Bench } from './bench';
import { Messages, floorNode } from './messages';

interface CallFrame {
	functionName: string;
	url: string;
	lineNumber: number;
}

interface ProfileNode {
	id: number;
	callFrame: CallFrame;
	children?: number[];
}

interface CpuProfile {
	nodes: ProfileNode[];
	samples: number[];
	timeDeltas: number[];
}

const MESSAGES = 1_000;
const SHOWN = 40;

const shortUrl = (url: string) => url.replace(/^.*\/node_modules\//, '').replace(/^file:\/\//, '');
const placeOf = ({ functionName, url, lineNumber }: CallFrame) =>
	`${functionName || '(anonymous)'} ${shortUrl(url)}:${lineNumber + 1}`;

/** Microseconds by place, in the function itself and with all that it calls; a recursion counts once. */
function timesOf({ nodes, samples, timeDeltas }: CpuProfile) {
	const own = new Map<string, number>();
	const total = new Map<string, number>();
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
	const spent = new Map<number, number>();
	samples.forEach((id, at) => spent.set(id, (spent.get(id) ?? 0) + timeDeltas[at]));
	for (const [leaf, time] of spent) {
		const seen = new Set<string>();
		for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) {
			const node = byId.get(id);
			if (!node) break;
			const place = placeOf(node.callFrame);
			if (id === leaf) own.set(place, (own.get(place) ?? 0) + time);
			if (!seen.has(place)) total.set(place, (total.get(place) ?? 0) + time);
			seen.add(place);
		}
	}
	return { own, total };
}

/** Milliseconds for the whole run, where this package's node and the floor differ most. */
function difference(title: string, ours: Map<string, number>, floor: Map<string, number>): string[] {
	const rows = [...new Set([...ours.keys(), ...floor.keys()])]
		.map((place) => ({ place, ours: (ours.get(place) ?? 0) / 1_000, floor: (floor.get(place) ?? 0) / 1_000 }))
		.sort((a, b) => b.ours - b.floor - (a.ours - a.floor))
		.slice(0, SHOWN);
	const show = (value: number) => value.toFixed(1).padStart(8);
	return [
		`${title}: package, floor, more (ms for ${MESSAGES} messages)`,
		...rows.map((row) => `${show(row.ours)}${show(row.floor)}${show(row.ours - row.floor)}  ${row.place}`),
	];
}

/** @returns the report; the profiles themselves stay beside the results, for Chrome's DevTools */
export async function profileSending(bench: Bench): Promise<string> {
	const source = await Messages.open(bench, 'HTTP', MESSAGES);
	await bench.sandbox.settings({ latencyMs: 0 });
	await bench.add('package', source.packageNode(20));
	await bench.add('floor', floorNode(20));
	// The very first message brings the token.
	await bench.run('package', source.items(1));
	for (let round = 0; round < 3; round++) {
		await source.send('package', MESSAGES);
		await source.send('floor', MESSAGES);
	}
	const profile = async (name: string) => {
		const file = join(benchFolder, `${name}.cpuprofile`);
		await bench.run(name, source.items(MESSAGES), { profile: file });
		return timesOf(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile);
	};
	const floor = await profile('floor');
	const ours = await profile('package');
	return [
		...difference('In the function itself', ours.own, floor.own),
		'',
		...difference('With all that it calls', ours.total, floor.total),
	].join('\n');
}
