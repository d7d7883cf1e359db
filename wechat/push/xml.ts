// WeChat's XML read into plain records: every value the exact text between its tags, and nothing that XML can do beyond that.
import { UNSAFE_NAMES } from './unsafeNames';

/** Deeper than anything WeChat sends (ScanCodeInfo, SendPicsInfo › PicList › item › PicMd5Sum). */
const MAX_DEPTH = 8;
/** A push about a mass send lists one result per article; a few hundred elements are already many. */
const MAX_ELEMENTS = 2000;
/** Tags and short values; long texts stand in CDATA. Keeps the reading of any body a matter of milliseconds. */
const MAX_STRUCTURE_LENGTH = 64 * 1024;

/** An element without children is its text; one with children is a record; a repeated one is an array. */
export type XmlValue = string | XmlRecord | XmlValue[];
export interface XmlRecord {
	[name: string]: XmlValue;
}

/** `forbidden`: well-formed perhaps, but markup WeChat never sends; `malformed`: not XML; `tooComplex`: past a bound. */
export type PushXmlFault = 'forbidden' | 'malformed' | 'tooComplex';

/** The text is not XML as WeChat writes it. The message is fit to be shown to a person and quotes nothing of the text. */
export class PushXmlError extends Error {
	constructor(
		readonly fault: PushXmlFault,
		message: string,
	) {
		super(message);
		this.name = 'PushXmlError';
	}
}

const CDATA_START = '<![CDATA[';
const CDATA_END = ']]>';
const DECLARATION =
	/^<\?xml(\s{1,8}[a-z]{1,20}\s{0,8}=\s{0,8}("[\w.-]{1,40}"|'[\w.-]{1,40}')){1,3}\s{0,8}\?>/;
const TAG = /<(\/?)([A-Za-z_][A-Za-z0-9_]{0,63})\s{0,8}(\/?)>/g;
/** A tag of this form only; anything else that starts with `<` (attributes, comments, DOCTYPE, ...) is refused. */
const OTHER_MARKUP = /<(?!\/?[A-Za-z_][A-Za-z0-9_]{0,63}\s{0,8}\/?>)/;
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;
/** Control characters, NUL among them: refused outside CDATA, so that NUL can mark a lifted section. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const MARK = '\0';
const BLANK = /^[ \t\r\n]*$/;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a push or a decrypted message.
 *
 * CDATA is lifted out first and put back last, so that its text is untouched to the byte and so that what is left can be
 * checked for forbidden markup without looking into CDATA. What passes is elements and text and nothing else, which a
 * general XML parser would bring 200 kB of code for, and more than is wanted. The tests hold one against this reader.
 *
 * @param xml the whole document; the caller bounds its length
 * @returns what is inside the root element `<xml>`
 * @throws PushXmlError when it is anything else
 * @see wechat-api.md sections 8.3 and 8.7
 */
export function readPushXml(xml: string): XmlRecord {
	const { structure, sections } = liftCdata(xml);
	const elements = structure.replace(DECLARATION, '');
	refuseForbidden(elements);
	const { xml: root, ...others } = readElements(elements, sections);
	if (typeof root !== 'object' || Array.isArray(root) || Object.keys(others).length > 0) {
		throw new PushXmlError('malformed', 'The XML is not one <xml> element with fields inside');
	}
	return root;
}

/** Replaces the n-th CDATA section by NUL n NUL. */
function liftCdata(xml: string): { structure: string; sections: string[] } {
	const parts: string[] = [];
	const sections: string[] = [];
	let at = 0;
	let length = 0;
	for (;;) {
		const start = xml.indexOf(CDATA_START, at);
		const text = xml.slice(at, start < 0 ? undefined : start);
		length += text.length;
		if (length > MAX_STRUCTURE_LENGTH || sections.length > MAX_ELEMENTS) throw tooComplex();
		if (CONTROL.test(text)) throw malformed();
		parts.push(text);
		if (start < 0) return { structure: parts.join(''), sections };
		const end = xml.indexOf(CDATA_END, start + CDATA_START.length);
		if (end < 0) throw malformed();
		parts.push(`${MARK}${sections.length}${MARK}`);
		sections.push(xml.slice(start + CDATA_START.length, end));
		at = end + CDATA_END.length;
	}
}

function refuseForbidden(structure: string): void {
	if (/<!DOCTYPE|<!ENTITY/i.test(structure)) {
		throw new PushXmlError(
			'forbidden',
			'The XML has a DOCTYPE or entity declaration, which WeChat never sends',
		);
	}
	if (OTHER_ENTITY.test(structure)) {
		throw new PushXmlError(
			'forbidden',
			'The XML has an entity beyond the five of XML, which WeChat never sends',
		);
	}
	if (OTHER_MARKUP.test(structure)) {
		throw new PushXmlError(
			'forbidden',
			'The XML has attributes, comments, processing instructions or unfinished tags, which WeChat never sends',
		);
	}
}

/** An element whose end tag has not come yet. */
interface Open {
	name: string;
	/** All text directly in it, as written. */
	text: string;
	/** Absent until the first. */
	children?: XmlRecord;
}

/** @param structure elements and text, as `refuseForbidden` leaves them: every `<` begins a tag */
function readElements(structure: string, sections: string[]): XmlRecord {
	const document: Open = { name: '', text: '', children: {} };
	const path = [document];
	let elements = 0;
	let at = 0;
	for (const { 0: tag, 1: closing, 2: name, 3: selfClosing, index } of structure.matchAll(TAG)) {
		const element = path[path.length - 1];
		element.text += structure.slice(at, index);
		at = index + tag.length;
		if (closing) {
			if (element.name !== name || selfClosing) throw malformed();
			path.pop();
			addChild(path[path.length - 1], name, valueOf(element, sections));
			continue;
		}
		if (UNSAFE_NAMES.has(name)) {
			throw new PushXmlError(
				'forbidden',
				'The XML has an element named like a property of every JavaScript object',
			);
		}
		elements++;
		if (selfClosing) addChild(element, name, '');
		else path.push({ name, text: '' });
		if (path.length - 1 > MAX_DEPTH || elements > MAX_ELEMENTS) throw tooComplex();
	}
	document.text += structure.slice(at);
	if (path.length > 1) throw malformed();
	return valueOf(document, sections) as XmlRecord;
}

function addChild(parent: Open, name: string, value: XmlValue): void {
	parent.children ??= {};
	const before = parent.children[name];
	if (before === undefined) parent.children[name] = value;
	else if (Array.isArray(before)) before.push(value);
	else parent.children[name] = [before, value];
}

function valueOf({ text, children }: Open, sections: string[]): XmlValue {
	if (children === undefined) return readText(text, sections);
	// Between elements WeChat has line ends at most.
	if (!BLANK.test(text)) throw malformed();
	return children;
}

/** Between two marks stands the number of a section: every second piece. */
function readText(text: string, sections: string[]): string {
	return text
		.split(MARK)
		.map((piece, index) => (index % 2 === 0 ? plainText(piece) : sections[Number(piece)]))
		.join('');
}

/** Line ends become one character, as XML wants it. */
function plainText(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]);
}

function tooComplex(): PushXmlError {
	return new PushXmlError('tooComplex', 'The XML is deeper or has more parts than anything WeChat sends');
}

function malformed(): PushXmlError {
	return new PushXmlError('malformed', 'The body is not well-formed XML');
}
