/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Every public case (what people who do this job ran into) has its rows, and where they stand is known.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const numbered = (letter: string, numbers: number[]) => numbers.map((number) => `${letter}${number}`);
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** By the file whose rows show the right value; a case with two sides (a value or code, and what a run does) stands twice. */
const PLACES: Record<string, string[]> = {
	'unit/publicCases/values.test.ts': [
		...numbered('C', [1, 2, 3, 6, 7, 11]),
		...numbered('K', [27, 28, 29, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 59, 63]),
	],
	'unit/publicCases/answers.test.ts': [
		...numbered('C', [5, 8, 12, 13]),
		...numbered('K', [45, 46, 47, 48, 49, 50, 65]),
	],
	'unit/publicCases/pushes.test.ts': [
		'C4',
		...numbered('K', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 25]),
	],
	'unit/publicCases/signatures.test.ts': ['C14', ...numbered('K', [17, 18, 20, 21, 22, 23, 26])],
	'engine/publicCases/runs.test.ts': numbered('C', [5, 6, 7, 8, 12]),
	'engine/publicCases/parameters.test.ts': [...numbered('C', [9, 10, 13]), ...numbered('K', span(51, 60))],
};

/** All that were collected. The gaps are numbers that no case has. */
const CASES = [
	...numbered('C', span(1, 14)),
	...numbered('K', [
		...span(1, 12),
		...span(14, 18),
		...span(20, 23),
		...span(25, 29),
		...span(31, 36),
		...span(38, 43),
		...span(45, 60),
		63,
		65,
	]),
];

/** The ids that begin a text in the file: the first cell of a row, or the title of a test. */
function idsIn(file: string): string[] {
	const code = readFileSync(resolve(__dirname, '../..', file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
	return [...new Set([...code.matchAll(/['"`]([CK]\d+)\b/g)].map(([, id]) => id))];
}

const filesIn = (folder: string) =>
	readdirSync(resolve(__dirname, '../..', folder))
		.map((name) => join(folder, name).replaceAll('\\', '/'))
		.filter((file) => !file.endsWith('list.test.ts'));

it('every case stands somewhere, and nothing else does', () => {
	expect([...new Set(Object.values(PLACES).flat())].sort()).toEqual([...CASES].sort());
});

it('every file of cases is in the list', () => {
	const files = [...filesIn('unit/publicCases'), ...filesIn('engine/publicCases')];
	expect(files.sort()).toEqual(Object.keys(PLACES).sort());
});

it.each(Object.entries(PLACES))('%s holds the rows of its cases, each named once here', (file, ids) => {
	expect(new Set(ids).size).toBe(ids.length);
	expect(idsIn(file).sort()).toEqual([...ids].sort());
});

it('no side of a case is told twice: only what is both a value or code and a run stands in two files', () => {
	const all = Object.values(PLACES).flat();
	const twice = all.filter((id, at) => all.indexOf(id) !== at);
	expect(twice.sort()).toEqual(['C12', 'C13', 'C5', 'C6', 'C7', 'C8', 'K59']);
});
