// What a text calls by the name that the panel shows stands in single quotes, in errors and in descriptions alike.
import { panels, parameters } from '../../support/panels';
import { sourceTexts } from '../../support/sourceTexts';

const TITLES = [
	...new Set(
		parameters
			.filter(({ property }) => property.type !== 'notice')
			.map(({ property }) => property.displayName),
	),
];
/** A title of one word is also a word: only one of several can be told from the text around it. */
const NAMES = new Set(TITLES);
const LONG_TITLES = TITLES.filter((title) => / /.test(title));

const NAMING = ['displayName', 'name', 'action'];

const texts = sourceTexts.filter(({ of = '' }) => !NAMING.includes(of));

/** Every text of what n8n is given, however deep: what is put together in the sources stands there whole. */
const textsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
};
const built = panels.flatMap(({ name, properties }) =>
	textsIn(properties).map((text) => ({ file: name, text })),
);

/** What stands in double quotes, and is or may become the title of a parameter: `"${} Entry"`. */
function doubleQuoted(text: string): string[] {
	const quoted = [...text.matchAll(/"([^"]+)"/g)].map(([, inside]) => inside);
	return quoted.filter((inside) => {
		const words = inside.split('${}').map((part) => part.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&'));
		// Of a value alone nothing is known here.
		if (words.every((part) => !/\w/.test(part))) return false;
		const title = new RegExp(`^${words.join('.+')}$`);
		return TITLES.some((one) => title.test(one));
	});
}

it('are known: titles of many parameters, and the texts of all sources', () => {
	expect(LONG_TITLES.length).toBeGreaterThan(40);
	expect(texts.length).toBeGreaterThan(2_000);
	expect(built.length).toBeGreaterThan(2_000);
});

it.each([
	['Set "Template Values Entry" to JSON', ['Template Values Entry']],
	['set "${} Entry" to JSON', ['${} Entry']],
	['"${}" is none of "${}, ${}"', []],
	['it looks like {"thing1": "value"}', []],
])('%s is seen through', (text, expected) => {
	expect(doubleQuoted(text)).toEqual(expected);
});

it('no parameter is named in double quotes', () => {
	const odd = [...texts, ...built].filter(
		({ text }) => /\b(parameters?|options?) "/i.test(text) || doubleQuoted(text).length > 0,
	);
	expect(odd).toEqual([]);
});

it('a title of several words stands in single quotes wherever a text names it', () => {
	const odd = texts.flatMap(({ file, text }) =>
		LONG_TITLES.filter((title) => !NAMES.has(text) && text.includes(title))
			// Part of a longer title, or in quotes as it is or with its choice: 'Acknowledge: At Once'.
			.filter((title) => {
				const quoted = new RegExp(`'[^']*${title.replace(/[()]/g, '\\$&')}[^']*'`, 'g');
				return text.replace(quoted, '').includes(title);
			})
			.map((title) => ({ file, title, text: text.slice(0, 160) })),
	);
	expect(odd).toEqual([]);
});
