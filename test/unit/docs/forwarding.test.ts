// What SECURITY.md says of Forward To, each row of it, has a test: test/README.md names it.
import { rowsBelow, textOf } from './pages';
import { boldRows, lettersOf, proofsBelow, testTitled, titled } from './proofs';

const { rows: TESTS, named } = proofsBelow('## What Forward To sends');
const ENGLISH = rowsBelow('SECURITY.md', '### What Forward To sends');
const CHINESE = rowsBelow('docs/zh-CN/SECURITY.md', '### Forward To 发出什么');

it('a test stands for every row, and every test for one', () => {
	expect(titled(ENGLISH).length).toBeGreaterThanOrEqual(8);
	expect(titled(TESTS)).toEqual(titled(ENGLISH));
	const letters = boldRows(TESTS).map(([, cell]) => lettersOf(cell));
	expect(letters.filter((cell) => cell.length === 0)).toEqual([]);
	expect([...new Set(letters.flat())].sort()).toEqual(named.map(({ letter }) => letter).sort());
});

it('the Chinese page says as much', () => {
	expect(boldRows(CHINESE)).toHaveLength(boldRows(ENGLISH).length);
});

it.each(named)('$letter is a test of $file: $title', ({ file, title }) => {
	expect(textOf(file).replaceAll("\\'", "'")).toMatch(testTitled(title));
});
