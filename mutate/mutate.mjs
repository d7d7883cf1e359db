// `npm run mutate`: changes the code of the rooms in small ways, one at a time, and sees whether a test notices. Fails where
// fewer than 90 of 100 changes are noticed. With names of rooms: only those.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from '../host/phases.js';
import { prepareMutation, report } from '../host/setup.mjs';
import { ROOMS, roomOf } from './rooms.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stryker = join(root, 'mutate', 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

async function main() {
	const named = process.argv.slice(2);
	const rooms = named.length > 0 ? named.map(roomOf) : ROOMS;
	await prepareMutation();
	const outcomes = rooms.map(({ name }) => {
		say(`${name}: see .data/mutate/${name}/report.html when it is done`);
		const { status } = spawnSync(process.execPath, [stryker, 'run', 'mutate/stryker.config.mjs'], {
			cwd: root,
			env: { ...process.env, MUTATE_ROOM: name },
			stdio: 'inherit',
		});
		return { name, passed: status === 0 };
	});
	for (const { name, passed } of outcomes) say(`${passed ? 'passed' : 'FAILED'}  ${name}`);
	if (outcomes.some(({ passed }) => !passed)) process.exitCode = 1;
}

await main().catch(report);
