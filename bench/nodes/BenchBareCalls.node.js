// Bench only, the floor: n8n's request helper in a loop with so many calls under way, and nothing else.

class BenchBareCalls {
	description = {
		displayName: 'Bench Bare Calls',
		name: 'benchBareCalls',
		group: ['transform'],
		version: 1,
		description: 'Makes the request that each item holds',
		defaults: { name: 'Bench Bare Calls' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 1 }],
	};

	async execute() {
		const items = this.getInputData();
		const results = new Array(items.length);
		let next = 0;
		const work = async () => {
			while (next < items.length) {
				const index = next++;
				const json = await this.helpers.httpRequest({ ...items[index].json.request });
				results[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: this.getNodeParameter('concurrency', 0) }, work));
		return [results];
	}
}

module.exports = { BenchBareCalls };
