/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Two demos from one folder would share one database: the second is refused, a dead one's note is not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFolder } from '../../../demo/lock';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'demo-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is refused while the other runs, and free again when it has given it back', () => {
	const giveBack = takeFolder(folder);
	expect(() => takeFolder(folder)).toThrow(`process ${process.pid}`);
	giveBack();
	takeFolder(folder)();
});

it('is free when the other one was killed without giving it back', () => {
	takeFolder(folder, process.ppid);
	expect(() => takeFolder(folder)).toThrow('Another demo');
	// Above the highest number that Linux gives a process.
	writeFileSync(join(folder, 'in-use-by'), String(2 ** 22 + 1));
	takeFolder(folder)();
});
