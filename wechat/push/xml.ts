// WeChat's XML read into plain records: every value the exact text between its tags, and nothing that XML can do beyond that.
import { UNSAFE_NAMES } from './unsafeNames';
import { CDATA_END, CDATA_START, faultOf, MAX_STRUCTURE_LENGTH, OTHER_ENTITY, tooComplex } from './xmlFaults';

/** Deeper than anything WeChat sends (ScanCodeInfo, SendPicsInfo › PicList › item › PicMd5Sum). */
const MAX_DEPTH = 8;
/** A push about a mass send lists one result per article, about a hundred elements. */
const MAX_ELEMENTS = 500;
/**
 * How many places in the text may be tried as the beginning of an element, over all readings. No message of WeChat's comes
 * near it; a text that needs more was made to take time.
 */
const MAX_STEPS = 20_000;
/** The same for the characters that are searched for the last end of a CDATA section. */
const MAX_SEARCHED = 8 * 1024 * 1024;

/** An element without children is its text; one with children is a record; a repeated one is an array. */
export type XmlValue = string | XmlRecord | XmlValue[];
export interface XmlRecord {
	[name: string]: XmlValue;
}

const DECLARATION =
	/^<\?xml(\s{1,8}[a-z]{1,20}\s{0,8}=\s{0,8}("[\w.-]{1,40}"|'[\w.-]{1,40}')){1,3}\s{0,8}\?>/;
const START_TAG = /<([A-Za-z_][A-Za-z0-9_]{0,63})\s{0,8}(\/?)>/y;
const BLANKS = /[ \t\r\n]*/y;
const PLAIN_TEXT = /[^<]*/y;
/** Control characters: refused outside CDATA. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An element whose end tag has not come yet. */
interface Open {
	name: string;
	/** Names from the root down, to tell two places in the text apart. */
	path: string;
	depth: number;
	parent?: Open;
}

/** A list of fields, each linked to the one behind it in the same element. Readings share its tail, so it is never changed. */
interface Fields {
	name: string;
	value: string | Fields | null;
	next: Fields | null;
}

/** One way to read the text from a place to its end: the fields of the open element, then the rest behind its end tag. */
interface Reading {
	fields: Fields | null;
	/** The rest behind the end tag; absent when that was the root's. */
	after?: Reading;
}

/**
 * Reads a push or a decrypted message.
 *
 * WeChat puts what people write into CDATA as it is. A text that holds `]]>` ends too early for an XML parser, and may go on
 * with what looks like further fields. So the end of a text is sought: a `]]>` with the end tag behind it, such that the rest
 * of the document is readable too and no text field occurs twice (only the records of a list repeat). The first such place
 * is tried, and if that fails the last one in the document: nothing that WeChat puts behind a person's text looks like it.
 *
 * Only elements and text are read. A general XML parser would add 200 kB of code, and read much that must be refused; the
 * tests compare this reader with one.
 *
 * @param xml the whole document; the caller bounds its length
 * @returns what is inside the root element `<xml>`
 * @throws PushXmlError when it is anything else
 * @see docs/wechat/pushes.md
 */
export function readPushXml(xml: string): XmlRecord {
	const document = xml.replace(DECLARATION, '');
	const root = new Reader(document, false).read() ?? new Reader(document, true).read();
	if (!root) throw faultOf(document);
	return toRecord(root);
}

class Reader {
	private readonly known = new Map<string, Reading | null>();
	private readonly lastEnds = new Map<string, number>();
	private elements = 0;
	private steps = 0;
	private structure = 0;

	/** @param mayRepeat whether a text field may occur twice in one element */
	constructor(
		private readonly text: string,
		private readonly mayRepeat: boolean,
	) {}

	/** @returns the fields of the root element; undefined when there is no reading */
	read(): Fields | undefined {
		const start = this.skipBlanks(0);
		const tag = this.startTag(start);
		if (tag?.name !== 'xml' || tag.isClosed) return undefined;
		const reading = this.from(tag.end, { name: 'xml', path: 'xml', depth: 1 });
		return reading?.fields ?? undefined;
	}

	/**
	 * Reads on inside an open element. The result is remembered by place and path, so no place is read twice in one element.
	 *
	 * @param at the index in the text
	 * @returns null when the rest cannot be read from there
	 */
	private from(at: number, open: Open): Reading | null {
		const place = `${at}/${open.path}`;
		const known = this.known.get(place);
		if (known !== undefined) return known;
		if (++this.steps > MAX_STEPS) throw tooComplex();
		const reading = this.readFrom(at, open);
		this.known.set(place, reading);
		return reading;
	}

	private readFrom(at: number, open: Open): Reading | null {
		const start = this.skipBlanks(at);
		const end = this.endTag(start, open.name);
		if (end > 0) return this.behind(end, open);
		const tag = this.startTag(start);
		if (!tag || UNSAFE_NAMES.has(tag.name)) return null;
		if (++this.elements > MAX_ELEMENTS || open.depth > MAX_DEPTH) throw tooComplex();
		try {
			this.count(tag.end - at);
			return this.element(tag, open);
		} finally {
			this.elements--;
			this.structure -= tag.end - at;
		}
	}

