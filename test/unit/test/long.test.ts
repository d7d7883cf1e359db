/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What `npm test` leaves out of a suite is there, so that `--everything` runs it: nothing is left out by a slip of the pen.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Part from '../../e2e/support/part';
import long from '../../long.json';

const folder = join(__dirname, '../..');

it.each(long.engine.files)('engine: %s is a file', (file) => {
	expect(existsSync(join(folder, 'engine', file))).toBe(true);
});

it.each(long.e2e.parts)('e2e: %s is a part', (title) => {
	expect(readFileSync(join(folder, 'e2e/e2e.test.ts'), 'utf8')).toContain(`part('${title}'`);
});

it('leaves out a part by its title, and no other', () => {
	process.env.E2E_WITHOUT = JSON.stringify(['secrets']);
	let made: typeof Part | undefined;
	jest.isolateModules(() => (made = jest.requireActual<typeof Part>('../../e2e/support/part')));
	delete process.env.E2E_WITHOUT;
	const described = jest.spyOn(globalThis, 'describe').mockReturnValue(undefined as never);
	for (const title of ['secrets', 'pushes']) made?.part(title, () => undefined);
	expect(described.mock.calls.map(([title]) => title)).toEqual(['pushes']);
	described.mockRestore();
});
