// What RELIABILITY.md says of a repetition, each cell of it, has a test: test/README.md names it.
import { rowsBelow, textOf } from './pages';

const TESTS = rowsBelow('test/README.md', '## What a repetition does');
const ENGLISH = rowsBelow('docs/RELIABILITY.md', '### What a repetition does');
const CHINESE = rowsBelow('docs/zh-CN/RELIABILITY.md', '### 重复时会怎样');

const cellsOf = (row: string): string[] =>
	row
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());
/** The rows of the table itself: what n8n repeats, and then a cell for each kind of call. */
const table = (rows: string[]): string[][] =>
	rows.filter((row) => row.startsWith('| **')).map((row) => cellsOf(row));
const filled = (rows: string[]): boolean[][] =>
	table(rows).map(([, ...cells]) => cells.map((cell) => cell !== ''));
const titled = (rows: string[]): string[] => table(rows).map(([title]) => title.split('**')[1]);

const named = TESTS.flatMap((row) => {
	const [, letter, file, title] = /^\| (\w) \| `([^`]+)`: (.+) \|$/.exec(row) ?? [];
	return letter === undefined ? [] : [{ letter, file, title }];
});
const lettersOf = (cell: string): string[] => cell.split(', ').filter((letter) => letter !== '');

it('a test stands for every cell that says something, and for no other', () => {
	expect(titled(TESTS)).toEqual(titled(ENGLISH));
	expect(filled(ENGLISH).flat().filter(Boolean).length).toBeGreaterThan(30);
	expect(filled(TESTS)).toEqual(filled(ENGLISH));
	const columns = (rows: string[]) => rows.find((row) => row.startsWith('| What n8n repeats'));
	expect(columns(TESTS)).toBe(columns(ENGLISH));
});

it('the letters are those of the tests below, each of them in a cell', () => {
	const used = table(TESTS).flatMap(([, ...cells]) => cells.flatMap(lettersOf));
	expect([...new Set(used)].sort()).toEqual(named.map(({ letter }) => letter).sort());
});

it('the Chinese page says something in the same cells', () => {
	expect(filled(CHINESE)).toEqual(filled(ENGLISH));
});

it('the pages for users name no test', () => {
	for (const page of ['docs/RELIABILITY.md', 'docs/zh-CN/RELIABILITY.md'])
		expect(textOf(page)).not.toMatch(/`test\/|[(（][a-zA-D](?:, [a-zA-D])*[)）]/);
});

it.each(named)('$letter is a test of $file: $title', ({ file, title }) => {
	expect(textOf(file).replaceAll("\\'", "'")).toMatch(
		new RegExp(`['"\`]${title.replace(/[()[\]?.*+^$]/g, '\\$&')}['"\`],`),
	);
});
