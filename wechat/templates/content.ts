// Reads which fields a template has from its `content`, such as `订单号:{{character_string1.DATA}}`.
import { typeOfKey } from './values';

export interface TemplateField {
	/** The name under which the value is sent, for instance `thing1`. */
	key: string;
	/** As `typeOfKey` has it: `free` for a key without a type. */
	type: string;
	/** What stands before the field on its line, without the colon; the key where there is nothing. */
	label: string;
	/** What WeChat's example shows for it, where that can be told. */
	example?: string;
}

/** Any key: test accounts and old templates have blanks and Chinese in them. `{{date. DATA}}` is none, to WeChat neither. */
const PLACEHOLDER = /\{\{([^{}\r\n]+)\.DATA\s*\}\}/g;

/** Head and tail of the old templates: they may be left out, and WeChat cuts them off since 2023-05-04. */
export const NO_LONGER_SHOWN = ['first', 'remark'];

interface Line {
	/** Texts around the placeholders: one more than there are keys. */
	texts: string[];
	keys: string[];
}

function linesOf(text: string): string[] {
	return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

function readLine(line: string): Line {
	// With one group in the pattern, split puts every second piece a key.
	const pieces = line.split(PLACEHOLDER);
	return {
		texts: pieces.filter((_piece, index) => index % 2 === 0),
		keys: pieces.filter((_piece, index) => index % 2 === 1).map((key) => key.trim()),
	};
}

/** WeChat mixes both colons and stray blanks between content and example. */
function normalise(text: string): string {
	return text.replaceAll('：', ':').replace(/\s*:\s*/g, ':');
}

/** The values of one example line, or undefined when the line does not belong to this line of the content. */
function valuesIn(line: Line, example: string): string[] | undefined {
	const [start, ...texts] = line.texts.map((text) => normalise(text.trim()));
	const given = normalise(example.trim());
	if (!given.startsWith(start)) return undefined;
	const values: string[] = [];
	let from = start.length;
	for (const [index, text] of texts.entries()) {
		const last = index === texts.length - 1;
		const to = last ? given.length - text.length : given.indexOf(text, from);
		// Two placeholders with nothing between them cannot be told apart.
		if (to < from || (!last && text === '') || (last && !given.endsWith(text))) return undefined;
		values.push(given.slice(from, to).trim());
		from = to + text.length;
	}
	return values;
}

function labelOf(text: string, key: string): string {
	return text.trim().replace(/\s*[:\uff1a]+$/, '') || key;
}

/**
 * The fields of a template, in the order of its content, each key once.
 *
 * @param content `content` of get_all_private_template or newtmpl/gettemplate
 * @param example `example` of the same template, when there is one
 * @see docs/wechat/templates.md
 */
export function parseTemplateContent(content: string, example = ''): TemplateField[] {
	const fields = new Map<string, TemplateField>();
	const examples = linesOf(example);
	let next = 0;
	for (const line of linesOf(content).map(readLine)) {
		const read = examples.map((text, index) => (index < next ? undefined : valuesIn(line, text)));
		const at = read.findIndex((found) => found !== undefined);
		if (at >= 0) next = at + 1;
		const values = read[at] ?? [];
		for (const [index, key] of line.keys.entries()) {
			if (key === '' || fields.has(key)) continue;
			fields.set(key, {
				key,
				type: typeOfKey(key),
				label: labelOf(line.texts[index], key),
				...(values[index] && { example: values[index] }),
			});
		}
	}
	return [...fields.values()];
}

/**
 * The text of a message as the person sees it, but for its title.
 *
 * @param content `content` of the template
 * @param values by key; a key without a value shows nothing
 * @returns its lines; those of head and tail, which WeChat no longer shows, are left out
 */
export function fillTemplate(content: string, values: Record<string, string>): string {
	const valueOf = (key: string): string =>
		Object.hasOwn(values, key) && !NO_LONGER_SHOWN.includes(key) ? values[key] : '';
	return linesOf(content)
		.filter((line) => !readLine(line).keys.some((key) => NO_LONGER_SHOWN.includes(key)))
		.map((line) => line.replaceAll(PLACEHOLDER, (_whole, key: string) => valueOf(key.trim())))
		.join('\n');
}
