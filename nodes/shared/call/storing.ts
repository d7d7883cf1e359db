// A file on its way from WeChat to n8n's binary store, part by part: however long it is, no more than a part is held.
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { BEGINNING, beforeText } from './answer';
import type { FullResponse, KindReader } from './answer';
import { WechatError } from './errors';
import type { ApiContext } from './types';
import { TIMEOUT_MS } from './unanswered';

const MEGABYTE = 1024 * 1024;
/** So many bytes are looked at for a text behind white space. */
const MOST_BEFORE_TEXT = 64 * 1024;

/**
 * What the request for a file asks besides: n8n unpacks a packed one on the way, does not notice where half of it is missing,
 * and leaves its packed length in the answer. Pictures, recordings and videos are packed already.
 */
export const UNPACKED = { 'accept-encoding': 'identity' };

/** What is to become of an answer that is a file. */
export interface FileWanted {
	kind: KindReader;
	/** What n8n is to call it, without an ending. */
	name: string;
	mostBytes: number;
}

/** A file that n8n has stored. */
export class StoredFile {
	constructor(
		/** What an item carries of it. */
		readonly binary: IBinaryData,
		readonly bytes: number,
	) {}
}

type PrepareBinaryData = IExecuteFunctions['helpers']['prepareBinaryData'];
/** Node's Readable, as n8n takes it. */
type Stream = Exclude<Parameters<PrepareBinaryData>[0], Uint8Array>;
type Parts = AsyncGenerator<Uint8Array, void>;

/**
 * Stores what comes, if it is a file.
 *
 * @param context of an execution: nothing else stores files
 * @param response n8n's answer, its body a stream; the stream is ended, whatever happens
 * @param file what is wanted of it
 * @returns the stored file; where the answer is none, the answer with its text
 * @throws WechatError when there is too much of it, or n8n cannot store it; what the stream fails with, when it breaks off
 * or stops coming
 */
export async function receive(
	context: ApiContext,
	response: FullResponse,
	file: FileWanted,
): Promise<StoredFile | FullResponse> {
	const body = response.body as Stream;
	const counter = { bytes: 0 };
	const parts = counted(body, file.mostBytes, counter);
	try {
		const begun = await beginningOf(parts);
		const kind = file.kind({ ...response, body: begun });
		if (!kind) return { ...response, body: (await joined([begun], parts)).toString('utf8') };
		// Before a byte is written: n8n 2.4 leaves what it has of a file on the disk until the execution is deleted.
		if (Number(response.headers['content-length']) > file.mostBytes) throw tooBig(file.mostBytes);
		const { prepareBinaryData } = (context as IExecuteFunctions).helpers;
		const stream = streamOf(body, behind(begun, parts));
		// Node tells this before n8n, which may wrap it: the connection broke, or there was too much.
		let failure: unknown;
		stream.once('error', (error) => (failure = error));
		const stored = prepareBinaryData(stream, `${file.name}.${kind.extension}`, kind.mimeType);
		const binary = await stored.catch(
			async (error: unknown) => await Promise.reject(failure ?? notStored(error)),
		);
		return new StoredFile(binary, counter.bytes);
	} finally {
		body.destroy();
	}
}

async function* counted(body: Stream, mostBytes: number, counter: { bytes: number }): Parts {
	const parts = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
	for (;;) {
		const { value } = await inTime(parts.next());
		if (!value) return;
		counter.bytes += value.length;
		if (counter.bytes > mostBytes) throw tooBig(mostBytes);
		yield value;
	}
}

/**
 * Waits for the next part, but not for ever: the limit that the request has ends with the beginning of a stream. Newer
 * versions of n8n wrap the stream so that it cannot be ended from outside while it waits; so the wait is given up.
 */
async function inTime<T>(part: Promise<T>): Promise<T> {
	const late = AbortSignal.timeout(TIMEOUT_MS);
	let giveUp = (): void => undefined;
	const over = new Promise<never>((_, reject) => {
		giveUp = () => reject(Object.assign(new Error('The file stopped coming'), { code: 'ETIMEDOUT' }));
	});
	late.addEventListener('abort', giveUp);
	try {
		return await Promise.race([part, over]);
	} finally {
		late.removeEventListener('abort', giveUp);
	}
}

async function beginningOf(parts: Parts): Promise<Buffer> {
	const begun: Uint8Array[] = [];
	for (let bytes = 0, seen = 0; seen < BEGINNING && bytes < MOST_BEFORE_TEXT;) {
		const { value } = await parts.next();
		if (!value) break;
		begun.push(value);
		bytes += value.length;
		seen += seen > 0 ? value.length : value.length - beforeText(value);
	}
	return Buffer.concat(begun);
}

async function joined(all: Uint8Array[], parts: Parts): Promise<Buffer> {
	for await (const part of parts) all.push(part);
	return Buffer.concat(all);
}

async function* behind(begun: Uint8Array, parts: Parts): Parts {
	yield begun;
	yield* parts;
}

/** Node's `Readable.from`, reached by a stream that n8n made: a node may not import Node's modules. */
function streamOf(body: Stream, parts: Parts): Stream {
	const readable = body.constructor as unknown as { from(parts: Parts, options: object): Stream };
	return readable.from(parts, { objectMode: false });
}

function tooBig(mostBytes: number): WechatError {
	return new WechatError({
		message: `The file is bigger than ${Math.floor(mostBytes / MEGABYTE)} MB`,
		description:
			"Raise 'Max Size' where there is one, or leave this file to the HTTP Request node with this credential.",
	});
}

function notStored(error: unknown): WechatError {
	return new WechatError({
		message: 'n8n could not store the file',
		description: error instanceof Error ? error.message : String(error),
	});
}
