// Files in n8n's folder for binary data: the whole file is there and its item points to it, or nothing is.
import { sleep } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import { BinaryStore } from './support/binaryStore';
import { FileServer, PACKABLE, megabyte } from './support/fileServer';
import type { Sending } from './support/fileServer';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const GET = '/cgi-bin/media/get';
const MB = 1024 * 1024;

let fixture: Fixture;
let store: BinaryStore;
let server: FileServer | undefined;
inOwnFixture(async (opened) => {
	fixture = opened;
	store = await BinaryStore.open();
});
afterEach(async () => {
	await server?.close();
	server = undefined;
	store.empty();
});

const download = (mediaId: string, options: object = {}) =>
	({ resource: 'media', operation: 'download', mediaId, options }) as INodeParameters;

/** From here on the Official Account's WeChat is one that sends such files. */
async function sends(...sendings: Sending[]): Promise<FileServer> {
	server = await FileServer.open(...sendings);
	fixture.saveCredentials({ baseUrl: server.url });
	return server;
}

/** From here on each media_id stands for a video, which lies where such files are. */
async function keepsElsewhere(...sendings: Sending[]): Promise<FileServer> {
	server = await FileServer.open(...sendings);
	const body = JSON.stringify({ video_url: `${server.url}/video` });
	await fixture.client.fault({
		path: GET,
		times: -1,
		http: { status: 200, body, contentType: 'text/plain' },
	});
	return server;
}

const WAYS = [
	['from WeChat', sends],
	['from elsewhere', keepsElsewhere],
] as const;

it.each(WAYS)('a file %s is stored byte for byte, with its type and size', async (_, from) => {
	await from({ megabytes: 3 });
	const { items, error } = await fixture.officialAccount(download('abc'));
	expect(error).toBeUndefined();
	expect(items[0].json).toEqual({ media_id: 'abc', mime_type: 'video/mp4', bytes: 3 * MB });
	const { data } = items[0].binary ?? {};
	expect(data).toMatchObject({
		data: 'filesystem-v2',
		fileName: 'abc.mp4',
		fileExtension: 'mp4',
		fileType: 'video',
		mimeType: 'video/mp4',
		bytes: 3 * MB,
	});
	expect(store.bytes(data).equals(Buffer.concat([1, 2, 3].map(megabyte)))).toBe(true);
	expect(store.files()).toHaveLength(1);
});

it.each(WAYS)(
	'of a file %s that is too big no more is taken than shows it, and none is kept',
	async (_, from) => {
		const files = await from({ megabytes: 200 });
		const { items, error } = await fixture.officialAccount(download('abc', { maxSize: 2 }));
		expect(error?.message).toBe('The file is bigger than 2 MB');
		expect(error?.description).toContain("'Max Size'");
		expect(items).toEqual([]);
		expect(store.files()).toEqual([]);
		expect(files.asked).toBe(1);
		// What is on its way when the connection ends, the network holds.
		expect(files.sentBytes).toBeLessThan(50 * MB);
	},
);

it.each(WAYS)('a file %s comes unpacked, so that half of one is never the whole', async (_, from) => {
	await from({ megabytes: 1, packable: true });
	const { items, error } = await fixture.officialAccount(download('abc', { maxSize: 1 }));
	expect(error).toBeUndefined();
	expect(store.bytes(items[0].binary?.data).equals(PACKABLE)).toBe(true);
});

it.each(WAYS)(
	'a file %s that breaks off is fetched again, and only the whole one is kept',
	async (_, from) => {
		const files = await from({ megabytes: 2, then: 'cut' }, { megabytes: 3 });
		const { items, error } = await fixture.officialAccount(download('abc'));
		expect(error).toBeUndefined();
		expect(items[0].json.bytes).toBe(3 * MB);
		expect(store.bytes(items[0].binary?.data).length).toBe(3 * MB);
		expect(store.files()).toHaveLength(1);
		expect(files.asked).toBe(2);
	},
);

