// `npm test`: installs and builds what is missing, lints, checks types, runs the suites, and counts what passed.
// `npm test -- unit engine` runs only the suites named. `npm test -- --everything` runs them all and insists on the
// servers that some need; without it those suites run where the servers answer, and a line says so where they do not.
// `npm run test:ui -- --write` stores the pictures of the documents as they look now.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, record, say, table } from '../demo/phases.js';
import { prepare, prepareBrowser, prepareScan, report } from '../demo/setup.mjs';
import { SUITES } from './suites.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const EVERYTHING = '--everything';
const WRITE = '--write';
const results = join(root, 'demo', '.data', 'test-results');

const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

async function run(command, args, env = {}) {
	return await new Promise((done) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: 'inherit',
			shell: process.platform === 'win32',
		});
		child.once('error', () => done(127));
		child.once('close', (code) => done(code ?? 1));
	});
}

/** A step that passes or fails as a whole. */
async function check(title, command, args) {
	const begun = Date.now();
	say(`\n== ${title}`);
	const passed = (await run(command, args)) === 0;
	const ms = Date.now() - begun;
	const outcome = passed ? 'passed' : 'FAILED';
	say(`${title}: ${outcome} in ${duration(ms)}`);
	record(title, ms, outcome);
	return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** What the reporter wrote down; when jest itself failed, that is one failure at least. */
function countsIn(file, code) {
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const { passed, failed } = JSON.parse(readFileSync(file, 'utf8'));
	return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function runSuite({ name, project = name, edition = 'newest', parallel }) {
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	const begun = Date.now();
	const title = `${name} tests`;
	say(`\n== ${title}`);
	const reporter = join(root, 'test', 'reporter.js');
	const args = ['--selectProjects', project, '--silent', '--reporters=default', `--reporters=${reporter}`];
	const env = {
		DEMO_N8N: edition,
		TEST_SUITE: name,
		TEST_COUNTS_FILE: file,
		WRITE_SCREENSHOTS: process.argv.includes(WRITE) ? '1' : '',
	};
	const code = await run(bin('jest'), parallel ? args : [...args, '--runInBand'], env);
	const ms = Date.now() - begun;
	say(`${title}: finished in ${duration(ms)}`);
	const counts = countsIn(file, code);
	record(title, ms, `${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} FAILED` : ''}`);
	return counts;
}

/** All suites, unless the caller is content with those that can run here: then a line says what is left out, and why. */
async function suitesToRun(everything) {
	if (everything) return SUITES;
	const chosen = [];
	for (const suite of SUITES.filter(({ onlyEverything }) => !onlyEverything)) {
		const missing = [];
		for (const need of suite.needs ?? []) if (!(await need.answers())) missing.push(need);
		if (missing.length === 0) chosen.push(suite);
		for (const { title, hint } of missing) {
			say(`There is no ${title}: the suite "${suite.name}" is left out (${hint}).`);
		}
	}
	return chosen;
}

async function main() {
	const named = process.argv.slice(2).filter((argument) => ![EVERYTHING, WRITE].includes(argument));
	const unknown = named.find((name) => !SUITES.some((suite) => suite.name === name));
	if (unknown !== undefined) {
		say(`There is no suite "${unknown}": the suites are ${SUITES.map(({ name }) => name).join(', ')}.`);
		process.exitCode = 1;
		return;
	}
	const suites =
		named.length > 0
			? SUITES.filter(({ name }) => named.includes(name))
			: await suitesToRun(process.argv.includes(EVERYTHING));
	for (const edition of new Set(suites.map(({ edition }) => edition ?? 'newest'))) await prepare({ edition });
	if (named.length === 0) await prepareScan();
	const inBrowser = suites.some(({ browser }) => browser);
	if (inBrowser) await prepareBrowser();
	mkdirSync(results, { recursive: true });
	const counts = [];
	if (named.length === 0) {
		counts.push(await check('Lint', bin('n8n-node'), ['lint']));
		counts.push(await check('Types', bin('tsc'), ['--noEmit']));
		counts.push(await check('Scan', process.execPath, [join(root, 'scan', 'scan.mjs')]));
	}
	if (inBrowser)
		counts.push(await check('Types of the browser tests', bin('tsc'), ['--noEmit', '-p', 'test/ui']));
	for (const suite of suites) counts.push(await runSuite(suite));
	if (named.length === 0 && process.argv.includes(EVERYTHING))
		counts.push(
			await check('Performance guard', process.execPath, [join(root, 'bench', 'run.mjs'), '--guard']),
		);
	const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
	say();
	for (const line of table('Where the time went:')) say(line);
	say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
	if (sum('failed') > 0) process.exitCode = 1;
}

await main().catch(report);
