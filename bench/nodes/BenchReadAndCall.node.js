// Bench only: the floor, after two expressions were evaluated for each item: what n8n takes of any node that has parameters.
// With a credential on it, its calls go through n8n's helper for that: what n8n takes of any node with a token to renew.

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
		credentials: [{ name: 'wechatLinkOfficialAccountApi', required: false }],
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
		const call = this.getNode().credentials
			? async (request) =>
					await this.helpers.httpRequestWithAuthentication.call(
						this,
						'wechatLinkOfficialAccountApi',
						// Its token is put in by the credential.
						{ ...request, url: request.url.split('?')[0] },
					)
			: async (request) => await this.helpers.httpRequest({ ...request });
		const results = new Array(items.length);
		let next = 0;
		const work = async () => {
			while (next < items.length) {
				const index = next++;
				const json = await call(items[index].json.request);
				results[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: this.getNodeParameter('concurrency', 0) }, work));
		return [results];
	}
}

module.exports = { BenchReadAndCall };
