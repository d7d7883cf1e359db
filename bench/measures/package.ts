/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The package as n8n gets it: how long it takes to load, how large it is, what opening a template picker costs.
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { dataFolder, nodeForN8n } from '../../host/n8n/places';
import { userFolder, type Bench } from '../bench';
import type { Label, Measurement } from '../report';
import { spreadOf } from '../statistics';
import type { Tell } from './contestants';

const NAME = 'n8n-nodes-wechat-link';
const installed = join(userFolder, '.n8n', 'nodes', 'node_modules', NAME);

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

/** n8n has loaded its own libraries long before it comes to a community package. */
const LOADER = `
	const [folder, ...files] = process.argv.slice(1);
	const { createRequire } = require('node:module');
	const load = createRequire(folder + '/');
	load('n8n-workflow');
	const begun = performance.now();
	for (const file of files) load(file);
	console.log(performance.now() - begun);
`;

async function loadingTimes(count: number): Promise<number[]> {
	const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
	const files = [...manifest.n8n.credentials, ...manifest.n8n.nodes].map((file) => join(installed, file));
	const times: number[] = [];
	// The first only brings the files into the system's cache.
	for (let load = 0; load <= count; load++) {
		const { stdout } = await promisify(execFile)(nodeForN8n(), ['-e', LOADER, installed, ...files]);
		if (load > 0) times.push(Number(stdout));
	}
	return times;
}

/** Of the tarball that was installed into n8n. */
function packedBytes(): number {
	const hash = readFileSync(join(dirname(dirname(installed)), 'installed-from'), 'utf8');
	const folder = join(dataFolder, 'package', hash);
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
	return statSync(join(folder, tarball)).size;
}

async function pickerCalls(bench: Bench): Promise<number> {
	await bench.openPicker('HTTP');
	await bench.sandbox.resetCounters();
	await bench.openPicker('HTTP');
	const { calls } = await bench.sandbox.counters();
	return Object.values(calls).reduce((sum, made) => sum + made, 0);
}

/** @param loads how many fresh processes load the package */
export async function packaged(bench: Bench, loads: number, tell: Tell): Promise<Measurement> {
	const times = await loadingTimes(loads);
	const bytes = packedBytes();
	const calls = await pickerCalls(bench);
	tell(`loaded ${loads} times, the fastest in ${Math.min(...times).toFixed(1)} ms`);
	const what = (en: string, zh: string): Label => ({ en, zh });
	return {
		id: 'package',
		title: what('The package', '本包'),
		unit: what('package', '包'),
		rows: [],
		note: `Loading: fresh processes of n8n's Node with n8n-workflow loaded before, as in n8n; the median of ${loads}.`,
		targets: [
			{
				id: 'loading',
				what: what('loading all nodes and credentials', '加载全部节点和凭据'),
				value: spreadOf(times),
				unit: 'ms',
				atMost: 30,
			},
			{
				id: 'size',
				what: what('packed size', '打包大小'),
				value: spreadOf([bytes / 1000]),
				unit: 'kB',
				atMost: 300,
			},
			{
				id: 'picker',
				what: what('API calls when a template list is opened', '打开模板列表时的 API 调用'),
				value: spreadOf([calls]),
				unit: 'calls',
				atMost: 1,
			},
		],
	};
}
