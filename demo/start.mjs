// `npm start`: sees to it that everything is installed and built, then runs the demo.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editionOf } from '../host/n8n/edition.js';
import { handOver } from '../host/phases.js';
import { prepare, report } from '../host/setup.mjs';

const demo = dirname(fileURLToPath(import.meta.url));

function play() {
	const tsx = join(demo, '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');
	const child = spawn(process.execPath, [tsx, join(demo, 'start.ts'), ...process.argv.slice(2)], {
		stdio: 'inherit',
		env: { ...process.env, ...handOver() },
	});
	// Ctrl-C reaches the child as well, which ends in good order; we wait for it.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	child.once('exit', (code) => process.exit(code ?? 1));
}

try {
	await prepare({ userFolder: join(editionOf().data, 'n8n') });
	play();
} catch (error) {
	report(error);
}
