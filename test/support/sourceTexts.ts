/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Every text that stands in the sources of what ships, as its file has it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

export interface Text {
	file: string;
	line: number;
	/** With `${}` for what is computed. */
	text: string;
	/** The property whose value it is: a title, a choice or an action is a name itself. */
	of?: string;
}

function textsOf(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(join(root, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const texts: Text[] = [];
	const add = (node: ts.Node, text: string) => {
		const { parent } = node;
		const of =
			ts.isPropertyAssignment(parent) && parent.initializer === node
				? parent.name.getText(source)
				: undefined;
		const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
		texts.push({ file, line: line + 1, text, of });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isTemplateExpression(node)) {
			const spans = node.templateSpans.map(({ literal }) => `\${}${literal.text}`);
			add(node, node.head.text + spans.join(''));
		} else if (ts.isStringLiteralLike(node)) add(node, node.text);
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

export const sourceTexts: Text[] = files.flatMap(textsOf);
