// The table of docs/PERFORMANCE.md: few rows, each to be read alone, each with the day on which it was measured.
import { figuresTable, LINES, summaryOf, type Results } from '../../../bench/write';
import type { Measurement } from '../../../bench/report';
import { rowsBelow, textOf } from '../docs/pages';

const spread = (median: number) => ({ median, lower: median, upper: median, least: median, count: 1 });
const label = (en: string) => ({ en, zh: en });
const sending: Measurement = {
	id: 'sending-2000',
	title: label('2,000 template messages'),
	protocol: 'HTTP',
	unit: label('message'),
	rows: [
		{
			name: 'package',
			label: label('this package'),
			wallMs: spread(1.5),
			cpuMs: spread(1),
			wallRatio: spread(1),
			cpuRatio: spread(1),
		},
	],
	targets: [],
	measured: { on: '2030-01-02T03:04:05.000Z', load: 0.5 },
};
const syncing: Measurement = {
	id: 'syncing',
	title: label('followers into PostgreSQL'),
	unit: label('follower'),
	rows: [],
	targets: [{ id: 'first', what: label('first run'), value: spread(12), unit: 's', atMost: 600 }],
};
const results: Results = {
	date: '2030-02-03T04:05:06.000Z',
	isQuick: true,
	machine: { load: 3, cores: 2, node: 'v24' },
	measurements: [sending, syncing],
};
const cellsOf = (row: string) =>
	row
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

describe.each(['en', 'zh'] as const)('Its rows in %s', (language) => {
	const says = LINES.map(({ say }) => say[language]);

	it('are ten at most, and each can be read alone', () => {
		expect(says.length).toBeLessThanOrEqual(10);
		expect(new Set(says).size).toBe(says.length);
		expect(says.filter((text) => /\bthe same\b|\bmeanwhile\b|同上|其间/i.test(text))).toEqual([]);
		expect(says.filter((text) => /[A-Z]+_[A-Z]+/.test(text))).toEqual([]);
		// A row begins like a sentence: one that goes on from the row above it does not.
		expect(says.filter((text) => /^[a-z]/.test(text))).toEqual([]);
	});

	it('are those that the document has, with figures in all of them', () => {
		const file = language === 'en' ? 'docs/PERFORMANCE.md' : 'docs/zh-CN/PERFORMANCE.md';
		const heading = language === 'en' ? '# Performance' : '# 性能';
		const [, , ...rows] = rowsBelow(file, heading).map(cellsOf);
		expect(rows.map(([text]) => text)).toEqual(says);
		for (const [, http, , day] of rows) {
			expect(http).toMatch(/^[\d.,]+ (ms|x|MB|s)$/);
			expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
		}
	});
});

it('names the day of each figure, also where measures were taken on several', () => {
	const rows = figuresTable(results, 'en').split('\n').map(cellsOf);
	expect(rows[0]).toEqual(['What was measured', 'HTTP', 'HTTPS', 'On']);
	expect(rows[2].slice(1)).toEqual(['1.50 ms', '', '2030-01-02']);
	expect(rows[rows.length - 1].slice(1)).toEqual(['12 s', '', '2030-02-03 (few rounds)']);
});

it('says for testers at which load each was measured', () => {
	expect(summaryOf(results)).toContain('2,000 template messages (2030-01-02, load 0.5):\n');
	expect(summaryOf(results)).toContain(
		'followers into PostgreSQL (2030-02-03, load 3.0, a quick run with few rounds):\n',
	);
});

it('leaves no second copy in SCALE.md', () => {
	for (const page of ['docs/SCALE.md', 'docs/zh-CN/SCALE.md'])
		expect(textOf(page)).not.toMatch(/performance:start|\b\d+\.\d\d ms\b/);
});
