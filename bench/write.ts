/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// From the numbers to the documents: the tables of both READMEs and of docs/SCALE.md, and the chart.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../demo/n8n/places';
import type { Protocol } from './bench';
import { chartOf } from './chart';
import { limitOf, shown, verdictOf, type Label, type Measurement, type Target, type Verdict } from './report';

export interface Results {
	date: string;
	isQuick: boolean;
	machine: { load: number; cpu?: string; cores: number; node: string };
	measurements: Measurement[];
}

type Language = keyof Label;

const START = '<!-- performance:start (npm run bench -- --write) -->';
const END = '<!-- performance:end -->';
const PROTOCOLS: Protocol[] = ['HTTP', 'HTTPS'];

const WORDS = {
	measure: { en: 'measure', zh: '测量项' },
	target: { en: 'target', zh: '目标' },
	met: { en: 'met?', zh: '达到？' },
	contestant: { en: 'ms a message', zh: '每条毫秒数' },
	timesFloor: { en: 'times the floor', zh: '下限的倍数' },
	chart: {
		en: 'Milliseconds a message: this package beside the floor, n8n’s HTTP Request node, Loop Over Items and one call at a time',
		zh: '每条消息的毫秒数：本包，与下限、n8n 的 HTTP Request 节点、Loop Over Items、逐个调用相比',
	},
} satisfies Record<string, Label>;

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
const tableOf = (header: string[], lines: string[][]) =>
	[row(header), row(header.map((_, at) => (at === 0 ? '---' : '--:'))), ...lines.map(row)].join('\n');

/** The measurements of one thing, over HTTP and over HTTPS. */
function pairsOf({ measurements }: Results): Measurement[][] {
	const byId = new Map<string, Measurement[]>();
	for (const one of measurements) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
	return [...byId.values()];
}

function verdictText(verdict: Verdict, { n8nAlone, unit }: Target, language: Language): string {
	if (verdict === 'met') return language === 'en' ? 'yes' : '是';
	if (verdict === 'missed' || !n8nAlone) return language === 'en' ? '**no**' : '**否**';
	const alone = `${n8nAlone.what[language]} ${shown(n8nAlone.value.median, unit)}`;
	return language === 'en' ? `n8n sets the limit: ${alone}` : `受限于 n8n：${alone}`;
}

const ORDER: Verdict[] = ['met', 'n8n', 'missed'];

function targetLines(pair: Measurement[], language: Language): string[][] {
	return pair[0].targets.map((first) => {
		const both = PROTOCOLS.map((protocol) =>
			pair
				.filter((one) => (one.protocol ?? 'HTTP') === protocol)
				.flatMap(({ targets }) => targets)
				.find(({ id }) => id === first.id),
		);
		const known = both.filter((target) => target !== undefined);
		const worst = known.sort((a, b) => ORDER.indexOf(verdictOf(b)) - ORDER.indexOf(verdictOf(a)))[0];
		return [
			`${pair[0].title[language]}: ${first.what[language]}`,
			...both.map((target) => (target ? shown(target.value.median, target.unit) : '')),
			limitOf(first),
			verdictText(verdictOf(worst), worst, language),
		];
	});
}

function timeLines(pair: Measurement[], language: Language): string[][] {
	return pair[0].rows.map(({ name, label }) => [
		label[language],
		...PROTOCOLS.flatMap((protocol) => {
			const found = pair.find((one) => one.protocol === protocol)?.rows.find((one) => one.name === name);
			return found ? [found.wallMs.median.toFixed(2), found.wallRatio.median.toFixed(2)] : ['', ''];
		}),
	]);
}

function targetTable(results: Results, language: Language): string {
	const header = [WORDS.measure[language], ...PROTOCOLS, WORDS.target[language], WORDS.met[language]];
	return tableOf(
		header,
		pairsOf(results).flatMap((pair) => targetLines(pair, language)),
	);
}

function timeTable(results: Results, language: Language): string {
	const pair = pairsOf(results).find(([{ id }]) => id.startsWith('sending')) ?? [];
	if (pair.length === 0) return '';
	const times = WORDS.timesFloor[language];
	const header = [WORDS.contestant[language], 'HTTP', times, 'HTTPS', times];
	return `${pair[0].title[language]}:\n\n${tableOf(header, timeLines(pair, language))}`;
}

/** The table of targets, as it stands in the README. */
export const summaryOf = (results: Results): string => targetTable(results, 'en');

function medianOf(results: Results, id: string, protocol: Protocol, name: string): number | undefined {
	const found = results.measurements.find((one) => one.id === id && one.protocol === protocol);
	return found?.rows.find((one) => one.name === name)?.wallMs.median;
}

/** What an hour is good for, at the pace measured. */
function hourTable(results: Results): string {
	const anHour = (id: string, protocol: Protocol) => {
		const ms = medianOf(results, id, protocol, 'package');
		return ms === undefined ? '' : Math.round(3_600 / ms).toLocaleString('en') + ',000';
	};
	const line = (what: string, id: string) => [what, anHour(id, 'HTTP'), anHour(id, 'HTTPS')];
	const large = results.measurements.find(({ id }) => /^followers-(?!25000$)/.test(id))?.id ?? '';
	return tableOf(
		['one n8n, 50 ms latency, in an hour', 'HTTP', 'HTTPS'],
		[
			line('template messages, concurrency 50', 'sending-50'),
			line('followers listed with user info', 'followers-25000'),
			line(`the same in a list of ${Number(large.slice(10)).toLocaleString('en')}`, large),
		],
	);
}

/** When it was measured; a quick run has few rounds and shorter lists, and says so. */
function dateOf({ date, isQuick, machine }: Results, language: Language): string {
	const day = date.slice(0, 10);
	const load = machine.load.toFixed(1);
	return language === 'en'
		? `Measured on ${day}${isQuick ? ', a quick run with few rounds' : ''}, ${machine.cores} cores, load ${load} at the end.`
		: `测量于 ${day}${isQuick ? '（快速运行，轮数少）' : ''}，${machine.cores} 核，结束时负载 ${load}。`;
}

function replace(file: string, content: string): void {
	const path = join(repositoryRoot, file);
	const text = readFileSync(path, 'utf8');
	const start = text.indexOf(START);
	const end = text.indexOf(END);
	if (start < 0 || end < start) throw new Error(`${file} has no lines "${START}" and "${END}".`);
	writeFileSync(path, `${text.slice(0, start + START.length)}\n\n${content}\n\n${text.slice(end)}`);
}

/**
 * Writes the tables between their marks, and docs/performance.svg.
 *
 * @throws Error when a document has lost its marks
 */
export function writeDocuments(results: Results): void {
	for (const [file, language] of [
		['README.md', 'en'],
		['README.zh-CN.md', 'zh'],
	] as const)
		replace(
			file,
			[
				`![${WORDS.chart[language]}](docs/performance.svg)`,
				timeTable(results, language),
				targetTable(results, language),
				dateOf(results, language),
			].join('\n\n'),
		);
	replace(join('docs', 'SCALE.md'), hourTable(results));
	writeFileSync(join(repositoryRoot, 'docs', 'performance.svg'), chartOf(results.measurements));
}
