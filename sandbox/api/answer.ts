/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// How an answer leaves: JSON as text/plain, bare 64-bit numbers, raw control characters, and broken where a fault asks for it.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Response } from 'express';
import type { Fault } from '../world/faults';

/** JSON text that is written as it stands, for numbers that no JavaScript number can hold. */
export class RawJson {
	constructor(readonly text: string) {}
}

export class FileAnswer {
	constructor(
		readonly contentType: string,
		readonly bytes: Buffer,
		/** Of a file that WeChat sends as an attachment. */
		readonly fileName?: string,
	) {}
}

export type Answer = Record<string, unknown> | RawJson | FileAnswer;

/** WeChat's answer to a call that worked. @param fields what it carries beside errcode and errmsg */
export const ok = (fields: Record<string, unknown> = {}): Answer => ({ errcode: 0, errmsg: 'ok', ...fields });

/** The answer to a sent message. A msgid is longer than a JavaScript number is exact, so it is written by hand. */
export const okWithMsgid = (msgid: bigint) => new RawJson(`{"errcode":0,"errmsg":"ok","msgid":${msgid}}`);

/** Three groups of eight hex digits; the first is the unix time of the call. */
export function makeRid(now: number): string {
	const random = randomBytes(8).toString('hex');
	const time = Math.floor(now / 1000).toString(16);
	return `${time.padStart(8, '0')}-${random.slice(0, 8)}-${random.slice(8)}`;
}

/** WeChat does not escape control characters in people's texts; strict JSON readers break on them. */
const ESCAPED_CONTROL = /(?<!\\)\\u00([01][0-9a-f])/g;

function answerText(answer: Record<string, unknown> | RawJson): string {
	if (answer instanceof RawJson) return answer.text;
	const text = JSON.stringify(answer);
	if (!text.includes('\\u00')) return text;
	return text.replace(ESCAPED_CONTROL, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** @returns the body as it goes over the wire */
export const bytesOf = (answer: Answer): Buffer =>
	answer instanceof FileAnswer ? answer.bytes : Buffer.from(answerText(answer));

/** Is it an errcode, and so nothing was done? */
export const isRefusal = (answer: Answer) =>
	!(answer instanceof RawJson || answer instanceof FileAnswer) && Number(answer.errcode ?? 0) !== 0;

/** Promises the whole answer, sends half of it and cuts the connection. */
export function cutShort(res: Response, body: Buffer, contentType: string) {
	res.writeHead(200, { 'Content-Type': contentType, 'Content-Length': String(body.length) });
	res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.destroy());
}

/** Sends the bytes, cut, packed or padded when a fault says so. */
export function send(
	res: Response,
	answer: { status: number; body: Buffer; contentType: string; fileName?: string },
	fault: Fault | undefined,
) {
	let { body } = answer;
	const headers: Record<string, string> = { 'Content-Type': fault?.contentType ?? answer.contentType };
	if (answer.fileName) headers['Content-disposition'] = `attachment; filename="${answer.fileName}"`;
	if (fault?.truncate) body = body.subarray(0, Math.max(1, Math.floor(body.length / 2)));
	if (fault?.padBytes !== undefined) body = Buffer.concat([body, Buffer.alloc(fault.padBytes, ' ')]);
	if (fault?.gzip) {
		body = gzipSync(body);
		headers['Content-Encoding'] = 'gzip';
	}
	res.writeHead(answer.status, { ...headers, 'Content-Length': String(body.length) });
	res.end(body);
}
