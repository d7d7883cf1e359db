// What a workflow gets when people agree to messages, refuse them, and when such messages arrive.
import { eventOf, eventsOf, xml } from './reading';

describe('subscription events', () => {
	const head =
		'"ToUserName":"gh_1","FromUserName":"oPerson","CreateTime":"1348831860","MsgType":"event","Event":"';
	const common = { openid: 'oPerson', account: 'gh_1', time: '2012-09-28T11:31:00.000Z' };
	const inXml = (event: string, wrapper: string, ...entries: string[]) =>
		xml(
			`<MsgType>event</MsgType><Event>${event}</Event><${wrapper}>${entries.map((entry) => `<List>${entry}</List>`).join('')}</${wrapper}>`,
		);
	const inJson = (event: string, list: string) => `{${head}${event}","List":${list}}`;

	test.each([
		[
			'XML',
			inXml(
				'subscribe_msg_sent_event',
				'SubscribeMsgSentEvent',
				'<TemplateId>T</TemplateId><MsgID>1864323726461255680</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus>',
			),
		],
		[
			'JSON with texts',
			inJson(
				'subscribe_msg_sent_event',
				'{"TemplateId":"T","MsgID":"1864323726461255680","ErrorCode":"0","ErrorStatus":"success"}',
			),
		],
		[
			'JSON with numbers',
			inJson(
				'subscribe_msg_sent_event',
				'[{"TemplateId":"T","MsgID":1864323726461255680,"ErrorCode":0,"ErrorStatus":"success"}]',
			),
		],
		[
			'JSON of a small msgid',
			inJson('subscribe_msg_sent_event', '{"TemplateId":"T","MsgID":42,"ErrorStatus":"failed"}'),
		],
	])('a delivery in %s carries the msgid that its send returned', (form, body) => {
		const { raw, ...item } = eventOf(body);
		const isSmall = form.includes('small');
		expect(item).toEqual({
			event: 'subscribe_msg_sent_event',
			...common,
			templateId: 'T',
			status: isSmall ? 'failed' : 'success',
			msgid: isSmall ? '42' : '1864323726461255680',
		});
		expect(JSON.stringify(raw)).toContain('"TemplateId":"T"');
	});

	const popup = (id: string, status: string) =>
		`<TemplateId>${id}</TemplateId><SubscribeStatusString>${status}</SubscribeStatusString><PopupScene>0</PopupScene>`;
	test.each([
		[
			'XML',
			inXml(
				'subscribe_msg_popup_event',
				'SubscribeMsgPopupEvent',
				popup('T1', 'accept'),
				popup('T2', 'reject'),
			),
		],
		[
			'JSON',
			inJson(
				'subscribe_msg_popup_event',
				'[{"TemplateId":"T1","SubscribeStatusString":"accept","PopupScene":"0"},{"TemplateId":"T2","SubscribeStatusString":"reject","PopupScene":"0"}]',
			),
		],
	])('several templates in %s are an item each, and raw tells of that one alone', (form, body) => {
		const items = eventsOf(body);
		const event = 'subscribe_msg_popup_event';
		expect(items).toMatchObject([
			{ event, ...common, templateId: 'T1', status: 'accept' },
			{ event, ...common, templateId: 'T2', status: 'reject' },
		]);
		const entry = { TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: '0' };
		const list = form === 'XML' ? { SubscribeMsgPopupEvent: { List: entry } } : { List: entry };
		expect(items[1].raw).toEqual({
			ToUserName: 'gh_1',
			FromUserName: 'oPerson',
			CreateTime: '1348831860',
			MsgType: 'event',
			Event: event,
			...list,
		});
	});

	test('a subscription switched off in the settings', () => {
		const off = '<TemplateId>T</TemplateId><SubscribeStatusString>reject</SubscribeStatusString>';
		expect(eventOf(inXml('subscribe_msg_change_event', 'SubscribeMsgChangeEvent', off))).toMatchObject({
			event: 'subscribe_msg_change_event',
			templateId: 'T',
			status: 'reject',
		});
	});

	test.each(['{}', '[]', '""', 'null', '["T"]', '7'])('an odd list (%s) is still one event', (list) => {
		expect(eventOf(inJson('subscribe_msg_popup_event', list))).toMatchObject({
			event: 'subscribe_msg_popup_event',
			...common,
		});
	});
});
