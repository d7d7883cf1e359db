/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The Chinese guide is as complete as the English pages: what is the same in every language is compared, page by page.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { filesBelow, linksOf, root, textOf, withoutFences } from './pages';

const CHINESE = 'docs/zh-CN';
const inChinese = readdirSync(join(root, CHINESE));

/** Pages that promise something: neither language may name a code or an option that the other does not. */
const PROMISES = ['SECURITY.md', 'docs/RELIABILITY.md', 'docs/SCALE.md'];
const NAMED_OTHERWISE: Record<string, string> = {
	'README.md': `${CHINESE}/README.md`,
	'SECURITY.md': `${CHINESE}/SECURITY.md`,
	'examples/README.md': `${CHINESE}/EXAMPLES.md`,
};
const PAGES: Array<[english: string, chinese: string]> = [
	...Object.entries(NAMED_OTHERWISE),
	...inChinese
		.filter((file) => existsSync(join(root, 'docs', file)))
		.map((file): [string, string] => [`docs/${file}`, `${CHINESE}/${file}`]),
];

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([whole]) => whole);
const sorted = (texts: string[]): string[] => [...new Set(texts)].sort();
/** An example in JSON has its values in the language of the page. */
const withoutValues = (code: string) =>
	code.startsWith('`{"') ? code.replace(/(: )"[^"]*"/g, '$1""') : code;

/** Depth of the headings, cells of the rows, entries of the lists, pictures, and how many examples of code. */
function shapeOf(file: string) {
	const text = withoutFences(file);
	const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target]) => basename(target));
	return {
		headings: all(text, /^#+(?= )/gm),
		cells: all(text, /^\|.*$/gm).map((row) => row.split(/(?<!\\)\|/).length),
		bullets: all(text, /^ *- /gm).length,
		steps: all(text, /^ *\d+\. /gm).length,
		pictures: pictures.sort(),
		fences: all(textOf(file), /^ *```/gm).length,
	};
}
const codesOf = (file: string) => sorted(all(withoutFences(file), /`[^`\n]+`/g).map(withoutValues));
/** Not in comments: the marks of the tables of operations are numbers, too. */
const errcodesOf = (file: string) =>
	sorted(all(withoutFences(file).replace(/<!--.*?-->/g, ''), /(?<![\d,.])[46]\d{4}(?!\d)/g));

it('has every page that a user has in English', () => {
	const pages = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
	// The table of errors has both languages.
	const left = [...pages, 'SECURITY.md', 'README.md'].filter((file) => !inChinese.includes(file));
	expect(left.sort()).toEqual(['ARCHITECTURE.md', 'errors.md']);
	expect(PAGES.map(([, chinese]) => basename(chinese)).sort()).toEqual(inChinese.sort());
});

it.each(PAGES)(
	'%s and %s have the same headings, tables, lists, pictures and examples',
	(english, chinese) => {
		expect(shapeOf(chinese)).toEqual(shapeOf(english));
	},
);

it.each(PAGES)('what %s names in backticks, and its errcodes, stand in %s', (english, chinese) => {
	const codes = codesOf(chinese);
	expect(codesOf(english).filter((code) => !codes.includes(code))).toEqual([]);
	const errcodes = errcodesOf(chinese);
	expect(errcodesOf(english).filter((errcode) => !errcodes.includes(errcode))).toEqual([]);
});

/** Where a page leads: to pages of ours, by their English names. */
function goalsOf(file: string): string[] {
	const goals = linksOf(file)
		.map((target) => target.split('#')[0])
		.filter((path) => path !== '')
		.map((path) => relative(root, resolve(root, dirname(file), path)));
	const inEnglish = (goal: string) => PAGES.find(([, chinese]) => chinese === goal)?.[0] ?? goal;
	return sorted(goals.map(inEnglish).map((goal) => goal.replace(/^examples$/, 'examples/README.md')));
}

it.each(PAGES)('where %s leads, %s leads, too', (english, chinese) => {
	const goals = [...goalsOf(chinese), english];
	expect(goalsOf(english).filter((goal) => !goals.includes(goal))).toEqual([]);
});

it.each(PROMISES)('%s promises nothing in Chinese that it does not promise in English', (english) => {
	const [, chinese] = PAGES.find(([page]) => page === english) ?? ['', ''];
	expect(codesOf(chinese)).toEqual(codesOf(english));
	expect(errcodesOf(chinese)).toEqual(errcodesOf(english));
});

it('says of every example what to change', () => {
	const rows = all(textOf('docs/zh-CN/EXAMPLES.md'), /^\| \[.*$/gm);
	expect(rows).toHaveLength(filesBelow(join(root, 'examples'), '.json').length);
	expect(rows.filter((row) => /\| *\||见说明/.test(row))).toEqual([]);
});
