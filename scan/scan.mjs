// `npm run scan`: the packed tarball before n8n's own scanner of community packages, and before the promises that this
// package makes about itself. Everything that n8n checks when it verifies a package, but for npm's provenance statement,
// which exists only once npm has the package.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../host/phases.js';
import { prepareScan, report } from '../host/setup.mjs';
import { packageChecks } from './packageChecks.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function unpack(tarball) {
	const folder = mkdtempSync(join(tmpdir(), 'wechat-link-scan-'));
	const { status, stderr } = spawnSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	if (status === 0) return folder;
	throw new Error(`The tarball could not be unpacked: ${stderr}`);
}

async function main() {
	const tarball = await prepareScan();
	// Not before: what it imports has only just been installed.
	const { scannerChecks } = await import('./scannerChecks.mjs');
	const { builtDescriptionChecks } = await import('./builtDescriptions.mjs');
	const packed = unpack(tarball);
	try {
		const files = readdirSync(packed, { recursive: true })
			.map((file) => file.replaceAll('\\', '/'))
			.filter((file) => statSync(join(packed, file)).isFile());
		const manifest = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
		const subject = { root, tarball, packed, files, manifest };
		const checks = [
			...(await scannerChecks(subject)),
			...(await builtDescriptionChecks(subject)),
			...packageChecks(subject),
		];
		for (const { title, problems } of checks) {
			say(`${problems.length === 0 ? 'passed' : 'FAILED'}  ${title}`);
			for (const problem of problems) say(`        ${problem}`);
		}
		if (checks.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
	} finally {
		rmSync(packed, { recursive: true, force: true });
	}
}

await main().catch(report);