	private behind(end: number, { parent }: Open): Reading | null {
		if (!parent) return this.skipBlanks(end) === this.text.length ? { fields: null } : null;
		const after = this.from(end, parent);
		return after && { fields: null, after };
	}

	private element(tag: { name: string; end: number; isClosed: boolean }, open: Open): Reading | null {
		const { name } = tag;
		if (tag.isClosed) return this.withText(name, '', tag.end, open);
		const inside = this.skipBlanks(tag.end);
		if (this.text.startsWith(CDATA_START, inside)) {
			return this.cdata(name, this.text.slice(tag.end, inside), inside + CDATA_START.length, open);
		}
		PLAIN_TEXT.lastIndex = tag.end;
		const [text] = PLAIN_TEXT.exec(this.text) ?? [''];
		const end = this.endTag(tag.end + text.length, name);
		if (end > 0) {
			this.count(text.length);
			return OTHER_ENTITY.test(text) || CONTROL.test(text)
				? null
				: this.withText(name, plainText(text), end, open);
		}
		const child = { name, path: `${open.path}/${name}`, depth: open.depth + 1, parent: open };
		const reading = this.from(tag.end, child);
		if (!reading?.after) return null;
		const { fields: value, after } = reading;
		if (!this.mayRepeat && has(after.fields, name, 'text')) return null;
		return { ...after, fields: { name, value, next: after.fields } };
	}

	/** @param blanks what stands before the CDATA in the same element: text, as for any reader of XML */
	private cdata(name: string, blanks: string, start: number, open: Open): Reading | null {
		const first = this.nextEnd(name, start);
		if (!first) return null;
		const text = (end: number) => {
			const behind = end + CDATA_END.length;
			const after = this.text.slice(behind, this.skipBlanks(behind));
			return plainText(blanks) + this.text.slice(start, end) + plainText(after);
		};
		const reading = this.withText(name, text(first.at), first.end, open);
		if (reading) return reading;
		const last = this.lastEnd(name);
		return last > first.at
			? this.withText(name, text(last), this.endTag(last + CDATA_END.length, name), open)
			: null;
	}

	/** The first end of CDATA behind which this element ends. */
	private nextEnd(name: string, start: number): { at: number; end: number } | undefined {
		for (let at = start; (at = this.text.indexOf(CDATA_END, at)) >= 0; at++) {
			const end = this.endTag(this.skipBlanks(at + CDATA_END.length), name);
			if (end > 0) return { at, end };
		}
		return undefined;
	}

	/** A field of this text, if the rest reads on from behind it. */
	private withText(name: string, value: string, end: number, open: Open): Reading | null {
		const rest = this.from(end, open);
		if (!rest || (!this.mayRepeat && has(rest.fields, name, 'any'))) return null;
		return { ...rest, fields: { name, value, next: rest.fields } };
	}

	/** Where the last CDATA of this element ends in the whole document. */
	private lastEnd(name: string): number {
		const known = this.lastEnds.get(name);
		if (known !== undefined) return known;
		if (this.lastEnds.size * this.text.length > MAX_SEARCHED) throw tooComplex();
		const last = this.text.lastIndexOf(`${CDATA_END}</${name}>`);
		this.lastEnds.set(name, last);
		return last;
	}

	private count(length: number): void {
		this.structure += length;
		if (this.structure > MAX_STRUCTURE_LENGTH) throw tooComplex();
	}

	private skipBlanks(at: number): number {
		BLANKS.lastIndex = at;
		BLANKS.test(this.text);
		return BLANKS.lastIndex;
	}

	private startTag(at: number): { name: string; end: number; isClosed: boolean } | undefined {
		START_TAG.lastIndex = at;
		const match = START_TAG.exec(this.text);
		return match ? { name: match[1], end: START_TAG.lastIndex, isClosed: match[2] !== '' } : undefined;
	}

	/** @returns where the end tag of this name ends that stands here; 0 when none does */
	private endTag(at: number, name: string): number {
		if (!this.text.startsWith(`</${name}`, at)) return 0;
		const behind = at + name.length + 2;
		const end = this.skipBlanks(behind);
		return this.text[end] === '>' && end - behind <= 8 ? end + 1 : 0;
	}
}

function has(fields: Fields | null, name: string, what: 'any' | 'text'): boolean {
	for (let field = fields; field; field = field.next) {
		if (field.name === name && (what === 'any' || typeof field.value === 'string')) return true;
	}
	return false;
}

function toRecord(fields: Fields | null): XmlRecord {
	const record: XmlRecord = {};
	for (let field = fields; field; field = field.next) {
		const value = typeof field.value === 'string' ? field.value : toRecord(field.value);
		const before = record[field.name];
		if (before === undefined) record[field.name] = value;
		else if (Array.isArray(before)) before.push(value);
		else record[field.name] = [before, value];
	}
	return record;
}

/** Line ends become one character, as XML wants it. */
function plainText(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]);
}
