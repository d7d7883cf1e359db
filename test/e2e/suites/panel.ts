// The nodes as n8n serves them to its editor. What they say is held to its rules in test/unit/nodes/panelRules.test.ts: here
// it counts that n8n serves all of it.
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Stage } from '../../../host/stage';
import { aliasesOf, choicesOf, nodes, parametersIn, triggers } from '../../support/panels';

const PREFIX = 'n8n-nodes-wechat-link.';
const HAN = /\p{Script=Han}/u;
/** n8n offers it in every node that it can call with its own HTTP Request node instead. */
const OF_N8N = '__CUSTOM_API_CALL__';

/** What the editor shows of each parameter, and what can be chosen there. */
const shownIn = ({ properties }: Pick<INodeTypeDescription, 'properties'>) =>
	parametersIn(properties, '').map(({ path, property }) => ({
		path,
		title: property.displayName,
		type: property.type,
		description: property.description,
		choices: choicesOf(property)
			.filter(({ value }) => value !== OF_N8N)
			.map(({ name, value, action, description }) => [name, value, action, description]),
	}));

export function panelSuite(onStage: () => Stage) {
	let served: INodeTypeDescription[];
	beforeAll(async () => {
		served = await onStage().n8n.nodeTypes(PREFIX);
	});
	const servedAs = (name: string) => served.find((node) => node.name === PREFIX + name);

	it('shows both nodes, also as tools for AI agents, and the triggers', () => {
		expect(served.map(({ name }) => name.slice(PREFIX.length))).toEqual(
			expect.arrayContaining([
				'wechatLinkOfficialAccount',
				'wechatLinkOfficialAccountTool',
				'wechatLinkMiniProgram',
				'wechatLinkMiniProgramTool',
				'wechatLinkOfficialAccountTrigger',
				'wechatLinkMiniProgramTrigger',
			]),
		);
		// What ships speaks English; people who search in Chinese find the nodes by their aliases.
		for (const { description } of served) expect(description).not.toMatch(HAN);
	});

	it.each([...nodes, ...triggers].map(({ description }) => [description.name, description] as const))(
		'serves every operation, parameter and choice of %s',
		(name, description) => {
			const one = servedAs(name);
			expect(one && shownIn(one)).toEqual(shownIn(description));
		},
	);

	it.each([...nodes, ...triggers].map(({ description: { name } }) => name))(
		'finds %s by its aliases',
		(name) => {
			expect(servedAs(name)?.codex?.alias).toEqual(aliasesOf(name));
		},
	);
}
