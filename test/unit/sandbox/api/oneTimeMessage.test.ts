// One-time messages, as WeChat's page "发送一次性订阅消息" limits them: title 15 (40062), content 200, scene 0 to 10000 as text.
import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let oa: { access_token: string };
let message: Json;
let personId: string;
inHarness(async (opened) => {
	h = opened;
	oa = await h.token();
	const person = await h.linked();
	personId = person.id;
	message = {
		touser: person.officialAccountOpenid,
		template_id: (await h.client.oneTimeTemplate()).id,
		scene: '7',
		title: 'Ready',
		data: { content: { value: 'Your table is ready.' } },
	};
});

const send = async (more: Json = {}) =>
	await h.wechat.post('/cgi-bin/message/template/subscribe', { ...message, ...more }, oa);
const consentLink = async (scene: string) =>
	`https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=${(await h.secret()).appid}&scene=${scene}` +
	`&template_id=${String(message.template_id)}&redirect_url=${encodeURIComponent('https://example.com/')}#wechat_redirect`;
const agree = async (scene = '7') => await h.client.openPage(personId, await consentLink(scene));
const content = (count: number) => ({ data: { content: { value: 'a'.repeat(count) } } });

test.each<[string, Json, number]>([
	['a title of 15 characters', { title: 'a'.repeat(15) }, 0],
	['a title of 15 Chinese characters', { title: '题'.repeat(15) }, 0],
	['a title of 16 characters', { title: 'a'.repeat(16) }, 40062],
	['no title', { title: '' }, 47003],
	['200 characters of content', content(200), 0],
	['201 characters of content', content(201), 47003],
	['no content', { data: {} }, 47003],
	['a scene that is no text', { scene: 7 }, 47003],
	['another template', { template_id: 'x'.repeat(43) }, 40037],
	['somebody else', { touser: 'oNobodyNobodyNobodyNobodyNob' }, 40003],
	['nothing wrong', {}, 0],
])('%s', async (_, more, errcode) => {
	await agree();
	expect((await send(more)).errcode).toBe(errcode);
	expect(await h.client.inbox({ personId })).toHaveLength(errcode === 0 ? 1 : 0);
});

test.each([
	['0', true],
	['10000', true],
	['10001', false],
	['99999', false],
	['-1', false],
	['1.5', false],
	['a', false],
])('scene %s is one: %p', async (scene, isOne) => {
	const { location } = await agree(scene);
	expect(location !== undefined).toBe(isOne);
	expect((await send({ scene })).errcode).toBe(isOne ? 0 : 47003);
});

test('one message per person and scene', async () => {
	expect((await send()).errcode).toBe(43101);
	await agree();
	await agree();
	expect((await send()).errcode).toBe(0);
	expect((await send()).errcode).toBe(43101);
	await agree('8');
	expect((await send({ scene: '8' })).errcode).toBe(0);
});
