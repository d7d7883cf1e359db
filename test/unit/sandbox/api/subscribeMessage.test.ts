import type { TemplateView } from '../../../../sandbox/types';
import { fieldsOf, type Harness, inHarness, type Json } from '../harness';

let h: Harness;
let token: { access_token: string };
let reminder: TemplateView;
let bus: TemplateView;
let touser: string;
let personId: string;
const ENUMS = JSON.parse('[{"keywordCode":"enum_string3.DATA","enumValueList":["线上","线下"]}]') as unknown;
const SEND = '/cgi-bin/message/subscribe/send';

inHarness(async (opened) => {
	h = opened;
	token = await h.token('miniProgram');
	const { miniProgram } = await h.client.templates();
	reminder = miniProgram.find(({ title }) => title === '预约提醒') as TemplateView;
	bus = miniProgram.find(({ type }) => type === 'longTerm') as TemplateView;
	const person = await h.linked();
	[touser, personId] = [person.miniProgramOpenid, person.id];
	await h.client.refuseTemplate(personId, reminder.id);
});

const data = fieldsOf({ thing1: '剪发套餐', time2: '15:01', thing3: '天河店' });
const send = async (body: Json = {}) =>
	await h.wechat.post(SEND, { touser, template_id: reminder.id, data, ...body }, token);
const rights = async () => (await h.client.person(personId)).rights[reminder.id];

test('one message for each right, then 43101', async () => {
	expect(await send()).toMatchObject({
		errcode: 43101,
		errmsg: expect.stringMatching(/^user refuse to accept the msg rid: /) as string,
	});
	await h.client.grant(personId, reminder.id, 1);
	await h.client.grant(personId, reminder.id, 1);
	expect(await rights()).toBe(2);
	expect((await send()).errcode).toBe(0);
	expect((await send()).errcode).toBe(0);
	expect((await send()).errcode).toBe(43101);
	expect(await h.client.inbox({ personId })).toHaveLength(2);
});

test('a refused message leaves the right unspent', async () => {
	await h.client.grant(personId, reminder.id, 1);
	expect((await send({ data: {} })).errcode).toBe(47003);
	expect((await send({ page: 'pages/nowhere' })).errcode).toBe(41030);
	expect(await rights()).toBe(1);
	await h.client.refuseMessages(personId, true);
	expect((await send()).errcode).toBe(43101);
	await h.client.refuseMessages(personId, false);
	await h.client.settings({ unknownPage: 'accepted' });
	expect((await send({ page: 'pages/nowhere' })).errcode).toBe(0);
	expect((await h.client.inbox())[0].jump).toEqual({ miniProgramPage: 'pages/nowhere' });
});

test('a long-term subscription is not used up', async () => {
	await h.client.grant(personId, bus.id, 1);
	const busData = fieldsOf({ thing1: '1号线', time2: '15:01', number3: '2' });
	for (let i = 0; i < 3; i++) expect((await send({ template_id: bus.id, data: busData })).errcode).toBe(0);
});

test('two sends to one person at once: 43108; to two people: none', async () => {
	await h.client.grant(personId, reminder.id, 5);
	const [, other] = await h.client.people({ linked: true, limit: 2 });
	await h.client.grant(other.id, reminder.id, 5);
	await h.client.settings({ subscribeSendMs: 1000 });
	const both = await Promise.all([send(), send()]);
	expect(both.map(({ errcode }) => errcode).sort()).toEqual([0, 43108]);
	const apart = await Promise.all([send(), send({ touser: other.miniProgramOpenid })]);
	expect(apart.map(({ errcode }) => errcode)).toEqual([0, 0]);
});

test('refuses foreign people, templates and choices', async () => {
	await h.client.grant(personId, reminder.id, 5);
	expect((await send({ touser: (await h.linked()).officialAccountOpenid })).errcode).toBe(40003);
	const [stranger] = await h.client.people({ usesMiniProgram: false, limit: 1 });
	expect((await send({ touser: stranger.officialAccountOpenid })).errcode).toBe(40003);
	expect((await send({ template_id: 'x' })).errcode).toBe(40037);
	const { officialAccount } = await h.client.templates();
	expect((await send({ template_id: officialAccount[0].id })).errcode).toBe(40037);
	expect((await send({ miniprogram_state: 'release' })).errcode).toBe(40097);
	expect((await send({ lang: 'de_DE' })).errcode).toBe(40097);
	await h.client.settings({ bannedWords: ['剪发'] });
	expect((await send()).errcode).toBe(45168);
	await h.client.settings({ bannedTemplates: [reminder.id] });
	expect((await send()).errcode).toBe(43107);
	expect(
		(await h.wechat.post(SEND, { touser, template_id: reminder.id, data }, await h.token())).errcode,
	).toBe(48001);
});

