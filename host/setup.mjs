// Makes sure that everything the demo and the tests stand on is there, and does nothing when it is.
// Only Node's own modules, here and in setup/: when this runs, nothing may be installed yet.
//
//   node host/setup.mjs                      install, build and pack what is missing
//   node host/setup.mjs --into <userFolder>  and install the package into that n8n user folder
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { editionOf } from './n8n/edition.js';
import { say } from './phases.js';
import { root, SetupProblem } from './setup/commands.mjs';
import { buildSqlite, install, installNode24 } from './setup/install.mjs';
import { installInto, pack } from './setup/package.mjs';

const oldestNode = 20;

function requireNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= oldestNode) return;
	throw new SetupProblem(
		`Node ${process.versions.node} is too old: Node ${oldestNode} or later is needed (see https://nodejs.org).`,
	);
}

async function installTools() {
	requireNode();
	await install(root, 'Installing the development tools');
}

/** Puts one n8n there, ready to start. */
async function installN8n({ folder }) {
	const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	await install(folder, `Installing n8n ${dependencies.n8n} (about 2 GB, several minutes)`);
	await installNode24();
	await buildSqlite(folder);
}

/**
 * @param userFolder the n8n user folder that gets the package; none when n8n is not going to run
 * @param edition which n8n besides the demo's own, which brings the Node for all
 * @throws SetupProblem with one sentence
 */
export async function prepare({ userFolder, edition = editionOf().name } = {}) {
	await installTools();
	await installN8n(editionOf('newest'));
	await installN8n(editionOf(edition));
	const packed = await pack();
	if (userFolder) await installInto(userFolder, packed);
}

/**
 * What the scan of the package needs, and no n8n.
 * @returns the tarball
 * @throws SetupProblem with one sentence
 */
export async function prepareScan() {
	await installTools();
	await install(join(root, 'scan'), 'Installing the package scanner of n8n');
	return (await pack()).tarball;
}

/**
 * What the mutation run needs: the engine's tests take icons and codex files from dist/.
 * @throws SetupProblem with one sentence
 */
export async function prepareMutation() {
	await installTools();
	await install(join(root, 'mutate'), 'Installing StrykerJS');
	await pack();
}

/**
 * The browser driver of test/ui; the browser itself is not ours to install.
 * @throws SetupProblem with one sentence
 */
export async function prepareBrowser() {
	await install(join(root, 'test', 'ui'), 'Installing the browser driver');
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
