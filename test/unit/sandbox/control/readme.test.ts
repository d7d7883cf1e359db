/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// sandbox/README.md says of every path of the control API what it takes, as the path itself checks it.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
	SANDBOX_README,
	bodyOf,
	controlPaths,
	saidIn,
	withControlTable,
} from '../../../../docs/generate-sandbox';

const readme = readFileSync(SANDBOX_README, 'utf8');

it('is up to date: npm run docs:sandbox writes it', () => {
	expect(withControlTable(readme)).toBe(readme);
});

it('says of every path what it does', () => {
	const names = controlPaths().map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(['GET accounts', 'POST push', 'POST send-message']));
	expect([...saidIn(readme).keys()]).toEqual(names);
	expect([...saidIn(readme)].filter(([, says]) => says.trim() === '')).toEqual([]);
});

it('tells of a new path, and keeps what is said of the others', () => {
	const without = readme.replace(/^\| `POST push` .*\n/m, '');
	expect(without).not.toBe(readme);
	expect(saidIn(withControlTable(without)).get('POST push')).toBe('');
	expect(saidIn(withControlTable(without)).get('POST scan')).toBe(saidIn(readme).get('POST scan'));
});

it('writes names, types, what may be left out, and what it is then', () => {
	const schema = z
		.object({
			account: z.enum(['a', 'b', 'c']),
			url: z.string().url(),
			times: z.number().min(1).max(9).default(1),
			on: z.preprocess((value) => value, z.boolean().optional()),
			list: z.array(z.union([z.string(), z.number().min(0)])),
			values: z.record(z.string(), z.unknown()).nullable(),
			within: z.object({ name: z.string(), size: z.number().optional() }).optional(),
		})
		.refine(() => true);
	expect(bodyOf(schema)).toBe(
		'`account`: a, b or c · `url`: address · `times?`: number, 1 to 9 (1) · `on?`: true or false · ' +
			'`list`: list: text or number from 0 · `values`: `{ text: anything }`, or null · ' +
			'`within?`: `{ name: text, size?: number }`',
	);
});
