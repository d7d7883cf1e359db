// What a workflow gets for each kind of push, and when two deliveries are one event.
import { eventKey, toPushEvent } from '../../../../wechat/push/events';
import { PUSH_EVENT_TYPES } from '../../../../wechat/push/eventTypes';
import { readPushBody } from '../../../../wechat/push/body';
import { takesReply, textReply, encryptReply } from '../../../../wechat/push/reply';
import { receivePush } from '../../../../wechat/push/receive';
import { readPushXml } from '../../../../wechat/push/xml';
import { account, FOLLOW, NOW } from './sign';

const RECEIVED_AT = Date.UTC(2026, 0, 2, 3, 4, 5);
const HEAD =
	'<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oPerson]]></FromUserName><CreateTime>1348831860</CreateTime>';
const xml = (fields: string) => `<xml>${HEAD}${fields}</xml>`;
const eventOf = (body: string) => toPushEvent(readPushBody(body).record, RECEIVED_AT);
const keyOf = (body: string) => eventKey({ message: readPushBody(body).record, bodyText: body });

test('a follow through a QR code', () => {
	expect(eventOf(FOLLOW)).toEqual({
		event: 'subscribe',
		openid: 'oPerson1',
		account: 'gh_0123456789ab',
		time: '2026-11-21T12:00:00.000Z',
		scene: 'shop 7',
		raw: readPushXml(FOLLOW),
	});
});

test.each([
	[
		'a plain follow',
		'<MsgType>event</MsgType><Event>subscribe</Event><EventKey></EventKey>',
		'subscribe',
		undefined,
	],
	['a follow without EventKey', '<MsgType>event</MsgType><Event>subscribe</Event>', 'subscribe', undefined],
	[
		'a follow after a payment',
		'<MsgType>event</MsgType><Event>subscribe</Event><EventKey>last_trade_no_4</EventKey>',
		'subscribe',
		undefined,
	],
	[
		'a scan',
		'<MsgType>event</MsgType><Event>SCAN</Event><EventKey>qrscene_9</EventKey>',
		'scan',
		'qrscene_9',
	],
	[
		'a menu click',
		'<MsgType>event</MsgType><Event>CLICK</Event><EventKey>qrscene_1</EventKey>',
		'click',
		undefined,
	],
	[
		'an unfollow',
		'<MsgType>event</MsgType><Event>unsubscribe</Event><EventKey></EventKey>',
		'unsubscribe',
		undefined,
	],
])('%s: event and scene', (_, fields, event, scene) => {
	const item = eventOf(xml(fields));
	expect(item).toMatchObject({ event, openid: 'oPerson', account: 'gh_1', time: '2012-09-28T11:31:00.000Z' });
	expect(item.scene).toBe(scene);
});

test('a text message keeps its blanks, line ends and markup to the byte', () => {
	const text = ' <b>&amp;\r\n\t你好 😀 ';
	expect(
		eventOf(
			xml(`<MsgType>text</MsgType><Content><![CDATA[${text}]]></Content><MsgId>2918131553548107776</MsgId>`),
		),
	).toMatchObject({ event: 'text', content: text, messageId: '2918131553548107776' });
});

test.each(['user_authorization_revoke', 'user_info_modified', 'user_authorization_cancellation'])(
	'%s: the person is not the sender',
	(event) => {
		const fields = `<MsgType>event</MsgType><Event>${event}</Event><OpenID>oOwner</OpenID><AppID>wx1</AppID>`;
		expect(eventOf(xml(fields))).toMatchObject({ event, openid: 'oOwner' });
	},
);

