/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// CONTRIBUTING.md names every way to run the suites, so that nobody has to read test/run.mjs to find one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json';
import { rowsBelow } from '../docs/pages';

const root = join(__dirname, '../../..');
const sourceOf = (file: string) => readFileSync(join(root, file), 'utf8');
/** The command of each row: what its first cell has in backticks. */
const commands = rowsBelow('CONTRIBUTING.md', '## Run the suites').flatMap((row) =>
	[...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, command]) => command),
);
const words = commands
	.filter((command) => /^npm (test|run test:)/.test(command))
	.flatMap((command) => command.split(' -- ').slice(1))
	.flatMap((given) => given.split(' '));

it('each suite', () => {
	const suites = [...sourceOf('test/suites.mjs').matchAll(/^\t\{ name: '(\w+)'/gm)].map(([, name]) => name);
	expect(suites).toEqual(expect.arrayContaining(['unit', 'engine', 'e2e', 'queue', 'ui']));
	expect(suites.filter((name) => !commands.some((one) => one === `npm test -- ${name}`))).toEqual([]);
});

it('each mode: what test/run.mjs looks for among its arguments', () => {
	const source = sourceOf('test/run.mjs');
	const modes = [...source.matchAll(/^const [A-Z]+ = '([\w-]+)';$/gm)].map(([, word]) => word);
	expect(modes).toEqual(expect.arrayContaining(['--everything', '--write', 'changed']));
	expect(modes.filter((mode) => !words.includes(mode))).toEqual([]);
	// An argument that were compared with a literal would slip through.
	expect(source).not.toMatch(/argv[^\n]*(includes|indexOf|===) ?\(?'/);
});

it('each command of package.json that runs a test', () => {
	const scripts = Object.entries(packageJson.scripts).filter(([, script]) =>
		/\b(test|scan|bench)\//.test(script),
	);
	const run = scripts.map(([name]) => (name === 'test' ? 'npm test' : `npm run ${name}`));
	expect(run.length).toBeGreaterThan(5);
	expect(run.filter((command) => !commands.includes(command))).toEqual([]);
});
