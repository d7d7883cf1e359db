import type { Account, TemplateView } from '../../../../sandbox/types';
import { eventually, fieldsOf, type Harness, inHarness, startReceiver } from '../harness';
import { clearOf, isMessageSigned } from '../opened';

let h: Harness;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let mp: Account;
inHarness(async (opened) => {
	h = opened;
	({ miniProgram: mp } = await h.client.accounts());
	receiver = await startReceiver();
});
afterEach(async () => await receiver.close());

describe('what sends report afterwards', () => {
	const data = fieldsOf({ keyword1: 'a', keyword2: 'b', keyword3: 'c' });
	const send = async (more: object = {}) => {
		const { officialAccount } = await h.client.templates();
		const legacy = officialAccount.find(({ type }) => type === 'legacy') as TemplateView;
		const body = { touser: (await h.linked()).officialAccountOpenid, template_id: legacy.id, data, ...more };
		await h.wechat.post('/cgi-bin/message/template/send', body, await h.token());
	};
	const firstPush = async () =>
		(
			await eventually(
				() => receiver.posts(),
				(posts) => posts.length > 0,
			)
		)[0].body;

	test('TEMPLATESENDJOBFINISH carries the msgid', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		await send();
		const body = await firstPush();
		expect(body).toContain('<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>');
		expect(body).toContain('<MsgID>2918131553548107776</MsgID>');
		expect(body).toContain('<Status><![CDATA[success]]></Status>');
	});

	test('a refusal shows only there; or as an error, by switch', async () => {
		await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		await h.client.refuseMessages((await h.linked()).id, true);
		await h.client.settings({ finishMsgId: 'zeroWithClientMsgId' });
		await send({ client_msg_id: 'a' });
		const body = await firstPush();
		expect(body).toContain('<Status><![CDATA[failed:user block]]></Status>');
		expect(body).toContain('<MsgID>0</MsgID>');
		expect(await h.client.inbox()).toEqual([]);
		await h.client.settings({ refusedTemplate: 43019 });
		await send();
		expect((await h.client.counters()).byErrcode['43019']).toBe(1);
	});

	test('subscription events: a wrapper in XML, a single List object of texts in JSON', async () => {
		const { id, miniProgramOpenid: touser } = await h.linked();
		const { miniProgram } = await h.client.templates();
		const reminder = miniProgram.find(({ title }) => title === '预约提醒') as TemplateView;
		await h.client.push('miniProgram', { url: receiver.url, mode: 'plain' });
		const granted = await h.client.grant(id, reminder.id, 2);
		expect(granted).toMatchObject({ acknowledged: true, deliveries: [{ status: 200 }, { status: 200 }] });
		const [first, second] = receiver.posts();
		expect(first.body).toContain(
			`<SubscribeMsgPopupEvent><List><TemplateId><![CDATA[${reminder.id}]]></TemplateId>\n` +
				'<SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString>\n<PopupScene>0</PopupScene></List></SubscribeMsgPopupEvent>',
		);
		expect(second.body).not.toBe(first.body);

		await h.client.push('miniProgram', { url: receiver.url, mode: 'secure', format: 'json' });
		const values = fieldsOf({ thing1: 'a', time2: '15:01', thing3: 'b' });
		const body = { touser, template_id: reminder.id, data: values };
		await h.wechat.post('/cgi-bin/message/subscribe/send', body, await h.token('miniProgram'));
		const sent = (
			await eventually(
				() => receiver.posts(),
				(posts) => posts.length === 3,
			)
		)[2];
		expect(isMessageSigned(sent, mp)).toBe(true);
		expect(sent.headers['content-type']).toBe('application/json');
		expect(JSON.parse(clearOf(sent, mp))).toMatchObject({
			ToUserName: mp.originalId,
			FromUserName: touser,
			Event: 'subscribe_msg_sent_event',
			List: { TemplateId: reminder.id, MsgID: '2918131553548107776', ErrorCode: '0', ErrorStatus: 'success' },
		});
		await h.client.refuseTemplate(id, reminder.id);
		expect(clearOf(receiver.posts()[3], mp)).toContain('"Event":"subscribe_msg_change_event"');
	});
});
