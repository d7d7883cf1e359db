// Download media of both accounts: the bytes that people sent, a video behind an address, and what is refused.
import type { INodeParameters } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import type { AccountName, PersonView } from '../../sandbox/types';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const GET = '/cgi-bin/media/get';

let fixture: Fixture;
let person: PersonView;
inOwnFixture(async (opened) => {
	fixture = opened;
	[person] = await fixture.client.people({ linked: true, limit: 1 });
});

const download = (mediaId: string, options: object = {}) =>
	({ resource: 'media', operation: 'download', mediaId, options }) as INodeParameters;

/** @returns the media_id that the push carries */
async function sent(
	account: AccountName,
	type: 'image' | 'voice' | 'video',
	contentType: string,
	base64: string,
) {
	return (await fixture.client.sendFile(person.id, account, { type, contentType, base64 })).mediaId;
}

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Download media (%s)', (node) => {
	it('puts the picture that a person sent into binary data, byte for byte', async () => {
		const id = await sent(node, 'image', 'image/png', images.png);
		const { items, error } = await fixture[node](download(id));
		expect(error).toBeUndefined();
		const bytes = Buffer.from(images.png, 'base64').length;
		expect(items[0].json).toEqual({ media_id: id, mime_type: 'image/png', bytes });
		expect(items[0].binary?.data).toMatchObject({
			data: images.png,
			mimeType: 'image/png',
			fileName: `${id}.png`,
		});
		expect(items[0].pairedItem).toEqual({ item: 0 });
	});

	it('names the field that it is told to', async () => {
		const id = await sent(node, 'image', 'image/jpeg', images.jpeg);
		const { items } = await fixture[node](download(id, { binaryPropertyName: 'photo' }));
		expect(Object.keys(items[0].binary ?? {})).toEqual(['photo']);
	});

	it('explains an id that has ended, and goes on with the others where it is told to', async () => {
		const id = await sent(node, 'image', 'image/png', images.png);
		const { error } = await fixture[node](download('no-such-id'));
		expect(error?.description).toContain('errcode 40007');
		const { json, items } = await fixture[node](download('={{ $json.id }}'), {
			items: [{ id: 'no-such-id' }, { id }],
			continueOnFail: true,
		});
		expect(json).toMatchObject([{ errcode: 40007 }, { media_id: id }]);
		expect(items[0].binary).toBeUndefined();
	});

	it.each([
		['no id', download('={{ " " }}'), 'mediaId'],
		['a size of 0', download('x', { maxSize: 0 }), 'options.maxSize'],
		[
			'a field without name',
			download('x', { binaryPropertyName: '={{ " " }}' }),
			'options.binaryPropertyName',
		],
	])('refuses %s before any call', async (_, parameters, parameter) => {
		const { error } = await fixture[node](parameters);
		expect(error?.context).toMatchObject({ parameter });
		expect(await fixture.allCalls()).toBe(0);
	});

	it('holds no more of a file than its limit, and says so', async () => {
		const big = Buffer.alloc(1024 * 1024 + 1, 7).toString('base64');
		const id = await sent(node, 'image', 'image/png', big);
		const { error } = await fixture[node](download(id, { maxSize: 1 }));
		expect(error?.message).toBe('The file is bigger than 1 MB');
		expect((await fixture[node](download(id))).error).toBeUndefined();
	});

	it('fetches again with a new token, and after a cut connection', async () => {
		const id = await sent(node, 'image', 'image/png', images.png);
		await fixture[node](download(id));
		await fixture.client.revokeToken(node);
		await fixture.client.fault({ path: GET, reset: 'during', skip: 1 });
		const { items, error } = await fixture[node](download(id));
		expect(error).toBeUndefined();
		expect(items[0].binary?.data.data).toBe(images.png);
	});
});

it('follows the address of a video, without a token', async () => {
	const id = await sent('officialAccount', 'video', 'video/mp4', Buffer.from('a video').toString('base64'));
	const { items, error } = await fixture.officialAccount(download(id));
	expect(error).toBeUndefined();
	expect(Buffer.from(items[0].binary?.data.data ?? '', 'base64').toString()).toBe('a video');
	expect(items[0].binary?.data.fileName).toBe(`${id}.mp4`);
	const [call] = await fixture.client.calls({ path: '/sandbox-video' });
	expect(call.query).not.toHaveProperty('access_token');
});

describe.each(['image/jpeg', 'audio/amr', 'application/octet-stream'])(
	'an answer that claims to be %s and is no file',
	(contentType) => {
		const fault = async (rule: object) => await fixture.client.fault({ path: GET, contentType, ...rule });
		const instead = async (body: string, rule: object = {}) =>
			await fixture.client.fault({ path: GET, http: { status: 200, body, contentType }, ...rule });

		it('is read as the refusal that it is', async () => {
			await fault({});
			const { error, items } = await fixture.officialAccount(download('no-such-id'));
			expect(error?.httpCode).toBe('40007');
			expect(items).toEqual([]);
		});

		it('renews a token that it calls expired', async () => {
			const id = await sent('officialAccount', 'image', 'image/png', images.png);
			await fault({ errcode: 42001 });
			const { error, items } = await fixture.officialAccount(download(id));
			expect(error).toBeUndefined();
			expect(items[0].binary?.data.data).toBe(images.png);
			expect(await fixture.calls(GET)).toBe(2);
		});

		it.each(['{"message":"Forbidden"}', '\n{ "errcode": 40007, "errm', '{}', ''])(
			'is not taken for a file where it is %j',
			async (body) => {
				await instead(body, { times: -1 });
				const { error, items } = await fixture.officialAccount(download('some-id'));
				expect(error?.message).toContain("is not one of WeChat's (HTTP 200)");
				expect(items).toEqual([]);
			},
		);

		it('is no video either, where it stands at the address of one', async () => {
			const id = await sent('officialAccount', 'video', 'video/mp4', images.png);
			await instead('{"message":"Forbidden"}', { path: '/sandbox-video' });
			const { error } = await fixture.officialAccount(download(id));
			expect(error?.message).toContain('could not be fetched');
		});
	},
);

it('keeps a file that begins as JSON does and is none', async () => {
	const bytes = Buffer.from([0x7b, 0x22, 0x00, 0xff, 0x7d, 0x22, 0x00, 0xff]).toString('base64');
	const id = await sent('officialAccount', 'voice', 'audio/amr', bytes);
	const { items } = await fixture.officialAccount(download(id));
	expect(items[0].binary?.data.data).toBe(bytes);
});

it.each(['ftp://example.com/x', 'not an address', ''])(
	'refuses the address %j of a video',
	async (video_url) => {
		const body = JSON.stringify({ video_url });
		await fixture.client.fault({ path: GET, http: { status: 200, body, contentType: 'text/plain' } });
		const { error } = await fixture.officialAccount(download('some-id'));
		expect(error?.message).toMatch(/could not be fetched|neither a file/);
	},
);

it('fetches the better version of a recording', async () => {
	const id = await sent('officialAccount', 'voice', 'audio/amr', Buffer.from('a voice').toString('base64'));
	const { items } = await fixture.officialAccount(download(id, { highDefinitionVoice: true }));
	expect(items[0].json).toMatchObject({ mime_type: 'voice/speex' });
	expect(await fixture.calls('/cgi-bin/media/get/jssdk')).toBe(1);
});
