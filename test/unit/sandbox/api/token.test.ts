import { type Harness, inHarness } from '../harness';

let h: Harness;
inHarness((opened) => {
	h = opened;
});

const CLASSIC = '/cgi-bin/token';
const STABLE = '/cgi-bin/stable_token';
const grant_type = 'client_credential';
const classic = async () => await h.wechat.get(CLASSIC, { grant_type, ...(await h.secret()) });
const stable = async (force_refresh = false) =>
	await h.wechat.post(STABLE, { grant_type, ...(await h.secret()), force_refresh });
const use = async (access_token: unknown) =>
	(await h.wechat.get('/cgi-bin/user/get', { access_token: String(access_token) })).errcode ?? 0;
const MINUTES = 60_000;

describe('classic token', () => {
	test('each call makes a new one, the one before lives five more minutes', async () => {
		const first = await classic();
		const second = await classic();
		expect(second.access_token).not.toBe(first.access_token);
		expect(second.expires_in).toBe(7200);
		expect(await use(first.access_token)).toBe(0);
		await h.client.advanceClock(5 * MINUTES - 1000);
		expect(await use(first.access_token)).toBe(0);
		await h.client.advanceClock(1000);
		expect(await use(first.access_token)).toBe(40001);
		expect(await use(second.access_token)).toBe(0);
	});

	test('2000 a day, then 45009', async () => {
		await h.client.settings({ quotas: { [CLASSIC]: 2 } });
		await classic();
		await classic();
		expect(await classic()).toMatchObject({ errcode: 45009 });
		await h.client.advanceClock(24 * 60 * MINUTES);
		expect((await classic()).errcode).toBeUndefined();
	});

	test('refuses each kind of wrong credential with its own code', async () => {
		const { appid, secret } = await h.secret();
		const ask = async (params: Record<string, string>) => (await h.wechat.get(CLASSIC, params)).errcode;
		expect(await ask({ grant_type, secret })).toBe(41002);
		expect(await ask({ grant_type, appid, secret: '' })).toBe(41004);
		expect(await ask({ grant_type: 'x', appid, secret })).toBe(40002);
		expect(await ask({ grant_type, appid: appid.toUpperCase(), secret })).toBe(40013);
		expect(await ask({ grant_type, appid, secret: 'wrong' })).toBe(40125);
		await h.client.settings({ wrongSecret: 40001 });
		expect(await ask({ grant_type, appid, secret: 'wrong' })).toBe(40001);
		await h.client.freezeSecret('officialAccount', true);
		expect(await ask({ grant_type, appid, secret })).toBe(40243);
		await h.client.freezeSecret('officialAccount', false);
		await h.client.setSecret('officialAccount', 'new');
		expect(await ask({ grant_type, appid, secret })).toBe(40001);
		expect(await ask({ grant_type, appid, secret: 'new' })).toBeUndefined();
	});
});

describe('stable token', () => {
	test('is the same until five minutes before its end, with the remaining seconds', async () => {
		const first = await stable();
		await h.client.advanceClock(110 * MINUTES);
		const later = await stable();
		expect(later.access_token).toBe(first.access_token);
		expect(later.expires_in).toBeLessThanOrEqual(600);
		expect(later.expires_in).toBeGreaterThan(590);
		await h.client.advanceClock(6 * MINUTES);
		const renewed = await stable();
		expect(renewed.access_token).not.toBe(first.access_token);
		expect(await use(first.access_token)).toBe(0);
		expect(await use(renewed.access_token)).toBe(0);
		await h.client.advanceClock(5 * MINUTES);
		expect([40001, 42001]).toContain(await use(first.access_token));
		expect(await use(renewed.access_token)).toBe(0);
	});

	test('has nothing to do with the classic one', async () => {
		const one = await stable();
		await classic();
		await classic();
		await h.client.advanceClock(6 * MINUTES);
		expect((await stable()).access_token).toBe(one.access_token);
		expect(await use(one.access_token)).toBe(0);
	});

	test('a forced refresh leaves the old one its overlap, a second one kills it', async () => {
		const first = await stable();
		const second = await stable(true);
		expect(second.access_token).not.toBe(first.access_token);
		expect(await use(first.access_token)).toBe(0);
		expect((await stable(true)).access_token).toBe(second.access_token);
		await h.client.advanceClock(30_000);
		const third = await stable(true);
		expect(third.access_token).not.toBe(second.access_token);
		expect(await use(first.access_token)).toBe(40001);
		expect(await use(second.access_token)).toBe(0);
	});

	test('the old one dies at once when the switch says so', async () => {
		await h.client.settings({ oldTokenAfterForce: 'dies' });
		const first = await stable();
		await stable(true);
		expect(await use(first.access_token)).toBe(40001);
	});

	test.each(['sameToken', 45009, 45011] as const)('the 21st forced refresh of a day: %s', async (force21) => {
		await h.client.settings({ force21 });
		let last = await stable();
		for (let i = 0; i < 20; i++) {
			const next = await stable(true);
			expect(next.access_token).not.toBe(last.access_token);
			last = next;
			await h.client.advanceClock(30_000);
		}
		const again = await stable(true);
		if (force21 === 'sameToken') expect(again.access_token).toBe(last.access_token);
		else expect(again.errcode).toBe(force21);
		expect((await h.client.counters()).tokens[(await h.secret()).appid]).toEqual({
			classic: 0,
			stable: 1,
			forced: force21 === 'sameToken' ? 21 : 20,
			issued: 21,
		});
	});

	test('is asked for by POST with a JSON body', async () => {
		const asked = { grant_type, ...(await h.secret()) };
		expect(await h.wechat.get(STABLE, asked)).toMatchObject({ errcode: 43002 });
		const form = await h.wechat.postText(
			STABLE,
			new URLSearchParams(asked).toString(),
			{},
			'application/x-www-form-urlencoded',
		);
		expect(JSON.parse(form.data)).toMatchObject({ errcode: 47001 });
	});
});

