/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What a text calls by the name that the panel shows stands in single quotes, in errors and in descriptions alike.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parameters } from '../../support/panels';

const root = join(__dirname, '../../..');

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

interface Text {
	file: string;
	text: string;
}

const NAMING = ['displayName', 'name', 'action'];

/** Every text in the sources, with `${}` for what is computed. */
function textsOf(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(root, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const texts: Text[] = [];
	const visit = (node: ts.Node): void => {
		// A title, a choice or an action is a name itself.
		const isNamed = ts.isPropertyAssignment(node) && NAMING.includes(node.name.getText(source));
		if (isNamed && ts.isStringLiteralLike(node.initializer)) return;
		if (ts.isTemplateExpression(node)) {
			const spans = node.templateSpans.map(({ literal }) => `\${}${literal.text}`);
			texts.push({ file, text: node.head.text + spans.join('') });
		} else if (ts.isStringLiteralLike(node)) texts.push({ file, text: node.text });
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

const files = ['nodes', 'wechat', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file)),
);
const texts = files.flatMap(textsOf);

it('are known: titles of many parameters, and the texts of all sources', () => {
	expect(LONG_TITLES.length).toBeGreaterThan(40);
	expect(texts.length).toBeGreaterThan(2_000);
});

it('no parameter is named in double quotes', () => {
	const named = TITLES.map((title) => `"${title}"`);
	const odd = texts.filter(
		({ text }) => /\b(parameters?|options?) "/i.test(text) || named.some((name) => text.includes(name)),
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
