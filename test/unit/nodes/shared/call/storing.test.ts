// How a file gets into n8n's store: how much of it is looked at, taken and held, and what ends where it fails.
import { Readable } from 'node:stream'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import { sleep } from 'n8n-workflow';
import type { IBinaryData } from 'n8n-workflow';
import { BEGINNING } from '../../../../../nodes/shared/call/answer';
import type { FullResponse, KindReader } from '../../../../../nodes/shared/call/answer';
import { receive } from '../../../../../nodes/shared/call/storing';
import type { FileWanted } from '../../../../../nodes/shared/call/storing';
import type { ApiContext } from '../../../../../nodes/shared/call/types';
import { FILE, errorOf, prepareBinaryData } from './host';

const MB = 1024 * 1024;
const VIDEO = { 'content-type': 'video/mp4' };

type Store = (parts: Readable, fileName: string, mimeType: string) => Promise<IBinaryData>;

/** @returns what comes of the body, and the body */
function received(
	parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
	setting: { file?: Partial<FileWanted>; headers?: FullResponse['headers']; store?: Store } = {},
) {
	const body = Readable.from(parts, { objectMode: false });
	const context = { helpers: { prepareBinaryData: setting.store ?? prepareBinaryData } };
	const response = { body, headers: setting.headers ?? VIDEO, statusCode: 200 };
	return { body, outcome: receive(context as unknown as ApiContext, response, { ...FILE, ...setting.file }) };
}
const texts = (...parts: string[]) => parts.map((part) => Buffer.from(part));
const letters = (text: string) => texts(...text);

/** A file that is never asked for beyond what is taken. */
function* endless(count: { parts: number }) {
	for (; count.parts < 1_000; count.parts++) yield Buffer.alloc(64 * 1024, 1);
}

it.each([
	['in one part', texts('a video')],
	['byte by byte', letters('a video, byte by byte, longer than what it takes to tell a file from JSON')],
	['in one byte', texts('a')],
])('A file that comes %s is stored whole', async (_, parts) => {
	const { body, outcome } = received(parts);
	const data = Buffer.concat(parts).toString();
	const binary = { data, fileName: 'a-file.mp4', mimeType: 'video/mp4' };
	expect(await outcome).toEqual({ binary, bytes: data.length });
	expect(body.destroyed).toBe(true);
});

it('n8n is given a stream of bytes, as it makes them itself', async () => {
	const given: Readable[] = [];
	const store: Store = async (parts, ...more) => {
		given.push(parts);
		return await prepareBinaryData(parts, ...more);
	};
	await received(texts('a video'), { store }).outcome;
	expect(given[0]).toBeInstanceOf(Readable);
	expect(given[0].readableObjectMode).toBe(false);
});

describe('What it is', () => {
	const seen = async (parts: Uint8Array[]) => {
		const lengths: number[] = [];
		const kind: KindReader = ({ body }) => {
			lengths.push(body.length);
			return undefined;
		};
		await received(parts, { file: { kind } }).outcome;
		return lengths;
	};

	it('is told once, by enough of it, however it comes', async () => {
		expect(await seen(letters('x'.repeat(BEGINNING - 1)))).toEqual([BEGINNING - 1]);
		expect(await seen(letters('x'.repeat(BEGINNING + 9)))).toEqual([BEGINNING]);
		expect(await seen(texts('x', 'x'.repeat(BEGINNING)))).toEqual([BEGINNING + 1]);
		expect(await seen([])).toEqual([0]);
	});

	it('is told by what stands behind blanks and a byte order mark, but not by any number of them', async () => {
		const blanks = '\ufeff' + ' \r\n\t'.repeat(25);
		const length = Buffer.byteLength(blanks);
		expect(await seen(texts(blanks, 'x'.repeat(BEGINNING - 1), 'xx'))).toEqual([length + BEGINNING + 1]);
		expect(await seen(letters(' '.repeat(500) + 'x'.repeat(BEGINNING + 9)))).toEqual([500 + BEGINNING]);
		expect(await seen([Buffer.from(` ${'x'.repeat(BEGINNING)}`)])).toEqual([1 + BEGINNING]);
		expect(await seen(texts(...Array<string>(80).fill(' '.repeat(1024))))).toEqual([64 * 1024]);
	});

	it.each([
		['{"errcode":40007,"errmsg":"没有"}', texts('{"errcode":40007,"errmsg":"没有"}')],
		['{"errcode":40007,"errmsg":"', letters('{"errcode":40007,"errmsg":"')],
		[`{"errmsg":"${'没'.repeat(100)}"}`, [Buffer.from(`{"errmsg":"${'没'.repeat(100)}"}`)]],
		['', []],
	])('is text where it is %j: the answer keeps it, and nothing is stored', async (text, parts) => {
		const store = jest.fn();
		const { body, outcome } = received(parts, { store });
		expect(await outcome).toEqual({ body: text, headers: VIDEO, statusCode: 200 });
		expect(store).not.toHaveBeenCalled();
		expect(body.destroyed).toBe(true);
	});
});

