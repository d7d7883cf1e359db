// Tables in test/README.md that name the tests of what a page for users says, by letters.
import { rowsBelow } from './pages';

const cellsOf = (row: string): string[] =>
	row
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

/** The rows of a table whose first cell is bold: that cell, and the others. */
export const boldRows = (rows: string[]): string[][] =>
	rows.filter((row) => row.startsWith('| **')).map((row) => cellsOf(row));

/** @returns what stands in bold before each row */
export const titled = (rows: string[]): string[] => boldRows(rows).map(([title]) => title.split('**')[1]);

export const lettersOf = (cell: string): string[] => cell.split(', ').filter((letter) => letter !== '');

interface NamedTest {
	letter: string;
	file: string;
	title: string;
}

/** @returns the table below a heading of test/README.md, and the tests that stand for its letters */
export function proofsBelow(heading: string): { rows: string[]; named: NamedTest[] } {
	const rows = rowsBelow('test/README.md', heading);
	const named = rows.flatMap((row) => {
		const [, letter, file, title] = /^\| (\w) \| `([^`]+)`: (.+) \|$/.exec(row) ?? [];
		return letter === undefined ? [] : [{ letter, file, title }];
	});
	return { rows, named };
}

/** A test of this title, as it stands in its file. */
export const testTitled = (title: string): RegExp =>
	new RegExp(`['"\`]${title.replace(/[()[\]?.*+^$]/g, '\\$&')}['"\`],`);
