// What the tarball holds, and what its package.json promises: only what n8n loads, and nothing that it would have to fetch.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';

const MOST_BYTES = 300_000;
const MAY_SHIP = /^(dist\/.+|index\.js|package\.json|LICENSE|README\.md)$/;
const MUST_NOT_SHIP = /\.map$|\.ts$|\.tsbuildinfo$|(^|\/)(test|tests|__tests__)\/|\.(test|spec)\./;
/** Comments that switch a rule of the linter or the compiler off. */
const SWITCHED_OFF = /eslint-disable|@ts-(ignore|nocheck|expect-error)/;
/** The modules that n8n Cloud lets a package load, as far as this one needs them. */
const MAY_REQUIRE = new Set(['n8n-workflow', 'node:crypto']);

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** Every `require("...")` and `import("...")` of the compiled files, as [file, module]. */
function requiredBy(packed, files) {
	return files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => {
			const lines = readFileSync(join(packed, file), 'utf8').split('\n');
			// Bundled libraries name the types of their neighbours in comments.
			const code = lines.filter((line) => !/^\s*(\*|\/[/*])/.test(line)).join('\n');
			return [...code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => [
				file,
				name,
			]);
		});
}

function unresolved(packed, files) {
	const there = new Set(files);
	return requiredBy(packed, files).flatMap(([file, name]) => {
		if (MAY_REQUIRE.has(name)) return [];
		if (!name.startsWith('.')) {
			return [
				`${file} needs ${name}, ${isBuiltin(name) ? 'which n8n Cloud refuses' : 'which would have to be installed'}`,
			];
		}
		const target = posix.join(posix.dirname(file), name);
		const found = [target, `${target}.js`, `${target}.json`, `${target}/index.js`].some((path) =>
			there.has(path),
		);
		return found ? [] : [`${file} needs ${name}, which is not in the package`];
	});
}

/** Prints the icons of each class, by file, after loading it as n8n does: by the name of its file. */
const ICONS = `
	const { basename, join } = require('node:path');
	const [folder, ...files] = process.argv.slice(1);
	const iconsOf = (file) => {
		const made = new (require(join(folder, file))[basename(file).split('.')[0]])();
		const { light, dark } = (made.description ?? made).icon;
		return [file, [light, dark]];
	};
	console.log(JSON.stringify(files.map(iconsOf)));
`;

/** n8n loads these by name: the classes, beside each node its codex, and the icons that they name. */
function missing({ root, packed, files, manifest }) {
	const there = new Set(files);
	const loaded = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const absent = loaded.filter((file) => !there.has(file));
	if (absent.length > 0) return absent.map((file) => `${file} is missing`);
	// In n8n the package finds n8n's own n8n-workflow, here that of this checkout.
	const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
	const printed = execFileSync(process.execPath, ['-e', ICONS, packed, ...loaded], { env, encoding: 'utf8' });
	const icons = JSON.parse(printed).flatMap(([file, names]) =>
		names.map((name) => posix.join(posix.dirname(file), String(name).replace(/^file:/, ''))),
	);
	const codices = manifest.n8n.nodes.map((file) => file.replace(/\.js$/, '.json'));
	return [...codices, ...icons].filter((file) => !there.has(file)).map((file) => `${file} is missing`);
}

/** Prints the names of the classes that `require` of the package by its name gives. */
const EXPORTED = `console.log(JSON.stringify(Object.keys(require(process.argv[1]))))`;

/** Whoever requires the package by its name gets every class that n8n loads, and nothing else. */
function notExported({ root, packed, manifest }) {
	const env = { ...process.env, NODE_PATH: join(root, 'node_modules') };
	const printed = execFileSync(process.execPath, ['-e', EXPORTED, packed], { env, encoding: 'utf8' });
	const exported = new Set(JSON.parse(printed));
	const wanted = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map(
		(file) => posix.basename(file).split('.')[0],
	);
	return [
		...wanted.filter((name) => !exported.has(name)).map((name) => `${name} is not exported`),
		...[...exported].filter((name) => !wanted.includes(name)).map((name) => `${name} is exported`),
	];
}

function switchedOff(root) {
	return ['nodes', 'credentials', 'wechat'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true })
			.filter((file) => file.endsWith('.ts'))
			.filter((file) => SWITCHED_OFF.test(readFileSync(join(root, folder, file), 'utf8')))
			.map((file) => `${join(folder, file)} switches a rule off`),
	);
}

/** n8n reads the sources of a verified package on GitHub, at the commit that npm's provenance statement names. */
function unprovable({ repository }) {
	const isGitHub = /^git\+https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/.test(repository?.url ?? '');
	return isGitHub ? [] : [`"repository" in package.json is not a repository on GitHub: ${repository?.url}`];
}

/**
 * @param subject `root`: this checkout; `tarball`; `packed`: the unpacked tarball; `files`: what it holds; `manifest`:
 *   its package.json
 * @returns each check with its problems, none when it passed
 */
export function packageChecks(subject) {
	const { root, tarball, packed, files, manifest } = subject;
	const { size } = statSync(tarball);
	const strays = files.filter((file) => !MAY_SHIP.test(file) || MUST_NOT_SHIP.test(file));
	const bundled = [manifest.dependencies, manifest.optionalDependencies, manifest.bundleDependencies];
	const scripts = Object.keys(manifest.scripts ?? {}).filter((name) =>
		/^(pre|post)?(install|prepare)$/.test(name),
	);
	return [
		{
			title: `Only dist/, index.js, licence and readme are packed: ${files.length} files`,
			problems: strays.map((file) => `${file} has no business there`),
		},
		{
			title: `The tarball has at most ${kilobytes(MOST_BYTES)}: ${kilobytes(size)}`,
			problems: size > MOST_BYTES ? ['it is larger'] : [],
		},
		{
			title: 'It depends on nothing',
			problems: bundled.flatMap((found) => Object.keys(found ?? {})),
		},
		{
			title: 'It loads nothing but itself, n8n-workflow and node:crypto',
			problems: unresolved(packed, files),
		},
		{ title: 'It runs nothing when it is installed', problems: scripts },
		{
			title: 'Every node and credential can be loaded, and its codex and icons are there',
			problems: missing(subject),
		},
		{
			title: 'Requiring the package by its name gives its classes',
			problems: notExported(subject),
		},
		{ title: 'No rule is switched off in what ships', problems: switchedOff(root) },
		{ title: 'Provenance can be stated for its repository', problems: unprovable(manifest) },
	];
}
