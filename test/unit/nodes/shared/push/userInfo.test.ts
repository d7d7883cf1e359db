// Who it is that follows, asked of WeChat after the push.
import { FOLLOW, securePush } from '../../../wechat/push/sign';
import { fresh, opening } from './opened';

const open = opening();

test('a subscription event about two templates is one execution with two items, each with the user record', async () => {
	const host = await open({ fetchUserInfo: true }, {}, { events: ['subscribe_msg_popup_event'] });
	host.wechat.user = { subscribe: 1, openid: 'o1', unionid: 'u1' };
	const list = (id: string) =>
		`<List><TemplateId>${id}</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List>`;
	const popup = `<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent>${list('T1')}${list('T2')}</SubscribeMsgPopupEvent></xml>`;
	expect(await host.post(securePush(popup, fresh()))).toMatchObject({ status: 200, data: 'success' });
	await host.settled();
	expect(host.itemsOfExecutions).toMatchObject([
		[
			{ templateId: 'T1', unionid: 'u1' },
			{ templateId: 'T2', unionid: 'u1' },
		],
	]);
});

describe('fetchUserInfo', () => {
	const options = { fetchUserInfo: true };

	test.each(['atOnce', 'afterSave'])('%s: adds the user record and the unionid', async (acknowledge) => {
		const host = await open({ ...options, acknowledge });
		host.wechat.user = { subscribe: 1, openid: 'oPerson1', unionid: 'u1' };
		expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions[0]).toMatchObject({ event: 'subscribe', unionid: 'u1', user: host.wechat.user });
	});

	test('the event arrives all the same when WeChat refuses to say', async () => {
		const host = await open(options);
		expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions[0]).toMatchObject({
			event: 'subscribe',
			openid: 'oPerson1',
			userError: expect.stringContaining('40003'),
		});
	});

	test('the event arrives all the same when no token can be had, and the secret is not in it', async () => {
		const host = await open(options);
		host.credentials.edit('oa', { appSecret: 'theAppSecret' });
		host.wechat.token = { errcode: 40125, errmsg: 'invalid appsecret theAppSecret' };
		await host.post(securePush(FOLLOW, fresh()));
		await host.settled();
		expect(host.executions[0].userError).toMatch(/\w/);
		expect(JSON.stringify(host.executions)).not.toContain('theAppSecret');
	});
});
