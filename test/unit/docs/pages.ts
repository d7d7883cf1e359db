/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The documents as their tests read them. Paths are those from the top of the repository.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesCalled, root } from '../../../docs/files';

export { root };

/** @returns the files below a folder whose names end so */
export const filesBelow = (folder: string, ending: string): string[] =>
	filesCalled(new RegExp(`${ending.replaceAll('.', '\\.')}$`), folder);

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

const FENCED = /```[\s\S]*?```/g;
export const withoutFences = (file: string): string => textOf(file).replace(FENCED, '');

/** At the end of a page: where a name in brackets leads. */
export const DEFINITION = /^\[([^\]\n]+)\]: (\S+)$/gm;

/** What is inside fences and backticks is no link, and where names lead is no sentence. */
export const proseOf = (file: string): string =>
	withoutFences(file)
		.replace(/`[^`\n]*`/g, '')
		.replace(DEFINITION, '');

/** The targets of links and pictures that lead to a file of ours. */
export const linksOf = (file: string): string[] =>
	[
		...[...proseOf(file).matchAll(/\]\(<?([^)\s>]+)>?\)|(?:href|src)="([^"]+)"/g)].map(
			([, markdown, html]) => markdown ?? html,
		),
		...[...textOf(file).matchAll(DEFINITION)].map(([, , target]) => target),
	].filter((target) => !/^[a-z]+:/i.test(target));

/** The rows of all tables below a heading, up to the next heading of the same depth or above. */
export function rowsBelow(file: string, heading: string): string[] {
	const [, depth] = /^(#+) /.exec(heading) ?? ['', '#'];
	const [, below] = `\n${textOf(file)}`.split(`\n${heading}\n`);
	const [section] = below.split(new RegExp(`\\n#{1,${depth.length}} `));
	return section.split('\n').filter((line) => line.startsWith('| '));
}
