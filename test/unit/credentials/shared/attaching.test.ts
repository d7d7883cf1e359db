// How a request gets the access token, and which requests must not get it.
import { REJECTED_TOKEN_HEADER, SENT_TOKEN_ID, TEST_HEADER, tokenId } from '../../../../wechat/accessToken';
import { Bench } from './keyring';

const bench = new Bench();

describe('A request', () => {
	it('gets the token into its query and loses what is meant for this package alone', async () => {
		const key = bench.key();
		const given = {
			url: '/cgi-bin/user/get',
			qs: { next_openid: 'o1' },
			headers: { accept: 'x', [REJECTED_TOKEN_HEADER]: 'ab', [TEST_HEADER]: '' },
		};
		const before = structuredClone(given);
		delete (before.headers as Record<string, string>)[TEST_HEADER];
		delete (given.headers as Record<string, string>)[TEST_HEADER];
		const sent = await key.authenticate(given);
		expect(JSON.parse(JSON.stringify(sent))).toEqual({
			url: '/cgi-bin/user/get',
			qs: { next_openid: 'o1', access_token: key.record.token },
			headers: { accept: 'x' },
		});
		// What the caller holds, and n8n may show, has no token; only by its name it is known which one was sent.
		expect(JSON.parse(JSON.stringify(given))).toEqual(before);
		expect(Reflect.get(given, SENT_TOKEN_ID)).toBe(tokenId(key.record.token));
	});

	it('of the credential test goes to the Base URL as the nodes read it, and tells nobody that it is one', async () => {
		const key = bench.key({ baseUrl: ` ${bench.url}/ ` });
		const given = {
			baseURL: ` ${bench.url}/ `,
			url: '/cgi-bin/get_api_domain_ip',
			headers: { [TEST_HEADER]: 'yes' },
		};
		const sent = await key.authenticate(given);
		expect(sent).toMatchObject({ baseURL: bench.url, headers: {} });
		expect(sent.headers).not.toHaveProperty(TEST_HEADER);
	});

	it('is sent again with another token when WeChat has rejected those that it names', async () => {
		const key = bench.key();
		const first = await key.token();
		await bench.client.revokeToken('officialAccount');
		const url = '/cgi-bin/user/get';
		const named = `${'0'.repeat(64)},${tokenId(first)}`;
		const second = await key.token({ url, headers: { [REJECTED_TOKEN_HEADER]: named } });
		expect(second).not.toBe(first);
		expect(await bench.calls()).toBe(2);
		expect(await key.token({ url, headers: { [REJECTED_TOKEN_HEADER]: 7 } })).toBe(second);
		expect(await bench.calls()).toBe(2);
	});
});

describe('The token travels', () => {
	const addresses = (): Array<[where: string, request: object]> => [
		['to the Base URL', { url: `${bench.url}/cgi-bin/user/get` }],
		['to its query', { url: `${bench.url}?path=x` }],
		['to a path of it', { url: '/cgi-bin/user/get' }],
		['to a path of its own base', { url: '/x', baseURL: `${bench.url}/` }],
		['to where the old name of the address says', { uri: `${bench.url}/cgi-bin/user/get` }],
		['to the Base URL where nothing is said', {}],
		['to WeChat', { url: 'https://api.weixin.qq.com/cgi-bin/user/get' }],
		['to another host of WeChat', { url: 'https://mp.weixin.qq.com/x' }],
		['to WeChat abroad', { url: 'https://api.wechat.com/x' }],
		['to WeChat itself', { url: 'https://weixin.qq.com/x' }],
	];

	it('to the own host and to WeChat', async () => {
		const key = bench.key();
		for (const [where, request] of addresses()) {
			expect([where, await key.token(request)]).toEqual([where, key.record.token]);
		}
	});

	it.each([
		['another host', () => ({ url: 'https://example.com/x' }), 'example.com'],
		['another port', () => ({ url: 'http://127.0.0.1:1/x' }), '127.0.0.1:1'],
		['another host by the old name', () => ({ uri: 'https://example.com/x' }), 'example.com'],
		['a base elsewhere', () => ({ url: '/x', baseURL: 'https://example.com' }), 'example.com'],
		['WeChat without encryption', () => ({ url: 'http://api.weixin.qq.com/x' }), 'api.weixin.qq.com'],
		['a host that ends like WeChat', () => ({ url: 'https://notweixin.qq.com/x' }), 'notweixin.qq.com'],
		['a host that begins like it', () => ({ url: 'https://weixin.qq.com.example.com/x' }), 'example.com'],
	])('not to %s', async (_where, request, host) => {
		const key = bench.key();
		await key.token();
		const refused = key.token(request());
		await expect(refused).rejects.toThrow('only to WeChat and to its own');
		await expect(refused).rejects.toMatchObject({
			name: 'TokenError',
			message: expect.stringContaining(host) as string,
		});
	});
});
