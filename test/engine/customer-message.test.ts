// Customer messages of both accounts, as n8n-core executes them against the sandbox.
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import images from '../../sandbox/images.json';
import type { AccountName } from '../../sandbox/types';
import { findCorrespondent } from './support/correspondent';
import type { Correspondent } from './support/correspondent';
import { World, inOwnWorld } from './support/world';

const SEND = '/cgi-bin/message/custom/send';
const picture: IBinaryKeyData = { data: { data: images.png, mimeType: 'image/png', fileName: 'card.png' } };

let world: World;
let person: Correspondent;
inOwnWorld(async (opened) => {
	world = opened;
	person = await findCorrespondent(world);
});

const message = (node: AccountName, more: IDataObject): INodeParameters => ({
	resource: 'customerMessage',
	operation: 'send',
	openid: person.openid(node),
	...(more as INodeParameters),
});
const uploaded = async (node: AccountName): Promise<string> => {
	const upload = { resource: 'media', operation: 'upload', type: 'image', binaryPropertyName: 'data' };
	const { json } = await world[node](upload, { binary: [picture] });
	return String(json[0].media_id);
};

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Send customer message (%s)', (node) => {
	it('reaches a person who wrote', async () => {
		await person.write(node);
		const { json, error } = await world[node](message(node, { messageType: 'text', text: 'Hi 你好' }));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ delivered: true, openid: person.openid(node), msgtype: 'text' }]);
		expect(await world.inboxOf(person.openid(node))).toMatchObject([
			{ channel: 'custom', data: { msgtype: 'text', text: { content: 'Hi 你好' } } },
		]);
	});

	it('sends an uploaded image and a mini program card', async () => {
		await person.write(node);
		const mediaId = await uploaded(node);
		const image = await world[node](message(node, { messageType: 'image', mediaId }));
		expect(image.json).toMatchObject([{ delivered: true, msgtype: 'image' }]);
		const card = {
			messageType: 'miniprogrampage',
			title: 'Your booking',
			miniProgramAppId: world.accounts.miniProgram.appId,
			miniProgramPath: '/pages/booking/booking?id=7',
			thumbMediaId: mediaId,
		};
		const { json, error } = await world[node](message(node, card));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true, msgtype: 'miniprogrampage' }]);
		const inbox = await world.inboxOf(person.openid(node));
		const appid = node === 'officialAccount' ? { appid: world.accounts.miniProgram.appId } : {};
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
		const { error } = await world[node](text);
		expect(error?.message).toMatch(/time to answer/);
		expect(error?.description).toContain('45015');
		expect(await world.calls(SEND)).toBe(1);

		const { json } = await world[node](text, { continueOnFail: true });
		expect(json).toMatchObject([{ error: expect.stringMatching(/time to answer/), errcode: 45015 }]);
	});

	it('sends what it may, in order, and fails only the item beyond the limit', async () => {
		await person.write(node);
		const items = Array.from({ length: 6 }, (_, at) => ({ at: `message ${at}` }));
		const parameters = message(node, { messageType: 'text', text: '={{ $json.at }}' });
		const { json } = await world[node](parameters, { items, continueOnFail: true });
		expect(json.map(({ errcode, delivered }) => errcode ?? delivered)).toEqual([
			...Array.from({ length: 5 }, () => true),
			45047,
		]);
		const contents = (await world.inboxOf(person.openid(node))).map(
			({ data }) => (data as { text: { content: string } }).text.content,
		);
		expect([...contents].sort()).toEqual(items.slice(0, 5).map(({ at }) => at));
		const logged = (await world.client.calls({ path: SEND })).map(
			({ body }) => (body as { text: { content: string } }).text.content,
		);
		expect(logged).toEqual(items.map(({ at }) => at));
	});

	it('does not repeat a message of unknown fate', async () => {
		await person.write(node);
		await world.client.fault({ path: SEND, times: 1, reset: 'after' });
		const { error } = await world[node](message(node, { messageType: 'text', text: 'Hi' }));
		expect(error?.description).toContain('not known');
		expect(await world.inboxOf(person.openid(node))).toHaveLength(1);
	});

	it('is not sent again when Retry On Fail repeats the run', async () => {
		await person.write(node);
		await world.client.fault({ path: SEND, skip: 1, times: 1, errcode: 45002, errmsg: 'too long' });
		const parameters = message(node, { messageType: 'text', text: '={{ $json.text }}' });
		const { error } = await world[node](parameters, {
			items: [{ text: 'one' }, { text: 'two' }],
			retryOnFail: { maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error).toBeUndefined();
		expect(await world.inboxOf(person.openid(node))).toHaveLength(2);
	});

	it('carries the account that answers, and the mark of AI', async () => {
		await person.write(node);
		const options = { kfAccount: 'anna@shop', writtenByAi: true };
		await world[node](message(node, { messageType: 'text', text: 'Hi', options }));
		const [{ body }] = await world.client.calls({ path: SEND });
		expect(body).toMatchObject({
			customservice: { kf_account: 'anna@shop' },
			aimsgcontext: { is_ai_msg: 1 },
		});
	});

	it('explains a media_id that is not there', async () => {
		await person.write(node);
		const { error } = await world[node](message(node, { messageType: 'image', mediaId: 'gone' }));
		expect(error?.description).toMatch(/3 days.*40007/s);
	});

	it('treats a person who switched messages off as an outcome', async () => {
		await world.client.fault({ path: SEND, times: -1, errcode: 48002, errmsg: 'user block receive message' });
		const text = message(node, { messageType: 'text', text: 'Hi' });
		const { json } = await world[node](text);
		expect(json).toMatchObject([{ delivered: false, reason: 'blocked', errcode: 48002, msgtype: 'text' }]);
		const { error } = await world[node]({ ...text, options: { unreachable: 'error' } });
		expect(error?.description).toContain('48002');
	});
});