it('a file that breaks off each time is an error, and none is kept', async () => {
	const files = await sends({ megabytes: 2, then: 'cut' });
	const { items, json } = await fixture.officialAccount(download('abc'), { continueOnFail: true });
	expect(json).toEqual([
		{
			error: expect.stringMatching(/^WeChat did not answer at 127\.0\.0\.1:/) as string,
			description: expect.stringMatching(/^It was tried again without success/) as string,
		},
	]);
	expect(items[0].binary).toBeUndefined();
	expect(store.files()).toEqual([]);
	expect(files.asked).toBe(3);
});

it('a video that breaks off says where it lies, and none is kept', async () => {
	const files = await keepsElsewhere({ megabytes: 2, then: 'cut' });
	const { items, error } = await fixture.officialAccount(download('abc'));
	expect(error?.message).toMatch(/^The file could not be fetched from 127\.0\.0\.1:/);
	expect(items).toEqual([]);
	expect(store.files()).toEqual([]);
	expect(files.asked).toBe(3);
});

it('a refused token is renewed, and its refusal is not kept', async () => {
	const [person] = await fixture.client.people({ linked: true, limit: 1 });
	const file = { type: 'image' as const, contentType: 'image/png', base64: images.png };
	const { mediaId } = await fixture.client.sendFile(person.id, 'officialAccount', file);
	await fixture.client.fault({ path: GET, errcode: 40001, contentType: 'image/png' });
	const { items, error } = await fixture.officialAccount(download(mediaId));
	expect(error).toBeUndefined();
	expect(store.bytes(items[0].binary?.data).toString('base64')).toBe(images.png);
	expect(store.files()).toHaveLength(1);
	expect(await fixture.calls(GET)).toBe(2);
});

it('a file that n8n cannot store is no fault of WeChat’s: it is said, and not tried again', async () => {
	const files = await sends({ megabytes: 30 });
	store.refuseAll();
	const { items, error } = await fixture.officialAccount(download('abc', { maxSize: 100 }));
	expect(error).toMatchObject({
		message: 'n8n could not store the file',
		description: expect.stringContaining('ENOTDIR') as string,
	});
	expect(items).toEqual([]);
	expect(files.asked).toBe(1);
});

it.each(WAYS)('a file %s that is under way when somebody presses Stop is not kept', async (_, from) => {
	const files = await from({ megabytes: 1, then: 'stall' });
	const stopWhen = (async () => {
		while (files.sentBytes < MB) await sleep(10);
		await sleep(100);
	})();
	const begun = Date.now();
	const { items } = await fixture.officialAccount(download('abc'), { stopWhen });
	expect(Date.now() - begun).toBeLessThan(10_000);
	expect(items).toEqual([]);
	await expectSoon(() => store.files().length === 0);
	expect(files.asked).toBe(1);
});

async function expectSoon(is: () => boolean) {
	for (let tries = 0; !is() && tries < 100; tries++) await sleep(20);
	expect(is()).toBe(true);
}

it('pictures of codes go the same way', async () => {
	const scene = 'shop-3';
	const qrCode = { resource: 'qrCode', operation: 'create', scene, download: true };
	const miniCode = { resource: 'link', operation: 'createQrCode', scene, page: '' };
	const [qr, mini] = [await fixture.officialAccount(qrCode), await fixture.miniProgram(miniCode)];
	for (const [{ items, error }, name, mark] of [
		[qr, 'qr-code.jpg', 'ffd8ff'],
		[mini, 'mini-program-code.jpg', 'ffd8ff'],
	] as const) {
		expect(error).toBeUndefined();
		const { data } = items[0].binary ?? {};
		expect(data).toMatchObject({ data: 'filesystem-v2', fileName: name, mimeType: 'image/jpeg' });
		expect(store.bytes(data).toString('hex', 0, 3)).toBe(mark);
	}
	expect(store.files()).toHaveLength(2);
});
