import type { AccountName } from '../../../../sandbox/types';
import { type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let personId: string;
let openid: Record<AccountName, string>;
inHarness(async (opened) => {
	h = opened;
	const person = await h.linked();
	personId = person.id;
	openid = { officialAccount: person.officialAccountOpenid, miniProgram: person.miniProgramOpenid };
});

async function upload(account: AccountName, type: string, bytes: Buffer, name: string, field = 'media') {
	const form = new FormData();
	form.append(field, new Blob([bytes], { type: 'image/png' }), name);
	const packed = new Response(form);
	const { data } = await h.wechat.postText(
		'/cgi-bin/media/upload',
		Buffer.from(await packed.arrayBuffer()),
		{ ...(await h.token(account)), type },
		packed.headers.get('content-type') ?? '',
	);
	return JSON.parse(data) as Json;
}

const send = async (account: AccountName, msgtype: string, content: unknown, touser = openid[account]) =>
	(
		await h.wechat.post(
			'/cgi-bin/message/custom/send',
			{ touser, msgtype, [msgtype]: content },
			await h.token(account),
		)
	).errcode;
const text = async (account: AccountName) => await send(account, 'text', { content: '你好' });

test('the windows: 5 messages in 48 hours after a message, 3 in a minute after a scan', async () => {
	expect(await text('officialAccount')).toBe(45015);
	await h.client.sendText(personId, 'officialAccount', 'hello');
	for (let i = 0; i < 5; i++) expect(await text('officialAccount')).toBe(0);
	expect(await text('officialAccount')).toBe(45047);
	await h.client.advanceClock(48 * 3_600_000);
	expect(await text('officialAccount')).toBe(45015);
	await h.client.scan(personId, 'shop');
	for (let i = 0; i < 3; i++) expect(await text('officialAccount')).toBe(0);
	expect(await text('officialAccount')).toBe(45047);
	await h.client.advanceClock(60_000);
	expect(await text('officialAccount')).toBe(45015);
	expect(await text('miniProgram')).toBe(45015);
	expect(await h.client.inbox({ personId })).toHaveLength(8);
});

test('entering the chat of the mini program: 2 in a minute', async () => {
	const fields = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: 'order' };
	await h.client.sendMessage(personId, 'miniProgram', { fields });
	expect([await text('miniProgram'), await text('miniProgram'), await text('miniProgram')]).toEqual([
		0, 0, 45047,
	]);
});

test('each account has its own types, each type its own fields', async () => {
	for (const account of ['officialAccount', 'miniProgram'] as const) {
		await h.client.sendText(personId, account, 'hello');
	}
	const image = await upload('officialAccount', 'image', Buffer.from('png'), 'a.png');
	const thumb = (await upload('officialAccount', 'thumb', Buffer.from('jpg'), 'a.jpg')).thumb_media_id;
	const { appid } = await h.secret('miniProgram');
	const oa = async (msgtype: string, content: unknown) => await send('officialAccount', msgtype, content);
	const mp = async (msgtype: string, content: unknown) => await send('miniProgram', msgtype, content);
	expect(await oa('nonsense', {})).toBe(40008);
	expect(await oa('link', { title: 'a' })).toBe(45162);
	expect(await mp('news', { articles: [] })).toBe(45162);
	expect(await oa('text', { content: '' })).toBe(44004);
	expect(await oa('text', { content: '一'.repeat(683) })).toBe(45002);
	expect(await oa('text', 'bare')).toBe(47001);
	expect(await oa('image', {})).toBe(41006);
	expect(await oa('image', { media_id: 'x' })).toBe(40007);
	expect(await oa('image', { media_id: image.media_id })).toBe(0);
	expect(await oa('news', { articles: [] })).toBe(44003);
	const article = {
		title: 'a',
		description: 'b',
		url: 'https://example.com',
		picurl: 'https://example.com/a.png',
	};
	expect(await oa('news', { articles: [article, article] })).toBe(45008);
	expect(await oa('news', { articles: [article] })).toBe(0);
	expect(
		await oa('msgmenu', { head_content: 'a', list: [{ id: '1', content: 'yes' }], tail_content: 'b' }),
	).toBe(0);
	const card = { title: 'a', pagepath: 'pages/index/index', thumb_media_id: thumb };
	expect(await oa('miniprogrampage', card)).toBe(40013);
	expect(await oa('miniprogrampage', { ...card, appid, pagepath: 'nowhere' })).toBe(40165);
	expect(await oa('miniprogrampage', { ...card, appid })).toBe(0);
	expect(await mp('miniprogrampage', card)).toBe(0);
	expect(
		await mp('link', {
			title: 'a',
			description: 'b',
			url: 'https://e.com',
			thumb_url: 'https://e.com/a.png',
		}),
	).toBe(0);
	expect(await send('officialAccount', 'text', { content: 'x' }, openid.miniProgram)).toBe(40003);
	await h.client.unfollow(personId);
	expect(await text('officialAccount')).toBe(45015);
});

