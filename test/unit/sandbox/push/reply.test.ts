// Passive replies that WeChat can use, and those of which the person is told that the account is out of order.
import type { Account } from '../../../../sandbox/types';
import { encryptReply } from '../../../../wechat/push/reply';
import { type Harness, inHarness, startReceiver } from '../harness';

let h: Harness;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let accounts: Record<'officialAccount' | 'miniProgram', Account>;
let person: { id: string; officialAccountOpenid?: string; miniProgramOpenid?: string };
inHarness(async (opened) => {
	h = opened;
	accounts = await h.client.accounts();
	receiver = await startReceiver();
	person = await h.linked();
	await h.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
});
afterEach(async () => await receiver.close());

const reply = (type: string, content: string) =>
	`<xml><ToUserName><![CDATA[${person.officialAccountOpenid}]]></ToUserName>` +
	`<FromUserName><![CDATA[${accounts.officialAccount.originalId}]]></FromUserName>` +
	`<CreateTime>1</CreateTime><MsgType><![CDATA[${type}]]></MsgType>${content}</xml>`;
const ITEM = '<item><Title>a</Title><Description>b</Description><PicUrl>c</PicUrl><Url>d</Url></item>';

/** @returns whether WeChat could use it, and showed it */
async function isShown(body: string, cause: () => Promise<{ acknowledged: boolean }>): Promise<boolean> {
	receiver.answers.push({ status: 200, body });
	const { acknowledged } = await cause();
	const shown = await h.client.inbox({ personId: person.id });
	expect(shown.filter(({ channel }) => channel === 'reply')).toHaveLength(acknowledged ? 1 : 0);
	return acknowledged;
}
const message = async () => await h.client.sendText(person.id, 'officialAccount', 'hello');
const event = async () => await h.client.scan(person.id, 'shop');

test.each([
	['text', '<Content><![CDATA[hi]]></Content>'],
	['image', '<Image><MediaId><![CDATA[m]]></MediaId></Image>'],
	['voice', '<Voice><MediaId>m</MediaId></Voice>'],
	['video', '<Video><MediaId>m</MediaId></Video>'],
	['music', '<Music><ThumbMediaId>m</ThumbMediaId></Music>'],
	['news', `<ArticleCount>1</ArticleCount><Articles>${ITEM}</Articles>`],
	['news', `<ArticleCount>2</ArticleCount><Articles>${ITEM}${ITEM}</Articles>`],
	['transfer_customer_service', ''],
	['transfer_customer_service', '<TransInfo><KfAccount>a@b</KfAccount></TransInfo>'],
])('a reply of the type %s is shown: %s', async (type, content) => {
	expect(await isShown(reply(type, content), message)).toBe(true);
});

test.each([
	['text', '<Content></Content>'],
	['text', ''],
	['image', ''],
	['image', '<Image></Image>'],
	['image', '<MediaId>m</MediaId>'],
	['voice', '<Voice><MediaId></MediaId></Voice>'],
	['video', '<Video><Title>a</Title></Video>'],
	['music', '<Music><Title>a</Title></Music>'],
	['news', ''],
	['news', '<ArticleCount>8</ArticleCount><Articles></Articles>'],
	['news', `<ArticleCount>0</ArticleCount><Articles>${ITEM}</Articles>`],
	['news', `<Articles>${ITEM}</Articles>`],
	['link', '<Url>a</Url>'],
])('a reply of the type %s is of no use: %s', async (type, content) => {
	expect(await isShown(reply(type, content), message)).toBe(false);
});

test('an event takes a reply, and is not handed over', async () => {
	expect(await isShown(reply('transfer_customer_service', ''), event)).toBe(false);
	expect(await isShown(reply('text', '<Content>hi</Content>'), event)).toBe(true);
});

test('an official account takes no reply in JSON', async () => {
	const fields = {
		ToUserName: person.officialAccountOpenid,
		FromUserName: accounts.officialAccount.originalId,
		CreateTime: 1,
		MsgType: 'text',
		Content: 'hi',
	};
	expect(await isShown(JSON.stringify(fields), message)).toBe(false);
});

test('secure mode takes encrypted replies, or clear ones only: a switch', async () => {
	await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
	const clear = reply('text', '<Content>hi</Content>');
	const sealed = () => {
		const { pushToken, encodingAesKey, appId } = accounts.officialAccount;
		const account = { pushToken, encodingAesKey, appId, pushMode: 'secure' as const };
		return encryptReply({ account, reply: clear, format: 'xml', now: Date.now() });
	};
	expect(await isShown(clear, message)).toBe(false);
	await h.client.settings({ secureReply: 'plain' });
	expect(await isShown(sealed(), message)).toBe(false);
	expect(await isShown(clear, message)).toBe(true);
	await h.client.reset();
	await h.client.push('officialAccount', { url: receiver.url, mode: 'secure' });
	expect(await isShown(sealed(), message)).toBe(true);
});

test('a mini program hands over in the format of its pushes', async () => {
	await h.client.push('miniProgram', { url: receiver.url, mode: 'plain', format: 'json' });
	const fields = {
		ToUserName: person.miniProgramOpenid,
		FromUserName: accounts.miniProgram.originalId,
		CreateTime: 1,
		MsgType: 'transfer_customer_service',
	};
	receiver.answers.push({ status: 200, body: JSON.stringify(fields) });
	expect((await h.client.sendText(person.id, 'miniProgram', 'hello')).acknowledged).toBe(true);
});
