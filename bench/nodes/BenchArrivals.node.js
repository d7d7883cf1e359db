// Bench only: counts the executions that reach it, and on request waits until so many have.

/** How many have arrived, and who waits for how many, by the name of what is counted. */
const counts = new Map();
const waiting = new Map();

class BenchArrivals {
	description = {
		displayName: 'Bench Arrivals',
		name: 'benchArrivals',
		group: ['transform'],
		version: 1,
		description: 'Counts executions, or waits for a number of them',
		defaults: { name: 'Bench Arrivals' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Of', name: 'of', type: 'string', default: '' },
			{ displayName: 'Wait for', name: 'waitFor', type: 'number', default: 0 },
		],
	};

	async execute() {
		const of = this.getNodeParameter('of', 0);
		const wanted = Number(this.getNodeParameter('waitFor', 0));
		if (wanted > 0) {
			if ((counts.get(of) ?? 0) < wanted)
				await new Promise((resolve) => waiting.set(of, { wanted, resolve }));
			const arrived = counts.get(of);
			counts.delete(of);
			waiting.delete(of);
			return [[{ json: { arrived }, pairedItem: { item: 0 } }]];
		}
		counts.set(of, (counts.get(of) ?? 0) + 1);
		if (counts.get(of) === waiting.get(of)?.wanted) waiting.get(of).resolve();
		return [this.getInputData()];
	}
}

module.exports = { BenchArrivals };
