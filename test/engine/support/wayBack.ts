// A node on the way back of a loop that makes other items of the failed ones, for n8n to pair as it pairs any node's.
import type { IExecuteFunctions, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

export const WAY_BACK = 'Way back';
export const WAY_BACK_NODE: INode = {
	id: WAY_BACK,
	name: WAY_BACK,
	type: WAY_BACK,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** @param change what the node makes of its items */
export const wayBackType = (change: (items: INodeExecutionData[]) => INodeExecutionData[]): INodeType => ({
	description: {
		displayName: WAY_BACK,
		name: WAY_BACK,
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		return await Promise.resolve([change(this.getInputData())]);
	},
});