test('news and video with fewer fields than the page marks: a switch', async () => {
	await h.client.sendText(personId, 'officialAccount', 'hello');
	const { media_id } = await upload('officialAccount', 'video', Buffer.from('mp4'), 'a.mp4');
	const thumb = (await upload('officialAccount', 'thumb', Buffer.from('jpg'), 'a.jpg')).thumb_media_id;
	const article = { title: 'a', url: 'https://example.com' };
	const whole = { ...article, description: 'b', picurl: 'https://example.com/a.png' };
	const news = async (one: object) => await send('officialAccount', 'news', { articles: [one] });
	const video = async (further: object) => await send('officialAccount', 'video', { media_id, ...further });
	expect([await news(article), await video({})]).toEqual([0, 0]);
	await h.client.settings({ customMessageFields: 'all' });
	expect([await news(article), await video({})]).toEqual([47001, 41006]);
	expect([await news(whole), await video({ thumb_media_id: thumb })]).toEqual([0, 0]);
});

test('typing', async () => {
	const typing = async (command: string) =>
		(
			await h.wechat.post(
				'/cgi-bin/message/custom/typing',
				{ touser: openid.officialAccount, command },
				await h.token(),
			)
		).errcode;
	expect(await typing('Typing')).toBe(45080);
	await h.client.sendText(personId, 'officialAccount', 'hello');
	expect(await typing('typing')).toBe(45072);
	expect(await typing('Typing')).toBe(0);
	expect(await typing('Typing')).toBe(45081);
	expect(await typing('CancelTyping')).toBe(0);
	expect(await typing('Typing')).toBe(0);
});

test.each(['/cgi-bin/media/get', '/cgi-bin/media/get/jssdk'])('%s without an id: 41006', async (path) => {
	expect(await h.wechat.get(path, await h.token('officialAccount'))).toMatchObject({ errcode: 41006 });
});

test('media: type, size, name, part and age are checked', async () => {
	const up = async (type: string, bytes: Buffer, name: string, field?: string) =>
		await upload('miniProgram', type, bytes, name, field);
	expect((await up('file', Buffer.from('x'), 'a.png')).errcode).toBe(40004);
	expect((await up('image', Buffer.from('x'), 'a.png', 'file')).errcode).toBe(41005);
	expect((await up('image', Buffer.alloc(0), 'a.png')).errcode).toBe(44001);
	expect((await up('image', Buffer.from('x'), 'a.bmp')).errcode).toBe(40005);
	expect((await up('thumb', Buffer.alloc(65 * 1024), 'a.jpg')).errcode).toBe(45001);
	const { media_id: id, type, created_at: created } = await up('image', Buffer.from('picture'), '图.png');
	expect(type).toBe('image');
	expect(created).toEqual(expect.any(Number));
	const get = async () =>
		await h.wechat.getText('/cgi-bin/media/get', { ...(await h.token('miniProgram')), media_id: String(id) });
	const file = await get();
	expect(file.data).toBe('picture');
	expect(file.headers['content-type']).toBe('image/png');
	await h.client.advanceClock(3 * 86_400_000);
	expect(JSON.parse((await get()).data)).toMatchObject({ errcode: 40007 });
	await h.client.settings({ thumbKey: 'media_id' });
	expect(await up('thumb', Buffer.from('x'), 'a.jpg')).toHaveProperty('media_id');
});
