/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The engine tests load dist/: whether it is what the sources make is known by its first line.
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf, staleness } from '../../../../host/setup/sources';
import checkBuilt from '../../../engine/support/built';

let root: string;
const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const build = () => write('dist/bundle.js', `${markOf(root)}\n"use strict";\n`);

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'sources-'));
	for (const folder of ['nodes/deep', 'dist']) mkdirSync(join(root, folder), { recursive: true });
	write('nodes/deep/a.ts', 'export const a = 1;\n');
	write('package.json', '{}');
	build();
});
afterEach(() => rmSync(root, { recursive: true }));

it('is what they make as long as nothing that is built has changed, whenever it was written', () => {
	expect(staleness(root)).toBeUndefined();
	write('README.md', 'A page is no source.');
	utimesSync(join(root, 'nodes/deep/a.ts'), new Date(), new Date(Date.now() + 60_000));
	expect(staleness(root)).toBeUndefined();
});

it.each([
	['edited', () => write('nodes/deep/a.ts', 'export const a = 2;\n')],
	['added', () => write('nodes/b.ts', '')],
	['taken out', () => rmSync(join(root, 'nodes/deep/a.ts'))],
	['moved', () => renameSync(join(root, 'nodes/deep/a.ts'), join(root, 'nodes/a.ts'))],
	['turned into one of an older build', () => write('dist/bundle.js', '"use strict";\n')],
])('is not when a file was %s, and says what to run', (_, change) => {
	change();
	expect(staleness(root)).toMatch(/changed since it was built.*`npx gulp build`/);
	build();
	expect(staleness(root)).toBeUndefined();
});

it('is missing when nothing was built', () => {
	rmSync(join(root, 'dist/bundle.js'));
	expect(staleness(root)).toMatch(/no dist\/.*`npx gulp build`/);
});

it('is looked at before the engine tests', async () => {
	const { projects } = jest.requireActual<{ projects: Array<{ displayName: string; globalSetup?: string }> }>(
		'../../../../jest.config.js',
	);
	const engine = projects.find(({ displayName }) => displayName === 'engine');
	expect(engine?.globalSetup).toBe('<rootDir>/test/engine/support/built.js');
	const here = join(__dirname, '../../../..');
	const stale = staleness(here);
	if (stale === undefined) await expect(checkBuilt()).resolves.toBeUndefined();
	else await expect(checkBuilt()).rejects.toThrow('npx gulp build');
});
