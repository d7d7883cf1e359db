// A file that WeChat keeps elsewhere, at an address that it gave in an answer.
import type { FullResponse } from './answer';
import { WechatError, cancelled } from './errors';
import { pause } from './pause';
import { networkDelay } from './retry';
import { StoredFile, UNPACKED, receive } from './storing';
import type { FileWanted } from './storing';
import type { ApiContext } from './types';
import { TIMEOUT_MS } from './unanswered';

/**
 * Fetches a file without a token, and stores it. Where it breaks off, or nobody or a gateway answers, it is tried again.
 *
 * @param context the n8n context that makes the request
 * @param url where WeChat says that it is
 * @param file what is wanted of it
 * @param stop n8n's signal that the execution is cancelled; undefined where n8n has none
 * @throws WechatError when it is not there, or too big, or the execution is cancelled
 */
export async function fetchFile(
	context: ApiContext,
	url: string,
	file: FileWanted,
	stop: AbortSignal | undefined,
): Promise<StoredFile> {
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw fileMissing(url);
	for (let attempt = 0; ; attempt++) {
		const received = await fetchOnce(context, url, file, stop).catch((error: unknown) =>
			error instanceof WechatError ? error : undefined,
		);
		if (received instanceof StoredFile) return received;
		if (stop?.aborted) throw cancelled();
		if (received instanceof WechatError) throw received;
		const mayComeYet = received === undefined || received.statusCode >= 500;
		const delay = mayComeYet ? networkDelay(attempt) : undefined;
		if (delay === undefined) throw fileMissing(url);
		if (!(await pause(delay, stop))) throw cancelled();
	}
}

async function fetchOnce(
	context: ApiContext,
	url: string,
	file: FileWanted,
	stop: AbortSignal | undefined,
): Promise<StoredFile | FullResponse> {
	const response = (await context.helpers.httpRequest({
		method: 'GET',
		url,
		headers: { ...UNPACKED },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: TIMEOUT_MS,
		abortSignal: stop,
	})) as FullResponse;
	return await receive(context, response, file);
}

function fileMissing(url: string): WechatError {
	const where = URL.canParse(url) ? new URL(url).host : 'an address that is none';
	return new WechatError({
		message: `The file could not be fetched from ${where}`,
		description: 'WeChat named this place for it. Run again; a file is kept for three days.',
	});
}
