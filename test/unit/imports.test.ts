/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Who may import whom, as docs/ARCHITECTURE.md draws it: no circles, neither of files nor of rooms, and arrows one way.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const root = join(__dirname, '../..');
const SOURCES = [
	'bench',
	'credentials',
	'demo',
	'docs',
	'host',
	'mutate',
	'nodes',
	'sandbox',
	'scan',
	'test',
	'wechat',
];
/** Folders whose subfolders are rooms of their own. */
const HOUSES = [
	'',
	'bench/',
	'host/',
	'nodes/',
	'nodes/shared/',
	'sandbox/',
	'test/',
	'test/e2e/',
	'wechat/',
];

type Graph = Map<string, Set<string>>;

function* filesIn(folder: string): Generator<string> {
	for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
		if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) yield* filesIn(path);
		else if (/\.(ts|mjs|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts')) yield path;
	}
}

/** @returns the file from the root that a relative import means */
function meant(from: string, specifier: string): string {
	const path = relative(root, join(root, dirname(from), specifier))
		.split(sep)
		.join('/');
	return (
		['', '.ts', '/index.ts']
			.map((end) => `${path}${end}`)
			.find((file) => /\.\w+$/.test(file) && existsSync(join(root, file))) ?? path
	);
}

/** What each file imports: files from the root, and packages by their name. */
const imports: Graph = new Map(
	SOURCES.flatMap((folder) => [...filesIn(folder)]).map((file) => {
		const { importedFiles } = preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
		const names = importedFiles.map(({ fileName }) => fileName);
		return [file, new Set(names.map((name) => (name.startsWith('.') ? meant(file, name) : name)))];
	}),
);

/** @returns one way round for each circle that a search comes upon, as `a -> b -> a` */
function circlesIn(graph: Graph): string[] {
	const done = new Set<string>();
	const found: string[] = [];
	const visit = (name: string, way: string[]) => {
		if (way.includes(name)) found.push([...way.slice(way.indexOf(name)), name].join(' -> '));
		if (way.includes(name) || done.has(name)) return;
		for (const next of graph.get(name) ?? []) visit(next, [...way, name]);
		done.add(name);
	};
	for (const name of graph.keys()) visit(name, []);
	return found;
}

/** @returns which rooms of a house import which: its folders, and the files that stand beside them */
function roomsOf(house: string): Graph {
	const roomOf = (file: string) => file.slice(house.length).split('/')[0];
	const rooms: Graph = new Map();
	for (const [file, targets] of imports) {
		if (!file.startsWith(house)) continue;
		const room = rooms.get(roomOf(file)) ?? new Set();
		rooms.set(roomOf(file), room);
		for (const target of targets)
			if (target.startsWith(house) && roomOf(target) !== roomOf(file)) room.add(roomOf(target));
	}
	return rooms;
}

const offending = (from: RegExp, to: RegExp) =>
	[...imports].flatMap(([file, targets]) =>
		from.test(file)
			? [...targets].filter((target) => to.test(target)).map((target) => `${file} -> ${target}`)
			: [],
	);

it('finds the imports at all', () => {
	expect(imports.get('sandbox/client.ts')).toContain('sandbox/types.ts');
	expect(imports.get('sandbox/world/tags.ts')).toContain('sandbox/refusal.ts');
	expect(
		circlesIn(
			new Map([
				['a', new Set(['b'])],
				['b', new Set(['c'])],
				['c', new Set(['b'])],
			]),
		),
	).toEqual(['b -> c -> b']);
});

it('no files import each other in a circle', () => {
	expect(circlesIn(imports)).toEqual([]);
});

it.each(HOUSES)('no rooms of "%s" import each other in a circle', (house) => {
	expect(circlesIn(roomsOf(house))).toEqual([]);
});

it.each([
	[
		'wechat knows nothing of n8n, and does no I/O',
		/^wechat\//,
		/^(nodes|credentials|sandbox|host|test)\/|n8n|axios|express|node:(fs|net|http)/,
	],
	['credentials know only wechat', /^credentials\//, /^(nodes|sandbox|host|demo|test)\//],
	['nodes know only wechat and the credentials', /^nodes\//, /^(sandbox|host|demo|test|bench)\//],
	['the shared rooms know no node', /^nodes\/shared\//, /^nodes\/WechatLink/],
	['the sandbox stands alone', /^sandbox\//, /^(nodes|credentials|host|demo|test|bench)\//],
	['an operation never imports another', /\.operation\.ts$/, /\.operation\.ts$/],
])('%s', (_what, from, to) => {
	expect(offending(from, to)).toEqual([]);
});

it('only tests and tools import a node', () => {
	expect(offending(/^(nodes|credentials|wechat|sandbox)\//, /\.node\.ts$/)).toEqual([]);
});
