// What the Test button of a credential finds out, against the sandbox: n8n's part is played as its credential tester plays it.
import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { WechatLinkMiniProgramApi } from '../../../credentials/WechatLinkMiniProgramApi.credentials';
import { WechatLinkOfficialAccountApi } from '../../../credentials/WechatLinkOfficialAccountApi.credentials';
import { startSandbox } from '../../../sandbox';
import type { Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import type { AccountName } from '../../../sandbox/types';
import { TEST_HEADER } from '../../../wechat/accessToken';
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

const TYPES = {
	officialAccount: new WechatLinkOfficialAccountApi(),
	miniProgram: new WechatLinkMiniProgramApi(),
};
const NAMES: AccountName[] = ['officialAccount', 'miniProgram'];
const otherOf = (name: AccountName): AccountName =>
	name === 'officialAccount' ? 'miniProgram' : 'officialAccount';

let sandbox: Sandbox;
let client: SandboxClient;
beforeEach(async () => {
	sandbox = await startSandbox({ followers: 5 });
	client = new SandboxClient(sandbox.url);
});
afterEach(async () => await sandbox.close());

async function httpRequest(options: IHttpRequestOptions): Promise<unknown> {
	const { url, method = 'GET', qs, headers, body } = options;
	const query = new URLSearchParams(qs as Record<string, string>).toString();
	const response = await fetch(`${url}?${query}`, {
		method,
		headers: headers as Record<string, string>,
		body: body as string | undefined,
	});
	const text = await response.text();
	return options.returnFullResponse ? { body: text, statusCode: response.status } : text;
}

/**
 * As n8n 2.40.7 goes about it: a token is asked for where there is none, then the request is authenticated, and after a 401 once
 * more.
 *
 * @returns the text of a red test, or 'OK'
 */
async function press(type: AccountName, data: object): Promise<string> {
	const credential = TYPES[type];
	const credentials: ICredentialDataDecryptedObject = {
		baseUrl: sandbox.url,
		tokenEndpoint: 'stable',
		pushMode: 'secure',
		accessToken: '',
		...(data as ICredentialDataDecryptedObject),
	};
	const request = { url: '/cgi-bin/get_api_domain_ip', headers: { [TEST_HEADER]: 'yes' } };
	const authenticate = credential.authenticate as (
		given: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	) => Promise<IHttpRequestOptions>;
	const helpers = { helpers: { httpRequest } } as unknown as IHttpRequestHelper;
	const renew = async () =>
		Object.assign(credentials, await credential.preAuthentication.call(helpers, credentials));
	try {
		if (credentials.accessToken === '') await renew();
		await authenticate(credentials, request).catch(async (error: { response?: { status: number } }) => {
			if (error.response?.status !== 401) throw error;
			await renew();
			await authenticate(credentials, request);
		});
		return 'OK';
	} catch (error) {
		return (error as Error).message;
	}
}

describe.each(NAMES)('The Test of the credential of the %s', (name) => {
	const account = async () => (await client.accounts())[name];

	it('is green for its own account', async () => {
		expect(await press(name, await account())).toBe('OK');
	});

	it('asks for one token, stored or not', async () => {
		expect(await press(name, { ...(await account()), accessToken: '' })).toBe('OK');
		expect(await press(name, { ...(await account()), accessToken: 'of another version' })).toBe('OK');
		expect((await client.counters()).calls['/cgi-bin/stable_token']).toBe(2);
	});

	it('is green without push settings', async () => {
		expect(await press(name, { ...(await account()), pushToken: '', encodingAesKey: '' })).toBe('OK');
	});

	it('is red for an account of the other kind, and names the other credential', async () => {
		const other = (await client.accounts())[otherOf(name)];
		const text = await press(name, other);
		expect(text).toMatch(/^'App ID' and 'App Secret' are those of /);
		expect(text).toContain(
			`"${name === 'officialAccount' ? 'WeChat Mini Program' : 'WeChat Official Account'} API"`,
		);
		expect(text).not.toContain(other.appSecret);
	});

	it.each([
		['refused everything', { errcode: 48001, errmsg: 'api unauthorized' }],
		['answered by a gateway', { http: { status: 502, body: '<html>', contentType: 'text/html' } }],
	])('stays green when the question for the kind is %s: the token was issued', async (_, answer) => {
		await client.fault({ path: '/cgi-bin/openapi/quota/get', times: -1, ...answer });
		expect(await press(name, await account())).toBe('OK');
	});

	it('asks nothing of WeChat for an original ID in the place of the AppID', async () => {
		const { originalId, ...rest } = (await account()) as unknown as Record<string, string>;
		const text = await press(name, { ...rest, appId: originalId ?? 'gh_efcfe3fb2c3e' });
		expect(text).toMatch(/^'App ID' is the account's original ID/);
		expect((await client.counters()).calls).toEqual({});
	});

	it('adds what is odd about a secret that WeChat refused', async () => {
		const text = await press(name, { ...(await account()), appSecret: 'abc' });
		expect(text).toMatch(/^'App Secret' has 3 characters.*4(0001|0125)/s);
		// Each console's place once, that of a test account among them.
		for (const { appSecret } of [OFFICIAL_ACCOUNT_PLACES, MINI_PROGRAM_PLACES])
			expect(text.split(appSecret)).toHaveLength(2);
		expect(text).toContain('测试号信息');
	});

	it('does not blame an odd secret for a refusal that is about something else', async () => {
		const errmsg = 'invalid ip 203.0.113.7, not in whitelist';
		await client.fault({ path: '/cgi-bin/stable_token', times: -1, errcode: 40164, errmsg });
		const text = await press(name, { ...(await account()), appSecret: 'abc' });
		expect(text).toContain('errcode 40164');
		expect(text).not.toContain('3 characters');
	});

	it.each([
		['a key of 42 characters', { encodingAesKey: 'a'.repeat(42) }, "'Encoding AES Key'"],
		['a key and no token', { pushToken: '' }, "'Push Token'"],
		['a token and no key', { encodingAesKey: '' }, "'Encoding AES Key'"],
		['a token that the console does not take', { pushToken: 'my token!' }, "'Push Token'"],
	])('is red for %s', async (_, patch, field) => {
		expect(await press(name, { ...(await account()), ...patch })).toContain(field);
	});
});
