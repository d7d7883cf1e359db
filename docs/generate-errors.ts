/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Writes docs/errors.md, the page of the error catalogue. Run with `tsx docs/generate-errors.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, catalogueAreas } from '../wechat/errors/catalogue';
import type { CatalogueEntry, Meaning, Retry } from '../wechat/errors/entry';

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
	if (meaning.stopsAll) words.push('stops the run');
	if (meaning.unreachable) words.push(`outcome \`${meaning.unreachable}\``);
	return words.join('; ').replace(/^no; once/, 'once');
}

function row(first: string, name: string, meaning: Meaning): string {
	const { cause, fix } = meaning;
	const chinese = `${cell(cause.zh, 'zh')}。${cell(fix.zh, 'zh')}`;
	return `| ${[first, name, cell(cause.en, 'en'), cell(fix.en, 'en'), consequences(meaning), chinese].join(' | ')} |`;
}

function rows(entry: CatalogueEntry): string[] {
	const { onTokenCall, onPath = {} } = entry;
	return [
		row(String(entry.code), entry.name, entry),
		...(onTokenCall
			? [row('', 'on token and login calls', { ...entry, refreshesToken: undefined, ...onTokenCall })]
			: []),
		...Object.entries(onPath).map(([path, meaning]) => row('', `on \`${path}\``, { ...entry, ...meaning })),
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
		'*stops the run* means that every further call would get the same answer, so the remaining items are not sent;',
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
