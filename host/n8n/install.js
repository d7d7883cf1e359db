// Runs host/setup.mjs from TypeScript: everything built, and the package installed in one n8n user folder.
const { spawn } = require('node:child_process');
const path = require('node:path');

/** See install.d.ts. */
exports.installPackage = async (userFolder) => {
	const setup = path.join(__dirname, '..', 'setup.mjs');
	const child = spawn(process.execPath, [setup, '--into', userFolder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let said = '';
	child.stdout.on('data', (chunk) => (said += chunk));
	const code = await new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(said.trim().split('\n').at(-1) || `host/setup.mjs ended with ${code}`);
};
