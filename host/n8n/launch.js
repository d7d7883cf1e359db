// Starts a command under the guard, in a process group of its own.
const { spawn } = require('node:child_process');
const { closeSync, openSync } = require('node:fs');
const path = require('node:path');

/** See launch.d.ts. */
exports.launch = ({ command, env, logFile }) => {
	const log = openSync(logFile, 'a');
	const guard = spawn(process.execPath, [path.join(__dirname, 'guard.mjs'), ...command], {
		detached: true,
		stdio: ['pipe', log, log],
		env,
	});
	closeSync(log);
	let over = false;
	const ended = new Promise((resolve) => {
		for (const event of ['exit', 'error']) {
			guard.once(event, () => {
				over = true;
				resolve();
			});
		}
	});
	const signal = (name) => {
		if (!over && guard.pid) process.kill(-guard.pid, name);
	};
	return {
		ended,
		isOver: () => over,
		freeze: () => signal('SIGSTOP'),
		thaw: () => signal('SIGCONT'),
		async stop() {
			guard.stdin.end();
			await ended;
		},
		async kill() {
			signal('SIGKILL');
			await ended;
		},
	};
};