test('msgid comes back or not', async () => {
	await h.client.grant(personId, reminder.id, 2);
	const { data: text } = await h.wechat.postText(SEND, { touser, template_id: reminder.id, data }, token);
	expect(text).toBe('{"errcode":0,"errmsg":"ok","msgid":2918131553548107776}');
	await h.client.settings({ subscribeMsgid: false });
	expect(await send()).toEqual({ errcode: 0, errmsg: 'ok' });
});

test('uniform_send is withdrawn for everyone', async () => {
	const path = '/cgi-bin/message/wxopen/template/uniform_send';
	const body = { touser, mp_template_msg: {} };
	expect(await h.wechat.post(path, body, token)).toMatchObject({
		errcode: 45109,
		errmsg: expect.stringContaining('This API has been unsupported') as string,
	});
	expect(await h.wechat.post(path, body, await h.token())).toMatchObject({ errcode: 48001 });
	expect(await h.wechat.post(path, body)).toMatchObject({ errcode: 41001 });
});

test('bizsend spends the rights that a follower gave the official account', async () => {
	const { officialAccount } = await h.client.templates();
	const activity = officialAccount.find(({ type }) => type === 'oneTime') as TemplateView;
	const { officialAccountOpenid } = await h.linked();
	const body = { touser: officialAccountOpenid, template_id: activity.id, data, page: 'https://example.com' };
	const bizsend = async (more: Json = {}) =>
		await h.wechat.post('/cgi-bin/message/subscribe/bizsend', { ...body, ...more }, await h.token());
	expect((await bizsend()).errcode).toBe(43101);
	await h.client.grant(personId, activity.id, 1);
	expect((await bizsend({ touser: undefined, toUser: officialAccountOpenid })).errcode).toBe(40003);
	expect((await bizsend({ data: { thing1: { value: '' } } })).errcode).toBe(47003);
	expect((await bizsend()).errcode).toBe(0);
	expect((await h.client.inbox())[0]).toMatchObject({
		account: 'officialAccount',
		channel: 'subscribe',
		jump: { url: 'https://example.com' },
	});
	expect((await bizsend()).errcode).toBe(43101);
});

describe('template library: the token decides', () => {
	test('gettemplate', async () => {
		const list = async (account: 'officialAccount' | 'miniProgram') => {
			const { data: found } = await h.wechat.get('/wxaapi/newtmpl/gettemplate', await h.token(account));
			return found as Array<{ priTmplId: string; type: number; keywordEnumValueList?: unknown }>;
		};
		const mini = await list('miniProgram');
		expect(mini.find(({ priTmplId }) => priTmplId === bus.id)?.type).toBe(3);
		expect(mini.find(({ priTmplId }) => priTmplId === reminder.id)).toMatchObject({
			type: 2,
			content: reminder.content,
		});
		expect(mini.filter(({ keywordEnumValueList }) => keywordEnumValueList)).toHaveLength(1);
		expect(mini.find(({ keywordEnumValueList }) => keywordEnumValueList)?.keywordEnumValueList).toEqual(
			ENUMS,
		);
		const official = await list('officialAccount');
		expect(official.map(({ priTmplId }) => priTmplId)).not.toContain(bus.id);
	});

	test('a template is picked from the library, once, and dropped', async () => {
		const get = async (path: string, params = {}) =>
			await h.wechat.get(`/wxaapi/newtmpl/${path}`, { ...token, ...params });
		const post = async (path: string, body: Json) =>
			await h.wechat.post(`/wxaapi/newtmpl/${path}`, body, token);
		expect((await get('getcategory')).data).toContainEqual({ id: 616, name: '公交' });
		expect(await get('getpubtemplatetitles', { ids: '2', start: '0', limit: '30' })).toMatchObject({
			count: 1,
		});
		expect((await get('getpubtemplatetitles', { ids: '2', start: '0', limit: '31' })).errcode).toBe(200017);
		expect(await get('getpubtemplatekeywords', { tid: '99' })).toMatchObject({ count: 4 });
		expect((await post('addtemplate', { tid: '99', kidList: [1], sceneDesc: '测试' })).errcode).toBe(200020);
		expect((await post('addtemplate', { tid: '1', kidList: [1, 2] })).errcode).toBe(200014);
		const added = await post('addtemplate', { tid: '99', kidList: [1, 2], sceneDesc: '测试' });
		expect(added.priTmplId).toMatch(/^[\w-]{43}$/);
		expect((await post('addtemplate', { tid: '99', kidList: [1, 2] })).errcode).toBe(200022);
		expect((await post('deltemplate', { priTmplId: added.priTmplId })).errcode).toBe(0);
	});
});
