/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// From the numbers to the documents: the figures for readers, all targets for testers, the pace of one n8n, and the chart.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../host/n8n/places';
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
	what: { en: 'What was measured', zh: '测量内容' },
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

const SYNCING = (
	[
		[
			'first',
			'1,000,000 followers into PostgreSQL, page by page, the first time',
			'1,000,000 名粉丝逐页写入 PostgreSQL，首次',
		],
		['second', 'the same with 1 % changed since', '同上，此后 1% 有变化'],
		['memory', 'how much larger n8n gets meanwhile', '其间 n8n 增加的内存'],
	] as const
).map(([target, en, zh]): Line => ({ say: { en, zh }, of: 'syncing', target }));

/** The figures that a reader can use; all others stand in bench/README.md. */
const LINES: Line[] = [
	{
		say: {
			en: 'Sending 2,000 template messages with this package, per message',
			zh: '用本包发送 2,000 条模板消息，每条',
		},
		of: SENDING,
		row: 'package',
	},
	{
		say: { en: 'the same, with two values computed by expressions', zh: '同上，其中两个值由表达式计算' },
		of: SENDING,
		row: 'computing',
	},
	{
		say: {
			en: 'the same calls made bare, the least that n8n needs',
			zh: '裸发同样的调用（n8n 自身的最低开销）',
		},
		of: SENDING,
		row: 'floor',
	},
	{
		say: { en: 'the same with n8n’s HTTP Request node', zh: '用 n8n 的 HTTP Request 节点' },
		of: SENDING,
		row: 'httpRequest',
	},
	{
		say: { en: 'the same with HTTP Request in Loop Over Items', zh: '在 Loop Over Items 中用 HTTP Request' },
		of: SENDING,
		row: 'loop',
	},
	{
		say: {
			en: 'Listing 25,000 followers with user info, per follower',
			zh: '列出 25,000 名粉丝及用户信息，每人',
		},
		of: LISTING,
		row: 'package',
	},
	{
		say: {
			en: 'how many times faster than one call after the other for each person',
			zh: '比每人一次、逐个调用快多少倍',
		},
		of: LISTING,
		target: 'one-by-one',
	},
	{
		say: {
			en: 'Follow events taken per second, beside n8n’s own Webhook node',
			zh: '每秒处理的关注事件，相对 n8n 自带的 Webhook 节点',
		},
		of: 'trigger',
		target: 'rate',
	},
	{
		say: {
			en: 'the same with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
			zh: '同上，设置 N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
		},
		of: 'trigger-lazy',
		target: 'rate',
	},
	{
		say: {
			en: 'Memory while 1,000,000 followers are listed, one item per page',
			zh: '列出 1,000,000 名粉丝（每页一项）时增加的内存',
		},
		of: 'memory',
		target: 'page',
	},
	...SYNCING,
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

/** Every target of a run, a table below each measurement's title. */
export const summaryOf = (results: Results): string =>
	pairsOf(results)
		.map((pair) => {
			const header = ['measure', ...PROTOCOLS, 'target', 'met?'];
			return `${pair[0].title.en}:\n\n${tableOf(header, targetLines(pair))}`;
		})
		.join('\n\n');

const measured = ({ measurements }: Results, of: string, protocol: Protocol): Measurement | undefined =>
	measurements.find(
		({ id, protocol: its = 'HTTP' }) =>
			its === protocol && (id === of || (of === SENDING && id.startsWith(`${of}-`))),
	);

const milliseconds = (ms: number): string => `${ms.toFixed(2)} ms`;

function figure(results: Results, { of, row: name, target: wanted }: Line, protocol: Protocol): string {
	const found = measured(results, of, protocol);
	const ms = found?.rows.find((one) => one.name === name)?.wallMs.median;
	if (ms !== undefined) return milliseconds(ms);
	const target = found?.targets.find(({ id }) => id === wanted);
	return target ? shown(target.value.median, target.unit) : '';
}

/** The rows of docs/PERFORMANCE.md. */
function figuresTable(results: Results, language: Language): string {
	const header = [WORDS.what[language], ...PROTOCOLS];
	return tableOf(
		header,
		LINES.map((line) => [
			line.say[language],
			...PROTOCOLS.map((protocol) => figure(results, line, protocol)),
		]),
	);
}

function medianOf(results: Results, id: string, protocol: Protocol, name: string): number | undefined {
	return measured(results, id, protocol)?.rows.find((one) => one.name === name)?.wallMs.median;
}

/** What one n8n takes for one of many, at the pace measured. */
function paceTable(results: Results, language: Language): string {
	const each = (id: string, protocol: Protocol) => {
		const ms = medianOf(results, id, protocol, 'package');
		return ms === undefined ? '' : milliseconds(ms);
	};
	const line = (what: string, id: string) => [what, ...PROTOCOLS.map((protocol) => each(id, protocol))];
	const large = results.measurements.find(({ id }) => /^followers-(?!25000$)/.test(id))?.id ?? '';
	const people = Number(large.slice(10)).toLocaleString('en');
	const [head, sent, listed, long] =
		language === 'en'
			? [
					'one n8n, 50 ms latency, for each',
					'template message, 50 at a time',
					'follower listed with user info',
					`the same in a list of ${people}`,
				]
			: [
					'一个 n8n，延迟 50 ms，每条（每人）',
					'模板消息，50 条并发',
					'列出粉丝及用户信息，每人',
					`同上，共 ${people} 人`,
				];
	return tableOf([head, ...PROTOCOLS], [line(sent, SENDING), line(listed, LISTING), line(long, large)]);
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
	for (const [file, language, chart] of [
		['docs/PERFORMANCE.md', 'en', 'performance.svg'],
		['docs/zh-CN/PERFORMANCE.md', 'zh', '../performance.svg'],
	] as const)
		replace(
			file,
			[
				`![${WORDS.chart[language]}](${chart})`,
				figuresTable(results, language),
				dateOf(results, language),
			].join('\n\n'),
		);
	replace('bench/README.md', [summaryOf(results), dateOf(results, 'en')].join('\n\n'));
	replace('docs/SCALE.md', paceTable(results, 'en'));
	replace('docs/zh-CN/SCALE.md', paceTable(results, 'zh'));
	writeFileSync(join(repositoryRoot, 'docs', 'performance.svg'), chartOf(results.measurements));
}
