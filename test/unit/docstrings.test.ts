/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
// The house rule that what others may call says what it does: every exported function, and every method of an exported class.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const ROOMS = ['nodes', 'wechat', 'credentials', 'sandbox'];
/** What n8n calls, and what WeChat's error numbers are told by: the file says at its top what they are. */
const KNOWN = [/\.(node|credentials)\.ts$/, /^wechat\/errors\/catalogue\//];

const files = ROOMS.flatMap((room) =>
	readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, room, file)),
)
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
	.filter((file) => !KNOWN.some((known) => known.test(relative(ROOT, file))));

const isExported = (node: ts.Node) =>
	ts.canHaveModifiers(node) &&
	(ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
const isPrivate = (node: ts.ClassElement) =>
	(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;
const isFunction = ({ initializer }: ts.VariableDeclaration) =>
	initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

/** @returns what others may call of this statement */
function callable(statement: ts.Statement): ts.Node[] {
	if (!isExported(statement)) return [];
	if (ts.isFunctionDeclaration(statement)) return [statement];
	if (ts.isVariableStatement(statement))
		return statement.declarationList.declarations.some(isFunction) ? [statement] : [];
	if (ts.isClassDeclaration(statement))
		return statement.members.filter((member) => ts.isMethodDeclaration(member) && !isPrivate(member));
	return [];
}

it.each(ROOMS)('everything that others may call in %s has a docstring', (room) => {
	const own = files.filter((file) => relative(ROOT, file).startsWith(`${room}/`));
	let seen = 0;
	const bare = own.flatMap((file) => {
		const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
		const nodes = source.statements.flatMap(callable);
		seen += nodes.length;
		return nodes
			.filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
			.map((node) => `${relative(ROOT, file)}: ${node.getText().split('\n')[0]}`);
	});
	expect(bare).toEqual([]);
	// Nothing found would be nothing checked.
	expect(seen).toBeGreaterThan(10);
});
