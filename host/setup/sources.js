// What dist/ is built from, and whether it still is: a build writes the fingerprint of its sources into the bundle.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, readdirSync, statSync } = require('node:fs');
const path = require('node:path');

/** What a build reads, from the top of the repository. */
const BUILT = [
	'credentials',
	'nodes',
	'wechat',
	'gulpfile.js',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
];
const BUNDLE = path.join('dist', 'bundle.js');
const MARK = '// Built from sources ';
/** Longer than the first line of a bundle. */
const HEAD_LENGTH = 200;

function filesBelow(file) {
	if (!existsSync(file)) return [];
	if (!statSync(file).isDirectory()) return [file];
	return readdirSync(file)
		.sort()
		.flatMap((name) => filesBelow(path.join(file, name)));
}

/**
 * @param {string} root of the repository
 * @param {string[]} names files and folders in it
 * @returns one fingerprint of their names and contents: 16 hexadecimal digits
 */
function fingerprintOf(root, names = BUILT) {
	const hash = createHash('sha256');
	for (const file of names.flatMap((name) => filesBelow(path.join(root, name)))) {
		const name = path.relative(root, file).split(path.sep).join('/');
		hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex').slice(0, 16);
}

/** @returns the first line of a bundle that is built from the sources as they are now */
const markOf = (root) => `${MARK}${fingerprintOf(root)}`;

/** @returns why dist/ is not what the sources make, and what to do; undefined when it is */
function staleness(root) {
	const bundle = path.join(root, BUNDLE);
	if (!existsSync(bundle)) return 'There is no dist/: run `npx gulp build` first.';
	const [mark] = readFileSync(bundle, 'utf8').slice(0, HEAD_LENGTH).split('\n');
	if (mark === markOf(root)) return undefined;
	return 'dist/ is not what the sources make: something changed since it was built. Run `npx gulp build` first, or `npx gulp quick`.';
}

module.exports = { BUILT, fingerprintOf, markOf, staleness };
