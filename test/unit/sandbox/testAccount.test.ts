// The test account (测试号) of the sandbox, against what docs/wechat/README.md#the-test-account says of WeChat's.
import axios, { type AxiosInstance } from 'axios';
import type { SandboxClient } from '../../../sandbox/client';
import { fieldsOf, type Harness, type Json, startHarness, startReceiver } from './harness';

let h: Harness;
let test: SandboxClient;
beforeAll(async () => {
	h = await startHarness(50);
	test = h.client.ofTestAccount();
});
beforeEach(async () => {
	await h.client.reset();
	await test.reset();
});
afterAll(async () => await h.sandbox.close());

const CONTENT = 'Order: {{name.DATA}}\nDate: {{date.DATA}}\nRoom: {{room type.DATA}}';

const secret = async () => {
	const { appId, appSecret } = (await h.client.accounts()).testAccount;
	return { appid: appId, secret: appSecret };
};
async function token() {
	const asked = { grant_type: 'client_credential', ...(await secret()) };
	const { access_token } = await h.wechat.post('/cgi-bin/stable_token', asked);
	return { access_token: String(access_token) };
}
async function follower(id = 't0') {
	await test.follow(id);
	return (await test.person(id)).officialAccountOpenid ?? '';
}
const send = async (touser: string, template_id: string, data: unknown) =>
	await h.wechat.post('/cgi-bin/message/template/send', { touser, template_id, data }, await token());

describe('whose call it is', () => {
	it('is told by the AppID or the token: neither account sees the other', async () => {
		const openid = await follower();
		expect(await h.wechat.get('/cgi-bin/user/get', await token())).toMatchObject({
			total: 1,
			data: { openid: [openid] },
		});
		expect((await h.wechat.get('/cgi-bin/user/get', await h.token())).total).toBe(50);
		const foreign = await h.wechat.get('/cgi-bin/user/info', { openid, ...(await h.token()) });
		expect(foreign.errcode).toBe(40003);
		expect(Object.keys((await test.counters()).calls)).toContain('/cgi-bin/user/get');
		const [call] = await test.calls({ path: '/cgi-bin/user/get' });
		expect(call).toMatchObject({ answer: 0, token: 'officialAccount stable #1' });
	});

	it('has a wrong secret refused like any other, and an unknown AppID, too', async () => {
		const asked = { grant_type: 'client_credential', ...(await secret()), secret: 'x'.repeat(32) };
		expect((await h.wechat.post('/cgi-bin/stable_token', asked)).errcode).toBe(40125);
		const nobody = { ...asked, appid: 'wx0000000000000000' };
		expect((await h.wechat.post('/cgi-bin/stable_token', nobody)).errcode).toBe(40013);
	});

	it('is reset apart', async () => {
		await follower();
		await h.client.reset();
		expect((await test.people({ follows: true })).map(({ id }) => id)).toEqual(['t0']);
		await test.reset({ followers: 7 });
		expect(await test.people({ follows: true })).toHaveLength(7);
		await expect(test.reset({ followers: 101 })).rejects.toThrow('takes 100 followers');
	});
});

