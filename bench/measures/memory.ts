// How large n8n gets while it lists a million followers, each time an n8n that has done nothing else.
import type { Bench, Run } from '../bench';
import { Followers } from '../followers';
import type { Label, Measurement } from '../report';
import { spreadOf } from '../statistics';
import type { WorkNode } from '../workflows';
import { FOLLOWER, type Tell } from './contestants';

const MB = 1024 * 1024;

/** As many items as the listing puts out, of the same size, and no call. */
const codeNode = (count: number): WorkNode => ({
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: {
		jsCode: `return Array.from({ length: ${count} }, (_, i) => ({ json: { openid: 'o' + String(i).padStart(27, '0') } }));`,
	},
});

/** @returns MB above what n8n takes when it does nothing */
const growthOf = ({ idleBytes = 0, peakBytes = 0 }: Run) => (peakBytes - idleBytes) / MB;

/**
 * To be measured last: other people live in the sandbox afterwards, and n8n is another.
 *
 * @param count followers
 */
export async function memory(
	bench: Bench,
	{ count, rounds }: { count: number; rounds: number },
	tell: Tell,
): Promise<Measurement> {
	await bench.renewSandbox(count);
	await bench.sandbox.settings({ latencyMs: 0 });
	const one = await Followers.open(bench, 'HTTP', 1);
	const all = await Followers.open(bench, 'HTTP', count);
	await bench.add('memory-warm', one.packageNode({}));
	await bench.add('memory-page', all.packageNode({ outputMode: 'page' }));
	await bench.add('memory-follower', all.packageNode({}));
	await bench.add('memory-code', codeNode(count));
	const paths = ['memory-warm', 'memory-page', 'memory-follower', 'memory-code'];

	const grown: Record<string, number[]> = {};
	for (let round = 1; round <= rounds; round++) {
		for (const path of paths.slice(1)) {
			await bench.restart(paths);
			await bench.run('memory-warm', [{}]);
			const run = await bench.run(path, [{}], { memory: true });
			if (path !== 'memory-code') all.check(path, run);
			(grown[path] ??= []).push(growthOf(run));
			tell(`${path}: ${growthOf(run).toFixed(0)} MB above idle, ${(run.wallMs / 1000).toFixed(1)} s`);
		}
	}
	const follower = grown['memory-follower'];
	const code = grown['memory-code'];
	const number = count.toLocaleString('en');
	const what = (en: string, zh: string): Label => ({ en, zh });
	return {
		id: 'memory',
		title: what(`Memory while ${number} followers are listed`, `列出 ${number} 名粉丝时的内存`),
		protocol: 'HTTP',
		unit: FOLLOWER,
		rows: [],
		note: `One item per follower: ${spreadOf(follower).median.toFixed(0)} MB above idle; a Code node that makes as many items: ${spreadOf(code).median.toFixed(0)} MB.`,
		targets: [
			{
				id: 'page',
				what: what('n8n above idle, one item per page', 'n8n 高于空闲的部分，每页一项'),
				value: spreadOf(grown['memory-page']),
				unit: 'MB',
				atMost: 200,
			},
			{
				id: 'follower',
				what: what(
					'one item per follower, times a Code node that makes as many items',
					'每人一项：生成同样多项的 Code 节点的倍数',
				),
				value: spreadOf(follower.map((mb, round) => mb / code[round])),
				unit: 'x',
				atMost: 1.2,
			},
		],
	};
}
