// Why a text is no XML as WeChat writes it.
import { UNSAFE_NAMES } from './unsafeNames';

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

export const CDATA_START = '<![CDATA[';
export const CDATA_END = ']]>';
/** An entity beyond the five of XML. */
export const OTHER_ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;
/** Tags and short values; long texts stand in CDATA. Keeps the reading of any body a matter of milliseconds. */
export const MAX_STRUCTURE_LENGTH = 64 * 1024;

/** Why a text has no reading: markup that WeChat never sends outside CDATA, or anything else. */
export function faultOf(document: string): PushXmlError {
	const clear = withoutCdata(document);
	if (clear.length > MAX_STRUCTURE_LENGTH) return tooComplex();
	if (/<!DOCTYPE|<!ENTITY/i.test(clear)) {
		return forbidden('The XML has a DOCTYPE or entity declaration, which WeChat never sends');
	}
	if (OTHER_ENTITY.test(clear)) {
		return forbidden('The XML has an entity beyond the five of XML, which WeChat never sends');
	}
	if (/<(?!\/?[A-Za-z_][A-Za-z0-9_]{0,63}\s{0,8}\/?>)/.test(clear)) {
		return forbidden(
			'The XML has attributes, comments, processing instructions or unfinished tags, which WeChat never sends',
		);
	}
	for (const [, name] of clear.matchAll(/<([A-Za-z_][A-Za-z0-9_]{0,63})/g)) {
		if (!UNSAFE_NAMES.has(name)) continue;
		return forbidden('The XML has an element named like a property of every JavaScript object');
	}
	return new PushXmlError('malformed', 'The body is not well-formed XML');
}

function withoutCdata(document: string): string {
	const parts: string[] = [];
	for (let at = 0, length = 0; ;) {
		const start = document.indexOf(CDATA_START, at);
		const end = start < 0 ? -1 : document.indexOf(CDATA_END, start);
		parts.push(document.slice(at, end < 0 ? undefined : start));
		length += parts[parts.length - 1].length;
		if (end < 0 || length > MAX_STRUCTURE_LENGTH) return parts.join('');
		at = end + CDATA_END.length;
	}
}

/** @returns the error for a body that is deeper or has more parts than anything WeChat sends */
export function tooComplex(): PushXmlError {
	return new PushXmlError('tooComplex', 'The XML is deeper or has more parts than anything WeChat sends');
}

function forbidden(message: string): PushXmlError {
	return new PushXmlError('forbidden', message);
}
