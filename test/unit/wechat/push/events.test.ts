// What a workflow gets for each kind of push, and when two deliveries are one event.
import { PUSH_EVENT_TYPES } from '../../../../wechat/push/eventTypes';
import { readPushXml } from '../../../../wechat/push/xml';
import { FOLLOW } from './sign';
import { eventOf, keyOf, xml } from './reading';

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
		const json = `{"ToUserName":"gh_1","FromUserName":"oPlatform","CreateTime":1348831860,"MsgType":"event","Event":"${event}","OpenID":"oOwner","AppID":"wx1","RevokeInfo":"301"}`;
		expect(eventOf(json)).toMatchObject({ event, openid: 'oOwner', raw: { RevokeInfo: '301' } });
	},
);

test('a template message that arrived or failed carries the msgid that its send returned, and how it went', () => {
	const report = (status: string) =>
		eventOf(
			xml(
				`<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>2918131553548107776</MsgID><Status>${status}</Status>`,
			),
		);
	expect(report('success')).toMatchObject({
		event: 'templatesendjobfinish',
		msgid: '2918131553548107776',
		status: 'success',
	});
	expect(report('success').messageId).toBeUndefined();
	expect(report('failed: system failed').status).toBe('failed:system failed');
	expect(report('failed:user block').status).toBe('failed:user block');
});

test('a mini program user opens the chat and writes, in JSON', () => {
	const head = '"ToUserName":"gh_1","FromUserName":"oPerson","CreateTime":1348831860';
	expect(
		eventOf(`{${head},"MsgType":"event","Event":"user_enter_tempsession","SessionFrom":"shop 7"}`),
	).toEqual({
		event: 'user_enter_tempsession',
		openid: 'oPerson',
		account: 'gh_1',
		time: '2012-09-28T11:31:00.000Z',
		raw: expect.objectContaining({ SessionFrom: 'shop 7' }),
	});
	expect(eventOf(`{${head},"MsgType":"text","Content":"hi","MsgId":23456789012345678}`)).toMatchObject({
		event: 'text',
		content: 'hi',
		messageId: '23456789012345678',
	});
	expect(
		eventOf(`{${head},"MsgType":"miniprogrampage","PagePath":"a/b","MsgId":"49d72d67_1555684067"}`),
	).toMatchObject({ event: 'miniprogrampage', messageId: '49d72d67_1555684067', raw: { PagePath: 'a/b' } });
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

test('event types are lower-case and unique', () => {
	const values = PUSH_EVENT_TYPES.map(({ value }) => value);
	expect(values).toEqual(values.map((value) => value.toLowerCase()));
	expect(new Set(values).size).toBe(values.length);
});

test('where WeChat reports a follower is told from a place that somebody sends', () => {
	const report = eventOf(xml('<MsgType>event</MsgType><Event>LOCATION</Event><Latitude>23.1</Latitude>'));
	expect(report).toMatchObject({ event: 'location_report', openid: 'oPerson' });
	expect(eventOf(xml('<MsgType>location</MsgType><Label>Shop</Label><MsgId>1</MsgId>'))).toMatchObject({
		event: 'location',
		openid: 'oPerson',
	});
});

test.each([
	['<MsgType>event</MsgType><Event>poi_check_notify</Event>', '<FromUserName></FromUserName>'],
	['<MsgType>event</MsgType><Event>poi_check_notify</Event>', ''],
	// WeChat itself is the sender of these: not the person.
	[
		'<MsgType>event</MsgType><Event>user_authorization_revoke</Event>',
		'<FromUserName>oPlatform</FromUserName>',
	],
])('a push about nobody has no openid: %s %s', (fields, from) => {
	const event = eventOf(`<xml><ToUserName>gh_1</ToUserName>${from}<CreateTime>1</CreateTime>${fields}</xml>`);
	expect(event).not.toHaveProperty('openid');
});
