// Makes sure that everything the demo and the tests stand on is there, and does nothing when it is.
// Only Node's own modules: when this runs, nothing may be installed yet.
//
//   node demo/setup.mjs                      install, build and pack what is missing
//   node demo/setup.mjs --into <userFolder>  and install the package into that n8n user folder
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const demo = join(root, 'demo');
const data = join(demo, '.data');
const packages = join(data, 'package');
const oldestNode = 20;
const windows = process.platform === 'win32';

/** Something that the person at the keyboard can mend: its message is the whole story. */
export class SetupProblem extends Error {}

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function requireNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= oldestNode) return;
	throw new SetupProblem(
		`Node ${process.versions.node} is too old: Node ${oldestNode} or later is needed (see https://nodejs.org).`,
	);
}

/** Runs one phase, shows that it is alive, prints how long it took; its output goes to a log file. */
async function phase(title, command, args, { cwd = root, env = {}, explain } = {}) {
	const log = join(data, 'logs', `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
	mkdirSync(dirname(log), { recursive: true });
	const output = openSync(log, 'w');
	const begun = Date.now();
	const elapsed = () => seconds(Date.now() - begun);
	say(`${title} ...`);
	const code = await new Promise((done) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ['ignore', output, output],
			shell: windows,
		});
		const ticking = setInterval(() => say(`${title}: still at it after ${elapsed()}`), 15_000);
		child.once('error', () => done(127));
		child.once('close', (exit) => {
			clearInterval(ticking);
			done(exit ?? 1);
		});
	});
	closeSync(output);
	if (code === 0) return say(`${title}: done in ${elapsed()}`);
	const words = readFileSync(log, 'utf8');
	throw new SetupProblem(
		`${explain?.(words) ?? networkProblem(words) ?? lastWords(title, words)} (log: ${relative(root, log)})`,
	);
}

const networkProblem = (words) =>
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network request .* failed/.test(
		words,
	)
		? 'No network: npm could not reach its registry. Connect this machine (or set npm’s proxy or registry) and start again'
		: undefined;

const lastWords = (title, words) => {
	const lines = words
		.split('\n')
		.filter((line) => line.trim() && !/complete log of this run|\.npm\/_logs/.test(line));
	return `${title} failed: ${(lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim()}`;
};

const compilerProblem = (words) => {
	if (
		/not found: make|`?make`? (failed with exit code: 127|ENOENT)|No C\+\+ compiler|g\+\+: (not found|No such file)|c\+\+: (not found|No such file)|command not found|find VS|Xcode|find Python|Could not find any Python/i.test(
			words,
		)
	) {
		return 'No C++ compiler: n8n’s SQLite has no ready-made binary for this machine and must be compiled. Install a compiler, make and Python 3 (Debian and Ubuntu: apt-get install build-essential python3; macOS: xcode-select --install) and start again';
	}
	if (
		/node\.h: No such file|gyp.*(headers|getaddrinfo|attempt to download|ENOTFOUND|ECONNREFUSED)/is.test(
			words,
		)
	) {
		return 'No network: neither a ready-made SQLite nor the Node headers to compile it could be downloaded. Connect this machine and start again';
	}
	return undefined;
};

/**
 * Whether node_modules holds what the lockfile says. npm writes its own lockfile into node_modules as the last thing
 * it does, so an interrupted or outdated installation shows, and one made by hand counts.
 */
function isInstalled(folder) {
	const installed = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(installed)) return false;
	const have = readJson(installed).packages;
	return Object.entries(readJson(join(folder, 'package-lock.json')).packages).every(
		([path, { version, optional, devOptional }]) =>
			path === '' || optional || devOptional || have[path]?.version === version,
	);
}

async function install(folder, title) {
	if (isInstalled(folder)) return;
	await phase(title, 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
}

const runsOnNode24 = process.versions.node.startsWith('24.');
const node24Folder = join(demo, 'node_modules', 'node');
const node24 = join(node24Folder, 'bin', windows ? 'node.exe' : 'node');

/** n8n needs Node 24; on another Node the npm package `node` brings the binary. */
async function installNode24() {
	if (runsOnNode24 || existsSync(node24)) return;
	await phase('Fetching Node 24 for n8n', process.execPath, ['installArchSpecificPackage.js'], {
		cwd: node24Folder,
	});
	if (existsSync(node24)) return;
	throw new SetupProblem(
		'n8n needs Node 24 and there is no ready-made binary for this machine: run the demo with Node 24 itself',
	);
}

/** SQLite's binding is downloaded where a binary exists, else compiled (about two minutes). */
async function buildSqlite() {
	if (existsSync(join(demo, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node'))) return;
	// With the headers that came with Node itself, compiling needs no download.
	const prefix = dirname(dirname(process.execPath));
	const headers = existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
	await phase('Preparing SQLite for n8n', 'npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: demo,
		env: process.env.npm_config_nodedir ? {} : headers,
		explain: compilerProblem,
	});
}

function filesBelow(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

const sources = [
	'credentials',
	'nodes',
	'wechat',
	'gulpfile.js',
	'index.js',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'README.md',
	'LICENSE',
];

/** One fingerprint of everything that goes into the package. */
function sourcesHash() {
	const hash = createHash('sha256');
	for (const file of sources.flatMap((name) => filesBelow(join(root, name)))) {
		hash
			.update(`${relative(root, file)}\0`)
			.update(readFileSync(file))
			.update('\0');
	}
	return hash.digest('hex').slice(0, 16);
}

/** Builds and packs when the sources have changed. @returns the tarball; its folder is named after the sources */
async function pack() {
	const hash = sourcesHash();
	const folder = join(packages, hash);
	const packed = () =>
		existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.tgz')) : undefined;
	if (!packed()) {
		rmSync(packages, { recursive: true, force: true });
		await phase('Building the package', 'npm', ['run', 'build']);
		mkdirSync(folder, { recursive: true });
		await phase('Packing the package', 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
	}
	return { hash, tarball: join(folder, packed()) };
}

/**
 * Installs the packed package into n8n's `nodes` folder, as n8n's own installation does. The package has no
 * dependencies and its peer n8n-workflow comes from n8n at run time, so this needs no network.
 */
async function installInto(userFolder, { hash, tarball }) {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const stamp = join(nodes, 'installed-from');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
	rmSync(nodes, { recursive: true, force: true });
	mkdirSync(nodes, { recursive: true });
	writeFileSync(join(nodes, 'package.json'), JSON.stringify({ name: 'installed-nodes', private: true }));
	const flags = [
		'--offline',
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--omit=peer',
		'--no-audit',
		'--no-fund',
		'--no-package-lock',
	];
	await phase('Installing the package into n8n', 'npm', ['install', tarball, ...flags], { cwd: nodes });
	writeFileSync(stamp, hash);
}

/**
 * @param userFolder the n8n user folder that gets the package; none when n8n is not going to run
 * @throws SetupProblem with one sentence
 */
export async function prepare({ userFolder } = {}) {
	requireNode();
	await install(root, 'Installing the development tools');
	await install(demo, 'Installing n8n (about 2 GB, several minutes)');
	await installNode24();
	await buildSqlite();
	const packed = await pack();
	if (userFolder) await installInto(userFolder, packed);
}

/** Prints a problem as its one sentence, anything else in full, and sets the exit code. */
export function report(error) {
	process.exitCode = 1;
	say(error instanceof SetupProblem ? error.message : String(error?.stack ?? error));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const at = process.argv.indexOf('--into');
	await prepare({ userFolder: at > 0 ? resolve(process.argv[at + 1]) : undefined }).catch(report);
}
