// Customer messages with a file of the input item, which is uploaded on the way.
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import type { AccountName } from '../../sandbox/types';
import { findCorrespondent } from './support/correspondent';
import type { Correspondent } from './support/correspondent';
import { customerMessage, picture } from './support/customerMessages';
import { Fixture, inOwnFixture } from './support/fixture';

const SEND = '/cgi-bin/message/custom/send';

let fixture: Fixture;
let person: Correspondent;
inOwnFixture(async (opened) => {
	fixture = opened;
	person = await findCorrespondent(fixture);
});

const message = (node: AccountName, more: IDataObject) => customerMessage(person.openid(node), more);

describe('A file of the input item', () => {
	const UPLOAD = '/cgi-bin/media/upload';
	const file = (fileName: string, mimeType: string, data: string): IBinaryKeyData => ({
		data: { data, mimeType, fileName },
	});
	/** As the console's limits are tried: only type and size of a recording or video are looked at. */
	const bytes = (count: number) => Buffer.alloc(count, 1).toString('base64');
	const sendFile = (node: AccountName, messageType: string, more: IDataObject = {}) =>
		message(node, { messageType, mediaSource: 'binary', binaryPropertyName: 'data', ...more });
	const contentOf = async (node: AccountName) => {
		const [{ data }] = await fixture.inboxOf(person.openid(node));
		const { msgtype, ...content } = data as IDataObject & { msgtype: string };
		return content[msgtype] as IDataObject;
	};

	it.each<[AccountName, string, IBinaryKeyData, IDataObject, string]>([
		['officialAccount', 'image', picture, {}, 'media_id'],
		['miniProgram', 'image', picture, {}, 'media_id'],
		['officialAccount', 'voice', file('hi.mp3', 'audio/mpeg', bytes(1_000)), {}, 'media_id'],
		['officialAccount', 'video', file('hi.mp4', 'video/mp4', bytes(1_000)), {}, 'media_id'],
		[
			'officialAccount',
			'video',
			{ ...file('hi.mp4', 'video/mp4', bytes(1_000)), still: { data: images.jpeg, mimeType: 'image/jpeg' } },
			{ thumbBinaryPropertyName: 'still' },
			'thumb_media_id',
		],
		[
			'miniProgram',
			'miniprogrampage',
			picture,
			{ title: 'Your booking', miniProgramPath: 'pages/booking/booking' },
			'thumb_media_id',
		],
	])('%s: goes out as %s, uploaded before', async (node, type, binary, more, key) => {
		await person.write(node);
		const { json, error } = await fixture[node](sendFile(node, type, more), { binary: [binary] });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true, msgtype: type }]);
		expect((await contentOf(node))[key]).toEqual(expect.stringMatching(/.{20,}/));
		expect(await fixture.calls(UPLOAD)).toBe(Object.keys(binary).length);
	});

	it('is uploaded once where the same file goes to many', async () => {
		const people = await Promise.all(
			[1, 2, 3].map(async () => {
				const one = await findCorrespondent(fixture);
				return one.openid('officialAccount');
			}),
		);
		await person.write('officialAccount');
		const other = { data: { data: images.jpeg, mimeType: 'image/jpeg', fileName: 'other.jpg' } };
		const { json, error } = await fixture.officialAccount(
			sendFile('officialAccount', 'image', { openid: '={{ $json.openid }}' }),
			{
				items: [...people, people[0]].map((openid) => ({ openid })),
				binary: [picture, picture, picture, other],
			},
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(4);
		expect(await fixture.calls(UPLOAD)).toBe(2);
	});

	it.each<[string, string, IBinaryKeyData, IDataObject, RegExp]>([
		['no file of that name', 'image', picture, { binaryPropertyName: 'photo' }, /photo/],
		['another format', 'image', file('a.pdf', 'application/pdf', 'AAAA'), {}, /JPG, JPEG, PNG, GIF/],
		['too long a recording', 'voice', file('a.mp3', 'audio/mpeg', bytes(2_100_000)), {}, /2 MB at most/],
		[
			'too big a still picture',
			'video',
			{
				...file('hi.mp4', 'video/mp4', bytes(10)),
				still: { data: bytes(70_000), mimeType: 'image/jpeg' },
			},
			{ thumbBinaryPropertyName: 'still' },
			/64 KB at most/,
		],
	])('is refused before anything is sent: %s', async (_, type, binary, more, says) => {
		await person.write('officialAccount');
		const { error } = await fixture.officialAccount(sendFile('officialAccount', type, more), {
			binary: [binary],
		});
		expect(`${error?.message} ${error?.description}`).toMatch(says);
		expect(await fixture.calls(UPLOAD)).toBe(0);
		expect(await fixture.calls(SEND)).toBe(0);
	});

	it('that WeChat does not take fails its item alone, and says that nothing was sent', async () => {
		await person.write('officialAccount');
		await fixture.client.fault({ path: UPLOAD, times: 1, errcode: 40005, errmsg: 'invalid file type' });
		const { json } = await fixture.officialAccount(sendFile('officialAccount', 'image'), {
			items: [{}, {}],
			binary: [picture, picture],
			continueOnFail: true,
		});
		expect(json).toMatchObject([
			{ errcode: 40005, description: expect.stringContaining('the message was not sent') },
			{ delivered: true },
		]);
		expect(await fixture.inboxOf(person.openid('officialAccount'))).toHaveLength(1);
	});
});
