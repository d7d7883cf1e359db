import { createDecipheriv, createHmac } from 'node:crypto';
import { type Harness, inHarness } from '../harness';

let h: Harness;
inHarness((opened) => {
	h = opened;
});

const login = async (js_code: string | undefined, more: Record<string, string> = {}) =>
	await h.wechat.get('/sns/jscode2session', {
		...(await h.secret('miniProgram')),
		js_code,
		grant_type: 'authorization_code',
		...more,
	});

test('a code works once, and success has no errcode', async () => {
	const person = await h.linked();
	const { code } = await h.client.login(person.id);
	const session = await login(code);
	expect(session).toEqual({
		openid: person.miniProgramOpenid,
		unionid: person.unionid,
		session_key: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/) as string,
	});
	expect(await login(code)).toMatchObject({
		errcode: 40163,
		errmsg: expect.stringMatching(/^code been used, rid: [0-9a-f-]{26}$/) as string,
	});
});

test('a code lives five minutes', async () => {
	const { id } = await h.linked();
	const { code } = await h.client.login(id);
	await h.client.advanceClock(300_000);
	expect(await login(code)).toMatchObject({ errcode: 40029 });
});

test('refuses what is made up or missing, and leaves the code unspent', async () => {
	const { id } = await h.linked();
	const { code } = await h.client.login(id);
	expect(await login('made-up')).toMatchObject({ errcode: 40029 });
	expect(await login(undefined)).toMatchObject({ errcode: 41008 });
	expect(await login(code, { grant_type: 'client_credential' })).toMatchObject({ errcode: 40002 });
	expect(await login(code, { secret: 'wrong' })).toMatchObject({ errcode: 40125 });
	expect(await login(code, await h.secret('officialAccount'))).toMatchObject({ errcode: 40013 });
	const asPost = await h.wechat.post('/sns/jscode2session', {
		...(await h.secret('miniProgram')),
		js_code: code,
	});
	expect(asPost).toMatchObject({ errcode: 43001 });
	expect((await login(code)).errcode).toBeUndefined();
});

test('no unionid when the accounts are not bound', async () => {
	await h.client.settings({ bound: false });
	const { code } = await h.client.login((await h.linked()).id);
	expect(Object.keys(await login(code)).sort()).toEqual(['openid', 'session_key']);
});

test('somebody new to the mini program has an openid there from the first login', async () => {
	const people = await h.client.people({ usesMiniProgram: false, limit: 1 });
	expect(people[0].miniProgramOpenid).toBeUndefined();
	const { openid } = await login((await h.client.login(people[0].id)).code);
	expect((await h.client.person(people[0].id)).miniProgramOpenid).toBe(openid);
});

test('session keys are checked and reset by signature', async () => {
	const person = await h.linked();
	const token = await h.token('miniProgram');
	const { session_key: key } = await login((await h.client.login(person.id)).code);
	const sign = (sessionKey: unknown) => createHmac('sha256', String(sessionKey)).update('').digest('hex');
	const asked = { ...token, openid: person.miniProgramOpenid, sig_method: 'hmac_sha256' };
	const check = async (params: Record<string, string>) =>
		(await h.wechat.get('/wxa/checksession', { ...asked, ...params })).errcode;
	expect(await check({ signature: sign(key) })).toBe(0);
	expect(await check({ signature: 'no' })).toBe(87009);
	expect(await check({ signature: sign(key), sig_method: 'md5' })).toBe(87008);
	expect(await check({ signature: sign(key), openid: person.officialAccountOpenid })).toBe(40003);
	const renewed = await h.wechat.get('/wxa/resetusersessionkey', { ...asked, signature: sign(key) });
	expect(renewed.openid).toBe(person.miniProgramOpenid);
	expect(await check({ signature: sign(key) })).toBe(87009);
	expect(await check({ signature: sign(renewed.session_key) })).toBe(0);
});

test('open data decrypts with the session key', async () => {
	const person = await h.linked();
	await expect(h.client.openData(person.id)).rejects.toThrow('no session key');
	const { session_key: key } = await login((await h.client.login(person.id)).code);
	const { encryptedData, iv } = await h.client.openData(person.id, { nickName: '张三' });
	const decipher = createDecipheriv(
		'aes-128-cbc',
		Buffer.from(String(key), 'base64'),
		Buffer.from(iv, 'base64'),
	);
	const clear = Buffer.concat([decipher.update(encryptedData, 'base64'), decipher.final()]).toString();
	expect(JSON.parse(clear)).toMatchObject({
		openId: person.miniProgramOpenid,
		unionId: person.unionid,
		nickName: '张三',
		watermark: { appid: (await h.secret('miniProgram')).appid },
	});
});

test('a phone code is not a login code, works once and belongs to one person', async () => {
	const person = await h.linked();
	const token = await h.token('miniProgram');
	const ask = async (body: object) => await h.wechat.post('/wxa/business/getuserphonenumber', body, token);
	const { code } = await h.client.phoneCode(person.id);
	expect(await login(code)).toMatchObject({ errcode: 40029 });
	expect(await ask({ code: (await h.client.login(person.id)).code })).toMatchObject({ errcode: 40029 });
	const [, other] = await h.client.people({ linked: true, limit: 2 });
	expect(await ask({ code, openid: other.miniProgramOpenid })).toMatchObject({ errcode: 40003 });
	expect(await ask({ code, openid: person.miniProgramOpenid })).toMatchObject({
		errcode: 0,
		phone_info: { purePhoneNumber: expect.stringMatching(/^138\d{8}$/) as string, countryCode: '86' },
	});
	expect(await ask({ code })).toMatchObject({ errcode: 40029 });
});

test('100 logins of one person a minute, then 45011', async () => {
	// WeChat's minutes are those of the clock: the hundred begin with one, so that none falls into the next.
	await h.client.advanceClock(60_000 - (Date.now() % 60_000));
	const { id } = await h.linked();
	for (let i = 0; i < 100; i++) await login((await h.client.login(id)).code);
	const { code } = await h.client.login(id);
	expect(await login(code)).toMatchObject({ errcode: 45011 });
	await h.client.advanceClock(60_000);
	expect((await login(code)).errcode).toBeUndefined();
});

test('a code is exchanged for the session key that its own login made', async () => {
	const person = await h.linked();
	const { code } = await h.client.login(person.id);
	const { encryptedData, iv } = await h.client.openData(person.id);
	const { code: later } = await h.client.login(person.id);
	const keys = [await login(code), await login(later)].map(({ session_key: key }) => String(key));
	const decrypt = (key: string) => {
		const decipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
		return JSON.parse(
			Buffer.concat([decipher.update(encryptedData, 'base64'), decipher.final()]).toString(),
		) as object;
	};
	expect(decrypt(keys[0])).toMatchObject({ openId: person.miniProgramOpenid });
	expect(() => decrypt(keys[1])).toThrow();
});
