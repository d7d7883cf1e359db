// `npm test`: installs and builds what is missing, lints, checks types, runs the quick suites, and counts what passed.
// `npm test -- unit engine` runs only the suites named, `npm test -- changed` what a change can touch. `npm test --
// --everything` runs all suites at their full length, and insists on the servers that some need.
// `npm run test:ui -- --write` stores the pictures of the documents as they look now.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { duration, record, say, table } from '../host/phases.js';
import { prepare, prepareBrowser, prepareScan, report } from '../host/setup.mjs';
import { changedFiles, planFor } from './changed.mjs';
import { LENGTHS, SUITES } from './suites.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const EVERYTHING = '--everything';
const WRITE = '--write';
const CHANGED = 'changed';
const everything = process.argv.includes(EVERYTHING);
const results = join(root, 'demo', '.data', 'test-results');

const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** @param prefix what each line of output begins with, of a command that does not have the screen to itself */
async function run(command, args, env = {}, prefix = undefined) {
	return await new Promise((done) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: prefix === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			shell: process.platform === 'win32',
		});
		if (prefix !== undefined) {
			for (const output of [child.stdout, child.stderr])
				createInterface({ input: output }).on('line', (line) => say(`${prefix}${line}`));
		}
		child.once('error', () => done(127));
		child.once('close', (code) => done(code ?? 1));
	});
}

/**
 * A step that passes or fails as a whole.
 *
 * @param beside whether others run at the same time: then each line of output says whose it is
 */
