// What n8n does with the body of a push before the trigger hears of it: nothing, whoever made the workflow.
import { Workflow } from 'n8n-workflow';
import type { INode, INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { WechatLinkMiniProgramTrigger } from '../../../../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import { WechatLinkOfficialAccountTrigger } from '../../../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';
import { account } from '../../../wechat/push/sign';
import { TriggerHost } from './host';

/** What the function `parseRequestBody` of n8n (2.4.8, 2.40.7) reads, of a node of version 1 only. */
const BODY_OPTION = '={{$parameter["options"]["binaryData"]}}';

function workflowOf(type: INodeType, parameters: INodeParameters): { workflow: Workflow; node: INode } {
	const node: INode = {
		id: 'n',
		name: 'Trigger',
		type: type.description.name,
		typeVersion: [type.description.version].flat()[0],
		position: [0, 0],
		parameters,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: true, nodeTypes });
	return { workflow, node: workflow.getNode('Trigger') ?? node };
}

describe.each([new WechatLinkOfficialAccountTrigger(), new WechatLinkMiniProgramTrigger()])('%p', (type) => {
	test.each([{}, { events: ['*'] }, { settings: {} }, { settings: { maxAgeSeconds: 60 } }])(
		'n8n leaves the body to a node with the parameters %j, as a program writes them',
		async (parameters) => {
			const { workflow, node } = workflowOf(type, parameters as INodeParameters);
			expect(node.typeVersion).toBe(1);
			await workflow.expression.acquireIsolate();
			expect(workflow.expression.getSimpleParameterValue(node, BODY_OPTION, 'webhook', {})).toBe(true);
		},
	);

	test('there is no other version', () => {
		expect([type.description.version].flat()).toEqual([1]);
		expect(type.description.defaultVersion ?? 1).toBe(1);
	});
});

describe('a workflow that would make n8n read the body is not published', () => {
	const open = async (options?: INodeParameters) =>
		await TriggerHost.open({ ...account }, options === undefined ? {} : { options });

	test.each([
		{},
		{ binaryData: false },
		{ binaryData: '={{ true }}' },
		{ binaryData: true, replyText: 'Hi' },
	])('options %j', async (options) => {
		const host = await open(options as INodeParameters);
		await expect(host.activate()).rejects.toThrow(/'settings'; remove 'options' from the node/);
		await host.close();
	});

	test.each([1.1, 2])('typeVersion %d', async (typeVersion) => {
		const host = await open();
		host.node.typeVersion = typeVersion;
		await expect(host.activate()).rejects.toThrow(/Change it to 1/);
		host.node.typeVersion = 1;
		expect(await host.activate()).toBe(true);
		await host.close();
	});
});
