// The node for a WeChat Official Account (公众号).
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { hintsOf } from '../shared/run/hints';
import { panelOf } from '../shared/run/operation';
import { searchTags } from '../shared/pickers/tags';
import {
	notificationTemplateKeywords,
	searchNotificationTemplates,
	searchTemplates,
	templateKeywords,
} from '../shared/pickers/templates';
import { runOperation } from '../shared/run/runner';
import { actionInBrief } from '../shared/run/subtitle';
import { resources } from './resources';

export class WechatLinkOfficialAccount implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Official Account',
		name: 'wechatLinkOfficialAccount',
		icon: { light: 'file:../icons/officialAccount.svg', dark: 'file:../icons/officialAccount.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: actionInBrief(resources),
		description: 'List followers, look people up by unionid and send template messages',
		defaults: { name: 'WeChat Official Account' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'wechatLinkOfficialAccountApi', required: true }],
		hints: hintsOf(resources),
		properties: panelOf(resources),
	};

	methods = {
		listSearch: { searchNotificationTemplates, searchTags, searchTemplates },
		resourceMapping: { templateKeywords, notificationTemplateKeywords },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, resources);
	}
}
