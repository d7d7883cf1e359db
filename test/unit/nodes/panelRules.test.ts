// What a builder can find, read and pick without knowing WeChat's documentation. A new operation, parameter or choice that
// breaks a rule is named here, by its place in the panel.
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { catalogueAreas } from '../../../wechat/errors/catalogue';
import { FieldError, prepareFields } from '../../../wechat/templates/fields';
import { PICKED, TYPED } from './panelTables';
import { aliasesOf, choicesOf, nodes, parameters, triggers } from '../../support/panels';
import type { Shown } from '../../support/panels';

/** What the search of n8n's panel looks through: the title of a node, and its aliases. */
const searched = [...nodes, ...triggers].map(({ description: { name, displayName } }) => ({
	name,
	texts: [displayName, ...aliasesOf(name)],
}));

/** The rule of n8n's panel: the letters occur in the title or in one alias, in this order. */
function isFoundBy(texts: string[], typed: string): boolean {
	return texts.some((text) => {
		let at = 0;
		for (const letter of text.toLowerCase()) if (letter === typed.toLowerCase()[at]) at++;
		return at === typed.length;
	});
}

it('each node is found by what people type, in characters, pinyin, initials and English', () => {
	const missed = Object.entries(TYPED).flatMap(([node, all]) => {
		const texts = searched.find(({ name }) => name === node)?.texts ?? [];
		return all.filter((typed) => !isFoundBy(texts, typed)).map((typed) => `${node}: ${typed}`);
	});
	expect(missed).toEqual([]);
	expect(searched.filter(({ texts }) => isFoundBy(texts, 'gmail'))).toEqual([]);
});

/** Each operation as its list shows it: `wechatLinkOfficialAccount.tag.getAll`. */
const operations = parameters
	.filter(({ property }) => property.name === 'operation')
	.flatMap(({ path, property }) =>
		choicesOf(property).map((operation) => ({
			node: path.split('.')[0],
			path: path.replace(/operation$/, String(operation.value)),
			operation,
		})),
	);

describe('each operation', () => {
	const breaking = (isFine: (operation: INodePropertyOptions) => boolean, wayOut: string) =>
		operations
			.filter(({ operation }) => !isFine(operation))
			.map(
				({ path, operation: { action, description } }) => `${path}: ${wayOut}: ${action} / ${description}`,
			);

	it('is found by an action in sentence case, of which a node has no two', () => {
		expect(operations.length).toBeGreaterThan(30);
		const isSentence = ({ action = '' }: INodePropertyOptions) => {
			const [first, ...rest] = action.split(' ');
			return /^[A-Z][a-z]+$/.test(first) && rest.every((word) => /^([a-z-]+|QR|URL|JS-SDK)$/.test(word));
		};
		expect(breaking(isSentence, 'write the action in sentence case')).toEqual([]);
		const actions = operations.map(({ node, operation }) => `${node} ${operation.action}`);
		expect(actions.filter((action, at) => actions.indexOf(action) !== at)).toEqual([]);
	});

	it('is described beyond its name', () => {
		const tells = ({ name, action, description = '' }: INodePropertyOptions) =>
			description.length > 20 && description !== name && description !== action;
		expect(breaking(tells, 'describe more than the name says')).toEqual([]);
	});
});

describe('each parameter', () => {
	/** The offenders by name, so that a failure says what to mend. */
	const breaking = (isFine: (shown: Shown) => boolean, wayOut: string) =>
		parameters
			.filter((shown) => !isFine(shown))
			.map(({ path, property }) => `${path} ('${property.displayName}'): ${wayOut}`);

	it('is described', () => {
		const isSelfEvident = ({ property: { name, type } }: Shown) =>
			name === 'resource' ||
			name === 'operation' ||
			type === 'notice' ||
			type === 'hidden' ||
			(type === 'collection' && ['options', 'settings'].includes(name));
		expect(parameters.length).toBeGreaterThan(100);
		const isDescribed = (shown: Shown) => isSelfEvident(shown) || Boolean(shown.property.description);
		expect(breaking(isDescribed, 'it has no description')).toEqual([]);
	});

	it('that is a switch asks whether', () => {
		const asks = ({ property: { type, description = '' } }: Shown) =>
			type !== 'boolean' || description.startsWith('Whether ');
		expect(breaking(asks, 'begin the description with "Whether"')).toEqual([]);
	});

	it('that is a switch under Options of a message is on once it is added: added and off it would do nothing', () => {
		const isSwitch = ({ path, property: { type } }: Shown) =>
			type === 'boolean' && path.includes('.send.options.');
		expect(parameters.filter(isSwitch).map(({ property }) => property.name)).toContain('previewOnly');
		const isOn = (shown: Shown) => !isSwitch(shown) || shown.property.default === true;
		expect(breaking(isOn, 'give it the default true')).toEqual([]);
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
		const soiled = ({ property }: Shown) =>
			[
				...textsOf(property),
				...choicesOf(property).flatMap(({ name, description, action }) => [name, description, action]),
			].filter((text) => !isClean(text));
		const left = parameters.flatMap((shown) => soiled(shown).map((text) => `${shown.path}: "${text}"`));
		expect(left).toEqual([]);
	});

	it('lets templates, tags, types and languages be picked', () => {
		for (const [name, type] of Object.entries(PICKED)) {
			// An account has one template of one-time messages, and WeChat lists it nowhere.
			const isOne = ({ property: { name: own, displayName } }: Shown) =>
				own === name && displayName !== 'Template ID';
			expect(parameters.filter(isOne).length).toBeGreaterThan(0);
			const isFine = (shown: Shown) => !isOne(shown) || shown.property.type === type;
			expect(breaking(isFine, `it must be of the type ${type}`)).toEqual([]);
		}
		const isSearched = ({ property: { type, modes } }: Shown) =>
			type !== 'resourceLocator' ||
			(modes?.map(({ name }) => name).join() === 'list,id' && modes[0].typeOptions?.searchable === true);
		expect(breaking(isSearched, 'it must offer a searchable list, and an ID')).toEqual([]);
	});
});

function refusalOfLongValue(): string {
	try {
		prepareFields({ thing1: 'x'.repeat(30) }, { kind: 'template', overlong: 'error' });
	} catch (error) {
		if (error instanceof FieldError) return error.message;
	}
	return '';
}

describe('what the panel shows goes by the same name', () => {
	it('in errors', () => {
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
	});

	it('in the list of interfaces', () => {
		const actions = operations.map(({ operation }) => operation.action ?? '');
		const interfaces = parameters
			.filter(({ property }) => property.name === 'cgiPath')
			.flatMap(({ property }) => choicesOf(property))
			.filter(({ value }) => String(value).startsWith('/'));
		expect(interfaces.length).toBeGreaterThan(20);
		const isNamed = ({ name }: INodePropertyOptions) =>
			actions.some((action) => name.toLowerCase().startsWith(action.toLowerCase()));
		expect(interfaces.filter((one) => !isNamed(one))).toEqual([]);
	});
});
