// Bench only: stands before and after the node that is measured and takes the CPU time that n8n used in between.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc');

const open = new Map();

async function startProfiler() {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	return session;
}

class BenchMark {
	description = {
		displayName: 'Bench Mark',
		name: 'benchMark',
		group: ['transform'],
		version: 1,
		description: 'Takes the CPU time between two of its kind',
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
		],
	};

	async execute() {
		const items = this.getInputData();
		const id = this.getExecutionId();
		const file = this.getNodeParameter('profile', 0, '');
		if (this.getNodeParameter('at', 0) === 'start') {
			// What earlier runs left behind is not charged to this one.
			collectGarbage();
			const session = file ? await startProfiler() : undefined;
			open.set(id, { session, cpu: process.cpuUsage() });
			return [items];
		}
		const { session, cpu } = open.get(id);
		open.delete(id);
		const { user, system } = process.cpuUsage(cpu);
		if (session) {
			const { profile } = await session.post('Profiler.stop');
			session.disconnect();
			writeFileSync(file, JSON.stringify(profile));
		}
		const json = { executionId: id, cpuMs: (user + system) / 1000, items: items.length };
		return [[{ json, pairedItem: { item: 0 } }]];
	}
}

module.exports = { BenchMark };
