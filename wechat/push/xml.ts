// WeChat's XML read into plain records: every value the exact text between its tags, and nothing that XML can do beyond that.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
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
const DECLARATION = /^\s*<\?xml\s[^<>?]{0,200}\?>/;
const TAG = /<(\/?)([A-Za-z_][A-Za-z0-9_]{0,63})\s{0,8}(\/?)>/g;
/** A tag of this form only; anything else that starts with `<` (attributes, comments, DOCTYPE, ...) is refused. */
const OTHER_MARKUP = /<(?!\/?[A-Za-z_][A-Za-z0-9_]{0,63}\s{0,8}\/?>)/;
const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;
/** Control characters, NUL among them: refused outside CDATA, so that NUL can mark a lifted section. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const MARK = '\0';

const parser = new XMLParser({
	ignoreAttributes: true,
	ignoreDeclaration: true,
	parseTagValue: false,
	trimValues: false,
	maxNestedTags: MAX_DEPTH + 2,
});

/**
 * Reads a push or a decrypted message.
 *
 * CDATA is lifted out before the parser runs and put back after, so that its text is untouched to the byte (an XML
 * parser rewrites line ends) and so that what is left can be checked for forbidden markup without looking into CDATA.
 *
 * @param xml the whole document; the caller bounds its length
 * @returns what is inside the root element `<xml>`
 * @throws PushXmlError when it is anything else
 * @see wechat-api.md sections 8.3 and 8.7
 */
export function readPushXml(xml: string): XmlRecord {
	const { structure, sections } = liftCdata(xml);
	refuseForbidden(structure);
	measure(structure);
	if (XMLValidator.validate(structure) !== true) throw malformed();
	const document: unknown = parser.parse(structure);
	const root = isRecord(document) && Object.keys(document).length === 1 ? document.xml : undefined;
	if (!isRecord(root))
		throw new PushXmlError('malformed', 'The XML is not one <xml> element with fields inside');
	return restoreRecord(root, sections);
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
	if (OTHER_MARKUP.test(structure.replace(DECLARATION, ''))) {
		throw new PushXmlError(
			'forbidden',
			'The XML has attributes, comments, processing instructions or unfinished tags, which WeChat never sends',
		);
	}
}

function measure(structure: string): void {
	let depth = 0;
	let elements = 0;
	for (const [, closing, name, selfClosing] of structure.matchAll(TAG)) {
		if (UNSAFE_NAMES.has(name)) {
			throw new PushXmlError(
				'forbidden',
				'The XML has an element named like a property of every JavaScript object',
			);
		}
		if (closing) {
			depth--;
		} else {
			elements++;
			if (!selfClosing) depth++;
		}
		if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) throw tooComplex();
	}
}

function restore(value: unknown, sections: string[]): XmlValue {
	if (typeof value === 'string') return restoreText(value, sections);
	if (Array.isArray(value)) return value.map((entry) => restore(entry, sections));
	if (isRecord(value)) return restoreRecord(value, sections);
	throw malformed();
}

/** Between two marks stands the number of a section: every second piece. */
function restoreText(text: string, sections: string[]): string {
	return text
		.split(MARK)
		.map((piece, index) => (index % 2 === 0 ? piece : sections[Number(piece)]))
		.join('');
}

function restoreRecord(record: Record<string, unknown>, sections: string[]): XmlRecord {
	const result: XmlRecord = {};
	for (const [name, value] of Object.entries(record)) {
		if (name !== '#text') {
			result[name] = restore(value, sections);
		} else if (typeof value !== 'string' || value.trim() !== '') {
			throw malformed();
		}
	}
	return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tooComplex(): PushXmlError {
	return new PushXmlError('tooComplex', 'The XML is deeper or has more parts than anything WeChat sends');
}

function malformed(): PushXmlError {
	return new PushXmlError('malformed', 'The body is not well-formed XML');
}
