// What the trigger may answer with: a text, or the hand-over to human agents.
import { XMLParser } from 'fast-xml-parser';
import { readPushBody } from '../../../../wechat/push/body';
import { receivePush } from '../../../../wechat/push/receive';
import {
	encryptReply,
	handOverReply,
	takesHandOver,
	takesReply,
	textReply,
} from '../../../../wechat/push/reply';
import { readPushXml } from '../../../../wechat/push/xml';
import { account, NOW } from './sign';

/** WeChat reads a reply as XML, in which a text is escaped; its own pushes are not. */
const readGenerally = (xml: string) =>
	(new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml) as { xml: Record<string, string> })
		.xml;

describe('a passive reply', () => {
	const given = { openid: 'oPerson', account: 'gh_1', text: 'a ]]> <b> & 你好', now: NOW };

	test('says what it was told, to the person, whatever the text holds', () => {
		expect(readGenerally(textReply(given))).toEqual({
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
		const received = receivePush({
			account,
			query,
			rawBody: Buffer.from(sealed),
			now: NOW,
			maxAgeSeconds: 1,
		});
		expect(received).toMatchObject({ ok: true, bodyText: textReply(given) });
	});

	test.each(['xml', 'json'] as const)('can hand the chat to human agents, in %s as the push', (format) => {
		const { record, format: read } = readPushBody(handOverReply({ ...given, format }));
		expect({ ...record, read }).toEqual({
			ToUserName: 'oPerson',
			FromUserName: 'gh_1',
			CreateTime: format === 'xml' ? String(NOW / 1000) : NOW / 1000,
			MsgType: 'transfer_customer_service',
			read: format,
		});
	});

	test('hands over what people write, and no event', () => {
		expect(takesHandOver({ MsgType: 'miniprogrampage' })).toBe(true);
		expect(takesHandOver({ MsgType: 'event', Event: 'user_enter_tempsession' })).toBe(false);
	});

	test('goes to what people do, not to what WeChat reports', () => {
		expect(['text', 'subscribe', 'scan', 'click'].every(takesReply)).toBe(true);
		expect(['unsubscribe', 'templatesendjobfinish', 'view'].some(takesReply)).toBe(false);
	});
});
