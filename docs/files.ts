/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The files of the repository, for whatever writes into several of them.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(__dirname, '..');

const NOT_OURS = ['node_modules', 'dist', '.git', '.data', 'coverage', 'package-lock.json'];

/** @returns the paths from the top of the repository of those whose name fits */
export function filesCalled(name: RegExp, folder = root): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (NOT_OURS.includes(entry.name)) return [];
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesCalled(name, path);
		return name.test(entry.name) ? [relative(root, path)] : [];
	});
}
