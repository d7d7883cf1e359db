/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Every switch of the sandbox that a document names is one that the sandbox has.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../../../sandbox/world/settings';

const root = join(__dirname, '../../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const switches = Object.keys(defaultSettings());
const unknown = (named: string[]) => named.filter((name) => !switches.includes(name));

test('in docs/wechat', () => {
	const pages = readdirSync(join(root, 'docs/wechat')).filter((page) => page.endsWith('.md'));
	const lists = pages.flatMap((page) =>
		[...textOf(`docs/wechat/${page}`).matchAll(/\bswitch(?:es)? (`\w+`(?:(?:, | and )`\w+`)*)/gi)].map(
			([, list]) => list,
		),
	);
	const named = lists.flatMap((list) => [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name));
	expect(named.length).toBeGreaterThan(25);
	expect(unknown(named)).toEqual([]);
});

test("on the sandbox's own page, which names each of them", () => {
	const [table, others] = textOf('sandbox/README.md')
		.split('## Switches for what WeChat leaves open')[1]
		.split('\n## ')[0]
		.split('\nOthers: ');
	const cells = table.split('\n').flatMap((row) => row.split('|').slice(2, 3));
	// The name stands before the colon, its values behind it; `null` is such a value.
	const parts = cells.flatMap((cell) => cell.split(';').map((part) => part.split(':')[0]));
	const named = [...parts, others].flatMap((part) => [...part.matchAll(/`(\w+)`/g)].map(([, name]) => name));
	expect(unknown(named.filter((name) => name !== 'null'))).toEqual([]);
	expect(switches.filter((name) => !named.includes(name))).toEqual([]);
});