describe('its templates', () => {
	it('are written by hand, and listed as WeChat lists them', async () => {
		const { id } = await test.addTemplate('Order shipped', CONTENT);
		expect(id).toHaveLength(43);
		expect(await h.wechat.get('/cgi-bin/template/get_all_private_template', await token())).toEqual({
			template_list: [
				{
					template_id: id,
					title: 'Order shipped',
					primary_industry: '',
					deputy_industry: '',
					content: CONTENT,
					example: '',
				},
			],
		});
		const [{ keys, type }] = (await test.templates()).officialAccount;
		expect([type, keys]).toEqual(['free', ['name', 'date', 'room type']]);
		await expect(h.client.addTemplate('Order shipped', CONTENT)).rejects.toThrow('only a test account');
		await expect(test.addTemplate(' ', CONTENT)).rejects.toThrow('a title');
	});

	it('take any text under any key, and nothing at all', async () => {
		const { id } = await test.addTemplate('Order shipped', CONTENT);
		const openid = await follower();
		const values = { name: 'Autumn jacket 2026, black, XL, 3 pieces', date: 'next Monday', 'room type': '' };
		expect(await send(openid, id, fieldsOf(values))).toMatchObject({ errcode: 0 });
		expect(await send(openid, id, { name: { value: null } })).toMatchObject({ errcode: 0 });
		const inbox = await test.inbox({ personId: 't0' });
		expect(inbox.map(({ data }) => data)).toEqual([values, { name: '', date: '', 'room type': '' }]);
		expect(await h.client.inbox()).toEqual([]);
	});

	it('show one line of a value, and all of it where the switch says so', async () => {
		const { id } = await test.addTemplate('Order shipped', CONTENT);
		const openid = await follower();
		const values = {
			name: '一二三四五六七八九十一二三四五六七八九十一',
			date: 'Monday\nor Tuesday',
			'room type': 'a'.repeat(41),
		};
		expect(await send(openid, id, fieldsOf(values))).toMatchObject({ errcode: 0 });
		await test.settings({ freeValues: 'whole' });
		expect(await send(openid, id, fieldsOf(values))).toMatchObject({ errcode: 0 });
		const [cut, whole] = (await test.inbox({ personId: 't0' })).map(({ data }) => data);
		expect(cut).toEqual({
			name: '一二三四五六七八九十一二三四五六七八九…',
			date: 'Monday or Tuesday',
			'room type': `${'a'.repeat(38)}…`,
		});
		expect(whole).toEqual(values);
	});

	it('does not enforce the length of thing', async () => {
		const { id } = await test.addTemplate('Typed', 'Item: {{thing1.DATA}}');
		const openid = await follower();
		expect(await send(openid, id, fieldsOf({ thing1: '一'.repeat(30) }))).toMatchObject({ errcode: 0 });
	});
});

describe('its limits', () => {
	it('gives 200 classic tokens a day', async () => {
		const asked = { grant_type: 'client_credential', ...(await secret()) };
		for (let call = 0; call < 200; call++) {
			expect(await h.wechat.get('/cgi-bin/token', asked)).toHaveProperty('access_token');
		}
		expect((await h.wechat.get('/cgi-bin/token', asked)).errcode).toBe(45009);
		const ofMain = { grant_type: 'client_credential', ...(await h.secret()) };
		expect(await h.wechat.get('/cgi-bin/token', ofMain)).toHaveProperty('access_token');
	});

	it.each([
		['/cgi-bin/user/get', 100],
		['/cgi-bin/user/info', 500_000],
		['/cgi-bin/message/custom/send', 50_000],
		['/cgi-bin/qrcode/create', 10_000],
		['/cgi-bin/media/upload', 500],
		['/cgi-bin/menu/create', 100],
	])('tells the quota of %s: %d a day', async (cgi_path, limit) => {
		const answer = await h.wechat.post('/cgi-bin/openapi/quota/get', { cgi_path }, await token());
		expect(answer).toMatchObject({ errcode: 0, quota: { daily_limit: limit } });
	});

	it('takes 100 followers', async () => {
		await test.reset({ followers: 99 });
		await test.follow('t99');
		await expect(test.follow('t100')).rejects.toThrow('100 people follow already');
		await test.unfollow('t0');
		await test.follow('t100');
	});

	it('tells no unionid', async () => {
		const openid = await follower();
		const info = await h.wechat.get('/cgi-bin/user/info', { openid, ...(await token()) });
		expect(info).toMatchObject({ subscribe: 1, openid });
		expect(info).not.toHaveProperty('unionid');
	});

	it.each([
		['/cgi-bin/message/template/subscribe', {}],
		['/cgi-bin/message/subscribe/bizsend', {}],
		['/wxaapi/newtmpl/gettemplate', undefined],
	])('may not call %s', async (path, body) => {
		const asked: Promise<Json> = body
			? h.wechat.post(path, body, await token())
			: h.wechat.get(path, await token());
		expect((await asked).errcode).toBe(48001);
	});
});

describe('its web login', () => {
	const link = async () =>
		`https://open.weixin.qq.com/connect/oauth2/authorize?appid=${(await secret()).appid}&redirect_uri=${encodeURIComponent('http://localhost/back')}&response_type=code&scope=snsapi_userinfo&state=a1#wechat_redirect`;

	it('is for followers only', async () => {
		expect((await test.openPage('t0', await link())).error).toContain('10006');
		const openid = await follower();
		const { location = '' } = await test.openPage('t0', await link());
		const code = new URL(location).searchParams.get('code') ?? '';
		const asked = { ...(await secret()), code, grant_type: 'authorization_code' };
		const login = await h.wechat.get('/sns/oauth2/access_token', asked);
		expect(login.openid).toBe(openid);
		expect(login).not.toHaveProperty('unionid');
		const profile = { access_token: String(login.access_token), openid };
		expect((await h.wechat.get('/sns/userinfo', profile)).openid).toBe(openid);
	});
});

