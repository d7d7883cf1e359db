// The sandbox's pages of WeChat refuse what WeChat's pages refuse, by the numbers of docs/wechat/users.md#web-login.
import { startSandbox, type Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';

let sandbox: Sandbox;
let client: SandboxClient;
let appid: string;
let miniProgramAppid: string;
beforeAll(async () => {
	sandbox = await startSandbox({ followers: 50 });
	client = new SandboxClient(sandbox.url);
	const { officialAccount, miniProgram } = await client.accounts();
	[appid, miniProgramAppid] = [officialAccount.appId, miniProgram.appId];
});
afterAll(async () => await sandbox.close());

const REDIRECT = `redirect_uri=${encodeURIComponent('https://example.com/back')}`;
const loginLink = (query: string, hash = '#wechat_redirect') =>
	`https://open.weixin.qq.com/connect/oauth2/authorize?${query}${hash}`;
const whole = () => `appid=${appid}&${REDIRECT}&response_type=code&scope=snsapi_base&state=abc`;

it('sends the person back with a code', async () => {
	const { location } = await client.openPage('p0', loginLink(whole()));
	expect(location).toMatch(/^https:\/\/example\.com\/back\?code=\w{32}&state=abc$/);
});

it.each([
	[
		'parameters out of order',
		() => loginLink(`${REDIRECT}&appid=${appid}&response_type=code&scope=snsapi_base&state=a`),
		'参数错误',
	],
	['no #wechat_redirect', () => loginLink(whole(), ''), '参数错误'],
	['a state with a hyphen', () => loginLink(whole().replace('abc', 'a-c')), '参数错误'],
	['a state of 129', () => loginLink(whole().replace('abc', 'a'.repeat(129))), '参数错误'],
	['the Mini Program', () => loginLink(whole().replace(appid, miniProgramAppid)), '10016'],
	['an empty state', () => loginLink(whole().replace('abc', '')), '10013'],
	['no state', () => loginLink(whole().replace('&state=abc', '')), '10013'],
	[
		'a third-party platform that the account has let do nothing',
		() => loginLink(`${whole()}&component_appid=wx0123456789abcdef`),
		'10015',
	],
	['no scope', () => loginLink(whole().replace('snsapi_base', '')), '10010'],
	['no redirect', () => loginLink(whole().replace(REDIRECT, 'redirect_uri=')), '10011'],
	['no appid', () => loginLink(whole().replace(appid, '')), '10012'],
	['an unknown scope', () => loginLink(whole().replace('snsapi_base', 'snsapi_login')), '10005'],
])('shows a number for %s', async (_, link, shown) => {
	const { error, location } = await client.openPage('p0', link());
	expect(location).toBeUndefined();
	expect(error).toContain(shown);
});

it.each([
	[10004, '此公众号被封禁'],
	[10005, 'scope'],
	[10009, '操作太频繁'],
] as const)('shows %d to everybody where the switch says so', async (webLoginPage, words) => {
	await client.settings({ webLoginPage });
	const { error, location } = await client.openPage('p0', loginLink(whole()));
	await client.settings({ webLoginPage: 'opens' });
	expect(location).toBeUndefined();
	expect(error).toMatch(new RegExp(`^${webLoginPage} .*${words}`));
});

it('lets nobody back to a host that the console does not name', async () => {
	await client.settings({ webLoginDomains: ['other.example.com'] });
	expect((await client.openPage('p0', loginLink(whole()))).error).toContain('10003');
	await client.settings({ webLoginDomains: ['example.com'] });
	expect((await client.openPage('p0', loginLink(whole()))).error).toBeUndefined();
	await client.settings({ webLoginDomains: null });
});
