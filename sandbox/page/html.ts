// HTML as text: what is put in is escaped unless it is HTML already.

/** HTML that is written as it stands. */
export class Html {
	constructor(readonly text: string) {}
	/** @returns the HTML as it goes into the page; texts in it are escaped already */
	toString() {
		return this.text;
	}
}

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

type Part = Html | string | number | undefined | Part[];

function written(part: Part): string {
	if (part === undefined) return '';
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map(written).join('');
	return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** A template tag: everything between `${}` is escaped, but for other HTML; a list is written one after the other. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
	return new Html(fixed.map((text, at) => text + (at < parts.length ? written(parts[at]) : '')).join(''));
}
