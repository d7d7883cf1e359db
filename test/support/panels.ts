// Everything that the package shows in n8n: nodes and credentials, from the sources.
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { WechatLinkMiniProgramApi } from '../../credentials/WechatLinkMiniProgramApi.credentials';
import { WechatLinkOfficialAccountApi } from '../../credentials/WechatLinkOfficialAccountApi.credentials';
import { WechatLinkMiniProgram } from '../../nodes/WechatLinkMiniProgram/WechatLinkMiniProgram.node';
import miniProgram from '../../nodes/WechatLinkMiniProgram/WechatLinkMiniProgram.node.json';
import { WechatLinkMiniProgramTrigger } from '../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node';
import miniProgramTrigger from '../../nodes/WechatLinkMiniProgramTrigger/WechatLinkMiniProgramTrigger.node.json';
import { WechatLinkOfficialAccount } from '../../nodes/WechatLinkOfficialAccount/WechatLinkOfficialAccount.node';
import officialAccount from '../../nodes/WechatLinkOfficialAccount/WechatLinkOfficialAccount.node.json';
import { WechatLinkOfficialAccountTrigger } from '../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';
import officialAccountTrigger from '../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node.json';

export const nodes: INodeType[] = [new WechatLinkOfficialAccount(), new WechatLinkMiniProgram()];
export const triggers: INodeType[] = [
	new WechatLinkOfficialAccountTrigger(),
	new WechatLinkMiniProgramTrigger(),
];

const codexes = [officialAccount, miniProgram, officialAccountTrigger, miniProgramTrigger];

/** Under what n8n's search finds a node besides its title. */
export const aliasesOf = (node: string): string[] =>
	codexes.find((codex) => codex.node.endsWith(`.${node}`))?.alias ?? [];

export const panels: Array<{ name: string; properties: INodeProperties[] }> = [
	...[...nodes, ...triggers].map(({ description }) => description),
	new WechatLinkOfficialAccountApi(),
	new WechatLinkMiniProgramApi(),
];

/** A parameter, an option or a field of a group, and where it is shown. */
export interface Shown {
	/** Its panel, then, of what belongs to one operation, which; then the names down to it. */
	path: string;
	property: INodeProperties;
}

/** Of several operations that show it, the first. */
function operationOf({ displayOptions }: INodeProperties): string {
	const { resource = [], operation = [] } = displayOptions?.show ?? {};
	return [resource[0], operation[0]]
		.filter((part) => part !== undefined)
		.map((part) => `.${String(part)}`)
		.join('');
}

/**
 * All parameters, however deep.
 *
 * @param path what they are below
 */
export const parametersIn = (properties: INodeProperties[], path: string): Shown[] =>
	properties.flatMap((property) => {
		const at = `${path}${operationOf(property)}.${property.name}`;
		const inside = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return parametersIn(option.values, at);
			return 'type' in option ? parametersIn([option], at) : [];
		});
		return [{ path: at, property }, ...inside];
	});

/** What can be chosen in a parameter. */
export const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

export const parameters: Shown[] = panels.flatMap(({ name, properties }) => parametersIn(properties, name));