describe('Of a file that is too big', () => {
	const file = { mostBytes: 2.5 * MB };

	it('the last byte that is allowed is taken', async () => {
		const parts = [Buffer.alloc(2 * MB, 1), Buffer.alloc(MB / 2, 1)];
		expect(await received(parts, { file }).outcome).toMatchObject({ bytes: 2.5 * MB });
	});

	it('no more is asked for once it shows, and its stream is ended', async () => {
		const count = { parts: 0 };
		const { body, outcome } = received(endless(count), { file });
		const error = await errorOf(outcome);
		expect(error.message).toBe('The file is bigger than 2 MB');
		expect(error.description).toContain("'Max Size'");
		expect(error.fate).toBe('refused');
		expect(count.parts).toBeLessThan(50);
		expect(body.destroyed).toBe(true);
	});

	it('nothing is stored where WeChat says beforehand how long it is', async () => {
		const store = jest.fn(prepareBinaryData);
		const said = async (bytes: number) => {
			const headers = { ...VIDEO, 'content-length': `${bytes}` };
			return await received(texts('a video'), { file, store, headers }).outcome;
		};
		expect((await errorOf(said(2.5 * MB + 1))).message).toBe('The file is bigger than 2 MB');
		expect(store).not.toHaveBeenCalled();
		expect(await said(2.5 * MB)).toMatchObject({ bytes: 7 });
	});

	it('no text is held either', async () => {
		const count = { parts: 0 };
		const kind: KindReader = () => undefined;
		expect((await errorOf(received(endless(count), { file: { ...file, kind } }).outcome)).message).toContain(
			'bigger than 2 MB',
		);
		expect(count.parts).toBeLessThan(50);
	});
});

describe('What breaks off', () => {
	const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
	async function* broken(bytes: number) {
		if (bytes > 0) yield await Promise.resolve(Buffer.alloc(bytes, 1));
		throw lost;
	}

	it.each([0, 10, 1_000])('after %i bytes fails with what the network says', async (bytes) => {
		const { body, outcome } = received(broken(bytes));
		expect(await errorOf(outcome)).toBe(lost);
		expect(body.destroyed).toBe(true);
	});

	it('fails so, too, where n8n says something else of it', async () => {
		const store: Store = async (parts, ...more) =>
			await prepareBinaryData(parts, ...more).catch(
				async () => await Promise.reject(new Error('Stream closed before completing')),
			);
		expect(await errorOf(received(broken(1_000), { store }).outcome)).toBe(lost);
	});

	it('is never taken for the whole, where it ends without an error', async () => {
		const body = new Readable({ read: () => undefined });
		body.push(Buffer.alloc(1_000, 1));
		const context = { helpers: { prepareBinaryData } } as unknown as ApiContext;
		const outcome = receive(context, { body, headers: VIDEO, statusCode: 200 }, FILE);
		await Promise.resolve();
		body.destroy();
		expect((await errorOf(outcome)).message).toBe('Premature close');
	});
});

it('What n8n cannot store is said in its words, and the rest is not fetched', async () => {
	const count = { parts: 0 };
	const store: Store = async (parts) => {
		for await (const part of parts) throw new Error(`ENOSPC after ${(part as Buffer).length}`);
		throw new Error('nothing came');
	};
	const { body, outcome } = received(endless(count), { store, file: { mostBytes: 100 * MB } });
	expect(await errorOf(outcome)).toMatchObject({
		message: 'n8n could not store the file',
		description: 'ENOSPC after 65536',
		fate: 'refused',
	});
	expect(body.destroyed).toBe(true);
	expect(count.parts).toBeLessThan(20);
	const thrown: Store = async () => await Promise.reject('full');
	expect((await errorOf(received(texts('a video'), { store: thrown }).outcome)).description).toBe('full');
});

describe('Twenty seconds', () => {
	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
		// Node's own clock, which Jest does not wind.
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const late = new AbortController();
			void sleep(ms).then(() => late.abort());
			return late.signal;
		});
	});
	afterEach(() => {
		jest.useRealTimers();
		jest.restoreAllMocks();
	});

	/** A file whose parts come so many seconds apart, and then nothing, or its end. */
	async function* slow(seconds: number[], then = 'end') {
		for (const wait of seconds) {
			await sleep(wait * 1_000);
			yield Buffer.alloc(100, 1);
		}
		if (then === 'nothing') await sleep(600_000);
	}
	const after = async <T>(seconds: number, work: Promise<T>): Promise<T | undefined> => {
		let outcome: T | undefined;
		void work.then((value) => (outcome = value));
		for (let second = 0; second < seconds; second++) await jest.advanceTimersByTimeAsync(1_000);
		return outcome;
	};

	it('may pass before each part, and while n8n stores one as many as it takes', async () => {
		expect(await after(58, received(slow([19, 19, 19])).outcome)).toMatchObject({ bytes: 300 });
		const store: Store = async (parts, ...more) => {
			const all: Uint8Array[] = [];
			for await (const part of parts) {
				await sleep(60_000);
				all.push(part as Uint8Array);
			}
			return await prepareBinaryData(Readable.from(all), ...more);
		};
		expect(await after(200, received(slow([1, 1, 1]), { store }).outcome)).toMatchObject({ bytes: 300 });
	});

	it.each([
		['before the first part', []],
		['in the middle', [1, 1]],
	])('without a byte %s end it', async (_, seconds) => {
		const { body, outcome } = received(slow(seconds, 'nothing'));
		const failed = errorOf(outcome);
		expect(await after(seconds.length + 19, failed)).toBeUndefined();
		expect(await after(2, failed)).toMatchObject({ code: 'ETIMEDOUT' });
		expect(body.destroyed).toBe(true);
	});
});
