// Bench only: a straightforward node without concurrency. Reads its parameters, makes the call with the credential, waits, next.

class BenchOneByOne {
	description = {
		displayName: 'Bench One by One',
		name: 'benchOneByOne',
		group: ['transform'],
		version: 1,
		description: 'Sends one template message after the other',
		defaults: { name: 'Bench One by One' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'wechatLinkOfficialAccountApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Body', name: 'body', type: 'json', default: '' },
		],
	};

	async execute() {
		const results = [];
		for (let index = 0; index < this.getInputData().length; index++) {
			const json = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'wechatLinkOfficialAccountApi',
				{
					method: 'POST',
					url: this.getNodeParameter('url', index),
					body: JSON.parse(this.getNodeParameter('body', index)),
					json: true,
				},
			);
			results.push({ json, pairedItem: { item: index } });
		}
		return [results];
	}
}

module.exports = { BenchOneByOne };
