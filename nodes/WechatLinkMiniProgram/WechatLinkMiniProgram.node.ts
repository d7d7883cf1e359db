// The node for a WeChat Mini Program (小程序).
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { hintsOf } from '../shared/run/hints';
import { panelOf } from '../shared/run/operation';
import {
	fallbackTemplateKeywords,
	searchSubscribeTemplates,
	searchTemplates,
	subscribeTemplateKeywords,
	templateKeywords,
} from '../shared/pickers/templates';
import { runOperation } from '../shared/run/runner';
import { actionInBrief } from '../shared/run/subtitle';
import { resources } from './resources';

export class WechatLinkMiniProgram implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program',
		name: 'wechatLinkMiniProgram',
		icon: { light: 'file:../icons/miniProgram.svg', dark: 'file:../icons/miniProgram.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: actionInBrief(resources),
		description: 'Find out who logs in, and notify people through the channel that reaches them',
		defaults: { name: 'WeChat Mini Program' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			// Named, since n8n calls the first of two "Credential" and only the second by its kind.
			{ name: 'wechatLinkMiniProgramApi', displayName: 'Credential of Mini Program', required: true },
			{
				name: 'wechatLinkOfficialAccountApi',
				displayName: 'Credential of Official Account',
				required: true,
				displayOptions: { show: { resource: ['uniformMessage'] } },
			},
		],
		hints: hintsOf(resources),
		properties: panelOf(resources),
	};

	methods = {
		listSearch: { searchTemplates, searchSubscribeTemplates },
		resourceMapping: { templateKeywords, subscribeTemplateKeywords, fallbackTemplateKeywords },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, resources);
	}
}
