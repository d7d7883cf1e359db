// The mini program's trigger over HTTP: what starts an execution, with which items, and who gets the chat.
import type { INodeParameters } from 'n8n-workflow';
import { decryptPush } from '../../../../../wechat/push/cipher';
import { readPushXml } from '../../../../../wechat/push/xml';
import { account, plainPush, securePush } from '../../../wechat/push/sign';
import { TriggerHost } from './host';

let host: TriggerHost | undefined;
async function open(options: INodeParameters = {}, credential = {}, parameters: INodeParameters = {}) {
	host = await TriggerHost.open(
		{ ...account, ...credential },
		{ settings: options, ...parameters },
		'miniProgram',
	);
	return host;
}
afterEach(async () => await host?.close());

const fresh = (format: 'xml' | 'json' = 'json') => ({
	timestamp: String(Math.floor(Date.now() / 1000)),
	format,
});
const message = (fields: object) =>
	JSON.stringify({ ToUserName: 'gh_1', FromUserName: 'oUser', CreateTime: 1795262400, ...fields });
const popup = message({
	MsgType: 'event',
	Event: 'subscribe_msg_popup_event',
	List: [
		{ TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: '0' },
		{ TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: '0' },
	],
});
const text = message({ MsgType: 'text', Content: 'hi', MsgId: 7 });
const entered = message({ MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: 'shop' });
const success = { status: 200, data: 'success' };
describe.each(['atOnce', 'afterSave'])('acknowledge %s', (acknowledge) => {
	test.each([
		['secure', securePush, {}],
		['compatible', securePush, { pushMode: 'compatible' }],
		['plain', plainPush, { pushMode: 'plain' }],
	])('%s: one push about two templates starts one execution with two items', async (_, make, credential) => {
		const trigger = await open({ acknowledge }, credential);
		const deliveries = [1, 2, 3].map((nonce) => make(popup, { ...fresh(), nonce: String(nonce) }));
		for (const push of deliveries) expect(await trigger.post(push)).toMatchObject(success);
		await trigger.settled();
		expect(trigger.itemsOfExecutions).toMatchObject([
			[
				{ event: 'subscribe_msg_popup_event', openid: 'oUser', templateId: 'T1', status: 'accept' },
				{ event: 'subscribe_msg_popup_event', openid: 'oUser', templateId: 'T2', status: 'reject' },
			],
		]);
	});

	test('what is not wanted is acknowledged and dropped', async () => {
		const trigger = await open({ acknowledge });
		for (const body of [text, entered, popup]) {
			expect(await trigger.post(securePush(body, fresh()))).toMatchObject(success);
		}
		await trigger.settled();
		expect(trigger.executions).toMatchObject([{ event: 'subscribe_msg_popup_event' }]);
	});
});

describe('Hand Over to Human Agents', () => {
	const handedOver = {
		ToUserName: 'oUser',
		FromUserName: 'gh_1',
		MsgType: 'transfer_customer_service',
		CreateTime: expect.any(Number),
	};

	test('a message goes on to the agents in the form in which it came, sealed, whether it is wanted or not', async () => {
		for (const events of [['text'], ['subscribe_msg_popup_event']]) {
			const trigger = await open({ reply: 'handOver' }, {}, { events });
			const response = await trigger.post(securePush(text, fresh()));
			expect(response.headers['content-type']).toMatch(/^application\/json/);
			const { Encrypt: encrypted } = JSON.parse(response.data) as { Encrypt: string };
			const { encodingAesKey, appId } = account;
			expect(JSON.parse(decryptPush({ encodingAesKey, appId, encrypted }))).toEqual(handedOver);
			await trigger.post(securePush(popup, fresh()));
			await trigger.settled();
			expect(trigger.executions.map(({ event }) => event)).toEqual(events);
			await trigger.close();
		}
	});

	test('in plain mode and XML the reply is plain XML', async () => {
		const trigger = await open({ reply: 'handOver' }, { pushMode: 'plain' });
		const body =
			'<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>1</CreateTime><MsgType>image</MsgType><MsgId>5</MsgId></xml>';
		const { data } = await trigger.post(plainPush(body, fresh('xml')));
		expect(readPushXml(data)).toEqual({ ...handedOver, CreateTime: expect.stringMatching(/^\d+$/) });
	});

	test('events stay away from the agents', async () => {
		const trigger = await open({ reply: 'handOver' });
		for (const body of [popup, entered]) {
			expect(await trigger.post(securePush(body, fresh()))).toMatchObject(success);
		}
	});

	test('cannot be switched on together with After Save', async () => {
		const trigger = await open({ reply: 'handOver', acknowledge: 'afterSave' });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: expect.stringContaining("'Reply' needs 'Acknowledge: At Once'"),
		});
	});
});
