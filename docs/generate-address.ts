/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Writes the repository's address and the maintainers' mail wherever they stand. Run with `npm run address`.
//
// Both are set in package.json, as `repository.url` and `author.email`, and everything else follows: the rest of
// package.json, the codex files, the credentials, the issue forms, SECURITY and the documents.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json';
import { filesCalled, root } from './files';

export interface Address {
	/** The page of the repository on GitHub, without `.git`. */
	repository: string;
	mail: string;
}

/** What package.json says. */
export const ADDRESS: Address = {
	repository: packageJson.repository.url.replace(/^git\+|\.git$/g, ''),
	mail: packageJson.author.email,
};

/** Owners whose repositories the documents may name as well. Whatever else stands on GitHub is taken for ours. */
const OTHERS = ['n8n-io'];

/** The sources of what is said about WeChat are the repositories of many owners, and never ours. */
const CITES_OTHERS = /^docs\/wechat\//;

/** The text files of the repository, from its top. */
export const texts = (): string[] => filesCalled(/\.(?:md|ts|mjs|js|json|yml)$/);

const REPOSITORY = /https:\/\/github\.com\/([\w-]+)\/[\w-]+(?:\.(?!git\b)[\w-]+)*/g;
/** What comes after a clone leads into its folder. */
const INTO_CLONE = /(git clone \S+\/([\w.-]+?)\.git(?:\n| && ))cd [\w.-]+/g;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const NAMES_MAIL = /(?:^|\/)SECURITY\.md$/;

/**
 * @param file its path from the top of the repository: the mail stands in SECURITY alone
 * @returns the text with every address of the repository, and the mail, as they are to be
 */
export function withAddress(file: string, text: string, { repository, mail }: Address = ADDRESS): string {
	if (CITES_OTHERS.test(file)) return text;
	const placed = text
		.replace(REPOSITORY, (found, owner: string) => (OTHERS.includes(owner) ? found : repository))
		.replace(INTO_CLONE, '$1cd $2');
	return NAMES_MAIL.test(file) ? placed.replace(MAIL, mail) : placed;
}

if (require.main === module) {
	for (const file of texts()) {
		const path = join(root, file);
		const text = readFileSync(path, 'utf8');
		const placed = withAddress(file, text);
		if (placed === text) continue;
		writeFileSync(path, placed);
		process.stdout.write(`${file}\n`);
	}
}
