// Customer messages of both accounts, as n8n-core executes them against the sandbox.
import type { IDataObject } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import type { AccountName } from '../../sandbox/types';
import { findCorrespondent } from './support/correspondent';
import type { Correspondent } from './support/correspondent';
import { customerMessage, uploadPicture } from './support/customerMessages';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const SEND = '/cgi-bin/message/custom/send';

let fixture: Fixture;
let person: Correspondent;
inOwnFixture(async (opened) => {
	fixture = opened;
	person = await findCorrespondent(fixture);
});

const message = (node: AccountName, more: IDataObject) => customerMessage(person.openid(node), more);
const uploaded = async (node: AccountName) => await uploadPicture(fixture, node);

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Send customer message (%s)', (node) => {
	it('reaches a person who wrote', async () => {
		await person.write(node);
		const { json, error } = await fixture[node](message(node, { messageType: 'text', text: 'Hi 你好' }));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ delivered: true, openid: person.openid(node), msgtype: 'text' }]);
		expect(await fixture.inboxOf(person.openid(node))).toMatchObject([
			{ channel: 'custom', data: { msgtype: 'text', text: { content: 'Hi 你好' } } },
		]);
	});

	it('sends permanent material, too, which outlives what was uploaded for a message', async () => {
		const temporary = await uploaded(node);
		const { media_id: permanent } = await fixture.client.permanentMedia('image/png', images.png);
		await fixture.client.advanceClock(3.5 * 86_400_000);
		await person.write(node);
		const send = async (mediaId: string) =>
			await fixture[node](message(node, { messageType: 'image', mediaId }));
		expect((await send(temporary)).error?.description).toMatch(/Permanent material.*errcode 40007/);
		expect((await send(permanent)).json).toMatchObject([{ delivered: true, msgtype: 'image' }]);
	});

	it('sends an uploaded image and a mini program card', async () => {
		await person.write(node);
		const mediaId = await uploaded(node);
		const image = await fixture[node](message(node, { messageType: 'image', mediaId }));
		expect(image.json).toMatchObject([{ delivered: true, msgtype: 'image' }]);
		const card = {
			messageType: 'miniprogrampage',
			title: 'Your booking',
			miniProgramAppId: fixture.accounts.miniProgram.appId,
			miniProgramPath: '/pages/booking/booking?id=7',
			thumbMediaId: mediaId,
		};
		const { json, error } = await fixture[node](message(node, card));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true, msgtype: 'miniprogrampage' }]);
		const inbox = await fixture.inboxOf(person.openid(node));
		const appid = node === 'officialAccount' ? { appid: fixture.accounts.miniProgram.appId } : {};
		expect(inbox.map(({ data }) => data)).toEqual(
			expect.arrayContaining([
				{ msgtype: 'image', image: { media_id: mediaId } },
				{
					msgtype: 'miniprogrampage',
					miniprogrampage: {
						title: 'Your booking',
						...appid,
						pagepath: 'pages/booking/booking?id=7',
						thumb_media_id: mediaId,
					},
				},
			]),
		);
	});

	it('says that the time to answer is over, as an error with its code', async () => {
		const text = message(node, { messageType: 'text', text: 'Hi' });
		const { error } = await fixture[node](text);
		expect(error?.message).toMatch(/time to answer/);
		expect(error?.description).toContain('45015');
		expect(await fixture.calls(SEND)).toBe(1);

		const { json } = await fixture[node](text, { continueOnFail: true });
		expect(json).toMatchObject([{ error: expect.stringMatching(/time to answer/), errcode: 45015 }]);
	});

	it('sends what it may, in order, and fails only the item beyond the limit', async () => {
		await person.write(node);
		const items = Array.from({ length: 6 }, (_, at) => ({ at: `message ${at}` }));
		const parameters = message(node, { messageType: 'text', text: '={{ $json.at }}' });
		const { json } = await fixture[node](parameters, { items, continueOnFail: true });
		expect(json.map(({ errcode, delivered }) => errcode ?? delivered)).toEqual([
			...Array.from({ length: 5 }, () => true),
			45047,
		]);
		const contents = (await fixture.inboxOf(person.openid(node))).map(
			({ data }) => (data as { text: { content: string } }).text.content,
		);
		expect([...contents].sort()).toEqual(items.slice(0, 5).map(({ at }) => at));
		const logged = (await fixture.client.calls({ path: SEND })).map(
			({ body }) => (body as { text: { content: string } }).text.content,
		);
		expect(logged).toEqual(items.map(({ at }) => at));
	});

	it('does not repeat a message of unknown fate', async () => {
		await person.write(node);
		await fixture.client.fault({ path: SEND, times: 1, reset: 'after' });
		const { error } = await fixture[node](message(node, { messageType: 'text', text: 'Hi' }));
		expect(error?.description).toContain('not known');
		expect(await fixture.inboxOf(person.openid(node))).toHaveLength(1);
	});

	it('is not sent again when Retry On Fail repeats the run', async () => {
		await person.write(node);
		await fixture.client.fault({ path: SEND, skip: 1, times: 1, errcode: 45002, errmsg: 'too long' });
		const parameters = message(node, { messageType: 'text', text: '={{ $json.text }}' });
		const { error } = await fixture[node](parameters, {
			items: [{ text: 'one' }, { text: 'two' }],
			retryOnFail: { maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error).toBeUndefined();
		expect(await fixture.inboxOf(person.openid(node))).toHaveLength(2);
	});

	it('carries the account that answers, and the mark of AI', async () => {
		await person.write(node);
		const options = { kfAccount: 'anna@shop', writtenByAi: true };
		await fixture[node](message(node, { messageType: 'text', text: 'Hi', options }));
		const [{ body }] = await fixture.client.calls({ path: SEND });
		expect(body).toMatchObject({
			customservice: { kf_account: 'anna@shop' },
			aimsgcontext: { is_ai_msg: 1 },
		});
	});

	it('explains a media_id that is not there', async () => {
		await person.write(node);
		const { error } = await fixture[node](message(node, { messageType: 'image', mediaId: 'gone' }));
		expect(error?.description).toMatch(/3 days.*40007/s);
	});

	it('treats a person who switched messages off as an outcome', async () => {
		await fixture.client.fault({
			path: SEND,
			times: -1,
			errcode: 48002,
			errmsg: 'user block receive message',
		});
		const text = message(node, { messageType: 'text', text: 'Hi' });
		const { json } = await fixture[node](text);
		expect(json).toMatchObject([{ delivered: false, reason: 'blocked', errcode: 48002, msgtype: 'text' }]);
		const { error } = await fixture[node]({ ...text, options: { unreachable: 'error' } });
		expect(error?.description).toContain('48002');
	});
});

