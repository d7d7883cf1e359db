// The replies of the Official Account trigger: what WeChat gets to show, and what keeps a trigger from being published.
import { XMLParser } from 'fast-xml-parser';
import type { INodeParameters } from 'n8n-workflow';
import { decryptPush } from '../../../../../wechat/push/cipher';
import { readPushXml } from '../../../../../wechat/push/xml';
import { WechatLinkOfficialAccountTrigger } from '../../../../../nodes/WechatLinkOfficialAccountTrigger/WechatLinkOfficialAccountTrigger.node';
import { account, FOLLOW, plainPush, securePush } from '../../../wechat/push/sign';
import { TriggerHost } from './host';

let host: TriggerHost | undefined;
afterEach(async () => await host?.close());
async function open(settings: INodeParameters, events = ['*'], credential = {}) {
	host = await TriggerHost.open({ ...account, ...credential }, { settings, events });
	return host;
}

const fresh = () => ({ timestamp: String(Math.floor(Date.now() / 1000)) });
let ids = 0;
const push = (type: string) =>
	`<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1</CreateTime>` +
	(type === type.toLowerCase()
		? `<MsgType><![CDATA[${type}]]></MsgType><MsgId>${++ids}</MsgId></xml>`
		: `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${type}]]></Event><EventKey>${++ids}</EventKey></xml>`);

/** As WeChat reads a reply: opened with the key, and parsed as XML. */
function shown(body: string): unknown {
	const { Encrypt: encrypted } = readPushXml(body);
	const xml = decryptPush({ ...account, encrypted: String(encrypted) });
	const parser = new XMLParser({ parseTagValue: false, trimValues: false });
	return (parser.parse(xml) as { xml: unknown }).xml;
}

const to = {
	ToUserName: 'o1',
	FromUserName: 'gh_1',
	CreateTime: expect.stringMatching(/^\d{10}$/) as string,
};
const news = {
	reply: 'news',
	replyTitle: 'Shop & more',
	replyDescription: 'Open ]]> daily',
	replyPictureUrl: 'https://example.com/a.jpg?b=1&c=2',
	replyUrl: 'https://example.com/',
};

// The elements of each kind are those of WeChat's page on passive replies; see docs/wechat/pushes.md.
test.each([
	[
		{ reply: 'text', replyText: 'Hi <b> ]]> & 你好' },
		{ MsgType: 'text', Content: 'Hi <b> ]]> & 你好' },
	],
	[
		{ reply: 'image', replyMediaId: ' m1 ' },
		{ MsgType: 'image', Image: { MediaId: 'm1' } },
	],
	[
		news,
		{
			MsgType: 'news',
			ArticleCount: '1',
			Articles: {
				item: {
					Title: 'Shop & more',
					Description: 'Open ]]> daily',
					PicUrl: 'https://example.com/a.jpg?b=1&c=2',
					Url: 'https://example.com/',
				},
			},
		},
	],
	[{ reply: 'handOver' }, { MsgType: 'transfer_customer_service' }],
	[
		{ reply: 'handOver', replyAgent: 'anna@shop' },
		{ MsgType: 'transfer_customer_service', TransInfo: { KfAccount: 'anna@shop' } },
	],
])('%j', async (settings, fields) => {
	const trigger = await open(settings);
	expect(await trigger.activate()).toBe(true);
	const { status, data } = await trigger.post(securePush(push('text'), fresh()));
	expect(status).toBe(200);
	expect(shown(data)).toEqual({ ...to, ...fields });
});

test('in plain mode it goes back in clear', async () => {
	const trigger = await open(news, ['*'], { pushMode: 'plain' });
	const { data } = await trigger.post(plainPush(push('text'), fresh()));
	expect(data).toContain('<MsgType><![CDATA[news]]></MsgType>');
});