describe('its pushes', () => {
	it('are plain, signed with the Token that was entered beside the URL', async () => {
		const receiver = await startReceiver();
		const target = { url: receiver.url, mode: 'plain' } as const;
		await expect(test.push('officialAccount', target)).rejects.toThrow('Token');
		const secure = { ...target, mode: 'secure', token: 'mytoken123' } as const;
		await expect(test.push('officialAccount', secure)).rejects.toThrow('plain text only');
		expect(await test.push('officialAccount', { ...target, token: 'mytoken123' })).toMatchObject({
			ok: true,
		});
		await test.follow('t3');
		const [push] = receiver.posts();
		expect(push.body).toContain('<Event><![CDATA[subscribe]]></Event>');
		expect(push.query).not.toHaveProperty('encrypt_type');
		expect((await h.client.accounts()).testAccount.pushToken).toBe('mytoken123');
		await receiver.close();
	});
});

describe('its page', () => {
	let browser: AxiosInstance;
	beforeEach(() => {
		browser = axios.create({
			baseURL: `${h.sandbox.url}/test-account`,
			proxy: false,
			validateStatus: () => true,
		});
	});
	const shown = async (query = '') => String((await browser.get<string>(query)).data);
	const press = async (form: Record<string, string>) =>
		String((await browser.post<string>('', new URLSearchParams(form))).data);

	it('is linked from the first page, and shows what the credential asks for', async () => {
		const first = String((await axios.get<string>(h.sandbox.url, { proxy: false })).data);
		expect(first).toContain('href="/test-account"');
		const page = await shown();
		const { appid, secret: appSecret } = await secret();
		for (const value of [appid, appSecret, h.sandbox.url]) expect(page).toContain(`<code>${value}</code>`);
		const { officialAccount } = await h.client.accounts();
		expect(page).not.toContain(officialAccount.appId);
		expect(page).not.toMatch(/unionid|mini program \(|EncodingAESKey/);
	});

	it('plays the walk-through: follow, add a template, send, read', async () => {
		expect(await press({ action: 'follow', personId: 't1', scene: '' })).toContain('t1');
		const openid = (await test.person('t1')).officialAccountOpenid ?? '';
		const added = await press({
			action: 'addTemplate',
			title: 'Order <shipped>',
			content: 'Order: {{name.DATA}}\r\n{{note.DATA}}\r\nDate: {{date.DATA}}',
		});
		const [{ id }] = (await test.templates()).officialAccount;
		expect(added).toContain('Order &lt;shipped&gt;');
		expect(added).toContain(id);
		const values = fieldsOf({ name: 'A-42', note: 'unlabelled', date: 'next Monday' });
		expect(await send(openid, id, values)).toMatchObject({ errcode: 0 });
		const page = await shown('?person=t1');
		expect(page).toContain('<p>Order: A-42</p>');
		expect(page).toContain('<p>Date: next Monday</p>');
		// WeChat does not show the line of a key that has nothing before it.
		expect(page).not.toContain('unlabelled');
		expect(page).toContain('Test account ·');
		await press({ action: 'deleteTemplate', templateId: id });
		expect((await test.templates()).officialAccount).toEqual([]);
		// What a phone has received stays there.
		const afterwards = await shown('?person=t1');
		expect(afterwards).toContain('<h4>Order &lt;shipped&gt;</h4>');
		expect(afterwards).toContain('<p>Order: A-42</p>');
		expect(await press({ action: 'deleteTemplate', templateId: id })).toContain('is no template');
		expect(await press({ action: 'addTemplate', title: '', content: '' })).toContain('are needed');
	});

	it('keeps showing the same person, whatever the button was about', async () => {
		const form = new URLSearchParams({
			action: 'addTemplate',
			title: 'Order',
			content: 'Order: {{name.DATA}}',
		});
		const page = String((await browser.post<string>('?person=t5', form)).data);
		expect(page).toContain('What t5 has received');
	});

	it('sets the push URL with its Token', async () => {
		const receiver = await startReceiver();
		const form = { action: 'push', account: 'officialAccount', mode: 'plain', url: receiver.url };
		expect(await press({ ...form, token: 'no' })).toContain('3 to 32 letters');
		expect(await press({ ...form, token: 'mytoken123' })).toContain('your server answered the check');
		await receiver.close();
	});
});
