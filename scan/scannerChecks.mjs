// n8n's scanner, run on this checkout and on the unpacked tarball as it would be run on what npm and GitHub hold.
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
	findPackageRoot,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import glob from 'fast-glob';

/** What n8n's scanner reads of a tarball; its own constant is not exported. */
const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];
/** Ships as well, though n8n's scanner looks only into nodes/ and credentials/. */
const OUR_SOURCES = ['{nodes,credentials,wechat}/**/*.ts'];

/** The scanner calls a package without files clean, so that a wrong path would pass. */
async function analyze(title, folder, patterns, least) {
	const count = glob.sync(patterns, { cwd: folder, ignore: ['node_modules/**'] }).length;
	const { passed, message, details } = await analyzePackage(folder, patterns);
	const problems = passed ? [] : [message, ...(details ?? '').split('\n')];
	if (count < least) problems.push(`only ${count} files were found in ${folder}`);
	return { title: `${title}: ${count} files`, problems };
}

/**
 * @param subject `root`: this checkout; `packed`: the unpacked tarball; `manifest`: its package.json
 * @returns each check with its problems, none when it passed
 */
export async function scannerChecks({ root, packed, manifest }) {
	const found = findPackageRoot(root, manifest.name);
	// They, what they share, and package.json.
	const loaded = manifest.n8n.nodes.length + manifest.n8n.credentials.length;
	return [
		{
			title: 'The scanner of n8n finds the package in its repository',
			problems: found === root ? [] : [`it takes ${found} for the package`],
		},
		await analyze('The scanner of n8n on the sources', root, SOURCE_FILE_PATTERNS, 50),
		await analyze('The scanner of n8n on all sources that ship', root, OUR_SOURCES, 100),
		await analyze('The scanner of n8n on the tarball', packed, TARBALL_FILE_PATTERNS, loaded + 2),
	];
}
