// Diagnose of both accounts, as n8n-core executes it against the sandbox.
import { setGlobalState } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { diagnosed } from './support/diagnosis';
import type { Asked } from './support/diagnosis';
import { Fixture, inOwnFixture } from './support/fixture';

const GET = '/cgi-bin/openapi/quota/get';
const CUSTOM_SEND = '/cgi-bin/message/custom/send';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const diagnosis = async (...asked: Asked) => await diagnosed(fixture, ...asked);

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Diagnose (%s)', (node) => {
	it('finds nothing wrong with a sound account but the push URL that is not set', async () => {
		const { json, find } = await diagnosis(node);
		expect(json.filter(({ ok }) => ok === false).map(({ check }) => check)).toEqual(['Push URL']);
		expect(find('Push URL').fix).toContain('40201');
		expect(find('AppID and AppSecret').ok).toBe(true);
		expect(find('Access token').ok).toBe(true);
		expect(find('Account kind').ok).toBe(true);
		expect(find('IP whitelist').ok).toBe(true);
		const ofMessages = json.find(({ cgi_path: of }) => String(of).split(', ').includes(CUSTOM_SEND));
		// One row for all, of which the limits differ.
		expect(ofMessages).toMatchObject({
			ok: true,
			finding: expect.stringMatching(/^Of each, at least (99|100) % of the calls of today are left$/),
			daily_limit: null,
			used: null,
			remain: null,
		});
	});

	it('names the address although WeChat refused nothing', async () => {
		expect((await diagnosis(node)).find('Public IP address')).toMatchObject({
			ok: true,
			finding: expect.stringContaining('203.0.113.7'),
		});
	});

	it('says so when WeChat does not name the address', async () => {
		await fixture.client.fault({
			path: '/cgi-bin/openapi/rid/get',
			times: -1,
			errcode: 76001,
			errmsg: 'none',
		});
		expect((await diagnosis(node)).find('Public IP address')).toMatchObject({
			ok: null,
			finding: expect.stringContaining('did not name it'),
		});
	});

	it('spends nothing scarce, forces no token and is done well before three seconds', async () => {
		await fixture.client.settings({ latencyMs: 50 });
		const startedAt = Date.now();
		await diagnosis(node);
		const took = Date.now() - startedAt;
		expect(took).toBeLessThan(3_000);
		const { calls, tokens } = await fixture.client.counters();
		expect(Object.keys(calls).filter((path) => path.includes('clear'))).toEqual([]);
		expect(calls['/cgi-bin/user/get'] ?? 0).toBeLessThanOrEqual(1);
		expect(tokens[fixture.accounts[node].appId]).toMatchObject({ forced: 0, classic: 0, issued: 1 });
	});

	it('leaves the classic token alone that others may be using', async () => {
		fixture.saveCredentials({ tokenEndpoint: 'classic' });
		await diagnosis(node);
		const { find } = await diagnosis(node);
		const { calls, tokens } = await fixture.client.counters();
		expect(tokens[fixture.accounts[node].appId].classic).toBe(1);
		// A proxy or a test account may know nothing of it, and nobody asked for a token of that kind.
		expect(calls['/cgi-bin/stable_token'] ?? 0).toBe(0);
		expect(find('AppID and AppSecret')).toMatchObject({
			ok: null,
			finding: expect.stringMatching(/stable_token.*classic/i),
		});
		expect(find('Access token').ok).toBe(true);
		expect(find('IP whitelist').ok).toBe(true);
	});

	it('tells a wrong secret from the classic endpoint, too', async () => {
		fixture.saveCredentials({ tokenEndpoint: 'classic' });
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: 'f'.repeat(32) });
		const { find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({ ok: false, fix: expect.stringContaining('40125') });
		expect((await fixture.client.counters()).calls['/cgi-bin/stable_token'] ?? 0).toBe(0);
	});

	it('is made once, however many items come in', async () => {
		const { json } = await diagnosis(node, {}, [{}, {}, {}]);
		expect(json.filter(({ check }) => check === 'Access token')).toHaveLength(1);
	});

	it('tells a wrong secret from everything else', async () => {
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: 'f'.repeat(32) });
		const { json, find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({ ok: false, fix: expect.stringContaining('40125') });
		expect(find('Access token').ok).toBe(false);
		expect(find('IP whitelist').ok).toBeNull();
		expect(json).toHaveLength(6);
	});

	it('takes 40001 for a wrong secret where WeChat names it so', async () => {
		await fixture.client.settings({ wrongSecret: 40001 });
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: 'f'.repeat(32) });
		const { find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({
			ok: false,
			fix: expect.stringMatching(/secret.*40001/is),
		});
		expect(find('AppID and AppSecret').finding).toBe(find('Access token').finding);
	});

	it('tells a secret that was reset while the token lives on', async () => {
		await diagnosis(node);
		await fixture.client.setSecret(node, 'e'.repeat(32));
		const { find } = await diagnosis(node);
		expect(find('AppID and AppSecret')).toMatchObject({ ok: false });
		expect(find('Access token')).toMatchObject({ ok: true });
	});

	it('tells a host that does not answer, without showing what was sent to it', async () => {
		await fixture.client.fault({ path: '/cgi-bin/stable_token', times: -1, reset: 'before' });
		const { json } = await diagnosis(node);
		expect(json.slice(0, 2)).toMatchObject([{ ok: false }, { ok: false }]);
		expect(json[0].finding).toContain('127.0.0.1');
	}, 20_000);

	it('shows an incomplete credential as an item, too', async () => {
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', { appSecret: '' });
		const { json } = await diagnosis(node);
		expect(json).toMatchObject([{ check: 'Credential', ok: false }, { check: 'Time zone' }]);
		expect(json[0].finding).toContain("'App Secret' is empty");
		expect(await fixture.allCalls()).toBe(0);
	});

	it('names the address that the whitelist keeps out', async () => {
		await fixture.client.settings({ ipWhitelist: { [node]: ['198.51.100.1'] } });
		const { find } = await diagnosis(node);
		expect(find('Public IP address').finding).toContain('203.0.113.7');
		expect(find('IP whitelist')).toMatchObject({ ok: false, fix: expect.stringContaining('203.0.113.7') });
		expect(find('AppID and AppSecret').ok).toBeNull();
	});

	it('recognises an account of the other kind', async () => {
		const other = node === 'miniProgram' ? fixture.accounts.officialAccount : fixture.accounts.miniProgram;
		const id = node === 'miniProgram' ? 'mp' : 'oa';
		fixture.engine.store.edit(id, { appId: other.appId, appSecret: other.appSecret });
		const { json, find } = await diagnosis(node);
		expect(find('Account kind')).toMatchObject({
			ok: false,
			finding: expect.stringContaining(
				node === 'miniProgram' ? 'of an Official Account' : 'of a mini program',
			),
		});
		const own = node === 'miniProgram' ? '/cgi-bin/message/subscribe/send' : '/cgi-bin/message/template/send';
		const refusals = json.filter(({ cgi_path: of }) => String(of).split(', ').includes(own));
		expect(refusals).toMatchObject([{ ok: false, fix: expect.stringContaining('76022') }]);
		// What is true of many interfaces is said once.
		expect(json.filter(({ fix }) => String(fix).includes('76022'))).toHaveLength(1);
	});

	it('shows what is used up, not granted, forbidden or not known', async () => {
		const upload = '/cgi-bin/media/upload';
		const typing = `/cgi-bin/message/custom/${node === 'miniProgram' ? 'business/' : ''}typing`;
		const list = '/wxaapi/newtmpl/gettemplate';
		await fixture.client.settings({ quotas: { [list]: 1, [upload]: 0 } });
		await fixture[node]({
			resource: node === 'miniProgram' ? 'subscribeMessage' : 'subscriptionNotification',
			operation: 'getTemplates',
		});
		const refusals: Array<[string, number]> = [
			[CUSTOM_SEND, 48001],
			[typing, 76003],
		];
		for (const [contains, errcode] of refusals) {
			await fixture.client.fault({ path: GET, contains: `"${contains}"`, times: -1, errcode, errmsg: 'no' });
		}
		const { json } = await diagnosis(node);
		const of = (path: string) => json.find(({ cgi_path: paths }) => String(paths).split(', ').includes(path));
		expect(of(list)).toMatchObject({ ok: false, finding: expect.stringContaining('used up'), remain: 0 });
		expect(of(upload)).toMatchObject({ ok: false, finding: expect.stringContaining('grants') });
		expect(of(CUSTOM_SEND)).toMatchObject({ ok: false, fix: expect.stringContaining('48001') });
		expect(of(typing)).toMatchObject({ ok: null });
	});

	it('of an account in use keeps push URL and binding on the first page, and all quotas in one row', async () => {
		const { json: before } = await diagnosis(node);
		const paths = before.flatMap(({ cgi_path: of }) => (of === null ? [] : String(of).split(', ')));
		expect(paths.length).toBeGreaterThan(node === 'miniProgram' ? 10 : 20);
		for (const [used, path] of paths.entries()) {
			const quota = { daily_limit: 1000, used, remain: 1000 - used };
			const body = JSON.stringify({ errcode: 0, errmsg: 'ok', quota });
			const http = { status: 200, body, contentType: 'application/json' };
			await fixture.client.fault({ path: GET, contains: `"${path}"`, times: -1, http });
		}
		const { json } = await diagnosis(node);
		const checks = json.map(({ check }) => String(check));
		expect(checks.findIndex((check) => check === 'Push URL')).toBeLessThan(10);
		expect(checks.findIndex((check) => check === 'Open Platform binding')).toBeLessThan(10);
		expect(json.filter(({ cgi_path: of }) => of !== null)).toEqual([json.at(-1)]);
		expect(json.at(-1)).toMatchObject({ ok: true, finding: expect.stringMatching(/at least 9\d %/) });
		expect(String(json.at(-1)?.cgi_path).split(', ').sort()).toEqual([...paths].sort());
	});

	it.each([
		['a key that is cut short', { encodingAesKey: 'a'.repeat(42) }, "'Encoding AES Key'"],
		['a token that the console does not take', { pushToken: 'my token!' }, "'Push Token'"],
		['no token', { pushToken: '' }, "'Push Token'"],
	])('names push settings with which no trigger works: %s', async (_, patch, field) => {
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', patch);
		const { find } = await diagnosis(node);
		expect(find('Push settings')).toMatchObject({ ok: false, fix: expect.stringContaining(field) });
	});

	it('comes to a verdict in one line, above the output', async () => {
		const { hints } = await fixture[node]({ resource: 'account', operation: 'diagnose' });
		expect(hints).toHaveLength(1);
		expect(hints[0]).toMatch(/^1 to mend: Push URL; .*\d+ fine\.$/);
	});

	it('has nothing to say about push settings where there are none', async () => {
		const none = { pushToken: '', encodingAesKey: '' };
		fixture.engine.store.edit(node === 'miniProgram' ? 'mp' : 'oa', none);
		expect((await diagnosis(node)).find('Push settings')).toMatchObject({ ok: null, fix: '' });
	});

	it.each<[string, IDataObject, boolean | null]>([
		["n8n's default, which nobody chose", { zoneOfN8n: 'America/New_York' }, null],
		['the same, chosen for the workflow', { timezone: 'America/New_York' }, true],
		['what the whole of n8n has', { zoneOfN8n: 'Asia/Shanghai' }, true],
		["China's, chosen for the workflow", { timezone: 'Asia/Shanghai' }, true],
	])('tells the time zone: %s', async (_, { zoneOfN8n, timezone }, ok) => {
		setGlobalState({ defaultTimezone: String(zoneOfN8n ?? 'America/New_York') });
		const { find } = await diagnosis(node, {}, [{}], { timezone: timezone as string | undefined });
		expect(find('Time zone')).toMatchObject({
			ok,
			finding: expect.stringContaining(String(timezone ?? zoneOfN8n)),
		});
		if (ok === null) expect(find('Time zone').fix).toContain('GENERIC_TIMEZONE');
	});

	it.each<[string, IDataObject, boolean]>([
		['reached', { dns: [{ ip: '198.51.100.7' }], ping: [{ package_loss: '0%' }] }, true],
		['not resolved', { dns: [], ping: [] }, false],
		['not reached', { dns: [{ ip: '198.51.100.7' }], ping: [{ package_loss: '100%' }] }, false],
		['resolved without a ping', { dns: [{ ip: '198.51.100.7' }] }, true],
	])('looks at the push URL: %s', async (_, answer, ok) => {
		const http = { status: 200, body: JSON.stringify(answer), contentType: 'text/plain' };
		await fixture.client.fault({ path: '/cgi-bin/callback/check', times: -1, http });
		expect((await diagnosis(node)).find('Push URL')).toMatchObject({ ok });
	});
});
