/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// One demo at a time: two of them, on whatever ports, would share one database, and the second would rewire the first.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// Somebody else's process is a running one.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
 * Takes a folder for this process, until it ends.
 *
 * @param folder what is taken; made when it is not there
 * @param pid whose it is
 * @returns gives it back
 * @throws Error with one sentence for people while another process has it
 */
export function takeFolder(folder: string, pid = process.pid): () => void {
	const file = join(folder, 'in-use-by');
	mkdirSync(folder, { recursive: true });
	// The second time round the note of a process that is gone has been taken away.
	for (let time = 0; time < 2; time++) {
		try {
			writeFileSync(file, String(pid), { flag: 'wx' });
			return () => rmSync(file, { force: true });
		} catch {
			// Taken; where the folder cannot be written at all, reading the note fails and says so.
		}
		const owner = Number(readFileSync(file, 'utf8'));
		if (Number.isInteger(owner) && owner > 0 && isRunning(owner)) {
			throw new Error(
				`Another demo is running from this folder (process ${owner}), and two would share one database: stop it first, or run the second from a clone of its own.`,
			);
		}
		rmSync(file, { force: true });
	}
	throw new Error(`The folder ${folder} cannot be taken: somebody else takes it again and again.`);
}
