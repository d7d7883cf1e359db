// A file that WeChat keeps elsewhere, at an address that it gave in an answer.
import { isFile, readMedia } from './answer';
import type { FullResponse, WechatFile } from './answer';
import { collect } from './collect';
import { WechatError } from './errors';
import type { ApiContext } from './types';
import { TIMEOUT_MS } from './unanswered';

/**
 * Fetches a file without a token.
 *
 * @param context the n8n context that makes the request
 * @param url where WeChat says that it is
 * @param mostBytes how long it may be
 * @throws WechatError when it is not there, or too big
 */
export async function fetchFile(context: ApiContext, url: string, mostBytes: number): Promise<WechatFile> {
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw fileMissing(url);
	let response: FullResponse;
	try {
		response = (await context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT_MS,
		})) as FullResponse;
		const body = await collect(response.body as AsyncIterable<Uint8Array>, mostBytes);
		response = { ...response, body };
	} catch (error) {
		return await Promise.reject(error instanceof WechatError ? error : fileMissing(url));
	}
	const file = readMedia(response);
	if (file !== undefined && isFile(file)) return file;
	throw fileMissing(url);
}

function fileMissing(url: string): WechatError {
	const where = URL.canParse(url) ? new URL(url).host : 'an address that is none';
	return new WechatError({
		message: `The file could not be fetched from ${where}`,
		description: 'WeChat named this place for it. Run again; a file is kept for three days.',
	});
}
