// The panels as n8n serves them to its editor: what a builder can find, read and pick without knowing WeChat's documentation.
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Stage } from '../../../host/stage';
import { catalogueAreas } from '../../../wechat/errors/catalogue';
import { FieldError, prepareFields } from '../../../wechat/templates/fields';
import { PICKED, TYPED } from '../support/panelTables';

const PREFIX = 'n8n-nodes-wechat-link.';
const HAN = /\p{Script=Han}/u;

/** The rule of n8n's panel: the letters occur in the name or in one alias, in this order. */
function isFoundBy({ displayName, codex }: INodeTypeDescription, typed: string): boolean {
	return [displayName, ...(codex?.alias ?? [])].some((text) => {
		let at = 0;
		for (const letter of text.toLowerCase()) if (letter === typed.toLowerCase()[at]) at++;
		return at === typed.length;
	});
}

interface Shown {
	/** Node, then the names down to the parameter. */
	path: string;
	property: INodeProperties;
}

function parametersIn(properties: INodeProperties[], path: string): Shown[] {
	return properties.flatMap((property) => {
		const at = `${path}.${property.name}`;
		const inside = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return parametersIn(option.values, at);
			return 'type' in option ? parametersIn([option], at) : [];
		});
		return [{ path: at, property }, ...inside];
	});
}

const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

function refusalOfLongValue(): string {
	try {
		prepareFields({ thing1: 'x'.repeat(30) }, { kind: 'template', overlong: 'error' });
	} catch (error) {
		if (error instanceof FieldError) return error.message;
	}
	return '';
}

