// Cases that people who do this job ran into, as a table: input, right value, where it was seen. Those of pushes: what WeChat
// tells, and what a workflow gets of it. Ids and names are invented; list.test.ts tells where each case stands.
import { eventKey, toPushEvents } from '../../../wechat/push/events';
import { receivePush } from '../../../wechat/push/receive';
import type { ReceivedPush } from '../../../wechat/push/receive';
import { account, NOW, plainAccount, plainPush, securePush } from '../wechat/push/sign';

const HEAD =
	'<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oPerson]]></FromUserName><CreateTime>1348831860</CreateTime>';
const xml = (fields: string) => `<xml>${HEAD}${fields}</xml>`;
const event = (name: string, fields = '') =>
	xml(`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${fields}`);
const text = (content: string) =>
	xml(
		`<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>2918131553548107776</MsgId>`,
	);
const json = (fields: object) =>
	JSON.stringify({ ToUserName: 'gh_1', FromUserName: 'oPerson', CreateTime: 1348831860, ...fields });

/** Sealed and in clear must come to the same. */
function believed(body: string): ReceivedPush {
	const common = { now: NOW, maxAgeSeconds: 300 };
	const clear = receivePush({ account: plainAccount, ...plainPush(body), ...common });
	const sealed = receivePush({ account, ...securePush(body), ...common });
	if (!clear.ok || !sealed.ok) throw new Error('It was refused');
	expect(sealed.message).toEqual(clear.message);
	return sealed;
}

const itemsOf = (body: string) => toPushEvents(believed(body).message, NOW);

const push = (content: string) =>
	xml(`<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>7</MsgId>`);
const eventKeyOf = (key: string) => event('subscribe', `<EventKey><![CDATA[${key}]]></EventKey>`);
const subscribe = (list: unknown) => ({
	MsgType: 'event',
	Event: 'subscribe_msg_sent_event',
	SubscribeMsgSentEvent: { List: list },
});
const sent = (id: string) => ({ TemplateId: `T${id}`, MsgID: id, ErrorCode: '0', ErrorStatus: 'success' });
const report = (status: string) =>
	event('TEMPLATESENDJOBFINISH', `<MsgID>200163836</MsgID><Status><![CDATA[${status}]]></Status>`);

/** Of a follow that came from a payment. */
const PAID = ['last', 'trade', 'no', '4200001'].join('_');

type Row = [id: string, body: string, right: object[], source: string];
const MASS = event(
	'MASSSENDJOBFINISH',
	'<MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>0</TotalCount><CopyrightCheckResult><Count>2</Count>' +
		'<ResultList><item><ArticleIdx>1</ArticleIdx></item><item><ArticleIdx>2</ArticleIdx></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>' +
		'<ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx><ArticleUrl><![CDATA[u]]></ArticleUrl></item></ResultList></ArticleUrlResult>',
);

