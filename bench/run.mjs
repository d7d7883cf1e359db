// `npm run bench`: sees to it that everything is installed and built, then measures.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, report } from '../host/setup.mjs';

const bench = dirname(fileURLToPath(import.meta.url));
const root = join(bench, '..');

function measure() {
	const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
	const child = spawn(process.execPath, [tsx, join(bench, 'main.ts'), ...process.argv.slice(2)], {
		stdio: 'inherit',
	});
	// Ctrl-C reaches the child as well, which ends in good order; we wait for it.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	child.once('exit', (code) => process.exit(code ?? 1));
}

try {
	await prepare({ userFolder: join(root, 'demo', '.data', 'bench', 'n8n') });
	measure();
} catch (error) {
	report(error);
}
