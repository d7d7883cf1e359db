/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The documents hold together: every relative link and picture is there, and every picture is shown somewhere.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import packageJson from '../../package.json';
import { filesBelow, linksOf, proseOf, root, textOf, withoutFences } from './docs/pages';

const documents = filesBelow(root, '.md');

/** The names under which GitHub knows a document's headings. */
function anchorsOf(file: string): string[] {
	const headings = [...withoutFences(file).matchAll(/^#+ +(.+)$/gm)];
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

/** Made by a command, and in no checkout. */
const MADE = /^(dist|demo\/\.data)\//;

it.each(documents)('the files that %s names in backticks are there', (file) => {
	const named = [...textOf(file).matchAll(/(?<!\[)`([\w.-]+\/[\w./-]+\.(?:ts|mjs|json))`/g)].map(
		([, path]) => path,
	);
	const isThere = (path: string) =>
		MADE.test(path) || existsSync(join(root, path)) || existsSync(join(root, dirname(file), path));
	expect(named.filter((path) => !isThere(path))).toEqual([]);
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

it('every example has a page with its picture, and both galleries lead to it', () => {
	const examples = filesBelow(join(root, 'examples'), '.json').map((file) => file.replace(/\.json$/, ''));
	expect(examples.length).toBeGreaterThanOrEqual(14);
	for (const example of examples) {
		const name = relative('examples', example);
		const page = textOf(`${example}.md`);
		expect({ name, page }).toEqual({
			name,
			page: expect.stringContaining(`../docs/screenshots/${name}.png`),
		});
		for (const part of ['What it does', 'What to change']) expect(page).toContain(`## ${part}`);
		for (const gallery of ['examples/README.md', 'docs/zh-CN/EXAMPLES.md']) {
			const led = linksOf(gallery).map((target) => relative(root, resolve(root, dirname(gallery), target)));
			expect(led).toEqual(expect.arrayContaining([`${example}.md`, `${example}.json`]));
		}
	}
});

describe('README', () => {
	const readme = textOf('README.md');

	it('is short: what one needs to decide and to begin', () => {
		expect(readme.split('\n').length).toBeLessThanOrEqual(200);
		expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(14_000);
	});

	// npm rewrites relative links and pictures of Markdown by package.json's repository; those of HTML it leaves broken.
	it('has links and pictures in Markdown only, so that they work on its page on npm', () => {
		expect(readme).not.toMatch(/<(img|a|picture|table)\b/);
		expect(packageJson.repository.url).toMatch(/^git\+https:\/\/github\.com\/[\w-]+\/[\w.-]+\.git$/);
	});

	it('leads to every page of docs/, and so does the Chinese guide to its own', () => {
		for (const [index, folder] of [
			['README.md', 'docs'],
			['docs/zh-CN/README.md', 'docs/zh-CN'],
		]) {
			const led = new Set(
				linksOf(index).map((target) => relative(root, resolve(root, dirname(index), target.split('#')[0]))),
			);
			const pages = readdirSync(join(root, folder))
				.filter((file) => file.endsWith('.md') && join(folder, file) !== index)
				.map((file) => join(folder, file));
			expect(pages.length).toBeGreaterThan(10);
			expect({ index, left: pages.filter((page) => !led.has(page)) }).toEqual({ index, left: [] });
		}
	});
});

it('no sentence stands in two pages', () => {
	const pages = ['README.md', ...filesBelow(join(root, 'docs'), '.md')].filter(
		(file) => !/zh-CN|errors\.md|OPERATIONS\.md/.test(file),
	);
	const seen = new Map<string, string>();
	const doubles: string[] = [];
	for (const page of pages) {
		const sentences = proseOf(page)
			.split(/(?<=[.!?:])\s+|\n|\|/)
			.map((sentence) => sentence.trim())
			.filter((sentence) => sentence.length > 80);
		for (const sentence of new Set(sentences)) {
			const other = seen.get(sentence);
			if (other) doubles.push(`${other} and ${page}: ${sentence}`);
			seen.set(sentence, page);
		}
	}
	expect(doubles).toEqual([]);
});

describe('The sources that comments cite', () => {
	const code = ['.ts', '.mjs', '.js'].flatMap((ending) => filesBelow(root, ending));
	const citations = code.flatMap((file) =>
		[...textOf(file).matchAll(/\bdocs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([target]) => ({ file, target })),
	);

	it('exist: the page, and the heading on it', () => {
		expect(citations.length).toBeGreaterThan(70);
		expect(citations.filter(({ target }) => isBroken('README.md', target))).toEqual([]);
	});

	it('are in the repository', () => {
		const outside = /\bwechat-(?:api|settled|20\d\d)\.md|\bfact sheet/;
		expect(code.filter((file) => outside.test(textOf(file)) && !file.endsWith('documents.test.ts'))).toEqual(
			[],
		);
	});
});

it('every page that says that there is one push URL says how several receive', () => {
	const pages = documents.filter((file) => /one push URL per account|一个推送 URL/.test(textOf(file)));
	expect(pages.length).toBeGreaterThan(14);
	expect(pages.filter((file) => !textOf(file).includes('Forward To'))).toEqual([]);
});

it('pictures are small', () => {
	const large = filesBelow(join(root, 'docs'), '.png').filter(
		(file) => statSync(join(root, file)).size > 150_000,
	);
	expect(large).toEqual([]);
});
