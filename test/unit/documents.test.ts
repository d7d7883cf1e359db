/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The documents hold together: every relative link and picture is there, and every picture is shown somewhere.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.data', 'coverage']);

function filesBelow(folder: string, ending: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		if (NOT_OURS.has(entry.name)) return [];
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesBelow(path, ending);
		return entry.name.endsWith(ending) ? [relative(root, path)] : [];
	});
}

const documents = filesBelow(root, '.md');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What is inside fences and backticks is no link. */
const proseOf = (file: string): string => textOf(file).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');

const linksOf = (file: string): string[] =>
	[...proseOf(file).matchAll(/\]\(<?([^)\s>]+)>?\)|(?:href|src)="([^"]+)"/g)]
		.map(([, markdown, html]) => markdown ?? html)
		.filter((target) => !/^[a-z]+:/i.test(target));

/** The names under which GitHub knows a document's headings. */
function anchorsOf(file: string): string[] {
	const headings = [
		...textOf(file)
			.replace(/```[\s\S]*?```/g, '')
			.matchAll(/^#+ +(.+)$/gm),
	];
	return headings.map(([, heading]) =>
		heading
			.trim()
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

function isBroken(file: string, target: string): boolean {
	const [path, anchor] = decodeURIComponent(target).split('#');
	const goal = path === '' ? file : relative(root, resolve(root, dirname(file), path));
	if (goal.startsWith('..') || !existsSync(join(root, goal))) return true;
	return Boolean(anchor) && goal.endsWith('.md') && !anchorsOf(goal).includes(anchor);
}

it.each(documents)('the links in %s lead somewhere', (file) => {
	expect(linksOf(file).filter((target) => isBroken(file, target))).toEqual([]);
});

it('every picture is shown in a document', () => {
	const shown = new Set(
		documents.flatMap((file) =>
			linksOf(file).map((target) => relative(root, resolve(root, dirname(file), target))),
		),
	);
	const pictures = filesBelow(join(root, 'docs'), '.png');
	expect(pictures.length).toBeGreaterThan(14);
	expect(pictures.filter((picture) => !shown.has(picture))).toEqual([]);
});

it('every example has a page with its picture, and both READMEs lead to it', () => {
	const examples = filesBelow(join(root, 'examples'), '.json').map((file) => file.replace(/\.json$/, ''));
	expect(examples).toHaveLength(14);
	for (const example of examples) {
		const name = relative('examples', example);
		const page = textOf(`${example}.md`);
		expect({ name, page }).toEqual({
			name,
			page: expect.stringContaining(`../docs/screenshots/${name}.png`),
		});
		for (const part of ['What it does', 'What to change']) expect(page).toContain(`## ${part}`);
		for (const readme of ['README.md', 'README.zh-CN.md']) {
			expect(linksOf(readme)).toEqual(
				expect.arrayContaining([`examples/${name}.md`, `examples/${name}.json`]),
			);
		}
	}
});

it('pictures are small', () => {
	const large = filesBelow(join(root, 'docs'), '.png').filter(
		(file) => statSync(join(root, file)).size > 150_000,
	);
	expect(large).toEqual([]);
});
