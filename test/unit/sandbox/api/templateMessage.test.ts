import { fieldsOf, type Harness, inHarness, type Json } from '../harness';
import type { TemplateView } from '../../../../sandbox/types';

let h: Harness;
let token: { access_token: string };
let templates: TemplateView[];
let touser: string;
let personId: string;
const SEND = '/cgi-bin/message/template/send';
const byTitle = (title: string) => templates.find((template) => template.title === title) as TemplateView;

inHarness(async (opened) => {
	h = opened;
	token = await h.token();
	templates = (await h.client.templates()).officialAccount;
	const person = await h.linked();
	[touser, personId] = [person.officialAccountOpenid, person.id];
});

const APPOINTMENT = {
	thing1: '剪发套餐',
	time2: '15:01',
	phone_number3: '020-81167888',
	character_string4: 'A1',
};
const sendText = async (body: Json = {}) =>
	(
		await h.wechat.postText(
			SEND,
			{ touser, template_id: byTitle('预约成功通知').id, data: fieldsOf(APPOINTMENT), ...body },
			token,
		)
	).data;
const send = async (body: Json = {}) => JSON.parse(await sendText(body)) as Json;
const msgid = (text: string) => /"msgid":(\d+)/.exec(text)?.[1];

test('msgid is a bare number beyond 2^53, and the inbox shows the message', async () => {
	expect(await sendText()).toBe('{"errcode":0,"errmsg":"ok","msgid":2918131553548107776}');
	expect(msgid(await sendText())).toBe('2918131553548107777');
	const inbox = await h.client.inbox({ openid: touser });
	expect(inbox).toHaveLength(2);
	expect(inbox[0]).toMatchObject({
		personId,
		openid: touser,
		account: 'officialAccount',
		channel: 'template',
		templateId: byTitle('预约成功通知').id,
		data: APPOINTMENT,
		msgid: '2918131553548107776',
	});
});

test('refuses receivers who cannot be reached', async () => {
	const { miniProgramOpenid } = await h.linked();
	expect(await send({ touser: miniProgramOpenid })).toMatchObject({ errcode: 40003 });
	expect(await send({ touser: '' })).toMatchObject({ errcode: 40003 });
	await h.client.blacklist(personId, true);
	expect(await send()).toMatchObject({ errcode: 43019 });
	await h.client.blacklist(personId, false);
	await h.client.unfollow(personId);
	expect(await send()).toMatchObject({
		errcode: 43004,
		errmsg: expect.stringMatching(/^require subscribe rid: /) as string,
	});
	expect(await h.client.inbox()).toEqual([]);
});

test('refuses templates that are not its own, and the uniform shape', async () => {
	expect(await send({ template_id: undefined })).toMatchObject({ errcode: 40036 });
	expect(await send({ template_id: 'x' })).toMatchObject({ errcode: 40036 });
	expect(await send({ template_id: 'x'.repeat(43) })).toMatchObject({ errcode: 40037 });
	const [subscription] = templates.filter(({ type }) => type === 'oneTime');
	expect(await send({ template_id: subscription.id })).toMatchObject({ errcode: 40037 });
	await h.client.settings({ bannedTemplates: [byTitle('预约成功通知').id] });
	expect(await send()).toMatchObject({ errcode: 43116 });
});

test('a jump must lead to the linked mini program and a released page', async () => {
	const { appid } = await h.secret('miniProgram');
	const jump = async (miniprogram: Json) => (await send({ miniprogram, url: 'https://example.com' })).errcode;
	expect(await jump({ appid: 'wx0000000000000000', pagepath: 'pages/index/index' })).toBe(40166);
	expect(await jump({ appid, pagepath: 'index?foo=bar' })).toBe(40165);
	expect(await jump({ appid, pagepath: '/pages/index/index' })).toBe(40165);
	expect(await jump({ appid, pagepath: 'pages/index/index?a=1' })).toBe(0);
	expect(await jump({ appid, path: 'pages/order/detail' })).toBe(0);
	const inbox = await h.client.inbox();
	expect(inbox.map(({ jump: { miniProgramPage } = {} }) => miniProgramPage)).toEqual([
		'pages/index/index?a=1',
		'',
	]);
});