test.each([
	['a text', 'handOver', push('text'), false],
	['a follow', 'text', FOLLOW, false],
	['a menu tap', 'text', push('CLICK'), false],
	['a scan', 'text', push('SCAN'), false],
	['a location report', 'text', push('LOCATION'), true],
	['an unfollow', 'text', push('UNSUBSCRIBE'), true],
	['a delivery report', 'text', push('TEMPLATESENDJOBFINISH'), true],
	['an opened link', 'text', push('VIEW'), true],
	['a follow, handed over', 'handOver', FOLLOW, true],
	['a location report, handed over', 'handOver', push('LOCATION'), true],
])('%s (%s): WeChat shows a reply only to what a person did', async (_, reply, body, isSuccess) => {
	const trigger = await open(reply === 'text' ? { reply, replyText: 'Hi' } : { reply });
	const { status, data } = await trigger.post(securePush(body, fresh()));
	expect([status, data === 'success']).toEqual([200, isSuccess]);
});

test('an event that is not wanted gets no reply, but agents get the chat', async () => {
	const silent = await open({ reply: 'text', replyText: 'Hi' }, ['subscribe']);
	expect((await silent.post(securePush(push('text'), fresh()))).data).toBe('success');
	await silent.close();
	const handing = await open({ reply: 'handOver' }, ['subscribe']);
	expect((await handing.post(securePush(push('text'), fresh()))).data).toContain('Encrypt');
});

test('a repetition by WeChat gets the reply again, and starts nothing', async () => {
	const trigger = await open({ reply: 'text', replyText: 'Hi' });
	const first = securePush(push('text'), fresh());
	for (let i = 0; i < 3; i++) {
		expect(shown((await trigger.post(first)).data)).toMatchObject({ MsgType: 'text', Content: 'Hi' });
	}
	await trigger.settled();
	expect(trigger.executions).toHaveLength(1);
});

describe('not published, with the parameter and the reason in the message', () => {
	test.each([
		[{ reply: 'text' }, "'Reply' is Text, but 'Reply Text' is empty"],
		[{ reply: 'text', replyText: '  ' }, "'Reply Text' is empty"],
		[{ reply: 'image' }, "'Reply Media ID' is empty"],
		[{ reply: 'news', replyTitle: 'A' }, "'Reply URL' is empty"],
		[{ replyText: 'Hi' }, "'Reply Text' is filled in, but 'Reply' is Nothing"],
		[{ reply: 'text', replyText: 'Hi', replyAgent: 'anna@shop' }, "'Reply Agent' is filled in"],
		[{ reply: 'Text', replyText: 'Hi' }, '\'Reply\' is "Text". Choose one of Nothing, Text'],
		[{ reply: 'handOver', acknowledge: 'afterSave' }, "'Reply' needs 'Acknowledge: At Once'"],
		[{ acknowledge: 'later' }, '\'Acknowledge\' is "later"'],
		[{ maxAgeSeconds: 20 }, "'Max Age (Seconds)' is 20. Give a number from 30"],
		[{ maxAgeSeconds: 86_401 }, "'Max Age (Seconds)' is 86401"],
		[{ maxAgeSeconds: 'soon' }, "'Max Age (Seconds)' is soon"],
	])('%j', async (settings, message) => {
		const trigger = await open(settings as INodeParameters);
		await expect(trigger.activate()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining(message),
		});
	});
});

test('no expression is offered where none could see the event', () => {
	const { properties } = new WechatLinkOfficialAccountTrigger().description;
	const settings = properties.find(({ name }) => name === 'settings')?.options as Array<{
		name: string;
		noDataExpression?: boolean;
	}>;
	const replies = settings.filter(({ name }) => name.startsWith('reply'));
	expect(replies.map(({ name }) => name)).toEqual([
		'reply',
		'replyAgent',
		'replyDescription',
		'replyMediaId',
		'replyPictureUrl',
		'replyText',
		'replyTitle',
		'replyUrl',
	]);
	for (const { noDataExpression } of replies) expect(noDataExpression).toBe(true);
});
