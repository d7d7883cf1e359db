/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Writes the tables of operations into the documents, from the nodes' resources. Run with `npm run docs:operations`.
//
// A table stands between two marks, <!-- operations:NODE:FORM:LANGUAGE --> and <!-- /operations -->:
// NODE is officialAccount or miniProgram; FORM is full (a row an operation) or brief (a row a resource);
// LANGUAGE is en or zh. What a Chinese row says is kept, since the descriptions in the panel are English: a new operation
// gets the English one, for somebody to translate: see `untranslatedRows`. A Chinese row ends with a mark made of the
// English description that it says in Chinese. The mark is kept, too, so that it tells when the English has changed since:
// see `staleRows`.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resources as miniProgram } from '../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../nodes/WechatLinkOfficialAccount/resources';
import type { Resource } from '../nodes/shared/run/operation';
import { filesCalled, root } from './files';

const RESOURCES: Record<string, Resource[]> = { miniProgram, officialAccount };
const HEADS: Record<string, string[]> = {
	en: ['Resource', 'Operation', 'What it does'],
	zh: ['Resource', 'Operation', '作用'],
};

/** The documents in which such a table stands, from the top of the repository. */
export const documentsWithTables = (): string[] =>
	filesCalled(/\.md$/).filter((file) => /^<!-- operations:/m.test(readFileSync(join(root, file), 'utf8')));

const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What the rows of a table say now, by operation. */
function saidIn(table: string): Map<string, string> {
	const rows = table.split('\n').map((line) => line.split(/(?<!\\)\|/).map((part) => part.trim()));
	const filled = rows.filter((cells) => cells.length === 5 && cells[3] !== '');
	return new Map(filled.map(([, , action, text]) => [action, text]));
}

/** Of an English description, for the row that says it in Chinese. */
const markOf = (description: string): string =>
	`<!-- ${createHash('sha256').update(description).digest('hex').slice(0, 8)} -->`;
const isMarked = (text: string): boolean => /<!-- [0-9a-f]{8} -->$/.test(text);

function full(resources: Resource[], language: string, table: string): string[] {
	const said = saidIn(table);
	const textOf = (action: string, description: string): string => {
		if (language === 'en') return cell(description);
		const text = said.get(action) ?? cell(description);
		return isMarked(text) ? text : `${text} ${markOf(description)}`;
	};
	const rows = resources.flatMap(({ name, operations }) =>
		operations.map(({ action, description }, at) =>
			row([at === 0 ? name : '', action, textOf(action, description)]),
		),
	);
	return [row(HEADS[language]), '|---|---|---|', ...rows];
}

function brief(resources: Resource[]): string[] {
	const rows = resources.map(({ name, operations }) =>
		row([name, operations.map(({ action }) => action).join(' · ')]),
	);
	return [row(['Resource', 'Operations']), '|---|---|', ...rows];
}

const TABLE = /(^<!-- operations:(\w+):(full|brief):(en|zh) -->\n)([\s\S]*?)(<!-- \/operations -->)/gm;

/** A document with its tables as they must be. */
export function withTables(text: string): string {
	return text.replace(
		TABLE,
		(_, start: string, node: string, form: string, language: string, table: string, end: string) => {
			const resources = RESOURCES[node] ?? [];
			const lines = form === 'brief' ? brief(resources) : full(resources, language, table);
			return `${start}${lines.join('\n')}\n${end}`;
		},
	);
}

/** The rows of the Chinese tables of a document: the operation, and what the row says of it. */
const chineseRows = (text: string) =>
	[...text.matchAll(TABLE)].flatMap(([, , node, form, language, table]) => {
		if (form !== 'full' || language === 'en') return [];
		const said = saidIn(table);
		return (RESOURCES[node] ?? [])
			.flatMap(({ operations }) => operations)
			.map(({ action, description }) => ({ action, description, says: said.get(action) ?? '' }));
	});

/** @returns the Chinese rows of a document whose English has changed since, and what to do about each */
export const staleRows = (text: string): string[] =>
	chineseRows(text)
		.filter(({ description, says }) => !says.endsWith(markOf(description)))
		.map(
			({ action, description }) =>
				`"${action}" now reads "${description}": say that in Chinese and end the row with ${markOf(description)}`,
		);

/** @returns the rows of a document's Chinese tables that say it in English still, and what to do about each */
export const untranslatedRows = (text: string): string[] =>
	chineseRows(text)
		.filter(({ says }) => !/\p{Script=Han}/u.test(says))
		.map(({ action, says }) => `"${action}" is not translated: say "${says}" in Chinese, and keep the mark`);

if (require.main === module) {
	for (const file of documentsWithTables()) {
		const path = join(root, file);
		const text = withTables(readFileSync(path, 'utf8'));
		writeFileSync(path, text);
		for (const left of [...staleRows(text), ...untranslatedRows(text)])
			process.stdout.write(`${file}: ${left}\n`);
	}
}
