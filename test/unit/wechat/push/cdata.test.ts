// WeChat puts what people write into CDATA as it is: whatever they write arrives, and is nothing but their text.
import { toPushEvents } from '../../../../wechat/push/events';
import { receivePush } from '../../../../wechat/push/receive';
import { readPushXml } from '../../../../wechat/push/xml';
import { NOW, plainAccount, plainPush, securePush, account } from './sign';

/** As WeChat writes a text message, without escaping; see docs/wechat/pushes.md. */
const message = (content: string) =>
	[
		'<xml><ToUserName><![CDATA[gh_1]]></ToUserName>',
		'<FromUserName><![CDATA[oPerson]]></FromUserName>',
		'<CreateTime>1348831860</CreateTime>',
		'<MsgType><![CDATA[text]]></MsgType>',
		`<Content><![CDATA[${content}]]></Content>`,
		'<MsgId>2918131553548107776</MsgId>',
		'</xml>',
	].join('\n');

const read = (content: string) => ({
	ToUserName: 'gh_1',
	FromUserName: 'oPerson',
	CreateTime: '1348831860',
	MsgType: 'text',
	Content: content,
	MsgId: '2918131553548107776',
});

const texts = [
	'if (list[map[k]]>0) return 1',
	'a ]]> b',
	']]>',
	']]',
	']]]]>',
	'<![CDATA[',
	'<![CDATA[x]]>',
	'a]]]]><![CDATA[>b',
	']]></Content>',
	']]></Content >',
	'x]]></Content>\n</xml>',
	'x]]></Content></xml>',
	'x]]></Content><MsgId>1</MsgId></xml>',
	'x]]></Content>\n<MsgId>1</MsgId>\n<Content><![CDATA[y',
	'x]]></Content><Content><![CDATA[y',
	'x]]></Content><Extra><![CDATA[y',
	'x]]></Content><Extra>1</Extra><Content><![CDATA[y',
	'x]]></Content><Extra><![CDATA[1]]></Extra><More><Content><![CDATA[y',
	'x]]></Content><FromUserName><![CDATA[oOther]]></FromUserName><Content><![CDATA[y',
	'x]]></FromUserName><FromUserName><![CDATA[oOther',
	'x]]></MsgType>\n<Event><![CDATA[subscribe]]></Event>\n<Content><![CDATA[y',
	'x]]></ToUserName></xml>',
	'</xml><xml>',
	'<!DOCTYPE x [<!ENTITY e "x">]>&e;',
	'x]]><!-- y --><![CDATA[z',
	'__proto__]]></Content><__proto__><![CDATA[x]]></__proto__><Content><![CDATA[y',
	// silenceper/wechat #750: a message that is itself a push.
	'<xml><ToUserName><![CDATA[a]]></ToUserName><Content><![CDATA[b]]></Content><MsgId>1</MsgId></xml>',
	message('a message in a message'),
	message(message('and in that another')),
	// As many marks as the longest message holds.
	']]></Content>'.repeat(150),
	']]></Content><A><![CDATA[]]></A><Content><![CDATA['.repeat(40),
	Array.from({ length: 40 }, (_, i) => `]]></Content><a${i}><![CDATA[`).join('') +
		Array.from({ length: 40 }, (_, i) => `]]></a${i}>`).join(''),
];

test.each(texts)('%j is the content, to the letter, and makes and hides no field', (content) => {
	expect(readPushXml(message(content))).toEqual(read(content));
});

test.each(texts.slice(0, 28))('%j arrives in a push, encrypted or not', (content) => {
	for (const [push, by] of [
		[plainPush(message(content)), plainAccount],
		[securePush(message(content)), account],
	] as const) {
		const received = receivePush({ account: by, ...push, now: NOW, maxAgeSeconds: 300 });
		if (!received.ok) throw new Error(`It was refused: ${received.reason}`);
		expect(toPushEvents(received.message, NOW)).toMatchObject([
			{ event: 'text', openid: 'oPerson', content, messageId: '2918131553548107776' },
		]);
	}
});

test('the code that somebody scanned from the menu is as exact, inside its element', () => {
	const result = 'x]]></ScanResult></ScanCodeInfo><Event><![CDATA[y';
	const xml =
		'<xml><FromUserName><![CDATA[oPerson]]></FromUserName><MsgType><![CDATA[event]]></MsgType>' +
		'<Event><![CDATA[scancode_push]]></Event><EventKey><![CDATA[k]]></EventKey>' +
		`<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>\n<ScanResult><![CDATA[${result}]]></ScanResult>\n</ScanCodeInfo></xml>`;
	expect(readPushXml(xml)).toMatchObject({
		Event: 'scancode_push',
		ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result },
	});
});

test('the records of a list repeat, and each keeps its own fields', () => {
	const record = (id: string) =>
		`<List><TemplateId><![CDATA[${id}]]></TemplateId>\n<PopupScene>0</PopupScene></List>`;
	expect(readPushXml(`<xml><E>${record('T1')}${record('T2')}${record('T3')}</E></xml>`)).toEqual({
		E: { List: ['T1', 'T2', 'T3'].map((TemplateId) => ({ TemplateId, PopupScene: '0' })) },
	});
});

test('where nothing else reads, a repeated field is a list', () => {
	expect(readPushXml('<xml><A>1</A><A>2</A></xml>')).toEqual({ A: ['1', '2'] });
});

test('blanks beside CDATA in the same element are text, as for any reader of XML', () => {
	expect(readPushXml('<xml><A>\r\n<![CDATA[ b ]]>\t</A><C> <![CDATA[]]></C></xml>')).toEqual({
		A: '\n b \t',
		C: ' ',
	});
});
