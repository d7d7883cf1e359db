/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The promise of the suite as a whole: over a million inputs, and no hunt left out.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RUNS } from './support/hunt';

test('the hunts try more than a million inputs in all', () => {
	expect(Object.values(RUNS).reduce((total, runs) => total + runs, 0)).toBeGreaterThan(1_000_000);
});

test('each hunt is run, once', () => {
	const sources = readdirSync(__dirname)
		.filter((file) => file.endsWith('.test.ts'))
		.map((file) => readFileSync(join(__dirname, file), 'utf8'));
	const begun = sources.flatMap((source) =>
		[...source.matchAll(/\bhunt(?:<[^>]*>)?\(\s*'([^']+)'/g)].map(([, name]) => name),
	);
	const modes = sources.flatMap((source) =>
		[...source.matchAll(/\bhuntIn\('(\w+)'/g)].map(([, mode]) => `pushes in ${mode} mode`),
	);
	expect([...begun, ...modes].sort()).toEqual(Object.keys(RUNS).sort());
});
