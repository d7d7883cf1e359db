/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Ten long files at a time, in a process of its own: however long they are, n8n holds no more than a few parts of them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Downloaded } from './support/downloading';
import { FileServer } from './support/fileServer';

const MB = 1024 * 1024;
const FILES = 10;
const EACH_MB = 50;
/** The 500 MB that go through it, held, would be more than three times as much. */
const MOST_GROWN = 150 * MB;

let server: FileServer;
beforeAll(async () => {
	server = await FileServer.open({ megabytes: 1 }, { megabytes: EACH_MB });
});
afterAll(async () => await server.close());

it('ten files of 50 MB go to the disk, and the process grows by far less', async () => {
	const child = fork(join(__dirname, 'support/downloading.ts'), [server.url, String(FILES)], {
		execArgv: ['--require', 'tsx/cjs'],
		silent: true,
	});
	const ended = once(child, 'exit');
	const [downloaded] = (await Promise.race([
		once(child, 'message'),
		ended.then(() => {
			throw new Error('the process ended without a result');
		}),
	])) as [Downloaded];
	await ended;
	const { error, json, stored, grown } = downloaded;
	const inMB = (bytes: number) => Math.round(bytes / MB);
	process.stdout.write(
		`${FILES} files of ${EACH_MB} MB: ${inMB(grown.rss)} MB more in all, ${inMB(grown.buffers)} MB of them in buffers\n`,
	);
	expect(error).toBeUndefined();
	expect(json.map(({ bytes }) => bytes)).toEqual(new Array(FILES).fill(EACH_MB * MB));
	expect(stored).toEqual(new Array(FILES).fill(EACH_MB * MB));
	expect(grown.rss).toBeLessThan(MOST_GROWN);
	expect(grown.buffers).toBeLessThan(MOST_GROWN);
});
