// A file at an address that WeChat gave: fetched without a token, from wherever it is.
import { Readable } from 'node:stream'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import type { IHttpRequestOptions } from 'n8n-workflow';
import { fetchFile } from '../../../../../nodes/shared/call/elsewhere';
import type { ApiContext } from '../../../../../nodes/shared/call/types';
import { FILE, prepareBinaryData, skipWaits } from './host';

const URL_OF_VIDEO = 'https://video.example/a';
const MB = 1024 * 1024;

type Answer = object | Error | (() => object);

let waits: number[];
beforeEach(() => (waits = skipWaits()));
afterEach(() => jest.restoreAllMocks());

/** @returns the stored file or the refusal, what was asked for, and how many files n8n was to store */
async function fetched(url: string, answers: Answer | Answer[], stop?: AbortController) {
	const left = Array.isArray(answers) ? [...answers] : [answers];
	const asked: IHttpRequestOptions[] = [];
	const stored: string[] = [];
	const helpers = {
		prepareBinaryData: async (...given: Parameters<typeof prepareBinaryData>) => {
			const binary = await prepareBinaryData(...given);
			stored.push(given[1]);
			return binary;
		},
		httpRequest: async (options: IHttpRequestOptions) => {
			asked.push(options);
			const next = left.length > 1 ? left.shift() : left[0];
			const answer = typeof next === 'function' ? (next as () => object)() : next;
			return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
		},
	};
	const context = { helpers } as unknown as ApiContext;
	const outcome = await fetchFile(context, url, FILE, stop?.signal).catch((error: unknown) => error);
	return { asked, outcome, stored };
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
const cut = () => ({ ...response(''), body: Readable.from(broken()) });
const MISSING = { message: 'The file could not be fetched from video.example', fate: 'refused' };

it('It is read as it comes, without a token, and ended some time', async () => {
	const { asked, outcome } = await fetched(URL_OF_VIDEO, response('the video'));
	const binary = { data: 'the video', mimeType: 'video/mp4', fileName: 'a-file.mp4' };
	expect(outcome).toEqual({ binary, bytes: 9 });
	expect(asked).toEqual([
		{
			method: 'GET',
			url: URL_OF_VIDEO,
			headers: { 'accept-encoding': 'identity' },
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

it.each<[what: string, answer: Answer]>([
	['it breaks off', cut],
	['nobody answers', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
	['the file is gone', response('<html>gone', 'text/html', 404)],
	['a page comes instead of a file', response('<html>hello', 'text/html')],
	['a page comes that claims to be the file', response('<html>hello')],
	['a refusal comes instead of a file', response('{"errcode":40007,"errmsg":"x"}', 'text/plain')],
])('It is missing where %s', async (_, answer) => {
	expect((await fetched(URL_OF_VIDEO, answer)).outcome).toMatchObject(MISSING);
});

it('It is not held where it is too big, and that is said', async () => {
	const { asked, outcome } = await fetched(URL_OF_VIDEO, response(Buffer.alloc(MB + 1)));
	expect(outcome).toMatchObject({ message: 'The file is bigger than 1 MB' });
	expect(asked).toHaveLength(1);
});

describe('As often as a photo', () => {
	const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

	it.each<[what: string, broken: Answer]>([
		['it breaks off', cut],
		['nobody answers', refused],
		['a gateway answers', () => response('<html>Bad Gateway', 'text/html', 502)],
	])('it is fetched again where %s, and stored once', async (_, broken) => {
		const { asked, outcome, stored } = await fetched(URL_OF_VIDEO, [broken, broken, response('the video')]);
		expect(outcome).toMatchObject({ bytes: 9, binary: { data: 'the video' } });
		expect(stored).toEqual(['a-file.mp4']);
		expect(asked).toHaveLength(3);
		expect(waits).toEqual([500, 2_000]);
		const inVain = await fetched(URL_OF_VIDEO, broken);
		expect(inVain.outcome).toMatchObject(MISSING);
		expect([inVain.asked.length, inVain.stored]).toEqual([3, []]);
	});

	it('but only once where what answers has no file', async () => {
		const { asked } = await fetched(URL_OF_VIDEO, () => response('<html>gone', 'text/html', 404));
		expect(asked).toHaveLength(1);
	});
});

describe('Stop', () => {
	const CANCELLED = { message: 'The execution was cancelled', fate: 'neverSent', reach: 'account' };

	it('is told to n8n, and what it ends is no missing file', async () => {
		const stop = new AbortController();
		const { asked, outcome } = await fetched(
			URL_OF_VIDEO,
			() => {
				stop.abort();
				return Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' });
			},
			stop,
		);
		expect(outcome).toMatchObject(CANCELLED);
		expect(asked).toHaveLength(1);
		expect(asked[0].abortSignal).toBe(stop.signal);
	});

	it('between two tries ends them', async () => {
		const stop = new AbortController();
		jest.spyOn(Math, 'random').mockImplementation(() => {
			stop.abort();
			return 0.5;
		});
		const { asked, outcome } = await fetched(URL_OF_VIDEO, cut, stop);
		expect(outcome).toMatchObject(CANCELLED);
		expect(asked).toHaveLength(1);
	});
});
