// A file at an address that WeChat gave: fetched without a token, from wherever it is.
import { Readable } from 'node:stream'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import type { IHttpRequestOptions } from 'n8n-workflow';
import { fetchFile } from '../../../../../nodes/shared/call/elsewhere';
import type { ApiContext } from '../../../../../nodes/shared/call/types';
import { FILE, prepareBinaryData } from './host';

const URL_OF_VIDEO = 'https://video.example/a';
const MB = 1024 * 1024;

/** @returns the stored file or the refusal, and what was asked for */
async function fetched(url: string, answer: object | Error) {
	const asked: IHttpRequestOptions[] = [];
	const helpers = {
		prepareBinaryData,
		httpRequest: async (options: IHttpRequestOptions) => {
			asked.push(options);
			return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
		},
	};
	const outcome = await fetchFile({ helpers } as unknown as ApiContext, url, FILE).catch(
		(error: unknown) => error,
	);
	return { asked, outcome };
}
const response = (data: Buffer | string, type = 'video/mp4', statusCode = 200) => ({
	body: Readable.from([Buffer.from(data)]),
	headers: { 'content-type': type },
	statusCode,
});
async function* broken() {
	yield await Promise.resolve(Buffer.alloc(100));
	throw new Error('read ECONNRESET');
}
const MISSING = { message: 'The file could not be fetched from video.example', fate: 'refused' };

it('It is read as it comes, without a token, and ended some time', async () => {
	const { asked, outcome } = await fetched(URL_OF_VIDEO, response('the video'));
	const binary = { data: 'the video', mimeType: 'video/mp4', fileName: 'a-file.mp4' };
	expect(outcome).toEqual({ binary, bytes: 9 });
	expect(asked).toEqual([
		{
			method: 'GET',
			url: URL_OF_VIDEO,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: 20_000,
		},
	]);
});

it.each([
	'',
	'not an address',
	'ftp://video.example/a',
	'xhttp://video.example/a',
	'https-not://video.example/a',
])('%j is asked of nobody', async (url) => {
	const { asked, outcome } = await fetched(url, response('x'));
	expect(asked).toEqual([]);
	expect(outcome).toMatchObject({ message: expect.stringContaining('could not be fetched from') as string });
});

it('An address that is none is said to be none', async () => {
	expect((await fetched('none', response('x'))).outcome).toMatchObject({
		message: 'The file could not be fetched from an address that is none',
	});
});

it.each<[what: string, answer: object | Error]>([
	['it breaks off', { ...response(''), body: Readable.from(broken()) }],
	['nobody answers', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
	['the file is gone', response('<html>gone', 'text/html', 404)],
	['a page comes instead of a file', response('<html>hello', 'text/html')],
	['a refusal comes instead of a file', response('{"errcode":40007,"errmsg":"x"}', 'text/plain')],
])('It is missing where %s', async (_, answer) => {
	expect((await fetched(URL_OF_VIDEO, answer)).outcome).toMatchObject(MISSING);
});

it('It is not held where it is too big, and that is said', async () => {
	const { outcome } = await fetched(URL_OF_VIDEO, response(Buffer.alloc(MB + 1)));
	expect(outcome).toMatchObject({ message: 'The file is bigger than 1 MB' });
});
