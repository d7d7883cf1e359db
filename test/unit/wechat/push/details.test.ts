// Single fields of what a workflow gets, and every form of a reply.
import { XMLParser } from 'fast-xml-parser';
import { decryptPush } from '../../../../wechat/push/cipher';
import { eventKey, toPushEvents } from '../../../../wechat/push/events';
import type { PushRecord } from '../../../../wechat/push/body';
import {
	encryptReply,
	handOverReply,
	imageReply,
	newsReply,
	takesHandOver,
} from '../../../../wechat/push/reply';
import { pushSignature } from '../../../../wechat/push/signature';
import { NOW, account } from './sign';

const HEAD = { ToUserName: 'gh_1', FromUserName: 'oPerson', CreateTime: '1348831860' };
const eventOf = (fields: PushRecord, receivedAt = NOW) => {
	const [first] = toPushEvents({ ...HEAD, ...fields }, receivedAt);
	const { raw, ...event } = first;
	expect(raw).toEqual({ ...HEAD, ...fields });
	return event;
};
const COMMON = { openid: 'oPerson', account: 'gh_1', time: '2012-09-28T11:31:00.000Z' };

describe('An event', () => {
	it.each<[what: string, fields: PushRecord, event: object]>([
		['a follow', { MsgType: 'event', Event: 'subscribe', EventKey: '' }, { event: 'subscribe' }],
		[
			'a follow by a code',
			{ MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_7' },
			{ event: 'subscribe', scene: '7' },
		],
		[
			'a follow by another way',
			{ MsgType: 'event', Event: 'subscribe', EventKey: 'last_trade_no_7' },
			{ event: 'subscribe' },
		],
		['a follow that tells no way', { MsgType: 'event', Event: 'subscribe' }, { event: 'subscribe' }],
		[
			'a scan',
			{ MsgType: 'event', Event: 'SCAN', EventKey: 'qrscene_7' },
			{ event: 'scan', scene: 'qrscene_7' },
		],
		['a scan of a number', { MsgType: 'event', Event: 'SCAN', EventKey: 7 }, { event: 'scan', scene: '7' }],
		[
			'an unfollow',
			{ MsgType: 'event', Event: 'unsubscribe', EventKey: 'qrscene_7' },
			{ event: 'unsubscribe' },
		],
		[
			'a text',
			{ MsgType: 'text', Content: 'hi', MsgId: '1' },
			{ event: 'text', content: 'hi', messageId: '1' },
		],
		['an image', { MsgType: 'image', Content: 'hi', MsgId: 1 }, { event: 'image', messageId: '1' }],
		['a type in capitals', { MsgType: 'TEXT', Content: 'hi' }, { event: 'text', content: 'hi' }],
		['an event without a name', { MsgType: 'event' }, { event: 'event' }],
		['a place', { MsgType: 'location' }, { event: 'location' }],
		['where somebody is', { MsgType: 'event', Event: 'LOCATION' }, { event: 'location_report' }],
		[
			'what became of a message',
			{ MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: 42, Status: ' failed:  system failed ' },
			{ event: 'templatesendjobfinish', msgid: '42', status: 'failed:system failed' },
		],
		[
			'a menu entry that has fields of other events',
			{ MsgType: 'event', Event: 'CLICK', EventKey: 'k', MsgID: 42, Status: 'x' },
			{ event: 'click' },
		],
		[
			'a report without a status',
			{ MsgType: 'event', Event: 'MASSSENDJOBFINISH' },
			{ event: 'masssendjobfinish' },
		],
	])('%s', (_, fields, event) => {
		expect(eventOf(fields)).toEqual({ ...COMMON, ...event });
	});

	it.each<[time: unknown, iso: string]>([
		['1348831860', '2012-09-28T11:31:00.000Z'],
		[1348831860, '2012-09-28T11:31:00.000Z'],
		['13488318600', '2397-06-05T19:10:00.000Z'],
		['134883186000', '2026-11-21T12:00:00.000Z'],
		['1348831860x', '2026-11-21T12:00:00.000Z'],
		['x1348831860', '2026-11-21T12:00:00.000Z'],
		['', '2026-11-21T12:00:00.000Z'],
		[undefined, '2026-11-21T12:00:00.000Z'],
	])('at %j is at %s', (CreateTime, iso) => {
		expect(eventOf({ MsgType: 'text', CreateTime }).time).toBe(iso);
	});

	it('names the person without blanks, and nobody where there is none', () => {
		expect(eventOf({ MsgType: 'text', FromUserName: ' oPerson ' }).openid).toBe('oPerson');
		for (const FromUserName of ['', '  ', undefined, {}, []]) {
			expect(eventOf({ MsgType: 'text', FromUserName })).not.toHaveProperty('openid');
		}
		expect(eventOf({ MsgType: 'text', ToUserName: undefined }).account).toBe('');
	});

	it.each(['subscribe_msg_popup_event', 'subscribe_msg_change_event', 'subscribe_msg_sent_event'])(
		'%s whose list is no list tells of no template',
		(Event) => {
			const element = Event.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
			for (const odd of [undefined, null, 'x', [], {}, { List: 'x' }, { List: [null, 7, ['x']] }]) {
				expect(eventOf({ MsgType: 'event', Event, [element]: odd })).toEqual({ ...COMMON, event: Event });
			}
			const entries = [{ TemplateId: 'T1' }, 'x', { TemplateId: 'T2', ErrorStatus: 'success', MsgID: 7 }];
			const message = { ...HEAD, MsgType: 'event', Event, [element]: { List: entries, Other: 1 } };
			expect(toPushEvents(message, NOW)).toEqual([
				{
					...COMMON,
					event: Event,
					templateId: 'T1',
					raw: { ...message, [element]: { List: entries[0], Other: 1 } },
				},
				{
					...COMMON,
					event: Event,
					templateId: 'T2',
					status: 'success',
					msgid: '7',
					raw: { ...message, [element]: { List: entries[2], Other: 1 } },
				},
			]);
			const flat = {
				...HEAD,
				MsgType: 'event',
				Event,
				List: { TemplateId: 'T3', SubscribeStatusString: 'reject' },
			};
			expect(toPushEvents(flat, NOW)).toEqual([
				{ ...COMMON, event: Event, templateId: 'T3', status: 'reject', raw: flat },
			]);
		},
	);
});

describe('The key of an event', () => {
	const keyOf = (fields: PushRecord, bodyText = 'body') =>
		eventKey({ message: { ...HEAD, ...fields }, bodyText });

	it('is of 32 characters that any store takes', () => {
		expect(keyOf({ MsgType: 'text', MsgId: '1' })).toMatch(/^[\w-]{32}$/);
		expect(keyOf({ MsgType: 'text' })).toMatch(/^[\w-]{32}$/);
	});

	it('goes by type, person and MsgId', () => {
		const key = keyOf({ MsgType: 'text', MsgId: '1' });
		expect(keyOf({ MsgType: 'text', MsgId: 1 }, 'another')).toBe(key);
		expect(keyOf({ MsgType: 'image', MsgId: '1' })).not.toBe(key);
		expect(keyOf({ MsgType: 'text', MsgId: '1', FromUserName: 'oOther' })).not.toBe(key);
		expect(keyOf({ MsgType: 'text', MsgId: '2' })).not.toBe(key);
	});

	it.each([undefined, '', '0', 0])('goes by the body with the MsgId %j', (MsgId) => {
		expect(keyOf({ MsgType: 'text', MsgId }, 'one')).not.toBe(keyOf({ MsgType: 'text', MsgId }, 'two'));
		expect(keyOf({ MsgType: 'text', MsgId }, 'one')).toBe(keyOf({ MsgType: 'image', MsgId }, 'one'));
	});
});

describe('A reply', () => {
	const to = { openid: 'oPerson', account: 'gh_1', now: NOW + 999 };
	const read = (xml: string) =>
		(new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml) as { xml: object }).xml;
	const head = { ToUserName: 'oPerson', FromUserName: 'gh_1', CreateTime: String(NOW / 1000) };

	it('is a picture', () => {
		expect(read(imageReply({ ...to, mediaId: 'm]]>1' }))).toEqual({
			...head,
			MsgType: 'image',
			Image: { MediaId: 'm]]>1' },
		});
	});

	it('is an article', () => {
		const article = { title: 'T', description: 'D', pictureUrl: 'https://p', url: 'https://u' };
		expect(read(newsReply({ ...to, article }))).toEqual({
			...head,
			MsgType: 'news',
			ArticleCount: '1',
			Articles: { item: { Title: 'T', Description: 'D', PicUrl: 'https://p', Url: 'https://u' } },
		});
	});

	it('hands over to one agent, or to any', () => {
		const handed = { ...head, MsgType: 'transfer_customer_service' };
		expect(read(handOverReply({ ...to, format: 'xml' }))).toEqual(handed);
		expect(read(handOverReply({ ...to, agent: 'a@b', format: 'xml' }))).toEqual({
			...handed,
			TransInfo: { KfAccount: 'a@b' },
		});
		expect(JSON.parse(handOverReply({ ...to, format: 'json' }))).toEqual({
			...handed,
			CreateTime: NOW / 1000,
		});
		expect(JSON.parse(handOverReply({ ...to, agent: 'a@b', format: 'json' }))).toEqual({
			...handed,
			CreateTime: NOW / 1000,
			TransInfo: { KfAccount: 'a@b' },
		});
	});

	it.each<[fields: PushRecord, takes: boolean]>([
		[{ MsgType: 'text' }, true],
		[{ MsgType: 'TEXT' }, true],
		[{ MsgType: 'sticker' }, true],
		[{ MsgType: 'event' }, false],
		[{ MsgType: 'EVENT' }, false],
		[{ MsgType: 'subscribe' }, false],
		[{ MsgType: 7 }, false],
		[{}, false],
	])('to %j may hand over: %s', (message, takes) => {
		expect(takesHandOver(message)).toBe(takes);
	});

	it('is sealed in JSON where the push was JSON', () => {
		const fixed = { random: Buffer.alloc(16, 1), nonce: '123' };
		const seal = (now: number) =>
			JSON.parse(encryptReply({ account, reply: 'hello', format: 'json', now, fixed })) as Record<
				string,
				string
			>;
		const { Encrypt, ...rest } = seal(NOW + 999);
		expect(decryptPush({ ...account, encrypted: Encrypt })).toBe('hello');
		const timestamp = NOW / 1000;
		const MsgSignature = pushSignature(account.pushToken, String(timestamp), '123', Encrypt);
		expect(rest).toEqual({ MsgSignature, TimeStamp: timestamp, Nonce: '123' });
	});

	it('has a nonce of ten digits', () => {
		const { Nonce } = JSON.parse(encryptReply({ account, reply: 'x', format: 'json', now: NOW })) as {
			Nonce: string;
		};
		expect(Nonce).toMatch(/^\d{10}$/);
	});
});
