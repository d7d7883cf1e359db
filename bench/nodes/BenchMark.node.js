// Bench only: stands before and after the node that is measured; takes time, CPU time and memory in between.
const { createHash } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { Worker } = require('node:worker_threads');

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc');

const open = new Map();

const pause = async (ms) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Collects garbage, and once more what could only be let go of after that. */
async function settle() {
	collectGarbage();
	await pause(500);
	collectGarbage();
}

async function startProfiler() {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	return session;
}

/** Looks at the size of the process from a thread of its own, so that busy JavaScript hides nothing. */
async function startWatch() {
	const sizes = new Float64Array(new SharedArrayBuffer(8));
	const code = `const { workerData } = require('node:worker_threads');
		setInterval(() => { workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); }, 5);`;
	const worker = new Worker(code, { eval: true, workerData: sizes });
	while (sizes[0] === 0) await pause(20);
	collectGarbage();
	await pause(500);
	const idle = process.memoryUsage.rss();
	sizes[0] = idle;
	return { idle, peak: () => sizes[0], stop: async () => await worker.terminate() };
}

/** What tells whether the followers put out are those who follow, without sending a million of them anywhere. */
function summaryOf(items) {
	const openids = items.flatMap(({ json }) => json.openids ?? json.openid ?? []);
	return {
		items: items.length,
		openids: openids.length,
		openidsHash: createHash('sha256').update(openids.join()).digest('hex'),
		unionids: new Set(items.map(({ json }) => json.unionid).filter(Boolean)).size,
	};
}

class BenchMark {
	description = {
		displayName: 'Bench Mark',
		name: 'benchMark',
		group: ['transform'],
		version: 1,
		description: 'Measures what happens between two of its kind',
		defaults: { name: 'Bench Mark' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{
				displayName: 'At',
				name: 'at',
				type: 'options',
				options: [
					{ name: 'Start', value: 'start' },
					{ name: 'End', value: 'end' },
				],
				default: 'start',
			},
			{ displayName: 'Profile', name: 'profile', type: 'string', default: '' },
			{ displayName: 'Memory', name: 'memory', type: 'boolean', default: false },
		],
	};

	async execute() {
		const items = this.getInputData();
		const id = this.getExecutionId();
		const file = this.getNodeParameter('profile', 0, '');
		if (this.getNodeParameter('at', 0) === 'start') {
			// What earlier runs left behind is not charged to this one, once n8n has let go of it.
			await settle();
			const watch = this.getNodeParameter('memory', 0, false) ? await startWatch() : undefined;
			const session = file ? await startProfiler() : undefined;
			const heap = process.memoryUsage().heapUsed;
			open.set(id, { session, watch, heap, cpu: process.cpuUsage(), begun: performance.now() });
			return [items];
		}
		const { session, watch, heap, cpu, begun } = open.get(id);
		const wallMs = performance.now() - begun;
		const { user, system } = process.cpuUsage(cpu);
		open.delete(id);
		const memory = watch && { idleBytes: watch.idle, peakBytes: watch.peak() };
		await watch?.stop();
		if (session) {
			const { profile } = await session.post('Profiler.stop');
			session.disconnect();
			writeFileSync(file, JSON.stringify(profile));
		}
		// Connections that are closing still hold on to their requests.
		await settle();
		const keptBytes = process.memoryUsage().heapUsed - heap;
		const measured = { executionId: id, wallMs, cpuMs: (user + system) / 1000, keptBytes, ...memory };
		return [[{ json: { ...measured, ...summaryOf(items) }, pairedItem: { item: 0 } }]];
	}
}

module.exports = { BenchMark };
