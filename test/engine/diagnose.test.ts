// Diagnose of both accounts, as n8n-core executes it against the sandbox.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { World, inOwnWorld } from './support/world';

const GET = '/cgi-bin/openapi/quota/get';
const CUSTOM_SEND = '/cgi-bin/message/custom/send';

let world: World;
inOwnWorld((opened) => {
	world = opened;
});

/** As the sandbox issues them. */
const ACCESS_TOKEN = /84_[\w-]{80}/;
const KEYS = ['check', 'ok', 'finding', 'fix'];
const diagnosis = async (node: AccountName, more: INodeParameters = {}, items: IDataObject[] = [{}]) => {
	const { json, error, record } = await world[node](
		{ resource: 'account', operation: 'diagnose', ...more },
		{ items },
	);
	expect(error).toBeUndefined();
	const account = world.accounts[node];
	expect(record).not.toContain(account.appSecret);
	expect(record).not.toMatch(ACCESS_TOKEN);
	for (const item of json) for (const key of KEYS) expect(item).toHaveProperty(key);
	for (const { ok, fix } of json) if (ok === false) expect(String(fix).length).toBeGreaterThan(10);
	const find = (check: string) => json.find((item) => String(item.check).startsWith(check)) ?? {};
	return { json, find };
};

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Diagnose (%s)', (node) => {
	it('finds nothing wrong with a sound account but the push URL that is not set', async () => {
		const { json, find } = await diagnosis(node);
		expect(json.filter(({ ok }) => ok === false).map(({ check }) => check)).toEqual(['Push URL (消息推送)']);
		expect(find('Push URL').fix).toContain('40201');
		expect(find('AppID and AppSecret').ok).toBe(true);
		expect(find('Access token').ok).toBe(true);
		expect(find('Account kind').ok).toBe(true);
		expect(find('IP whitelist').ok).toBe(true);
		expect(find('Permission and quota: Send customer message')).toMatchObject({
			ok: true,
			cgi_path: CUSTOM_SEND,
			daily_limit: 500_000,
			remain: 500_000,
		});
	});

	it('names the address although WeChat refused nothing', async () => {
		expect((await diagnosis(node)).find('Public IP address')).toMatchObject({
			ok: true,
			finding: expect.stringContaining('203.0.113.7'),
		});
	});

	it('says so when WeChat does not name the address', async () => {
		await world.client.fault({ path: '/cgi-bin/openapi/rid/get', times: -1, errcode: 76001, errmsg: 'none' });
		expect((await diagnosis(node)).find('Public IP address')).toMatchObject({
			ok: null,
			finding: expect.stringContaining('did not name it'),
		});
	});

	it('spends nothing scarce, forces no token and is done well before three seconds', async () => {
		await world.client.settings({ latencyMs: 50 });
		const startedAt = Date.now();
		await diagnosis(node);
		const took = Date.now() - startedAt;
		expect(took).toBeLessThan(3_000);
		const { calls, tokens } = await world.client.counters();
		expect(Object.keys(calls).filter((path) => path.includes('clear'))).toEqual([]);
		expect(calls['/cgi-bin/user/get'] ?? 0).toBeLessThanOrEqual(1);
		expect(tokens[world.accounts[node].appId]).toMatchObject({ forced: 0, classic: 0, issued: 1 });
	});

	it('leaves the classic token alone that others may be using', async () => {
		world.saveCredentials({ tokenEndpoint: 'classic' });
		await diagnosis(node);
		await diagnosis(node);
		expect((await world.client.counters()).tokens[world.accounts[node].appId].classic).toBe(1);
	});

	it('is made once, however many items come in', async () => {
		const { json } = await diagnosis(node, {}, [{}, {}, {}]);
		expect(json.filter(({ check }) => check === 'Access token')).toHaveLength(1);
	});

	it('tells a wrong secret from everything else', async () => {
		world.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: 'f'.repeat(32) });
		const { json, find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({ ok: false, fix: expect.stringContaining('40125') });
		expect(find('Access token').ok).toBe(false);
		expect(find('IP whitelist').ok).toBeNull();
		expect(json).toHaveLength(4);
	});

	it('takes 40001 for a wrong secret where WeChat names it so', async () => {
		await world.client.settings({ wrongSecret: 40001 });
		world.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: 'f'.repeat(32) });
		const { find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({
			ok: false,
			fix: expect.stringMatching(/secret.*40001/is),
		});
		expect(find('AppID and AppSecret').finding).toBe(find('Access token').finding);
	});

	it('tells a secret that was reset while the token lives on', async () => {
		await diagnosis(node);
		await world.client.setSecret(node, 'e'.repeat(32));
		const { find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({ ok: false });
		expect(find('Access token')).toMatchObject({ ok: true });
	});

	it('tells a host that does not answer, without showing what was sent to it', async () => {
		await world.client.fault({ path: '/cgi-bin/stable_token', times: -1, reset: 'before' });
		const { json } = await diagnosis(node);
		expect(json.slice(0, 2)).toMatchObject([{ ok: false }, { ok: false }]);
		expect(json[0].finding).toContain('127.0.0.1');
	}, 20_000);

	it('shows an incomplete credential as an item, too', async () => {
		world.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: '' });
		const { json } = await diagnosis(node);
		expect(json).toMatchObject([{ check: 'Credential', ok: false }]);
		expect(await world.allCalls()).toBe(0);
	});

	it('names the address that the whitelist keeps out', async () => {
		await world.client.settings({ ipWhitelist: { [node]: ['198.51.100.1'] } });
		const { find } = await diagnosis(node);
		expect(find('Public IP address').finding).toContain('203.0.113.7');
		expect(find('IP whitelist')).toMatchObject({ ok: false, fix: expect.stringContaining('203.0.113.7') });
		expect(find('AppID and AppSecret').ok).toBeNull();
	});

	it('recognises an account of the other kind', async () => {
		const other = node === 'miniProgram' ? world.accounts.officialAccount : world.accounts.miniProgram;
		const id = node === 'miniProgram' ? 'mp' : 'oa';
		world.engine.store.edit(id, { appId: other.appId, appSecret: other.appSecret });
		const { find } = await diagnosis(node);
		expect(find('Account kind')).toMatchObject({
			ok: false,
			finding: expect.stringContaining(node === 'miniProgram' ? '公众号' : '小程序'),
		});
		const own = node === 'miniProgram' ? 'Send subscribe message' : 'Send template message';
		expect(find(`Permission and quota: ${own}`)).toMatchObject({
			ok: false,
			fix: expect.stringContaining('76022'),
		});
	});

	it('shows what is used up, not granted, forbidden or not known', async () => {
		const upload = '/cgi-bin/media/upload';
		const typing = '/cgi-bin/message/custom/typing';
		const list = '/wxaapi/newtmpl/gettemplate';
		await world.client.settings({ quotas: { [list]: 1, [upload]: 0 } });
		await world[node]({
			resource: node === 'miniProgram' ? 'subscribeMessage' : 'subscriptionNotification',
			operation: 'getTemplates',
		});
		const refusals: Array<[string, number]> = [
			[CUSTOM_SEND, 48001],
			[typing, 76003],
		];
		for (const [contains, errcode] of refusals) {
			await world.client.fault({ path: GET, contains: `"${contains}"`, times: -1, errcode, errmsg: 'no' });
		}
		const { json } = await diagnosis(node);
		const of = (path: string) => json.find(({ cgi_path: of }) => of === path);
		expect(of(list)).toMatchObject({ ok: false, finding: expect.stringContaining('used up'), remain: 0 });
		expect(of(upload)).toMatchObject({ ok: false, finding: expect.stringContaining('grants') });
		expect(of(CUSTOM_SEND)).toMatchObject({ ok: false, fix: expect.stringContaining('48001') });
		expect(of(typing)).toMatchObject({ ok: null });
	});

	it.each<[string, IDataObject, boolean]>([
		['reached', { dns: [{ ip: '198.51.100.7' }], ping: [{ package_loss: '0%' }] }, true],
		['not resolved', { dns: [], ping: [] }, false],
		['not reached', { dns: [{ ip: '198.51.100.7' }], ping: [{ package_loss: '100%' }] }, false],
		['resolved without a ping', { dns: [{ ip: '198.51.100.7' }] }, true],
	])('looks at the push URL: %s', async (_, answer, ok) => {
		const http = { status: 200, body: JSON.stringify(answer), contentType: 'text/plain' };
		await world.client.fault({ path: '/cgi-bin/callback/check', times: -1, http });
		expect((await diagnosis(node)).find('Push URL')).toMatchObject({ ok });
	});
});

