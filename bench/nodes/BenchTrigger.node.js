// Bench only, the floor of a trigger: reads body and credential, answers at once, starts the workflow, checks nothing.

class BenchTrigger {
	description = {
		displayName: 'Bench Trigger',
		name: 'benchTrigger',
		group: ['trigger'],
		// As the package's own: n8n leaves the body to the node.
		version: 1,
		description: 'Starts at every request',
		defaults: { name: 'Bench Trigger' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'wechatLinkOfficialAccountApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived' }],
		properties: [{ displayName: 'Body', name: 'options', type: 'hidden', default: { binaryData: true } }],
	};

	async webhook() {
		await this.getRequestObject().readRawBody();
		await this.getCredentials('wechatLinkOfficialAccountApi');
		this.getResponseObject().status(200).type('text/plain').end('success');
		return { noWebhookResponse: true, workflowData: [[{ json: {} }]] };
	}
}

module.exports = { BenchTrigger };
