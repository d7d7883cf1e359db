// What RELIABILITY.md says of a repetition, each cell of it, has a test: test/README.md names it.
import { rowsBelow, textOf } from './pages';
import { boldRows as table, lettersOf, proofsBelow, testTitled, titled } from './proofs';

const { rows: TESTS, named } = proofsBelow('## What a repetition does');
const ENGLISH = rowsBelow('docs/RELIABILITY.md', '### What a repetition does');
const CHINESE = rowsBelow('docs/zh-CN/RELIABILITY.md', '### 重复时会怎样');

const filled = (rows: string[]): boolean[][] =>
	table(rows).map(([, ...cells]) => cells.map((cell) => cell !== ''));

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
	expect(textOf(file).replaceAll("\\'", "'")).toMatch(testTitled(title));
});
