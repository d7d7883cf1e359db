// Bench only: the floor, after two expressions were evaluated for each item: what n8n takes of any node that has parameters.

class BenchReadAndCall {
	description = {
		displayName: 'Bench Read and Call',
		name: 'benchReadAndCall',
		group: ['transform'],
		version: 1,
		description: 'Reads two parameters of all items, then makes the request that each item holds',
		defaults: { name: 'Bench Read and Call' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Concurrency', name: 'concurrency', type: 'number', default: 1 },
			{ displayName: 'Openid', name: 'openid', type: 'string', default: '' },
			{ displayName: 'Fields', name: 'fieldsJson', type: 'json', default: '' },
		],
	};

	async execute() {
		const items = this.getInputData();
		for (let index = 0; index < items.length; index++) {
			this.getNodeParameter('openid', index);
			this.getNodeParameter('fieldsJson', index);
		}
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

module.exports = { BenchReadAndCall };
