// Upload media of both accounts: binary data over HTTP, and what is refused before.
import type { IBinaryData, IBinaryKeyData, INodeParameters } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import type { AccountName } from '../../sandbox/types';
import { Fixture } from './support/fixture';

const UPLOAD = '/cgi-bin/media/upload';
const KILOBYTE = 1024;

let fixture: Fixture;
beforeAll(async () => {
	fixture = await Fixture.open();
});
beforeEach(async () => {
	await fixture.client.reset();
	fixture.saveCredentials();
});
afterAll(async () => await fixture.close());

const file = (fileName: string | undefined, mimeType: string, content: Buffer | string): IBinaryData => ({
	data: Buffer.isBuffer(content) ? content.toString('base64') : content,
	mimeType,
	...(fileName === undefined ? {} : { fileName }),
});
const upload = (type: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'media',
	operation: 'upload',
	type,
	binaryPropertyName: 'data',
	...more,
});
const run = async (node: AccountName, type: string, data: IBinaryData, continueOnFail = false) =>
	await fixture[node](upload(type), { binary: [{ data }], continueOnFail });

const MP3 = Buffer.from('ID3 not a real recording');

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Upload media (%s)', (node) => {
	it.each<[string, IBinaryData]>([
		['image', file('photo.png', 'image/png', images.png)],
		['image', file('照片 1.JPG', 'image/jpeg', images.jpeg)],
		['image', file(undefined, 'image/jpeg', images.jpeg)],
		['image', file('download', 'image/png; charset=binary', images.png)],
		['thumb', file('thumb.jpg', 'image/jpeg', images.jpeg)],
		['voice', file('note.mp3', 'audio/mpeg', MP3)],
		['voice', file('note.amr', 'application/octet-stream', MP3)],
		['video', file('tour.mp4', 'video/mp4', MP3)],
	])('takes a file as %s: %#', async (type, data) => {
		const { json, error } = await run(node, type, data);
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ type, media_id: expect.stringMatching(/^[\w-]{20,}$/), created_at: expect.any(Number) },
		]);
	});

	it('reads the id of a thumbnail under either name', async () => {
		for (const thumbKey of ['thumb_media_id', 'media_id'] as const) {
			await fixture.client.settings({ thumbKey });
			const { json } = await run(node, 'thumb', file('t.jpg', 'image/jpeg', images.jpeg));
			expect(json).toMatchObject([{ media_id: expect.any(String) }]);
			expect(json[0]).not.toHaveProperty('thumb_media_id');
		}
	});

	it('sends the whole file again with a new token when WeChat rejects the first', async () => {
		await run(node, 'image', file('photo.png', 'image/png', images.png));
		await fixture.client.resetCounters();
		await fixture.client.revokeToken(node);
		const { json, error } = await run(node, 'image', file('photo.png', 'image/png', images.png));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(await fixture.calls(UPLOAD)).toBe(2);
	});

	it.each<[string, string, IBinaryData, RegExp]>([
		['a picture as voice', 'voice', file('photo.png', 'image/png', images.png), /MP3, AMR/],
		['a WebP picture', 'image', file('photo.webp', 'image/webp', images.png), /photo\.webp/],
		['a PNG thumbnail', 'thumb', file('photo.png', 'image/png', images.png), /JPG/],
		['an empty file', 'image', file('photo.png', 'image/png', Buffer.alloc(0)), /0 bytes/],
		[
			'a thumbnail that is too big',
			'thumb',
			file('t.jpg', 'image/jpeg', Buffer.alloc(64 * KILOBYTE + 1)),
			/64 KB/,
		],
		[
			'a recording that is too big',
			'voice',
			file('t.mp3', 'audio/mpeg', Buffer.alloc(2 * KILOBYTE * KILOBYTE + 1)),
			/2 MB/,
		],
	])('refuses %s before any call', async (_, type, data, described) => {
		const { error } = await run(node, type, data);
		expect(error?.description).toMatch(described);
		expect(error?.context).toMatchObject({ itemIndex: 0, parameter: 'binaryPropertyName' });
		expect(await fixture.allCalls()).toBe(0);
	});

	it('lets WeChat decide where its own pages disagree', async () => {
		const threeMegabytes = Buffer.alloc(3 * KILOBYTE * KILOBYTE, 1);
		const { error } = await run(node, 'image', file('photo.png', 'image/png', threeMegabytes));
		expect(error).toBeUndefined();
	});

	it('names the field when the item has no such file', async () => {
		const { error } = await fixture[node](upload('image', { binaryPropertyName: 'picture' }), {
			binary: [{ data: file('photo.png', 'image/png', images.png) }],
		});
		expect(error?.message).toContain('picture');
		const unknown = await fixture[node](upload('={{ "song" }}'), { binary: [{}] });
		expect(unknown.error?.message).toContain("'Type'");
		expect(await fixture.allCalls()).toBe(0);
	});

	it.each([
		[40005, 'invalid file type'],
		[45001, 'media size out of limit'],
		[45009, 'reach max api daily quota limit'],
	])('explains errcode %d', async (errcode, errmsg) => {
		await fixture.client.fault({ path: UPLOAD, times: -1, errcode, errmsg });
		const data = file('photo.png', 'image/png', images.png);
		const { error } = await run(node, 'image', data);
		expect(error?.description).toContain(`errcode ${errcode}`);
		expect((await run(node, 'image', data, true)).json).toMatchObject([{ errcode }]);
	});

	it('goes on with the other items when one has no file', async () => {
		const binary: IBinaryKeyData[] = [{}, { data: file('photo.png', 'image/png', images.png) }];
		const { json } = await fixture[node](upload('image'), { items: [{}, {}], binary, continueOnFail: true });
		expect(json).toMatchObject([{ error: expect.stringContaining('data') }, { type: 'image' }]);
	});
});