describe('typed keys: 47003 names the field', () => {
	const problem = async (data: unknown) => String((await send({ data })).errmsg).replace(/ rid: .*/, '');
	const invalid = (key: string) => `argument invalid! data.${key}.value invalid`;
	const empty = (key: string) => `argument invalid! data.${key}.value is empty`;

	test.each([
		['thing1', '一'.repeat(21), false],
		['thing1', '一'.repeat(20), true],
		['thing1', `${'一'.repeat(18)}😀`, true],
		['thing1', `${'一'.repeat(19)}😀`, false],
		['thing1', 'two\nlines', false],
		['time2', '2026年11月21日 15:01', true],
		['time2', '15:01~16:30', true],
		['time2', '15:01～16:30', false],
		['time2', '2026年11月21日', false],
		['time2', '2026-11-21T15:01:00', false],
		['time2', '25:00', false],
		['phone_number3', '+86-0766-66888866', true],
		['phone_number3', '123456789012345678', false],
		['character_string4', '订单1', false],
		['character_string4', 'A'.repeat(33), false],
	])('%s = %j', async (key, value, isTaken) => {
		const text = await problem(fieldsOf({ ...APPOINTMENT, [key]: value }));
		expect(text).toBe(isTaken ? 'ok' : invalid(key));
	});

	test.each([
		['订单支付成功通知', 'amount2', '128.50', true],
		['订单支付成功通知', 'amount2', '￥128.50元', true],
		['订单支付成功通知', 'amount2', '1,280', false],
		['订单支付成功通知', 'amount2', '123456789012', true],
		['订单支付成功通知', 'amount2', '1234567890123', false],
		['订单支付成功通知', 'date3', '2026-11-21', true],
		['订单支付成功通知', 'date3', '11月21日', true],
		['订单支付成功通知', 'date3', '21.11.2026', false],
		['订单支付成功通知', 'phrase4', '已支付成功了', false],
		['订单支付成功通知', 'phrase4', 'paid', false],
		['订单发货通知', 'enum_string3', '自提', true],
		['订单发货通知', 'enum_string3', '无人机', false],
		['订单发货通知', 'name4', '欧阳娜娜', true],
		['订单发货通知', 'name4', '一二三四五六七八九十甲', false],
		['积分变动提醒', 'number2', '-1', false],
		['积分变动提醒', 'number2', '10.5', true],
		['积分变动提醒', 'short_thing3', '六个汉字太长', false],
		['积分变动提醒', 'const4', '别的', false],
		['积分变动提醒', 'const4', '', true],
	])('%s: %s = %j', async (title, key, value, isTaken) => {
		const template = byTitle(title);
		const examples = template.example
			.trim()
			.split('\n')
			.map((line) => line.slice(line.indexOf(':') + 1));
		const fields = Object.fromEntries(template.keys.map((name, i) => [name, examples[i]]));
		const answer = await send({ template_id: template.id, data: fieldsOf({ ...fields, [key]: value }) });
		expect(answer.errcode).toBe(isTaken ? 0 : 47003);
	});

	test('whatever is not {value} counts as empty', async () => {
		const rest: Record<string, string> = { ...APPOINTMENT };
		delete rest.thing1;
		expect(await problem(fieldsOf(rest))).toBe(empty('thing1'));
		expect(await problem(fieldsOf({ ...APPOINTMENT, thing1: '' }))).toBe(empty('thing1'));
		expect(await problem(APPOINTMENT)).toBe(empty('thing1'));
		expect(await problem(JSON.stringify(fieldsOf(APPOINTMENT)))).toBe(empty('thing1'));
		expect(await problem(fieldsOf({ ...rest, 'thing1.DATA': 'x' }))).toBe(empty('thing1'));
		expect(await problem(undefined)).toBe(empty('thing1'));
		expect(await problem({ ...fieldsOf(APPOINTMENT), thing1: { value: 5 } })).toBe(invalid('thing1'));
	});

	test('the switches for the length of thing and the shape of the text', async () => {
		const data = fieldsOf({ ...APPOINTMENT, thing1: `${'一'.repeat(19)}😀` });
		await h.client.settings({ countCharacters: 'codePoints' });
		expect(await problem(data)).toBe('ok');
		await h.client.settings({ countCharacters: 'utf16', argumentErrmsg: 'cut' });
		const long = fieldsOf({ ...APPOINTMENT, character_string4: '订' });
		expect(await problem(long)).toBe('argument invalid! data.character_string4.value i');
		await h.client.settings({ argumentErrmsg: 'dotData' });
		expect(await problem(long)).toBe('character_string4.DATA is invalid');
		await h.client.settings({ enforceThingLength: false });
		expect(await problem(data)).toBe('ok');
	});
});

test('legacy keywords are cut without a word; first and remark are gone', async () => {
	const data = fieldsOf({ first: 'x', keyword1: '一'.repeat(30), keyword2: '好😀的\n好', remark: 'y' });
	expect((await send({ template_id: byTitle('订单状态更新').id, data })).errcode).toBe(0);
	const [{ data: seen }] = await h.client.inbox();
	expect(seen).toEqual({ keyword1: `${'一'.repeat(19)}…`, keyword2: '好的 好', keyword3: '' });
	expect(await send({ template_id: byTitle('订单状态更新').id, data: {} })).toMatchObject({ errcode: 40250 });
});

