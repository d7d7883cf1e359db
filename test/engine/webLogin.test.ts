// Web login (网页授权): the link as WeChat checks it, and the code, spent once, that never links a snapshot user.
import type { IDataObject } from 'n8n-workflow';
import type { PersonView } from '../../sandbox/types';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const EXCHANGE = '/sns/oauth2/access_token';
const PROFILE = '/sns/userinfo';
const REDIRECT = 'https://n8n.example.com/webhook/web-login?from=menu&x=1#top';

let fixture: Fixture;
let person: PersonView;
inOwnFixture(async (opened) => {
	fixture = opened;
	[person] = await fixture.client.people({ follows: true, limit: 1 });
	await fixture.client.resetCounters();
});

const webLogin = (operation: string, more: object = {}) =>
	({ resource: 'webLogin', operation, ...more }) as never;
const createLink = async (more: object = {}) => {
	const { json } = await fixture.officialAccount(webLogin('createLink', { redirectUrl: REDIRECT, ...more }));
	return json[0] as { url: string; state: string };
};
const comeBack = async (url: string, answer?: 'accept' | 'refuse') => {
	const { location, error } = await fixture.client.openPage(person.id, url, answer);
	expect(error).toBeUndefined();
	return new URL(String(location));
};
const codeFor = async (more: object = {}) => {
	const { url } = await createLink(more);
	return String((await comeBack(url)).searchParams.get('code'));
};
const userinfo = { scope: 'snsapi_userinfo' };
const exchange = async (code: string, options: IDataObject = {}) =>
	await fixture.officialAccount(webLogin('exchangeCode', { code, options }));

