// Reads a JSON body as strictly as WeChat: raw UTF-8, an object, nothing escaped that need not be.
import { WechatRefusal } from '../refusal';
import type { Settings } from '../world/settings';
import type { JsonObject } from './call';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A \uXXXX that is an escape, not a written backslash followed by a u. */
const ESCAPE = /(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}/;

/** @throws WechatRefusal 44002 empty, 47001 not a JSON object, 40033 or 47002 with \uXXXX in it */
export function readJsonBody(raw: Buffer, contentType: string, settings: Settings): JsonObject {
	if (raw.length === 0) throw new WechatRefusal(44002);
	if (/x-www-form-urlencoded|multipart/i.test(contentType)) throw new WechatRefusal(47001);
	const read = parse(raw);
	if (!read) throw new WechatRefusal(47001);
	if (ESCAPE.test(read.text)) throw new WechatRefusal(settings.escapedBody);
	return read.body;
}

function parse(raw: Buffer): { text: string; body: JsonObject } | undefined {
	try {
		const text = decoder.decode(raw);
		const body: unknown = JSON.parse(text);
		const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
		return isObject ? { text, body: body as JsonObject } : undefined;
	} catch {
		return undefined;
	}
}