describe('client_msg_id', () => {
	const key = { client_msg_id: 'abc-1' };

	test.each([
		['sameMsgid', '2918131553548107776'],
		['newMsgid', '2918131553548107777'],
		['zeroMsgid', '0'],
	] as const)('%s: a repeat reaches nobody twice', async (repeatClientMsgId, expected) => {
		await h.client.settings({ repeatClientMsgId });
		await send(key);
		expect(msgid(await sendText(key))).toBe(expected);
		expect(await h.client.inbox()).toHaveLength(1);
	});

	test('or the repeat is an error', async () => {
		await h.client.settings({ repeatClientMsgId: 'error' });
		await send(key);
		expect(await send(key)).toMatchObject({ errcode: 45065 });
		expect(await h.client.inbox()).toHaveLength(1);
	});

	test('counts per person, for ten minutes, and only after a send that worked', async () => {
		const [, other] = await h.client.people({ linked: true, limit: 2 });
		await send({ ...key, data: {} });
		await send(key);
		await send({ ...key, touser: other.officialAccountOpenid });
		expect(await h.client.inbox()).toHaveLength(2);
		await h.client.advanceClock(599_000);
		await send(key);
		expect(await h.client.inbox()).toHaveLength(2);
		await h.client.advanceClock(1_000);
		await send(key);
		expect(await h.client.inbox()).toHaveLength(3);
	});

	test('is at most 32 bytes, unless switched off', async () => {
		expect(await send({ client_msg_id: 'x'.repeat(33) })).toMatchObject({ errcode: 45067 });
		await h.client.settings({ clientMsgIdLimit: null });
		expect((await send({ client_msg_id: 'x'.repeat(64) })).errcode).toBe(0);
	});
});

test('bodies that are not raw JSON are refused', async () => {
	const raw = async (body: string, type = 'application/json') =>
		(JSON.parse((await h.wechat.postText(SEND, body, token, type)).data) as Json).errcode;
	expect(await raw('')).toBe(44002);
	expect(await raw('{')).toBe(47001);
	expect(await raw('[]')).toBe(47001);
	expect(await raw('touser=x', 'application/x-www-form-urlencoded')).toBe(47001);
	expect(await raw('{"touser":"\\u4e2d"}')).toBe(40033);
	expect(await raw('{"touser":"\\\\u4e2d"}')).toBe(40003);
	await h.client.settings({ escapedBody: 47002 });
	expect(await raw('{"touser":"\\u4e2d"}')).toBe(47002);
	expect(await h.wechat.get(SEND, token)).toMatchObject({ errcode: 43002 });
});

test('a daily quota is 45009, and clear_quota lifts it ten times a month', async () => {
	await h.client.settings({ quotas: { [SEND]: 1 } });
	const clear = async () =>
		await h.wechat.post('/cgi-bin/clear_quota', { appid: (await h.secret()).appid }, token);
	expect((await send()).errcode).toBe(0);
	for (let i = 0; i < 10; i++) {
		expect((await send()).errcode).toBe(45009);
		expect(await clear()).toEqual({ errcode: 0, errmsg: 'ok' });
		expect((await send()).errcode).toBe(0);
	}
	expect((await clear()).errcode).toBe(48006);
});

test('the template list has no errcode, and templates come and go', async () => {
	const list = async () =>
		(await h.wechat.get('/cgi-bin/template/get_all_private_template', token)) as { template_list: Json[] };
	const before = await list();
	expect(Object.keys(before)).toEqual(['template_list']);
	expect(before.template_list[0]).toMatchObject({
		template_id: expect.stringMatching(/^[\w-]{43}$/) as string,
		content: expect.stringContaining('{{thing1.DATA}}') as string,
	});
	const add = async (body: Json) => await h.wechat.post('/cgi-bin/template/api_add_template', body, token);
	expect((await add({ template_id_short: 'TM00015', keyword_name_list: ['a'] })).errcode).toBe(40247);
	const added = await add({ template_id_short: '43216', keyword_name_list: ['商品名称', '下单时间'] });
	expect((await list()).template_list).toHaveLength(before.template_list.length + 1);
	const gone = await h.wechat.post(
		'/cgi-bin/template/del_private_template',
		{ template_id: added.template_id },
		token,
	);
	expect(gone.errcode).toBe(0);
	expect((await list()).template_list).toEqual(before.template_list);
});
