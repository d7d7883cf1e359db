// Builds and packs the package, and installs it into an n8n as n8n's own installation does.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, root } from './commands.mjs';
import { BUILT, fingerprintOf, staleness } from './sources.js';

const packages = join(root, 'demo', '.data', 'package');

/** Everything that goes into the package. */
const sources = [...BUILT, 'index.js', 'README.md', 'LICENSE'];

/**
 * Builds when dist/ is not what the sources make, and packs when they have changed.
 *
 * @returns the tarball; its folder is named after the sources
 */
export async function pack() {
	const hash = fingerprintOf(root, sources);
	const folder = join(packages, hash);
	const packed = () =>
		existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.tgz')) : undefined;
	const isPacked = packed() !== undefined;
	if (!isPacked || staleness(root)) await command('Building the package', 'npm', ['run', 'build']);
	if (!isPacked) {
		rmSync(packages, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		await command('Packing the package', 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
	}
	return { hash, tarball: join(folder, packed()) };
}

/**
 * Installs the packed package into n8n's `nodes` folder, as n8n's own installation does. The package has no
 * dependencies and its peer n8n-workflow comes from n8n at run time, so this needs no network.
 */
export async function installInto(userFolder, { hash, tarball }) {
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
	await command('Installing the package into n8n', 'npm', ['install', tarball, ...flags], { cwd: nodes });
	writeFileSync(stamp, hash);
}
