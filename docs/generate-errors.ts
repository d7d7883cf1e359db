/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Writes docs/errors.md, the page of the error catalogue. Run with `tsx docs/generate-errors.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, catalogueAreas } from '../wechat/errors/catalogue';
import type { CatalogueEntry, Meaning, Retry } from '../wechat/errors/entry';
import {
	BINDING_PLACES,
	MINI_PROGRAM_PLACES,
	OFFICIAL_ACCOUNT_PLACES,
	TEST_ACCOUNT_PLACES,
} from '../wechat/consoles';
import inChinese from './errors.zh.json';

const RETRY_WORDS: Record<Retry, string> = {
	no: 'no',
	backoff: 'in seconds',
	minute: 'after a minute',
	later: 'later',
};

const PLACEHOLDERS = [
	['{ip}', 'the IP address that the message names', '报错中的 IP'],
	['{field}', 'the field that the message names', '报错中的字段'],
	['{errmsg}', '(its own message)', '（原始报错）'],
] as const;

function cell(text: string, language: 'en' | 'zh'): string {
	return PLACEHOLDERS.reduce(
		(filled, [name, en, zh]) => filled.replaceAll(name, language === 'en' ? en : zh),
		text,
	).replace(/[|\\*`<>]/g, '\\$&');
}

function consequences(meaning: Partial<Meaning>): string {
	const words = [RETRY_WORDS[meaning.retry ?? 'no']];
	if (meaning.refreshesToken) words.push('once, with a new token');
	if (meaning.kind === 'interface') words.push('stops this interface');
	if (meaning.kind === 'account') words.push('stops this account');
	if (meaning.kind === 'person') words.push('about one person');
	if (meaning.accepted) words.push(`outcome \`delivered\`, \`${meaning.accepted}\``);
	if (meaning.unreachable) words.push(`outcome \`${meaning.unreachable}\``);
	return words.join('; ').replace(/^no; once/, 'once');
}

const ON_TOKEN_CALL = 'on token and login calls';

/** By what a text of errors.zh.json names in braces: the tables whose places it may name, so that each stands once. */
const PLACES: Record<string, Record<string, string>> = {
	officialAccount: OFFICIAL_ACCOUNT_PLACES,
	miniProgram: MINI_PROGRAM_PLACES,
	testAccount: TEST_ACCOUNT_PLACES,
	binding: BINDING_PLACES,
};

type Chinese = Partial<Record<'cause' | 'fix', string>>;
const CHINESE: Record<string, Chinese> = inChinese;

/** Of one meaning of a code, all meanings: the code, and what is behind it where it means something else. */
export function chineseKeys({ code, onTokenCall, onPath = {} }: CatalogueEntry): string[] {
	const others = [
		...(onTokenCall ? [ON_TOKEN_CALL] : []),
		...Object.keys(onPath).map((path) => `on ${path}`),
	];
	return [String(code), ...others.map((other) => `${code} ${other}`)];
}

/** What a meaning is called in Chinese; what it does not say is as for the code itself. */
export function chineseOf(code: number, when = ''): Chinese {
	const texts = { ...CHINESE[String(code)], ...CHINESE[`${code} ${when}`] };
	const filled = Object.entries(texts).map(([name, text]) => [
		name,
		text.replace(/\{(\w+)\.(\w+)\}/g, (all, table: string, place: string) => PLACES[table]?.[place] ?? all),
	]);
	return Object.fromEntries(filled) as Chinese;
}

function row(first: string, name: string, meaning: Meaning, chinese: Chinese): string {
	const { cause, fix } = meaning;
	const translated = `${cell(chinese.cause ?? '', 'zh')}。${cell(chinese.fix ?? '', 'zh')}`;
	return `| ${[first, name, cell(cause, 'en'), cell(fix, 'en'), consequences(meaning), translated].join(' | ')} |`;
}

function rows(entry: CatalogueEntry): string[] {
	const { code, onTokenCall, onPath = {} } = entry;
	return [
		row(String(code), entry.name, entry, chineseOf(code)),
		...(onTokenCall
			? [
					row(
						'',
						ON_TOKEN_CALL,
						{ ...entry, refreshesToken: undefined, ...onTokenCall },
						chineseOf(code, ON_TOKEN_CALL),
					),
				]
			: []),
		...Object.entries(onPath).map(([path, meaning]) =>
			row('', `on \`${path}\``, { ...entry, ...meaning }, chineseOf(code, `on ${path}`)),
		),
	];
}

/** The whole page as Markdown. */
export function errorsPage(): string {
	const intro = [
		'# WeChat return codes',
		'',
		'<!-- Generated from wechat/errors/catalogue by docs/generate-errors.ts. Change the catalogue, not this page. -->',
		'',
		`What ${catalogue().length} of WeChat's return codes (errcode, 返回码) mean and what to do about each. The nodes and the credential`,
		'test show the same texts. *Retry* says whether the same call can succeed later without anybody changing something;',
		'*stops this interface* and *stops this account* mean that every further call there would get the same answer, so the',
		'remaining items are not sent that way; *about one person* means that the others go on;',
		'*outcome `delivered`* means that WeChat has the message, so that it is not sent again;',
		'*outcome* means that a send operation reports `delivered: false` with this reason instead of failing.',
	];
	const areas = catalogueAreas().flatMap((area) => [
		'',
		`## ${area.title}`,
		'',
		'| Code | Name | What it means | What to do | Retry | 中文 |',
		'|---|---|---|---|---|---|',
		...area.entries.flatMap(rows),
	]);
	return `${[...intro, ...areas].join('\n')}\n`;
}

if (require.main === module) writeFileSync(join(__dirname, 'errors.md'), errorsPage());
