// Installs what the lockfiles say, and what npm leaves undone because install scripts are off: Node 24 and n8n's SQLite.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command, root, SetupProblem, windows } from './commands.mjs';

const demo = join(root, 'demo');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What the lockfile wants on every machine, as [path, version]. */
const lockedPackages = (folder) =>
	Object.entries(readJson(join(folder, 'package-lock.json')).packages)
		.filter(([path, { optional, devOptional }]) => path !== '' && !optional && !devOptional)
		.map(([path, { version }]) => [path, version]);

/**
 * Whether node_modules holds what the lockfile says. npm writes its own lockfile into node_modules as the last thing
 * it does, so an interrupted or outdated installation shows, and one made by hand counts.
 */
function isInstalled(folder) {
	const installed = join(folder, 'node_modules', '.package-lock.json');
	if (!existsSync(installed)) return false;
	const have = readJson(installed).packages;
	return lockedPackages(folder).every(([path, version]) => have[path]?.version === version);
}

/** Installs what the folder's lockfile says; does nothing when it is there. */
export async function install(folder, title) {
	if (isInstalled(folder)) return;
	const wanted = lockedPackages(folder).map(([path]) => join(folder, path, 'package.json'));
	const progress = () => {
		const count = wanted.filter((file) => existsSync(file)).length;
		// npm looks everything up and downloads for half a minute before it writes the first one.
		if (count === 0) return `npm is fetching, and writes the first of ${wanted.length} packages later`;
		return `${count} of ${wanted.length} packages are there`;
	};
	await command(title, 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, progress });
}

const runsOnNode24 = process.versions.node.startsWith('24.');
const node24Folder = join(demo, 'node_modules', 'node');
const node24 = join(node24Folder, 'bin', windows ? 'node.exe' : 'node');

/** n8n needs Node 24; on another Node the npm package `node` brings the binary. */
export async function installNode24() {
	if (runsOnNode24 || existsSync(node24)) return;
	await command('Fetching Node 24 for n8n', process.execPath, ['installArchSpecificPackage.js'], {
		cwd: node24Folder,
	});
	if (existsSync(node24)) return;
	throw new SetupProblem(
		'n8n needs Node 24 and there is no ready-made binary for this machine: run the demo with Node 24 itself',
	);
}

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

const sqliteOf = (folder) => {
	const home = join(folder, 'node_modules', 'sqlite3');
	return { home, binding: join(home, 'build', 'Release', 'node_sqlite3.node') };
};

/**
 * SQLite's binding is downloaded where a binary exists, else compiled (about two minutes). It depends on its own
 * version and not on that of Node, so the one that another n8n here already has will do.
 */
export async function buildSqlite(folder) {
	const { home, binding } = sqliteOf(folder);
	if (existsSync(binding)) return;
	const built = sqliteOf(demo);
	const version = (of) => readJson(join(of, 'package.json')).version;
	if (existsSync(built.binding) && version(built.home) === version(home)) {
		mkdirSync(dirname(binding), { recursive: true });
		copyFileSync(built.binding, binding);
		return;
	}
	// With the headers that came with Node itself, compiling needs no download.
	const prefix = dirname(dirname(process.execPath));
	const headers = existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
	await command('Preparing SQLite for n8n', 'npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: folder,
		// node-gyp's word for all cores.
		env: { JOBS: 'max', ...(process.env.npm_config_nodedir ? {} : headers) },
		explain: compilerProblem,
	});
}