describe('Diagnose: Open Platform binding', () => {
	const binding = async (node: AccountName, more: INodeParameters = {}) =>
		(await diagnosis(node, more)).find('Open Platform binding');
	const loginCode = async () => {
		const [person] = await world.client.people({ usesMiniProgram: true, limit: 1 });
		return { jsCode: (await world.client.login(person.id)).code };
	};

	it('looks at the first follower of an Official Account', async () => {
		expect(await binding('officialAccount')).toMatchObject({ ok: true });
		await world.client.settings({ bound: false });
		expect(await binding('officialAccount')).toMatchObject({
			ok: false,
			fix: expect.stringContaining('open.weixin.qq.com'),
		});
	});

	it('has nothing to look at without followers', async () => {
		const body = '{"total":0,"count":0,"next_openid":""}';
		const http = { status: 200, body, contentType: 'text/plain' };
		await world.client.fault({ path: '/cgi-bin/user/get', times: -1, http });
		expect(await binding('officialAccount')).toMatchObject({ ok: null });
	});

	it('recognises an account that is not verified', async () => {
		await world.client.fault({
			path: '/cgi-bin/user/get',
			times: -1,
			errcode: 48001,
			errmsg: 'api unauthorized',
		});
		const { find } = await diagnosis('officialAccount');
		expect(find('Account kind')).toMatchObject({ ok: false, finding: expect.stringContaining('认证') });
		expect(find('Open Platform binding')).toMatchObject({ ok: null });
	});

	it('looks at a login of a mini program, when it is given one', async () => {
		expect(await binding('miniProgram')).toMatchObject({ ok: null });
		expect(await binding('miniProgram', await loginCode())).toMatchObject({ ok: true });
		await world.client.settings({ bound: false });
		expect(await binding('miniProgram', await loginCode())).toMatchObject({ ok: false });
		expect(await binding('miniProgram', { jsCode: 'made-up' })).toMatchObject({
			ok: false,
			fix: expect.stringContaining('40029'),
		});
	});
});
