// An operation has one name, the one under which n8n's panel lists it: texts call it by its action, in single quotes.
import type { INodePropertyOptions } from 'n8n-workflow';
import { catalogueAreas } from '../../../wechat/errors/catalogue';
import { choicesOf, panels, parameters } from '../../support/panels';
import { sourceTexts } from '../../support/sourceTexts';

const operations: INodePropertyOptions[] = parameters
	.filter(({ property }) => property.name === 'operation')
	.flatMap(({ property }) => choicesOf(property));
const ACTIONS = [...new Set(operations.map(({ action = '' }) => action))];

/** How an operation is called in its own list, below the resource: never without it elsewhere. */
const SHORT_NAMES = [...new Set(operations.map(({ name }) => name))].filter((name) => name.includes(' '));

/** What an action begins with: `Get`, `List`. `Code` and `On` are words of too many sentences. */
const VERBS = [...new Set(ACTIONS.map((action) => action.split(' ')[0]))].filter(
	(verb) => !['Code', 'On'].includes(verb),
);
/** What follows a verb with a capital letter of its own, in any sentence. */
const PROPER = '(?:WeChat|Official|Mini|Open|Chinese|App|AppID|AppSecret|Token|URL|QR|JPG|PNG|Execution|n8n)';
const TITLED = new RegExp(`\\b(?:${VERBS.join('|')}) (?!${PROPER})[A-Z][a-z]+`);

/** Titles of parameters and choices, which may look like operations: `Send Once`. */
const TITLES = parameters
	.filter(({ property }) => property.name !== 'operation')
	.flatMap(({ property }) => [property.displayName, ...choicesOf(property).map(({ name }) => name)]);

const withoutQuoted = (text: string): string =>
	text.replace(/(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])/gu, (quoted, inside: string) =>
		[...ACTIONS, ...TITLES].some((name) => inside === name || inside.startsWith(`${name}: `)) ? '' : quoted,
	);

/** What is wrong with how a text calls an operation; undefined where nothing is. */
function oddityOf(text: string): string | undefined {
	const rest = withoutQuoted(text);
	// Within a sentence it is a name only with its capital letter.
	const isNamed = (name: string): boolean =>
		new RegExp(`\\b${name}\\b`, 'i').exec(rest)?.[0].startsWith(name[0]) ?? false;
	return (
		[...ACTIONS, ...SHORT_NAMES].find(isNamed) ??
		TITLED.exec(rest)?.[0] ??
		/\boperations? ['"]?[A-Z]\w+(?: \w+)?/.exec(rest)?.[0]
	);
}

/** What an operation's own list, title, action and log line say is its name. */
const NAMING = ['displayName', 'name', 'action'];

/** The first words of what an operation does, in its own description, may be those of its name. */
const isOwn = (text: string): boolean =>
	operations.some(
		({ name, action, description }) => text === name || text === action || text === description,
	);

const textsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([key, inside]) => (NAMING.includes(key) ? [] : textsIn(inside)));
};

const texts = [
	...sourceTexts
		.filter(({ of = '' }) => !NAMING.includes(of))
		// What a whole node does is said in the words of what its operations are called.
		.filter(({ file, of }) => !(file.endsWith('.node.ts') && of === 'description'))
		.map(({ file, text }) => ({ file, text })),
	...panels.flatMap(({ name, properties }) => textsIn(properties).map((text) => ({ file: name, text }))),
	...catalogueAreas().flatMap(({ title, entries }) =>
		textsIn(entries).map((text) => ({ file: title, text })),
	),
].filter(({ text }) => !isOwn(text) && !TITLES.includes(text));

it.each([
	['or use the operation Clear Quota, of which there are few', 'Clear Quota'],
	['what Upload Media returned', 'Upload media'],
	["from 'Code to Session'", 'Code to session'],
	['Take the tag from people with Remove tag until fewer have it', 'Remove Tag'],
	["Use 'Clear account quota' or 'Send Once: Off'", undefined],
	['run Get Menu before', 'Get menu'],
	['look the openids up with Get User Info', 'Get User'],
	['the field menu of the operation Get', 'operation Get'],
	['Send a template message to a follower', undefined],
])('%s', (text, odd) => {
	expect(oddityOf(text)).toBe(odd);
});

it('is known of many operations and texts', () => {
	expect(ACTIONS.length).toBeGreaterThan(45);
	expect(SHORT_NAMES).toContain('Clear Quota');
	expect(texts.length).toBeGreaterThan(4_000);
});

it('texts call operations by their action, in single quotes', () => {
	const odd = texts.flatMap(({ file, text }) => {
		const oddity = oddityOf(text);
		return oddity === undefined ? [] : [{ file, oddity, text: text.slice(0, 200) }];
	});
	expect(odd).toEqual([]);
});
