/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Where the n8n that runs, its Node and the working data live. host/setup.mjs puts them there.
import { join, resolve } from 'node:path';
import { editionOf } from './edition';

const { folder, data } = editionOf();

export const repositoryRoot = resolve(__dirname, '../..');
export const dataFolder = data;
export const n8nScript = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

/** The Node that runs n8n: this one when it is a Node 24, else the pinned binary that setup fetched. */
export function nodeForN8n(): string {
	if (process.versions.node.startsWith('24.')) return process.execPath;
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	return join(repositoryRoot, 'demo', 'node_modules', 'node', 'bin', name);
}
