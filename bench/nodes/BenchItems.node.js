// Bench only: puts out the items of a JSON file, so that every contestant gets the same input.
const { readFileSync } = require('node:fs');

class BenchItems {
	description = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: ['input'],
		version: 1,
		description: 'Puts out the items of a JSON file',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'File', name: 'file', type: 'string', default: '' }],
	};

	async execute() {
		const list = JSON.parse(readFileSync(this.getNodeParameter('file', 0), 'utf8'));
		return [list.map((json) => ({ json, pairedItem: { item: 0 } }))];
	}
}

module.exports = { BenchItems };
