// Leads the process group of one n8n process and takes the group down with it when the parent goes away.
// The parent holds the other end of our stdin: it closes when the parent asks for a stop, and also when it dies.
import { spawn } from 'node:child_process';

const graceMs = 15_000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

let stopping = false;
const stop = () => {
	if (stopping) return;
	stopping = true;
	child.kill('SIGTERM');
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), graceMs);
};

child.on('error', () => process.exit(127));
child.on('exit', (code) => {
	process.exitCode = stopping ? 0 : (code ?? 1);
	// n8n's task runner is a grandchild; it must not outlive n8n.
	process.removeAllListeners('SIGTERM');
	process.on('SIGTERM', () => process.exit());
	try {
		process.kill(-process.pid, 'SIGTERM');
	} catch {
		process.exit();
	}
});
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.stdin.on('end', stop);
process.stdin.on('close', stop);
process.stdin.resume();