export function panelSuite(onStage: () => Stage) {
	let nodes: INodeTypeDescription[];
	let parameters: Shown[];
	let operations: Array<{ path: string; operation: INodePropertyOptions }>;

	beforeAll(async () => {
		const served = await onStage().n8n.nodeTypes(PREFIX);
		// n8n makes the tools for AI agents from the nodes themselves.
		nodes = served.filter(({ name }) => !name.endsWith('Tool'));
		parameters = nodes.flatMap(({ name, properties }) => parametersIn(properties, name.slice(PREFIX.length)));
		operations = parameters
			.filter(({ property }) => property.name === 'operation')
			.flatMap(({ path, property }) =>
				choicesOf(property).map((operation) => ({
					path: `${path.split('.')[0]}.${String(property.displayOptions?.show?.resource?.[0])}.${operation.value}`,
					operation,
				})),
			)
			.filter(({ path }) => !path.endsWith('__CUSTOM_API_CALL__'));
	});

	/** The offenders by name, so that a failure says what to mend. */
	const without = (fine: (shown: Shown) => boolean) =>
		parameters
			.filter((shown) => !fine(shown))
			.map(({ path, property }) => `${path}: ${property.displayName}`);

	it('shows both nodes, also as tools for AI agents, and the triggers', async () => {
		const names = (await onStage().n8n.nodeTypes(PREFIX)).map(({ name }) => name.slice(PREFIX.length));
		expect(names).toEqual(
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
		for (const { description } of nodes) expect(description).not.toMatch(HAN);
	});

	it('finds each node by what people type, in characters, pinyin, initials and English', () => {
		const missed = Object.entries(TYPED).flatMap(([name, all]) => {
			const node = nodes.find((served) => served.name === PREFIX + name);
			return all.filter((typed) => !node || !isFoundBy(node, typed)).map((typed) => `${name}: ${typed}`);
		});
		expect(missed).toEqual([]);
		expect(nodes.filter((node) => isFoundBy(node, 'gmail'))).toEqual([]);
	});

	it('finds each operation by an action in sentence case, of which a node has no two', () => {
		expect(operations.length).toBeGreaterThan(30);
		const words = ({ action = '' }: INodePropertyOptions) => action.split(' ');
		const offenders = operations.filter(({ operation }) => {
			const [first, ...rest] = words(operation);
			return !/^[A-Z][a-z]+$/.test(first) || rest.some((word) => !/^([a-z-]+|QR|URL|JS-SDK)$/.test(word));
		});
		expect(offenders).toEqual([]);
		const actions = operations.map(({ path, operation }) => `${path.split('.')[0]} ${operation.action}`);
		expect(new Set(actions).size).toBe(actions.length);
	});

	it('describes each operation beyond its name', () => {
		for (const { path, operation } of operations) {
			const { name, action, description = '' } = operation;
			expect([name, action]).not.toContain(description);
			expect({ path, tells: description.length > 20 }).toEqual({ path, tells: true });
		}
	});

	it('describes each parameter', () => {
		const selfEvident = ({ property: { name, type } }: Shown) =>
			name === 'resource' ||
			name === 'operation' ||
			type === 'notice' ||
			type === 'hidden' ||
			(type === 'collection' && ['options', 'settings'].includes(name));
		expect(parameters.length).toBeGreaterThan(100);
		expect(without((shown) => selfEvident(shown) || Boolean(shown.property.description))).toEqual([]);
		const isQuestion = ({ type, description = '' }: INodeProperties) =>
			type !== 'boolean' || description.startsWith('Whether ');
		expect(without(({ property }) => isQuestion(property))).toEqual([]);
	});

	it('has no text that is empty, ends in two periods or stands in spaces', () => {
		const isClean = (text: string | undefined) =>
			text === undefined ||
			(text !== '' && text === text.trim() && !/\.\.$|\.\s*\.$|\s{2}| \.|[,;:]$/.test(text));
		const textsOf = ({ description, placeholder, hint, displayName }: INodeProperties) => [
			displayName,
			description,
			placeholder,
			hint,
		];
		expect(without(({ property }) => textsOf(property).every(isClean))).toEqual([]);
		expect(
			without(({ property }) =>
				choicesOf(property).every(({ name, description, action }) =>
					[name, description, action].every(isClean),
				),
			),
		).toEqual([]);
	});

	it('goes by the same names in errors and in the list of interfaces', () => {
		const shown = parameters.flatMap(({ property }) => [
			property.displayName,
			...choicesOf(property).flatMap(({ name, action }) => [name, action]),
		]);
		const texts = [
			...catalogueAreas().flatMap(({ entries }) => entries.map(({ fix }) => fix)),
			refusalOfLongValue(),
		];
		// Parameters and actions in single quotes, what is chosen there in double ones.
		const names = /(?<![\p{L}\p{N}])(?:'([A-Z][^']*)'|"([A-Z][^"]*)")(?![\p{L}\p{N}])/gu;
		const quoted = texts.flatMap((text) =>
			[...text.matchAll(names)].map(([, parameter, choice]) => parameter ?? choice),
		);
		expect(quoted).toEqual(expect.arrayContaining(['Overlong Values', 'Shorten']));
		expect(quoted.filter((name) => !shown.includes(name))).toEqual([]);

		const actions = operations.map(({ operation }) => operation.action ?? '');
		const interfaces = parameters
			.filter(({ property }) => property.name === 'cgiPath')
			.flatMap(({ property }) => choicesOf(property))
			.filter(({ value }) => String(value).startsWith('/'));
		expect(interfaces.length).toBeGreaterThan(20);
		expect(
			interfaces.filter(
				({ name }) => !actions.some((action) => name.toLowerCase().startsWith(action.toLowerCase())),
			),
		).toEqual([]);
	});

	it('lets templates, tags, types and languages be picked', () => {
		for (const [name, type] of Object.entries(PICKED)) {
			// An account has one template of one-time messages, and WeChat lists it nowhere.
			const named = parameters.filter(
				({ property: { name: own, displayName } }) => own === name && displayName !== 'Template ID',
			);
			expect(named.length).toBeGreaterThan(0);
			expect(named.filter(({ property }) => property.type !== type)).toEqual([]);
		}
		const locators = parameters.filter(({ property }) => property.type === 'resourceLocator');
		for (const { property } of locators) {
			expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
			expect(property.modes?.[0].typeOptions).toMatchObject({ searchable: true });
		}
	});
}
