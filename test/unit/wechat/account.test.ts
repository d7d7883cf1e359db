// The checks on a credential before anything of it leaves the process.
import { fingerprint, publicBaseUrl, readAccount } from '../../../wechat/account';
import { readTokenRecord, tokenId } from '../../../wechat/accessToken';

const credential = {
	appId: ' wx0a1b ',
	appSecret: 's',
	tokenEndpoint: 'stable',
	baseUrl: 'https://api.weixin.qq.com/',
};

describe('readAccount', () => {
	it('trims, and drops the trailing slash of the base URL', () => {
		expect(readAccount(credential)).toEqual({
			appId: 'wx0a1b',
			appSecret: 's',
			tokenEndpoint: 'stable',
			baseUrl: 'https://api.weixin.qq.com',
		});
	});

	it.each([
		'http://127.0.0.1:4010',
		'http://localhost:4010',
		'http://[::1]:4010',
		'https://proxy.example.com/wechat',
	])('accepts %s', (baseUrl) => expect(readAccount({ ...credential, baseUrl }).baseUrl).toBe(baseUrl));

	it.each([
		[{ appId: '' }, 'App ID'],
		[{ appSecret: '  ' }, 'App Secret'],
		[{ baseUrl: '' }, 'Base URL'],
		[{ baseUrl: 'api.weixin.qq.com' }, 'not an address'],
		[{ baseUrl: 'http://api.weixin.qq.com' }, 'https://'],
		[{ baseUrl: 'http://127.0.0.1.example.com' }, 'https://'],
		[{ baseUrl: 'http://10.0.0.5' }, 'https://'],
		[{ baseUrl: 'ftp://127.0.0.1' }, 'https://'],
		[{ baseUrl: 'https://user:word@api.weixin.qq.com' }, 'user name'],
		[{ baseUrl: 'https://api.weixin.qq.com/?a=1' }, 'query'],
	])('refuses %j', (patch, says) => {
		expect(() => readAccount({ ...credential, ...patch })).toThrow(says);
	});
});

describe('fingerprint', () => {
	const account = readAccount(credential);

	it.each([
		{ appId: 'other' },
		{ appSecret: 'other' },
		{ tokenEndpoint: 'classic' as const },
		{ baseUrl: 'https://x' },
	])('is another one for %j', (patch) =>
		expect(fingerprint({ ...account, ...patch })).not.toBe(fingerprint(account)),
	);

	it('holds nothing of the secret', () => {
		expect(fingerprint({ ...account, appSecret: 'abcdef' })).toMatch(/^[0-9a-f]{64}$/);
	});
});

describe('readTokenRecord', () => {
	it.each([undefined, '', 'a bare token', '{}', 'null', '{"token":5,"validUntil":1}'])(
		'reads nothing from %j',
		(stored) => {
			expect(readTokenRecord(stored)).toBeUndefined();
		},
	);

	it('reads what this version writes, and fills in what an older one left out', () => {
		const record = { token: 't', validUntil: 5, boundTo: 'b', forced: [1] };
		expect(readTokenRecord(JSON.stringify(record))).toEqual(record);
		expect(readTokenRecord('{"token":"t","validUntil":5}')).toEqual({
			token: 't',
			validUntil: 5,
			boundTo: '',
			forced: [],
		});
	});

	it('names a token without being one', () => expect(tokenId('secret-token')).not.toContain('secret'));
});

describe('the host of pictures that anybody may fetch', () => {
	const account = (baseUrl: string) => readAccount({ appId: 'wx1', appSecret: 's', baseUrl });

	test.each([
		['https://api.weixin.qq.com', 'https://mp.weixin.qq.com'],
		['https://sh.api.weixin.qq.com/', 'https://mp.weixin.qq.com'],
		['https://wechat.example.com/api', 'https://wechat.example.com/api'],
		['https://api.weixin.qq.com.example.com', 'https://api.weixin.qq.com.example.com'],
		['https://notweixin.qq.com', 'https://notweixin.qq.com'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	])('of %s is %s', (baseUrl, expected) => {
		expect(publicBaseUrl(account(baseUrl))).toBe(expected);
	});
});
