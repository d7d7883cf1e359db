// `npm test`: installs and builds what is missing, lints, checks types, runs the suites, and counts what passed.
// `npm test -- unit engine` runs only the suites named. `npm test -- --services` insists on the servers that some suites
// need; without it those suites run where the servers answer, and a line says so where they do not.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, report } from '../demo/setup.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const results = join(root, 'demo', '.data', 'test-results');
const SUITES = ['unit', 'engine', 'e2e', 'postgres'];

const say = (line) => process.stdout.write(`${line}\n`);
const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

async function run(command, args) {
	return await new Promise((done) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
		child.once('error', () => done(127));
		child.once('close', (code) => done(code ?? 1));
	});
}

/** A step that passes or fails as a whole. */
async function check(title, command, args) {
	const begun = Date.now();
	say(`\n== ${title}`);
	const passed = (await run(command, args)) === 0;
	say(`${title}: ${passed ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - begun) / 1000)} s`);
	return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** A jest suite, counted by its own report: a suite that could not even start counts as one failure. */
async function suite(name) {
	const file = join(results, `${name}.json`);
	rmSync(file, { force: true });
	const begun = Date.now();
	say(`\n== ${name} tests`);
	const args = ['--selectProjects', name, '--silent', '--json', `--outputFile=${file}`];
	// One after the other: they share a machine of two cores with an n8n, and measure nothing.
	const code = await run(bin('jest'), name === 'unit' ? args : [...args, '--runInBand']);
	say(`${name} tests: finished in ${Math.round((Date.now() - begun) / 1000)} s`);
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = JSON.parse(
		readFileSync(file, 'utf8'),
	);
	// A test that was skipped proves nothing, so it counts as failed.
	const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
	return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

const postgres = { host: process.env.PGHOST ?? '127.0.0.1', port: Number(process.env.PGPORT ?? 5432) };

async function answers({ host, port }) {
	return await new Promise((done) => {
		const socket = connect({ host, port, timeout: 3_000 }, () => done(true));
		socket.once('error', () => done(false)).once('timeout', () => done(false));
		socket.once('connect', () => socket.destroy());
	});
}

/** All suites; those that need a server only where it answers, unless the caller insists. */
async function suitesToRun(insists) {
	if (insists || (await answers(postgres))) return SUITES;
	say(`No PostgreSQL answers on ${postgres.host}:${postgres.port}: its suite is left out (PGHOST, PGPORT name another).`);
	return SUITES.filter((name) => name !== 'postgres');
}

async function main() {
	const named = process.argv.slice(2).filter((argument) => argument !== '--services');
	const unknown = named.filter((name) => !SUITES.includes(name));
	if (unknown.length > 0) {
		say(`There is no suite "${unknown[0]}": the suites are ${SUITES.join(', ')}.`);
		process.exitCode = 1;
		return;
	}
	await prepare();
	mkdirSync(results, { recursive: true });
	const counts = [];
	if (named.length === 0) {
		counts.push(await check('Lint', bin('n8n-node'), ['lint']));
		counts.push(await check('Types', bin('tsc'), ['--noEmit']));
	}
	const suites = named.length > 0 ? named : await suitesToRun(process.argv.includes('--services'));
	for (const name of suites) counts.push(await suite(name));
	const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
	say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
	if (sum('failed') > 0) process.exitCode = 1;
}

await main().catch(report);
