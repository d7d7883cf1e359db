// Get account quota and Clear account quota of both accounts, as n8n-core executes them against the sandbox.
import type { INodeParameters } from 'n8n-workflow';
import type { AccountName } from '../../sandbox/types';
import { Fixture, inOwnFixture } from './support/fixture';

const GET = '/cgi-bin/openapi/quota/get';
const CLEAR_ONE = '/cgi-bin/openapi/quota/clear';
const CLEAR_ALL = '/cgi-bin/clear_quota';
const CUSTOM_SEND = '/cgi-bin/message/custom/send';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const quota = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'account',
	operation,
	cgiPath: CUSTOM_SEND,
	...more,
});

describe.each<AccountName>(['officialAccount', 'miniProgram'])('Quotas (%s)', (node) => {
	it('tells what is allowed, used and left', async () => {
		await fixture.client.settings({ quotas: { [CUSTOM_SEND]: 10 } });
		const { json, error, hints } = await fixture[node](quota('getQuota'));
		expect(error).toBeUndefined();
		expect(hints).toEqual(['1 interface: 1 with calls left today']);
		expect(json).toEqual([
			{
				cgi_path: CUSTOM_SEND,
				quota: { daily_limit: 10, used: 0, remain: 10 },
				rate_limit: { call_count: 0, refresh_second: 0 },
				component_rate_limit: { call_count: 0, refresh_second: 0 },
			},
		]);
	});

	it('asks once for items that want the same', async () => {
		const items = Array.from({ length: 20 }, (_, at) => ({
			path: at % 2 ? '/cgi-bin/media/upload' : '/cgi-bin/get_api_domain_ip',
		}));
		const parameters = quota('getQuota', { cgiPath: 'custom', customPath: '={{ $json.path }}' });
		const { json } = await fixture[node](parameters, { items });
		expect(json.map(({ cgi_path: path }) => path)).toEqual(items.map(({ path }) => path));
		expect(await fixture.calls(GET)).toBe(2);
	});

	it.each([76021, 76003] as const)('explains a path that WeChat does not know (%d)', async (errcode) => {
		await fixture.client.settings({ unknownCgiPath: errcode });
		const items = [{ path: '/cgi-bin/nothing' }, { path: CUSTOM_SEND }];
		const parameters = quota('getQuota', { cgiPath: 'custom', customPath: '={{ $json.path }}' });
		const { error } = await fixture[node](parameters, { items });
		expect(error?.description).toMatch(new RegExp(`path.*${errcode}`, 's'));
		const { json } = await fixture[node](parameters, { items, continueOnFail: true });
		expect(json).toMatchObject([{ errcode }, { cgi_path: CUSTOM_SEND }]);
	});

	it.each<[string, INodeParameters, string]>([
		['getQuota', { cgiPath: 'custom', customPath: 'https://api.weixin.qq.com/cgi-bin/user/get' }, 'Path'],
		['getQuota', { cgiPath: 'custom', customPath: '={{ $json.nothing }}' }, 'Path'],
		['getQuota', { cgiPath: 'custom', customPath: '/sns/jscode2session' }, 'Path'],
		['clearQuota', { scope: 'interface', cgiPath: 'custom', customPath: 'user/get' }, 'Path'],
		['clearQuota', { scope: '={{ "everything" }}' }, 'Clear'],
	])('%s refuses %j before any call', async (operation, more, named) => {
		const { error } = await fixture[node](quota(operation, more));
		expect(error?.message).toMatch(new RegExp(`["']${named}["']`));
		expect(await fixture.allCalls()).toBe(0);
	});

	it('clears one interface, once for all items', async () => {
		const path = '/cgi-bin/get_api_domain_ip';
		const parameters = quota('clearQuota', { scope: 'interface', cgiPath: 'custom', customPath: path });
		const { json, error } = await fixture[node](parameters, { items: [{}, {}, {}] });
		expect(error).toBeUndefined();
		expect(json).toEqual(Array.from({ length: 3 }, () => ({ cleared: true, cgi_path: path })));
		expect(await fixture.calls(CLEAR_ONE)).toBe(1);
		expect(await fixture.calls(CLEAR_ALL)).toBe(0);
	});

	it('clears the whole account, once for all items, ten times a month', async () => {
		const parameters = quota('clearQuota', { scope: 'account' });
		const { appId } = fixture.accounts[node];
		for (let month = 0; month < 10; month++) {
			const { json } = await fixture[node](parameters, { items: [{}, {}] });
			expect(json).toEqual([
				{ cleared: true, appid: appId },
				{ cleared: true, appid: appId },
			]);
		}
		expect(await fixture.calls(CLEAR_ALL)).toBe(10);
		const { error } = await fixture[node](parameters);
		expect(error?.description).toContain('48006');
		expect((await fixture[node](parameters, { continueOnFail: true })).json).toMatchObject([
			{ errcode: 48006 },
		]);
	});

	it.each([{ continueOnFail: false }, { continueOnFail: true }])(
		'a clearing of unknown fate is not repeated by Retry On Fail either (%j)',
		async (mode) => {
			await fixture.client.fault({ path: CLEAR_ALL, times: 1, reset: 'after' });
			const parameters = quota('clearQuota', { scope: 'account' });
			const retryOnFail = { maxTries: 3, waitBetweenTries: 1 };
			const { json, error } = await fixture[node](parameters, { ...mode, retryOnFail, items: [{}, {}] });
			expect(error?.description ?? json[0].description).toContain('not known');
			expect(await fixture.calls(CLEAR_ALL)).toBe(1);
		},
	);

	it('never repeats a clearing of unknown fate', async () => {
		await fixture.client.fault({ path: CLEAR_ALL, times: 1, reset: 'after' });
		const { error } = await fixture[node](quota('clearQuota', { scope: 'account' }));
		expect(error?.description).toContain('not known');
		expect(await fixture.calls(CLEAR_ALL)).toBe(1);
	});
});
