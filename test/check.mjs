// `npm run check`: what goes wrong most often when something is added, told within seconds. Types; lint and layout of what
// has changed; and the unit tests that know of every operation and of every text in the panel. Needs no build.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changedFiles } from './changed.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @returns whether it passed; only what failed is heard */
async function check(title, program, ...args) {
	const begun = Date.now();
	const output = [];
	const code = await new Promise((done) => {
		const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
		child.once('error', (error) => output.push(Buffer.from(error.message))).once('close', done);
	});
	const passed = code === 0;
	const seconds = Math.round((Date.now() - begun) / 1000);
	if (!passed) process.stdout.write(Buffer.concat(output));
	console.log(`${title}: ${passed ? 'passed' : 'FAILED'} in ${seconds} s`);
	return passed;
}

const changed = changedFiles(root).filter((file) => existsSync(join(root, file)));
const sources = changed.filter((file) => file.endsWith('.ts'));
const checks = [
	check('Types', 'typescript/bin/tsc', '--noEmit'),
	check('Places and panel', 'jest/bin/jest.js', '--selectProjects', 'unit', '--', 'test/unit/nodes/[^/]*$'),
];
if (sources.length > 0) checks.push(check('Lint', 'eslint/bin/eslint.js', ...sources));
if (changed.length > 0)
	checks.push(check('Layout', 'prettier/bin/prettier.cjs', '--check', '--ignore-unknown', ...changed));

const failed = (await Promise.all(checks)).includes(false);
if (failed) process.exitCode = 1;
else console.log('Next: the engine test of what you added, and npm test before you hand it in.');
