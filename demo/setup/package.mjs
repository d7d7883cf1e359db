// Builds and packs the package, and installs it into an n8n as n8n's own installation does.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { command, root } from './commands.mjs';

const packages = join(root, 'demo', '.data', 'package');

const sources = [
	'credentials',
	'nodes',
	'wechat',
	'gulpfile.js',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'README.md',
	'README.zh-CN.md',
	'LICENSE',
];

function filesBelow(path) {
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

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
export async function pack() {
	const hash = sourcesHash();
	const folder = join(packages, hash);
	const packed = () =>
		existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.tgz')) : undefined;
	if (!packed()) {
		rmSync(packages, { recursive: true, force: true });
		await command('Building the package', 'npm', ['run', 'build']);
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
