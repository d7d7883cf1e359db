// A file that WeChat keeps elsewhere, at an address that it gave in an answer.
import type { FullResponse } from './answer';
import { WechatError } from './errors';
import { StoredFile, receive } from './storing';
import type { FileWanted } from './storing';
import type { ApiContext } from './types';
import { TIMEOUT_MS } from './unanswered';

/**
 * Fetches a file without a token, and stores it.
 *
 * @param context the n8n context that makes the request
 * @param url where WeChat says that it is
 * @param file what is wanted of it
 * @throws WechatError when it is not there, or too big
 */
export async function fetchFile(context: ApiContext, url: string, file: FileWanted): Promise<StoredFile> {
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw fileMissing(url);
	try {
		const response = (await context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT_MS,
		})) as FullResponse;
		const received = await receive(context, response, file);
		if (received instanceof StoredFile) return received;
	} catch (error) {
		return await Promise.reject(error instanceof WechatError ? error : fileMissing(url));
	}
	throw fileMissing(url);
}

function fileMissing(url: string): WechatError {
	const where = URL.canParse(url) ? new URL(url).host : 'an address that is none';
	return new WechatError({
		message: `The file could not be fetched from ${where}`,
		description: 'WeChat named this place for it. Run again; a file is kept for three days.',
	});
}