describe.each<[string, AccountName, IDataObject, string]>([
	['no openid', 'officialAccount', { openid: ' ', messageType: 'text', text: 'Hi' }, 'Openid'],
	['no text', 'officialAccount', { messageType: 'text', text: '={{ $json.nothing }}' }, 'Text'],
	['a link for an Official Account', 'officialAccount', { messageType: '={{ "link" }}' }, 'Message Type'],
	['no media', 'officialAccount', { messageType: 'voice', mediaId: '={{ $json.nothing }}' }, 'Media ID'],
	['news that lead nowhere', 'officialAccount', { messageType: 'news', title: 'a', url: 'shop' }, 'URL'],
	[
		'a picture that is none',
		'officialAccount',
		{ messageType: 'news', title: 'a', url: 'https://a.example', pictureUrl: 'a.jpg' },
		'Picture URL',
	],
	['a menu without answers', 'officialAccount', { messageType: 'msgmenu' }, 'Answers'],
	[
		'an answer without text',
		'officialAccount',
		{ messageType: 'msgmenu', menuItems: { item: [{ id: '1', content: '' }] } },
		'Answers',
	],
	[
		'a card without page',
		'miniProgram',
		{ messageType: 'miniprogrampage', title: 'a', miniProgramPath: '={{ "" }}', thumbMediaId: 'm' },
		'Mini Program Page',
	],
	[
		'a card without appid',
		'officialAccount',
		{
			messageType: 'miniprogrampage',
			title: 'a',
			miniProgramAppId: '={{ "" }}',
			miniProgramPath: 'pages/index/index',
			thumbMediaId: 'm',
		},
		'Mini Program App ID',
	],
	[
		'a link without description',
		'miniProgram',
		{
			messageType: 'link',
			title: 'a',
			description: '={{ "" }}',
			url: 'https://a.example',
			thumbUrl: 'https://a.example/p.jpg',
		},
		'Description',
	],
])('Send customer message with %s', (_, node, parameters, named) => {
	it(`names ${named} before any call`, async () => {
		const { error } = await fixture[node](message(node, parameters));
		expect(error?.message).toContain(`'${named}'`);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(await fixture.allCalls()).toBe(0);
	});
});
