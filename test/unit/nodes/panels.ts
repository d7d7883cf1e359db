// Everything that the package shows in n8n: nodes and credentials, from the sources.
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { WechatLinkMiniProgramApi } from '../../../credentials/WechatLinkMiniProgramApi.credentials';
import { WechatLinkOfficialAccountApi } from '../../../credentials/WechatLinkOfficialAccountApi.credentials';
import { WechatLinkMiniProgram } from '../../../nodes/WechatLinkMiniProgram/WechatLinkMiniProgram.node';
import { WechatLinkMiniProgramTrigger } from '../../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import { WechatLinkOfficialAccount } from '../../../nodes/WechatLinkOfficialAccount/WechatLinkOfficialAccount.node';
import { WechatLinkOfficialAccountTrigger } from '../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';

export const nodes: INodeType[] = [new WechatLinkOfficialAccount(), new WechatLinkMiniProgram()];
export const triggers: INodeType[] = [
	new WechatLinkOfficialAccountTrigger(),
	new WechatLinkMiniProgramTrigger(),
];

export const panels: Array<{ properties: INodeProperties[] }> = [
	...[...nodes, ...triggers].map(({ description }) => description),
	new WechatLinkOfficialAccountApi(),
	new WechatLinkMiniProgramApi(),
];