describe('using a token', () => {
	test('missing, garbage, unknown, revoked, expired', async () => {
		expect(await h.wechat.get('/cgi-bin/user/get')).toMatchObject({ errcode: 41001 });
		expect(await use('garbage')).toBe(40014);
		expect(await use(`84_${'a'.repeat(136)}`)).toBe(40001);
		const { access_token } = await stable();
		await h.client.revokeToken('officialAccount');
		const refused = await h.wechat.get('/cgi-bin/user/get', { access_token: String(access_token) });
		expect(refused.errcode).toBe(40001);
		expect(refused.errmsg).toMatch(
			/^invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https:\/\/mmbizurl\.cn\/s\/JtxxFh33r rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
		);
		const renewed = await stable();
		expect(renewed.access_token).not.toBe(access_token);
		await h.client.expireToken('officialAccount');
		expect(await use(renewed.access_token)).toBe(42001);
		const other = await stable();
		await h.client.advanceClock(7200_000);
		expect(await use(other.access_token)).toBe(42001);
	});

	test('a normal call may give the revoked token again, a forced one never', async () => {
		await h.client.settings({ afterRevoke: 'sameToken' });
		const { access_token } = await stable();
		await h.client.revokeToken('officialAccount', 'stable');
		expect((await stable()).access_token).toBe(access_token);
		const forced = await stable(true);
		expect(forced.access_token).not.toBe(access_token);
		expect(await use(forced.access_token)).toBe(0);
	});

	test("the other account's token is 48001", async () => {
		const { access_token } = await h.token('miniProgram');
		expect(await use(access_token)).toBe(48001);
	});
});

describe('IP whitelist', () => {
	const ip = {
		errcode: 40164,
		errmsg: expect.stringMatching(
			/^invalid ip 203\.0\.113\.7 ipv6 ::ffff:203\.0\.113\.7, not in whitelist rid: /,
		) as string,
	};

	test('guards every call of the official account', async () => {
		const { access_token } = await stable();
		await h.client.settings({ ipWhitelist: { officialAccount: ['198.51.100.0/24'] } });
		expect(await classic()).toMatchObject(ip);
		expect(await h.wechat.get('/cgi-bin/user/get', { access_token: String(access_token) })).toMatchObject(ip);
		await h.client.settings({ ipWhitelist: { officialAccount: ['203.0.113.0/24'] } });
		expect(await use(access_token)).toBe(0);
		await h.client.settings({ ipWhitelist: { officialAccount: [] }, ipError: 61004 });
		expect(await use(access_token)).toBe(61004);
	});

	test('guards only what carries the secret of the mini program, and knows stars there', async () => {
		const token = await h.token('miniProgram');
		await h.client.settings({ ipWhitelist: { miniProgram: ['10.0.0.*'] } });
		expect(await h.wechat.get(CLASSIC, { grant_type, ...(await h.secret('miniProgram')) })).toMatchObject(ip);
		expect(await h.wechat.get('/wxaapi/newtmpl/gettemplate', token)).toMatchObject({ errcode: 0 });
		await h.client.settings({ ipWhitelist: { miniProgram: ['203.0.113.*'] } });
		expect(
			(await h.wechat.get(CLASSIC, { grant_type, ...(await h.secret('miniProgram')) })).errcode,
		).toBeUndefined();
		await expect(h.client.settings({ ipWhitelist: { officialAccount: ['203.0.113.*'] } })).rejects.toThrow(
			'must be an IP or a CIDR',
		);
	});
});
