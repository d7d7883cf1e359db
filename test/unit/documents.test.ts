/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The documents hold together: every relative link and picture is there, and every picture is shown somewhere.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import packageJson from '../../package.json';

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

	it('say how sure each fact is', () => {
		for (const page of filesBelow(join(root, 'docs/wechat'), '.md')) {
			const says = /\b(page|staff|seen|code|report|open)\b/;
			expect({ page, says: says.test(textOf(page)) }).toEqual({ page, says: true });
		}
	});
});

describe('The Chinese guide', () => {
	const PROMISES = [
		['docs/RELIABILITY.md', 'docs/zh-CN/RELIABILITY.md'],
		['docs/SCALE.md', 'docs/zh-CN/SCALE.md'],
		['SECURITY.md', 'docs/zh-CN/SECURITY.md'],
	];
	/** It stands in the English page alone. */
	const LIST_OF_TESTS = /^\| (?:\w \| `test\/|\| Test \||--- \| --- \|$)/;
	const all = (text: string, pattern: RegExp): string[] =>
		[...text.matchAll(pattern)].map(([whole]) => whole);
	/** What is the same in every language: depth of the headings, cells of the rows, what stands in backticks, errcodes. */
	const shapeOf = (file: string) => ({
		headings: all(textOf(file), /^#+(?= )/gm),
		cells: all(textOf(file), /^\|.*$/gm)
			.filter((row) => !LIST_OF_TESTS.test(row))
			.map((row) => row.split('|').length),
		code: [...new Set(all(textOf(file), /`[^`\n]+`/g))].sort(),
		errcodes: [...new Set(all(textOf(file), /(?<![\d,.])[46]\d{4}(?!\d)/g))].sort(),
	});

	it('has every page that a user has in English', () => {
		const pages = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
		const chinese = readdirSync(join(root, 'docs/zh-CN'));
		// The table of errors has both languages.
		const left = [...pages, 'SECURITY.md'].filter((file) => !chinese.includes(file));
		expect(left.sort()).toEqual(['ARCHITECTURE.md', 'errors.md']);
	});

	const headingsOf = (file: string) => all(textOf(file), /^#+(?= )/gm).join(' ');
	it('goes through each page under the same headings', () => {
		const pages = readdirSync(join(root, 'docs/zh-CN')).filter((file) =>
			existsSync(join(root, 'docs', file)),
		);
		expect(pages.length).toBeGreaterThan(10);
		const differing = pages.filter((file) => headingsOf(`docs/${file}`) !== headingsOf(`docs/zh-CN/${file}`));
		expect(differing).toEqual([]);
	});

	it.each(PROMISES)('promises in %s and %s the same', (english, chinese) => {
		const { code, ...rest } = shapeOf(chinese);
		const { code: wanted, ...as } = shapeOf(english);
		expect(rest).toEqual(as);
		expect(code.filter((one) => !wanted.includes(one))).toEqual([]);
		expect(wanted.filter((one) => !code.includes(one) && !/^`test\//.test(one))).toEqual([]);
	});

	it('says of every example what to change', () => {
		const rows = all(textOf('docs/zh-CN/EXAMPLES.md'), /^\| \[.*$/gm);
		expect(rows).toHaveLength(filesBelow(join(root, 'examples'), '.json').length);
		expect(rows.filter((row) => /\| *\||见说明/.test(row))).toEqual([]);
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

/** Tables that name a test for each of their cells, by letters; the Chinese page names the same ones. */
const PROVEN = [
	{
		file: 'docs/RELIABILITY.md',
		heading: '### What a repetition does',
		inChinese: ['docs/zh-CN/RELIABILITY.md', '### 重复时会怎样'],
		cellsAtLeast: 31,
	},
	{
		file: 'SECURITY.md',
		heading: '### What Forward To sends',
		inChinese: ['docs/zh-CN/SECURITY.md', '### Forward To 发出什么'],
		cellsAtLeast: 8,
	},
];
describe.each(PROVEN)(
	'$file, $heading',
	({ file, heading, inChinese: [chinese, sameHeading], cellsAtLeast }) => {
		const rowsOf = (page: string, title: string) =>
			textOf(page)
				.split(`${title}\n`)[1]
				.split(/\n##+ /)[0]
				.split('\n')
				.filter((line) => line.startsWith('| '));
		const rows = rowsOf(file, heading);
		const tests = rows.flatMap((row) => /^\| (\w) \| `([^`]+)`: (.+) \|$/.exec(row)?.slice(1) ?? []);
		const named = Array.from({ length: tests.length / 3 }, (_, at) => tests.slice(3 * at, 3 * at + 3));
		const cells = rows
			.filter((row) => row.startsWith('| **'))
			.flatMap((row) => row.split('|').slice(2, -1))
			.map((cell) => cell.trim())
			.filter((cell) => cell !== '');
		const lettersOf = (cell: string) =>
			[...cell.matchAll(/[(（](\w(?:, \w)*)[)）]/g)].flatMap(([, list]) => list.split(', '));
		const lettersIn = (table: string[]) =>
			table.filter((row) => row.startsWith('| **')).map((row) => row.split('|').slice(2, -1).map(lettersOf));

		it('names the same tests in Chinese, cell by cell', () => {
			expect(lettersIn(rowsOf(chinese, sameHeading))).toEqual(lettersIn(rows));
		});

		it('names a test for every cell, and every test in a cell', () => {
			expect(cells.length).toBeGreaterThanOrEqual(cellsAtLeast);
			expect(cells.filter((cell) => lettersOf(cell).length === 0)).toEqual([]);
			const used = [...new Set(cells.flatMap(lettersOf))].sort();
			expect(used).toEqual(named.map(([letter]) => letter).sort());
		});

		it.each(named)('%s is a test of %s: %s', (_, place, title) => {
			expect(textOf(place).replaceAll("\\'", "'")).toMatch(
				new RegExp(`['"\`]${title.replace(/[()[\]?.*+^$]/g, '\\$&')}['"\`],`),
			);
		});
	},
);