describe('createLink', () => {
	it('writes the parameters in the order of WeChat, on the host of WeChat, without any call', async () => {
		fixture.saveCredentials({ baseUrl: 'https://api.weixin.qq.com' });
		const { json, items } = await fixture.officialAccount(
			webLogin('createLink', {
				redirectUrl: 'https://n8n.example.com/webhook/登录?a=1',
				scope: 'snsapi_userinfo',
				state: '={{ $json.state }}',
				options: { forcePopup: true },
			}),
			{ items: [{ state: 'abc123' }, { state: 'XYZ' }] },
		);
		const { appId } = fixture.accounts.officialAccount;
		expect(json).toEqual([
			{
				// The sample address of the page "网页授权", with the values of this test.
				url: `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${appId}&redirect_uri=https%3A%2F%2Fn8n.example.com%2Fwebhook%2F%E7%99%BB%E5%BD%95%3Fa%3D1&response_type=code&scope=snsapi_userinfo&state=abc123&forcePopup=true#wechat_redirect`,
				state: 'abc123',
			},
			{ url: expect.stringContaining('&state=XYZ&forcePopup=true#wechat_redirect') as string, state: 'XYZ' },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await fixture.allCalls()).toBe(0);
	});

	it('leads phones to WeChat also where a proxy stands in for its API', async () => {
		fixture.saveCredentials({ baseUrl: 'https://wechat-proxy.example.com' });
		expect((await createLink()).url).toMatch(/^https:\/\/open\.weixin\.qq\.com\/connect/);
	});

	it('makes a state of its own, another one each time, that comes back with the person', async () => {
		const links = [await createLink(), await createLink()];
		expect(new Set(links.map(({ state }) => state)).size).toBe(2);
		for (const { url, state } of links) {
			expect(state).toMatch(/^[a-zA-Z0-9]{22,128}$/);
			const back = await comeBack(url);
			expect(back.searchParams.get('state')).toBe(state);
			expect(back.searchParams.get('from')).toBe('menu');
			expect(back.hash).toBe('#top');
		}
	});

	it('is opened by a browser here, too', async () => {
		const { url, state } = await createLink();
		const answer = await fetch(url, { redirect: 'manual' });
		expect(answer.headers.get('location')).toContain(`&state=${state}`);
	});

	it.each([
		['no redirect URL', { redirectUrl: '={{ $json.nothing }}' }, 'redirectUrl'],
		['a path for an address', { redirectUrl: '/webhook/login' }, 'redirectUrl'],
		['a script for an address', { redirectUrl: 'javascript:alert(1)' }, 'redirectUrl'],
		['an openid as state', { state: 'oR5GjjgEhCMJFyzaVZdrxZ2z_RF4' }, 'state'],
		['129 characters of state', { state: 'a'.repeat(129) }, 'state'],
		['a made-up scope', { scope: '={{ "snsapi_login" }}' }, 'scope'],
	])('refuses %s', async (_, more, parameter) => {
		const { error } = await fixture.officialAccount(
			webLogin('createLink', { redirectUrl: REDIRECT, ...more }),
		);
		expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
		expect(error?.description?.length).toBeGreaterThan(20);
	});

	it('goes on with the next item when On Error says so', async () => {
		const { json } = await fixture.officialAccount(
			webLogin('createLink', { redirectUrl: REDIRECT, state: '={{ $json.state }}' }),
			{ items: [{ state: 'not-plain' }, { state: 'plain' }], continueOnFail: true },
		);
		expect(json[0].error).toContain("'State'");
		expect(json[1].state).toBe('plain');
	});
});

describe('exchangeCode', () => {
	it('tells the openid of the follower, and nothing else with the silent scope', async () => {
		const { json } = await exchange(await codeFor());
		expect(json).toEqual([
			{ openid: person.officialAccountOpenid, scope: 'snsapi_base', isSnapshotUser: false },
		]);
		expect(await fixture.allCalls()).toBe(1);
	});

	it('tells the openid that somebody will have once they follow', async () => {
		const [stranger] = await fixture.client.people({ follows: false, usesMiniProgram: true, limit: 1 });
		person = stranger;
		const { json } = await exchange(await codeFor());
		await fixture.client.follow(stranger.id);
		expect(json[0].openid).toBe((await fixture.client.person(stranger.id)).officialAccountOpenid);
	});

	it('tells the unionid when the link asked for it', async () => {
		const { json } = await exchange(await codeFor(userinfo));
		expect(json).toEqual([
			{
				openid: person.officialAccountOpenid,
				unionid: person.unionid,
				scope: 'snsapi_userinfo',
				isSnapshotUser: false,
			},
		]);
	});

	it('adds the profile on request, and never the tokens of the person', async () => {
		const { json, record } = await exchange(await codeFor(userinfo), { includeProfile: true });
		expect(json[0]).toMatchObject({
			openid: person.officialAccountOpenid,
			unionid: person.unionid,
			profile: { nickname: expect.stringContaining('小明') as string, privilege: [] },
		});
		expect(json[0].profile).not.toHaveProperty('openid');
		expect(record).not.toMatch(/access_token|refresh_token|84_/);
		expect(record).not.toContain(fixture.accounts.officialAccount.appSecret);
	});

	it('keeps the openid when the profile cannot be had', async () => {
		const { json: silent } = await exchange(await codeFor(), { includeProfile: true });
		expect(silent[0]).toMatchObject({ openid: person.officialAccountOpenid });
		expect(silent[0].profileError).toContain('snsapi_userinfo');
		expect(await fixture.calls(PROFILE)).toBe(0);
		await fixture.client.fault({ path: PROFILE, errcode: 40001 });
		const { json } = await exchange(await codeFor(userinfo), { includeProfile: true });
		expect(json[0]).toMatchObject({ openid: person.officialAccountOpenid, unionid: person.unionid });
		expect(json[0].profileError).toContain('errcode 40001');
		// It is the person's token, not the account's: no other one is fetched.
		expect(await fixture.calls('/cgi-bin/stable_token')).toBe(0);
	});

	it.each([{ includeProfile: false }, { includeProfile: true }])(
		'makes nobody of a snapshot user, %p',
		async (options) => {
			await fixture.client.settings({ snapshotPage: true });
			const { json } = await exchange(await codeFor(userinfo), options);
			expect(json).toEqual([{ isSnapshotUser: true }]);
			expect(await fixture.calls(PROFILE)).toBe(0);
		},
	);

	it('sends a code once, and never again when its fate is unknown', async () => {
		const code = await codeFor();
		await fixture.client.fault({ path: EXCHANGE, reset: 'after' });
		const { error, record } = await fixture.officialAccount(webLogin('exchangeCode', { code }), {
			retryOnFail: { maxTries: 3, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('not known');
		expect(await fixture.calls(EXCHANGE)).toBe(1);
		expect(record).not.toContain(fixture.accounts.officialAccount.appSecret);
	});

	it('is not repeated when WeChat is busy, either', async () => {
		await fixture.client.fault({ path: EXCHANGE, errcode: -1 });
		await exchange(await codeFor());
		expect(await fixture.calls(EXCHANGE)).toBe(1);
	});

	it('explains a code that was used, one that never was, and one that is too old', async () => {
		const code = await codeFor();
		await exchange(code);
		const { error: used } = await exchange(code);
		expect(used?.httpCode).toBe('40163');
		expect(used?.description).toContain('web login link');
		const { error: unknown } = await exchange('0123456789abcdef0123456789abcdef');
		expect(unknown?.httpCode).toBe('40029');
		expect(`${used?.description}${unknown?.description}`).not.toContain('wx.login');
		const old = await codeFor();
		await fixture.client.advanceClock(301_000);
		expect((await exchange(old)).error?.httpCode).toBe('40029');
	});

	it('stops at a wrong secret without showing it', async () => {
		fixture.saveCredentials();
		fixture.engine.store.edit('oa', { appSecret: 'f'.repeat(32) });
		const { error, record } = await exchange(await codeFor());
		expect(error?.httpCode).toBe('40125');
		expect(record).not.toContain('f'.repeat(32));
	});

	it('goes on with the next person when On Error says so', async () => {
		const items = [{ code: 'spent' }, { code: await codeFor() }];
		const { json } = await fixture.officialAccount(webLogin('exchangeCode', { code: '={{ $json.code }}' }), {
			items,
			continueOnFail: true,
		});
		expect(json[0]).toMatchObject({ errcode: 40029 });
		expect(json[1]).toMatchObject({ openid: person.officialAccountOpenid });
	});

	it('refuses somebody who declined, before any call', async () => {
		const { url, state } = await createLink(userinfo);
		const back = await comeBack(url, 'refuse');
		expect(Object.fromEntries(back.searchParams)).toEqual({ from: 'menu', x: '1', state });
		const { error } = await fixture.officialAccount(
			webLogin('exchangeCode', { code: '={{ $json.query.code }}' }),
			{ items: [{ query: Object.fromEntries(back.searchParams) }] },
		);
		expect(error?.context).toMatchObject({ parameter: 'code' });
		expect(error?.description).toContain('declines');
		expect(await fixture.allCalls()).toBe(0);
	});
});