async function check(title, command, args, beside = false) {
	const begun = Date.now();
	say(`\n== ${title}`);
	const passed = (await run(command, args, {}, beside ? `[${title}] ` : undefined)) === 0;
	const ms = Date.now() - begun;
	const outcome = passed ? 'passed' : 'FAILED';
	say(`${title}: ${outcome} in ${duration(ms)}`);
	record(title, ms, outcome);
	return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/**
 * What `n8n-node lint` runs, but not over the editor's files that an n8n has unpacked below `.data`: they take longer to read
 * than all that is ours. That the rules are n8n's own is a test, test/unit/test/lint.test.ts.
 */
const LINT = ['.', '--ignore-pattern', '**/.data/'];

/** What the reporter wrote down; when jest itself failed, that is one failure at least. */
function countsIn(file, code) {
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const { passed, failed } = JSON.parse(readFileSync(file, 'utf8'));
	return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** How long the suites that try many inputs are; whoever sets a variable by hand wins. */
const length = () => ({ ...(everything ? LENGTHS.everything : LENGTHS.quick), ...process.env });

async function runSuite(suite, { paths = [], beside, whole = true } = {}) {
	const { name, project = name, edition = 'newest', parallel } = suite;
	const { files = [], parts = [] } = whole ? {} : (suite.long ?? {});
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	const begun = Date.now();
	const title = `${name} tests`;
	say(`\n== ${title}`);
	for (const left of [...files, ...parts])
		say(`Left out, for it takes long: ${left} (npm test -- ${EVERYTHING}, or npm test -- ${name})`);
	const reporter = join(root, 'test', 'reporter.js');
	const args = ['--selectProjects', project, '--silent', '--reporters=default', `--reporters=${reporter}`];
	const env = {
		...length(),
		DEMO_N8N: edition,
		TEST_SUITE: name,
		TEST_COUNTS_FILE: file,
		E2E_WITHOUT: JSON.stringify(parts),
		WRITE_SCREENSHOTS: process.argv.includes(WRITE) ? '1' : '',
	};
	const ignored = files.map((file) => `--testPathIgnorePatterns=/${file.replaceAll('.', '\\.')}$`);
	// By itself jest leaves a core to others, which of two is half of the machine.
	const arguments_ = [...args, parallel ? '--maxWorkers=100%' : '--runInBand', ...ignored, ...paths];
	const code = await run(bin('jest'), arguments_, env, beside ? `[${name}] ` : undefined);
	const ms = Date.now() - begun;
	say(`${title}: finished in ${duration(ms)}`);
	const counts = countsIn(file, code);
	record(title, ms, `${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} FAILED` : ''}`);
	return counts;
}

/** Neighbours with a lane together, every other suite by itself. */
function groupsOf(suites) {
	const groups = [];
	for (const suite of suites) {
		const last = groups[groups.length - 1];
		if (suite.lane && last?.[0].lane) last.push(suite);
		else groups.push([suite]);
	}
	return groups;
}

/** Its lanes side by side: an n8n that waits leaves half of two cores idle. */
async function runGroup(group, whole) {
	const lanes = [...new Set(group.map(({ lane }) => lane))];
	const beside = lanes.length > 1;
	const runLane = async (lane) => {
		const counts = [];
		for (const suite of group.filter((one) => one.lane === lane))
			counts.push(await runSuite(suite, { beside, whole }));
		return counts;
	};
	return (await Promise.all(lanes.map(runLane))).flat();
}

/** All suites, unless the caller is content with those that can run here: then a line says what is left out, and why. */
async function suitesToRun() {
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

/** Lint and types as a whole, and of the quick suites the files that the change can touch. */
async function runChanged() {
	const changed = changedFiles(root);
	if (changed.length === 0) {
		say('Nothing has changed.');
		return;
	}
	await prepare({});
	mkdirSync(results, { recursive: true });
	const { runs, notRun } = planFor(root, changed);
	const counts = [await check('Types', bin('tsc'), ['--noEmit'])];
	const linted = changed.filter((file) => file.endsWith('.ts') && existsSync(join(root, file)));
	if (linted.length > 0) counts.push(await check('Lint', bin('eslint'), linted));
	for (const { project, args } of runs) {
		const suite = SUITES.find(({ name }) => name === project);
		counts.push(await runSuite(suite, { paths: args }));
	}
	finish(counts);
	say(`Not run: ${notRun.join(', ')}. Before you hand it in: npm test`);
}

function finish(counts) {
	const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
	say();
	for (const line of table('Where the time went:')) say(line);
	say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
	if (sum('failed') > 0) process.exitCode = 1;
}

async function main() {
	const named = process.argv.slice(2).filter((argument) => ![EVERYTHING, WRITE].includes(argument));
	if (named.length === 1 && named[0] === CHANGED) return await runChanged();
	const unknown = named.find((name) => !SUITES.some((suite) => suite.name === name));
	if (unknown !== undefined) {
		say(`There is no suite "${unknown}": the suites are ${SUITES.map(({ name }) => name).join(', ')}.`);
		process.exitCode = 1;
		return;
	}
	const suites = named.length > 0 ? SUITES.filter(({ name }) => named.includes(name)) : await suitesToRun();
	for (const edition of new Set(suites.map(({ edition }) => edition ?? 'newest'))) await prepare({ edition });
	if (named.length === 0) await prepareScan();
	const inBrowser = suites.some(({ browser }) => browser);
	if (inBrowser) await prepareBrowser();
	mkdirSync(results, { recursive: true });
	const counts = [];
	if (named.length === 0) {
		const both = [check('Lint', bin('eslint'), LINT, true), check('Types', bin('tsc'), ['--noEmit'], true)];
		counts.push(...(await Promise.all(both)));
		counts.push(await check('Scan', process.execPath, [join(root, 'scan', 'scan.mjs')]));
	}
	if (inBrowser)
		counts.push(await check('Types of the browser tests', bin('tsc'), ['--noEmit', '-p', 'test/ui']));
	const whole = everything || named.length > 0;
	for (const group of groupsOf(suites)) counts.push(...(await runGroup(group, whole)));
	if (named.length === 0 && everything)
		counts.push(
			await check('Performance guard', process.execPath, [join(root, 'bench', 'run.mjs'), '--guard']),
		);
	finish(counts);
}

await main().catch(report);