describe('The types of one account alone', () => {
	it('sends a voice, a video, news and a menu from an Official Account', async () => {
		await person.write('officialAccount');
		const mediaId = await uploaded('officialAccount');
		const parameters = [
			{ messageType: 'voice', mediaId },
			{ messageType: 'video', mediaId, thumbMediaId: mediaId, title: 'Tour' },
			{
				messageType: 'news',
				title: 'Sale',
				url: 'https://example.com/sale',
				pictureUrl: 'https://example.com/sale.jpg',
			},
			{
				messageType: 'msgmenu',
				headContent: 'Are you happy?',
				menuItems: { item: [{ id: '1', content: 'Yes' }, { id: '2', content: 'No' }] }, // prettier-ignore
			},
		];
		for (const one of parameters) {
			const { error, json } = await world.officialAccount(message('officialAccount', one));
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ delivered: true, msgtype: one.messageType }]);
		}
		const bodies = (await world.client.calls({ path: SEND })).map(({ body }) => body);
		expect(bodies).toMatchObject([
			{ msgtype: 'voice', voice: { media_id: mediaId } },
			{ msgtype: 'video', video: { media_id: mediaId, thumb_media_id: mediaId, title: 'Tour' } },
			{
				msgtype: 'news',
				news: {
					articles: [
						{ title: 'Sale', url: 'https://example.com/sale', picurl: 'https://example.com/sale.jpg' },
					],
				},
			},
			{
				msgtype: 'msgmenu',
				msgmenu: {
					head_content: 'Are you happy?',
					list: [
						{ id: '1', content: 'Yes' },
						{ id: '2', content: 'No' },
					],
				},
			},
		]);
	});

	it('sends a link from a mini program', async () => {
		await person.write('miniProgram');
		const link = {
			messageType: 'link',
			title: 'Sale',
			description: 'Until Sunday',
			url: 'https://example.com/sale',
			thumbUrl: 'https://example.com/sale.jpg',
		};
		const { json, error } = await world.miniProgram(message('miniProgram', link));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true, msgtype: 'link' }]);
		const [{ body }] = await world.client.calls({ path: SEND });
		expect(body).toMatchObject({ link: { thumb_url: 'https://example.com/sale.jpg' } });
	});

	it('takes the type from an expression', async () => {
		await person.write('officialAccount');
		const parameters = message('officialAccount', {
			messageType: '={{ $json.type }}',
			text: 'Hi',
			title: 'Sale',
			url: 'https://example.com/sale',
		});
		const items = [{ type: 'text' }, { type: 'news' }];
		const { json, error } = await world.officialAccount(parameters, { items });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ msgtype: 'text' }, { msgtype: 'news' }]);
	});

	it('shows each type only its own fields', () => {
		for (const name of ['wechatLinkOfficialAccount', 'wechatLinkMiniProgram']) {
			const { properties } = world.engine.nodeType(name).description;
			const ours = properties.filter(({ displayOptions }) => {
				const { resource, operation } = displayOptions?.show ?? {};
				return resource?.[0] === 'customerMessage' && operation?.[0] === 'send';
			});
			const typed = ours.filter(({ displayOptions }) => displayOptions?.show?.messageType);
			expect(ours.length - typed.length).toBe(3);
			for (const { displayOptions } of typed) expect(displayOptions?.show?.messageType).toHaveLength(1);
		}
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
		const { error } = await world[node](message(node, parameters));
		expect(error?.message).toContain(`"${named}"`);
		expect(error?.context).toMatchObject({ itemIndex: 0 });
		expect(await world.allCalls()).toBe(0);
	});
});