describe('what a workflow gets', () => {
	const rows: Row[] = [
		['C4', text(push('b')), [{ event: 'text', content: push('b') }], 'silenceper/wechat #750'],
		['C4', text(text('b ]]> c')), [{ event: 'text', content: text('b ]]> c') }], 'node-wechat #13'],
		...['\u0002', '\u001d', '\u0010'].map((sign): Row => [
			'K1',
			text(`a${sign}b`),
			[{ event: 'text', content: `a${sign}b` }],
			'silenceper/wechat #750 case 2; offu/WeRoBot #420; w7corp/easywechat #989, #1419',
		]),
		...['<EventKey><![CDATA[]]></EventKey>', '<EventKey></EventKey>', '<EventKey/>'].map((key): Row => [
			'K2',
			event('subscribe', key),
			[{ event: 'subscribe', raw: { EventKey: '' } }],
			'easywechat #426; hpyer/node-easywechat #93',
		]),
		...['0', '{"a":"b"}', 'a&b', 'a<b', '上海', 'qrscene_x'].map((scene): Row => [
			'K3',
			eventKeyOf(`qrscene_${scene}`),
			[{ event: 'subscribe', scene }],
			'cloud.tencent.com/developer/article/1978697',
		]),
		['K3', event('SCAN', '<EventKey>0</EventKey>'), [{ event: 'scan', scene: '0' }], 'the same'],
		[
			'K4',
			eventKeyOf(PAID),
			[{ event: 'subscribe', raw: { EventKey: PAID } }],
			'community 0008248a58caf84d8138649ed56400',
		],
		[
			'K5',
			json(subscribe(sent('1'))),
			[{ event: 'subscribe_msg_sent_event', msgid: '1', status: 'success', templateId: 'T1' }],
			'royalrick/weapp #63',
		],
		['K6', json(subscribe(sent('1'))), [{ msgid: '1' }], 'WxJava #2477'],
		['K6', json(subscribe([sent('1'), sent('2')])), [{ msgid: '1' }, { msgid: '2' }], 'the same'],
		['K6', json(subscribe([])), [{ event: 'subscribe_msg_sent_event' }], 'the same'],
		[
			'K8',
			json({
				MsgType: 'event',
				Event: 'wxa_media_check',
				version: 2,
				trace_id: 't1',
				result: { suggest: 'risky', label: 20002 },
				detail: [{ strategy: 'content_model', errcode: 0, suggest: 'risky', label: 20002, prob: 90 }],
			}),
			[
				{
					event: 'wxa_media_check',
					raw: { version: 2, result: { suggest: 'risky' }, detail: [{ prob: 90 }] },
				},
			],
			'community 000acc0c2c03c02a661401a5661400, oCJUsw5mIyexTT9nKc_QnxXJYc4M',
		],
		...['trade_manage_order_settlement', 'trade_manage_remind_access_api'].map((name): Row => [
			'K9',
			event(name, '<transaction_id><![CDATA[42]]></transaction_id><msg><![CDATA[x]]></msg>'),
			[{ event: name, raw: { transaction_id: '42', msg: 'x' } }],
			'WxJava PR #3799',
		]),
		[
			'K10',
			report('failed:freq limit'),
			[{ event: 'templatesendjobfinish', status: 'failed:freq limit', msgid: '200163836' }],
			'community oCJUsw3wodZLOPz0rEGohEItTOEI, oCJUsw9Sq9hCCf0Hh-lSlyCmUf6I',
		],
		...[
			['success', 'success'],
			['failed:user block', 'failed:user block'],
			['failed: system failed', 'failed:system failed'],
			['failed: user block', 'failed:user block'],
			['', ''],
		].map(([said, status]): Row => [
			'K11',
			report(said),
			[{ status }],
			'WeChat page Template Message Interface',
		]),
		[
			'K12',
			MASS,
			[
				{
					event: 'masssendjobfinish',
					status: 'err(30003)',
					raw: {
						CopyrightCheckResult: {
							Count: '2',
							ResultList: { item: [{ ArticleIdx: '1' }, { ArticleIdx: '2' }] },
							CheckState: '2',
						},
						ArticleUrlResult: { Count: '1', ResultList: { item: { ArticleIdx: '1', ArticleUrl: 'u' } } },
					},
				},
			],
			'official page of mass sends',
		],
		[
			'K14',
			event('LOCATION', '<Latitude>23.137466</Latitude><Longitude>113.352425</Longitude>'),
			[{ event: 'location_report', raw: { Latitude: '23.137466', Longitude: '113.352425' } }],
			'FastBootWeixin #7',
		],
		[
			'K14',
			event('view_miniprogram', '<EventKey><![CDATA[pages/index?id=1&b=2]]></EventKey><MenuId>1</MenuId>'),
			[{ event: 'view_miniprogram', raw: { EventKey: 'pages/index?id=1&b=2' } }],
			'the same',
		],
		[
			'K14',
			event('CLICK', '<EventKey><![CDATA[ 我的 订单 ]]></EventKey>'),
			[{ event: 'click', raw: { EventKey: ' 我的 订单 ' } }],
			'the same',
		],
		...['kf_create_session', 'user_pay_from_pay_cell', 'poi_check_notify'].map((name): Row => [
			'K15',
			event(name, '<Some><![CDATA[thing]]></Some>'),
			[{ event: name, raw: { Event: name, Some: 'thing' } }],
			'names of events',
		]),
		[
			'K15',
			xml('<MsgType><![CDATA[device_event]]></MsgType><DeviceID><![CDATA[d]]></DeviceID>'),
			[{ event: 'device_event', raw: { DeviceID: 'd' } }],
			'names of events',
		],
		[
			'K16',
			json({ MsgType: 'event', Event: 'debug_demo', debug_str: 'x' }),
			[{ event: 'debug_demo', raw: { debug_str: 'x' } }],
			'names of events',
		],
		[
			'K16',
			event('user_enter_tempsession', '<SessionFrom><![CDATA[a]]></SessionFrom>'),
			[{ event: 'user_enter_tempsession', raw: { SessionFrom: 'a' } }],
			'names of events',
		],
		[
			'K16',
			json({ MsgType: 'miniprogrampage', Title: 't', MsgId: 1 }),
			[{ event: 'miniprogrampage', messageId: '1', raw: { Title: 't' } }],
			'names of events',
		],
		[
			'K16',
			json({ MsgType: 'event', Event: 'xpay_goods_deliver_notify', GoodsInfo: { ProductId: 'p' } }),
			[{ event: 'xpay_goods_deliver_notify', raw: { GoodsInfo: { ProductId: 'p' } } }],
			'names of events',
		],
		[
			'K25',
			'{"MsgType":"event","Event":"subscribe_msg_sent_event","FromUserName":"oPerson","SubscribeMsgSentEvent":' +
				'{"List":{"TemplateId":"T","MsgID":1864323726461255680,"ErrorStatus":"success"}}}',
			[{ msgid: '1864323726461255680' }],
			'community oCJUsw3wodZLOPz0rEGohEItTOEI',
		],
	];

	it.each(rows.map(([id, body, right, source]) => ({ id, body, right, source })))(
		'$id $body ($source)',
		({ body, right }) => {
			const items = itemsOf(body);
			expect(items).toHaveLength(right.length);
			expect(items).toMatchObject(right);
		},
	);

	it.each<[id: string, body: string, source: string]>([
		['K2', event('subscribe', '<EventKey><![CDATA[]]></EventKey>'), 'easywechat #426'],
		['K4', eventKeyOf(PAID), 'community 0008248a58caf84d8138649ed56400'],
	])('%s no scene: %s', (_id, body) => {
		expect(itemsOf(body)[0]).not.toHaveProperty('scene');
	});
});

describe('what is the same event', () => {
	const check = (trace: string) =>
		json({ MsgType: 'event', Event: 'wxa_media_check', trace_id: trace, result: { suggest: 'pass' } });
	it.each<[id: string, first: string, second: string, same: boolean, source: string]>([
		['K7', check('t1'), check('t2'), false, 'WxJava #2705: two results in one second'],
		['K7', check('t1'), check('t1'), true, 'the same one twice'],
	])('%s', (_id, first, second, same) => {
		expect(eventKey(believed(first)) === eventKey(believed(second))).toBe(same);
	});
});
