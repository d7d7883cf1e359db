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
		[{ baseUrl: 'api.weixin.qq.com' }, 'Put https:// before it'],
		[{ baseUrl: 'proxy.example.com:8443/wechat' }, 'Put https:// before it'],
		[{ baseUrl: '127.0.0.1:4010' }, 'Put http:// before it'],
		[{ baseUrl: 'localhost:4010' }, 'Put http:// before it'],
		[{ baseUrl: '[::1]:4010' }, 'Put http:// before it'],
		[{ baseUrl: 'http://api.weixin.qq.com' }, 'https://'],
		[{ baseUrl: 'http://127.0.0.1.example.com' }, 'https://'],
		[{ baseUrl: 'http://10.0.0.5' }, 'https://'],
		[{ baseUrl: 'ftp://127.0.0.1' }, 'https://'],
		[{ baseUrl: 'https://user:word@api.weixin.qq.com' }, 'user name'],
		[{ baseUrl: 'https://api.weixin.qq.com/?a=1' }, 'query'],
		[{ baseUrl: 'https://api.weixin.qq.com/#a' }, 'fragment'],
		// What looks like this machine, or like WeChat, and is not.
		[{ baseUrl: 'http://localhost@example.com' }, 'https://'],
		[{ baseUrl: 'https://localhost@example.com' }, 'user name'],
		[{ baseUrl: 'https://api.weixin.qq.com:443@example.com' }, 'user name'],
		[{ baseUrl: 'http://localhost.example.com' }, 'https://'],
		[{ baseUrl: 'http://127.0.0.1%2eexample.com' }, 'https://'],
		[{ baseUrl: 'http://127.0.0.1。example.com' }, 'https://'],
		[{ baseUrl: 'http://localhost.' }, 'https://'],
		[{ baseUrl: 'http://[::ffff:127.0.0.1]' }, 'https://'],
		[{ baseUrl: 'http://[::]' }, 'https://'],
		[{ baseUrl: 'http://0.0.0.0' }, 'https://'],
		[{ baseUrl: 'http://127.0.0.256' }, 'not an address'],
		[{ baseUrl: 'http://api.weixin.qq.com\\@127.0.0.1' }, 'https://'],
		[{ baseUrl: 'javascript:alert(1)' }, 'https://'],
		[{ baseUrl: 'file:///etc/passwd' }, 'https://'],
	])('refuses %j', (patch, says) => {
		expect(() => readAccount({ ...credential, ...patch })).toThrow(says);
	});

	it.each([
		['http://127.1:4010', 'http://127.0.0.1:4010'],
		['http://0x7f.0.0.1', 'http://127.0.0.1'],
		['HTTPS://API.weixin.qq.com//', 'https://api.weixin.qq.com'],
		['https://proxy.example.com/a/../wechat/', 'https://proxy.example.com/wechat'],
		// To a path of WeChat's own host, not to what follows the backslash.
		['https://api.weixin.qq.com\\@example.com', 'https://api.weixin.qq.com/@example.com'],
	])('reads %s as %s, and that is what is called', (baseUrl, read) =>
		expect(readAccount({ ...credential, baseUrl }).baseUrl).toBe(read),
	);

	describe("n8n's Allowed HTTP Request Domains", () => {
		const read = (allowedDomains: unknown, baseUrl = 'https://sh.api.weixin.qq.com') =>
			readAccount({ ...credential, baseUrl, allowedHttpRequestDomains: 'domains', allowedDomains });

		it.each([
			'sh.api.weixin.qq.com',
			'example.com, *.weixin.qq.com',
			'SH.API.weixin.qq.com.',
			'a,,*.qq.com,',
		])('%s allows it', (domains) => expect(read(domains).baseUrl).toBe('https://sh.api.weixin.qq.com'));

		it.each([
			'',
			undefined,
			'*',
			'*.',
			'api.weixin.qq.com',
			'*.api.weixin.qq.com.example.com',
			'*.sh.api.weixin.qq.com',
			'xsh.api.weixin.qq.com',
			'https://sh.api.weixin.qq.com',
		])('%s does not', (domains) =>
			expect(() => read(domains)).toThrow(
				/sh\.api\.weixin\.qq\.com, which is not among the 'Allowed Domains'/,
			),
		);

		it.each(['all', 'none', undefined])('%s is no matter of the Base URL', (allowedHttpRequestDomains) => {
			const settings = { allowedHttpRequestDomains, allowedDomains: 'example.com' };
			expect(readAccount({ ...credential, ...settings }).baseUrl).toBe('https://api.weixin.qq.com');
		});
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
