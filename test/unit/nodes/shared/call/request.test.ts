// What goes out to WeChat, as n8n's request helper takes it.
import { hostOf, needsToken, requestFor } from '../../../../../nodes/shared/call/request';
import type { ApiCall } from '../../../../../nodes/shared/call/types';
import { REJECTED_TOKEN_HEADER } from '../../../../../wechat/accessToken';
import type { Account } from '../../../../../wechat/account';

const account: Account = {
	appId: 'wx0a1b2c3d4e5f6789',
	appSecret: '0123456789abcdef'.repeat(2),
	baseUrl: 'https://api.weixin.qq.com',
	tokenEndpoint: 'stable',
};
const proof = { appid: account.appId, secret: account.appSecret };
const read: ApiCall = { method: 'GET', path: '/cgi-bin/user/info', repeatable: true, query: { openid: 'o' } };
const write: ApiCall = { method: 'POST', path: '/cgi-bin/tags/create', repeatable: false, body: { a: 1 } };

it('A call is sent as text, told whatever the status, ended some time, and redirected nowhere', () => {
	expect(requestFor(read, account, [])).toEqual({
		method: 'GET',
		url: 'https://api.weixin.qq.com/cgi-bin/user/info',
		qs: { openid: 'o' },
		headers: {},
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: 20_000,
		disableFollowRedirect: true,
	});
});

it.each([{ a: 1, 名: '王' }, {}])('The body %j is JSON', (body) => {
	const request = requestFor({ ...write, body }, account, []);
	expect(request).toMatchObject({
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json' },
	});
});

it('A file goes as a form, which can be sent again with another token', async () => {
	const data = Buffer.from('the bytes');
	const upload = { field: 'media', fileName: '图.png', mimeType: 'image/png', data };
	const { body, headers } = requestFor({ ...write, body: undefined, upload }, account, []);
	const file = (body as FormData).get('media') as File;
	expect(file).toMatchObject({ name: '图.png', type: 'image/png' });
	expect(await file.text()).toBe('the bytes');
	expect(headers).toEqual({});
});

it('Tokens that WeChat has rejected are named, for n8n to fetch another', () => {
	expect(requestFor(read, account, ['a', 'b']).headers).toEqual({ [REJECTED_TOKEN_HEADER]: 'a,b' });
});

describe('AppID and AppSecret', () => {
	it('stand in the query of a login, and in no other call’s', () => {
		const query = { js_code: 'c' };
		expect(requestFor({ ...read, query, kind: 'login' }, account, []).qs).toEqual({ ...query, ...proof });
		for (const kind of ['api', 'token', 'public', 'person'] as const)
			expect(requestFor({ ...read, kind }, account, []).qs).toEqual({ openid: 'o' });
	});

	it('stand in the body of a call for a token, and in no other call’s', () => {
		expect(requestFor({ ...write, kind: 'token' }, account, []).body).toBe(
			JSON.stringify({ a: 1, ...proof }),
		);
		for (const kind of ['api', 'login', 'public', 'person'] as const)
			expect(requestFor({ ...write, kind }, account, []).body).toBe('{"a":1}');
	});

	it('are in place of a token: only a call of the interface gets one', () => {
		expect(needsToken(read)).toBe(true);
		expect(needsToken({ ...read, kind: 'api' })).toBe(true);
		for (const kind of ['login', 'token', 'public', 'person'] as const)
			expect(needsToken({ ...read, kind })).toBe(false);
	});
});

describe('A picture that anybody may see', () => {
	const picture: ApiCall = { ...read, kind: 'public', path: '/cgi-bin/showqrcode' };

	it('is at WeChat’s host for pictures, which may send on to another', () => {
		expect(requestFor(picture, account, [])).toMatchObject({
			url: 'https://mp.weixin.qq.com/cgi-bin/showqrcode',
			disableFollowRedirect: false,
		});
		expect(hostOf(picture, account)).toBe('mp.weixin.qq.com');
		expect(hostOf(read, account)).toBe('api.weixin.qq.com');
	});

	it('is at the own Base URL where that is not WeChat’s', () => {
		const own = { ...account, baseUrl: 'https://wechat.example:8443' };
		expect(requestFor(picture, own, []).url).toBe('https://wechat.example:8443/cgi-bin/showqrcode');
		expect(hostOf(picture, own)).toBe('wechat.example:8443');
	});
});