test('delivery reports carry the msgid that the send returned, in XML and JSON', () => {
	const finished =
		'<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>2918131553548107776</MsgID><Status>success</Status>';
	expect(eventOf(xml(finished))).toMatchObject({
		event: 'templatesendjobfinish',
		messageId: '2918131553548107776',
	});
	const list = '<List><TemplateId>T</TemplateId><MsgID>1864323726461255680</MsgID></List>';
	const sent = '<MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event>';
	const inXml = eventOf(xml(`${sent}<SubscribeMsgSentEvent>${list}</SubscribeMsgSentEvent>`));
	const inJson = eventOf(
		'{"ToUserName":"gh_1","FromUserName":"oPerson","CreateTime":"1348831860","MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"T","MsgID":1864323726461255680}}',
	);
	for (const item of [inXml, inJson]) {
		expect(item).toMatchObject({ messageId: '1864323726461255680', time: '2012-09-28T11:31:00.000Z' });
	}
	const several = eventOf(xml(`${sent}<SubscribeMsgSentEvent>${list}${list}</SubscribeMsgSentEvent>`));
	expect(several.messageId).toBeUndefined();
});

test('a time that is none is the time of arrival', () => {
	for (const time of ['', 'soon', '99999999999999999999', '-1']) {
		const body = `<xml><MsgType>text</MsgType><CreateTime>${time}</CreateTime></xml>`;
		expect(eventOf(body).time).toBe('2026-01-02T03:04:05.000Z');
	}
});

describe('a re-delivery is known', () => {
	const message = (id: string, content = 'hi') =>
		xml(`<MsgType>text</MsgType><Content>${content}</Content><MsgId>${id}</MsgId>`);
	const event = (name: string) => xml(`<MsgType>event</MsgType><Event>${name}</Event>`);

	test('by its MsgId, whatever else differs', () => {
		expect(keyOf(message('7', 'a'))).toBe(keyOf(message('7', 'b')));
		expect(keyOf(message('7'))).not.toBe(keyOf(message('8')));
	});

	test('by its whole text when there is no MsgId: two events of one person in the same second are two', () => {
		expect(keyOf(event('LOCATION'))).toBe(keyOf(event('LOCATION')));
		expect(keyOf(event('LOCATION'))).not.toBe(keyOf(event('VIEW')));
		expect(keyOf(message('0', 'a'))).not.toBe(keyOf(message('0', 'b')));
	});

	test('and not by the MsgID of a send, which several events can name', () => {
		const report = (status: string) =>
			xml(
				`<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>0</MsgID><Status>${status}</Status>`,
			);
		expect(keyOf(report('success'))).not.toBe(keyOf(report('failed:user block')));
	});
});

test('event types are lower-case, unique and sorted by name as n8n shows them', () => {
	const values = PUSH_EVENT_TYPES.map(({ value }) => value);
	const names = PUSH_EVENT_TYPES.map(({ name }) => name);
	expect(values).toEqual(values.map((value) => value.toLowerCase()));
	expect(new Set(values).size).toBe(values.length);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
});

describe('a passive reply', () => {
	const given = { openid: 'oPerson', account: 'gh_1', text: 'a ]]> <b> & 你好', now: NOW };

	test('says what it was told, to the person, whatever the text holds', () => {
		expect(readPushXml(textReply(given))).toEqual({
			ToUserName: 'oPerson',
			FromUserName: 'gh_1',
			CreateTime: String(NOW / 1000),
			MsgType: 'text',
			Content: 'a ]]> <b> & 你好',
		});
	});

	test('is encrypted and signed like a push', () => {
		const sealed = encryptReply({ account, reply: textReply(given), format: 'xml', now: NOW });
		const { MsgSignature, TimeStamp, Nonce } = readPushXml(sealed);
		const query = {
			signature: MsgSignature,
			msg_signature: MsgSignature,
			timestamp: TimeStamp,
			nonce: Nonce,
		};
		expect(
			receivePush({ account, query, rawBody: Buffer.from(sealed), now: NOW, maxAgeSeconds: 1 }),
		).toMatchObject({ ok: true, message: { Content: 'a ]]> <b> & 你好' } });
	});

	test('goes to what people do, not to what WeChat reports', () => {
		expect(['text', 'subscribe', 'scan', 'click'].every(takesReply)).toBe(true);
		expect(['unsubscribe', 'templatesendjobfinish', 'view'].some(takesReply)).toBe(false);
	});
});
