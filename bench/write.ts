/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// From the numbers to the documents: the figures for readers, all targets for testers, and the chart.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../host/n8n/places';
import type { Protocol } from './bench';
import { chartOf } from './chart';
import {
	limitOf,
	shown,
	verdictOf,
	type Circumstances,
	type Label,
	type Measurement,
	type Target,
	type Verdict,
} from './report';

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
	what: { en: 'What was measured', zh: '测量内容' },
	when: { en: 'On', zh: '日期' },
	quick: { en: '(few rounds)', zh: '（轮数少）' },
	chart: {
		en: 'Milliseconds a message: this package beside the floor, n8n’s HTTP Request node, Loop Over Items and one call at a time',
		zh: '每条消息的毫秒数：本包，与下限、n8n 的 HTTP Request 节点、Loop Over Items、逐个调用相比',
	},
} satisfies Record<string, Label>;

/** One row for people: the time of a contestant, or what a target came to. */
interface Line {
	say: Label;
	/** How the measurement's id begins. */
	of: string;
	row?: string;
	target?: string;
}

const SENDING = 'sending';
const LISTING = 'followers-25000';

/** The figures that a reader can use, ten at most, each to be read alone; all others stand in bench/README.md. */
export const LINES: Line[] = [
	{
		say: {
			en: 'A template message sent with this package, one of 2,000',
			zh: '用本包发送一条模板消息（共 2,000 条）',
		},
		of: SENDING,
		row: 'package',
	},
	{
		say: {
			en: 'A template message sent with this package, two of its values computed by expressions',
			zh: '用本包发送一条模板消息，其中两个值由表达式计算',
		},
		of: SENDING,
		row: 'computing',
	},
	{
		say: {
			en: 'A bare call from n8n with everything ready, the least that a message can take there',
			zh: '在 n8n 里裸发一次调用，一切都已备好（一条消息的最低开销）',
		},
		of: SENDING,
		row: 'floor',
	},
	{
		say: {
			en: 'A template message sent with n8n’s HTTP Request node',
			zh: '用 n8n 的 HTTP Request 节点发送一条模板消息',
		},
		of: SENDING,
		row: 'httpRequest',
	},
	{
		say: {
			en: 'A template message sent with HTTP Request in Loop Over Items',
			zh: '在 Loop Over Items 里用 HTTP Request 发送一条模板消息',
		},
		of: SENDING,
		row: 'loop',
	},
	{
		say: {
			en: 'A follower listed with user info, one of 25,000',
			zh: '列出一名粉丝及用户信息（共 25,000 名）',
		},
		of: LISTING,
		row: 'package',
	},
	{
		say: {
			en: 'How many times faster followers are listed than by a call for each, one after the other',
			zh: '列出粉丝，比每人一次、逐个调用快多少倍',
		},
		of: LISTING,
		target: 'one-by-one',
	},
	{
		say: {
			en: 'Follow events that run a workflow, for each push that n8n’s own Webhook node takes in that time',
			zh: '能启动工作流的关注事件，是 n8n 自带的 Webhook 节点同样时间所收推送的几倍',
		},
		of: 'trigger',
		target: 'rate',
	},
	{
		say: {
			en: 'Memory that n8n needs more while it lists 1,000,000 followers, one item per page',
			zh: '列出 1,000,000 名粉丝（每页一项）时 n8n 增加的内存',
		},
		of: 'memory',
		target: 'page',
	},
	{
		say: {
			en: '1,000,000 followers written into PostgreSQL for the first time, page by page',
			zh: '首次把 1,000,000 名粉丝逐页写入 PostgreSQL',
		},
		of: 'syncing',
		target: 'first',
	},
];

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
const tableOf = (header: string[], lines: string[][]) =>
	[row(header), row(header.map((_, at) => (at === 0 ? '---' : '--:'))), ...lines.map(row)].join('\n');

/** The measurements of one thing, over HTTP and over HTTPS. */
function pairsOf({ measurements }: Results): Measurement[][] {
	const byId = new Map<string, Measurement[]>();
	for (const one of measurements) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
	return [...byId.values()];
}

function verdictText(verdict: Verdict, { n8nAlone, unit }: Target): string {
	if (verdict === 'met') return 'yes';
	if (verdict === 'missed' || !n8nAlone) return '**no**';
	return `n8n sets the limit: ${n8nAlone.what.en} ${shown(n8nAlone.value.median, unit)}`;
}

const ORDER: Verdict[] = ['met', 'n8n', 'missed'];

function targetLines(pair: Measurement[]): string[][] {
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
			first.what.en,
			...both.map((target) => (target ? shown(target.value.median, target.unit) : '')),
			limitOf(first),
			verdictText(verdictOf(worst), worst),
		];
	});
}

/** When this one was measured: a run of some measures alone leaves the others as they were. */
const circumstances = ({ date, isQuick, machine }: Results, { measured }: Measurement): Circumstances => {
	const { on, ...rest } = measured ?? { on: date, load: machine.load, isQuick };
	return { on: on.slice(0, 10), ...rest };
};

/** Every target of a run, a table below each measurement's title. */
export const summaryOf = (results: Results): string =>
	pairsOf(results)
		.map((pair) => {
			const header = ['measure', ...PROTOCOLS, 'target', 'met?'];
			const { on, load, isQuick } = circumstances(results, pair[0]);
			const quick = isQuick ? ', a quick run with few rounds' : '';
			const how = `${on}${load === undefined ? '' : `, load ${load.toFixed(1)}`}${quick}`;
			return `${pair[0].title.en} (${how}):\n\n${tableOf(header, targetLines(pair))}`;
		})
		.join('\n\n');

const measurementOf = ({ measurements }: Results, of: string, protocol: Protocol): Measurement | undefined =>
	measurements.find(
		({ id, protocol: its = 'HTTP' }) =>
			its === protocol && (id === of || (of === SENDING && id.startsWith(`${of}-`))),
	);

const milliseconds = (ms: number): string => `${ms.toFixed(2)} ms`;

function figure(results: Results, { of, row: name, target: wanted }: Line, protocol: Protocol): string {
	const found = measurementOf(results, of, protocol);
	const ms = found?.rows.find((one) => one.name === name)?.wallMs.median;
	if (ms !== undefined) return milliseconds(ms);
	const target = found?.targets.find(({ id }) => id === wanted);
	return target ? shown(target.value.median, target.unit) : '';
}

/** The day of a row's figures, and that they are of a quick run with few rounds and shorter lists. */
function dayOf(results: Results, { of }: Line, language: Language): string {
	const found = measurementOf(results, of, 'HTTP');
	if (!found) return '';
	const { on, isQuick } = circumstances(results, found);
	return isQuick ? `${on} ${WORDS.quick[language]}` : on;
}

/** The table of docs/PERFORMANCE.md. */
export function figuresTable(results: Results, language: Language): string {
	const header = [WORDS.what[language], ...PROTOCOLS, WORDS.when[language]];
	return tableOf(
		header,
		LINES.map((line) => [
			line.say[language],
			...PROTOCOLS.map((protocol) => figure(results, line, protocol)),
			dayOf(results, line, language),
		]),
	);
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
	for (const [file, language, chart] of [
		['docs/PERFORMANCE.md', 'en', 'performance.svg'],
		['docs/zh-CN/PERFORMANCE.md', 'zh', '../performance.svg'],
	] as const)
		replace(file, [`![${WORDS.chart[language]}](${chart})`, figuresTable(results, language)].join('\n\n'));
	replace('bench/README.md', summaryOf(results));
	writeFileSync(join(repositoryRoot, 'docs', 'performance.svg'), chartOf(results.measurements));
}
