// Signatures of web pages: right to the byte, and one ticket for all of them.
import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

const TICKET = '/cgi-bin/ticket/getticket';
const PAGE = 'https://shop.example.com/consent?order=42';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

/** What WeChat says to a page that configures itself with this. */
const inWechat = async (config: IDataObject, client = fixture.client) =>
	(await client.configurePage(config as never)).errMsg;

const sign = (url: string = PAGE) => ({ resource: 'jsSdk', operation: 'sign', url });

async function getJson(path: string, body?: object): Promise<IDataObject> {
	const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
	return (await (await fetch(`${fixture.client.url}${path}`, init)).json()) as IDataObject;
}

/** The account's ticket, which WeChat gives as it is until its end. */
async function ticketOfWechat(): Promise<string> {
	const { appId: appid, appSecret: secret } = fixture.accounts.officialAccount;
	const grant = { grant_type: 'client_credential', appid, secret };
	const { access_token } = await getJson('/cgi-bin/stable_token', grant);
	return String((await getJson(`${TICKET}?access_token=${String(access_token)}&type=jsapi`)).ticket);
}

it('signs the address without the part from #, with a ticket that nobody sees', async () => {
	const before = Math.floor(Date.now() / 1000);
	const { json, record, error } = await fixture.officialAccount(sign(` ${PAGE}#/route?a=b\n`));
	expect(error).toBeUndefined();
	expect(Object.keys(json[0]).sort()).toEqual(['appId', 'nonceStr', 'signature', 'timestamp']);
	const { appId, timestamp, nonceStr, signature } = json[0];
	expect(appId).toBe(fixture.accounts.officialAccount.appId);
	expect(Number.isInteger(timestamp)).toBe(true);
	expect(Number(timestamp)).toBeGreaterThanOrEqual(before);
	expect(Number(timestamp)).toBeLessThanOrEqual(Date.now() / 1000);
	const ticket = await ticketOfWechat();
	const text = `jsapi_ticket=${ticket}&noncestr=${String(nonceStr)}&timestamp=${String(timestamp)}&url=${PAGE}`;
	expect(signature).toBe(createHash('sha1').update(text).digest('hex'));
	expect(record).not.toContain(ticket);
	expect(JSON.stringify(await fixture.client.calls())).not.toContain(ticket);
});

it('asks for one ticket for 1,000 signatures in 4 executions at once', async () => {
	const items = Array.from({ length: 250 }, (_, page) => ({ url: `${PAGE}&page=${page}` }));
	await fixture.client.settings({ latencyMs: 20 });
	const runs = await Promise.all(
		[0, 1, 2, 3].map(
			async (at) =>
				await fixture.officialAccount(sign('={{ $json.url }}'), { items, workflowId: `workflow-${at % 2}` }),
		),
	);
	expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
	const signatures = runs.flatMap(({ json }) => json.map(({ signature }) => signature));
	expect(new Set(signatures).size).toBe(1_000);
	expect(await fixture.calls(TICKET)).toBe(1);
	const answers = runs.flatMap(({ json }) =>
		json.map(async (config, page) => await inWechat({ ...config, url: items[page].url })),
	);
	expect(new Set(await Promise.all(answers))).toEqual(new Set(['config:ok']));
});

describe('WeChat is asked anew once the credential', () => {
	it('is another account, which signs with a ticket of its own', async () => {
		const first = await fixture.officialAccount(sign());
		const testAccount = fixture.saveTestAccount();
		const { json, error } = await fixture.officialAccount(sign());
		expect(error).toBeUndefined();
		expect(json[0].appId).toBe(fixture.accounts.testAccount.appId);
		expect((await testAccount.counters()).calls[TICKET]).toBe(1);
		expect(await inWechat({ ...json[0], url: PAGE }, testAccount)).toBe('config:ok');
		expect(await inWechat({ ...first.json[0], url: PAGE })).toBe('config:ok');
	});

	it('has another secret', async () => {
		await fixture.officialAccount(sign());
		const appSecret = 'f'.repeat(32);
		await fixture.client.setSecret('officialAccount', appSecret);
		fixture.engine.store.edit('oa', { appSecret });
		expect((await fixture.officialAccount(sign())).error).toBeUndefined();
		expect(await fixture.calls(TICKET)).toBe(2);
	});

	it('takes its tokens elsewhere', async () => {
		await fixture.officialAccount(sign());
		fixture.engine.store.edit('oa', { tokenEndpoint: 'classic' });
		expect((await fixture.officialAccount(sign())).error).toBeUndefined();
		expect(await fixture.calls(TICKET)).toBe(2);
	});
});

it('keeps no failure: the next execution asks again', async () => {
	await fixture.client.fault({ path: TICKET, errcode: 48001, errmsg: 'api unauthorized' });
	const refused = await fixture.officialAccount(sign());
	expect(refused.error?.httpCode).toBe('48001');
	await fixture.client.fault({
		path: TICKET,
		http: { status: 200, body: '{"errcode":0,"errmsg":"ok"}', contentType: 'application/json' },
	});
	const empty = await fixture.officialAccount(sign());
	expect(empty.error?.message).toContain('no jsapi_ticket');
	const { json, error } = await fixture.officialAccount(sign());
	expect(error).toBeUndefined();
	expect(json[0].signature).toMatch(/^[0-9a-f]{40}$/);
});

it('lets an execution that was stopped take no other one down with it', async () => {
	await fixture.client.fault({ path: TICKET, times: 1, silenceMs: 3_000 });
	let stop = () => {};
	const stopWhen = new Promise<void>((resolve) => {
		stop = resolve;
	});
	const stopped = fixture.officialAccount(sign(), { stopWhen });
	while ((await fixture.calls(TICKET)) < 1) await sleep(10);
	const { reads } = fixture.engine.store;
	const waiting = fixture.officialAccount(sign(), { workflowId: 'another' });
	// Once it has its credential, it waits for the ticket that the first one asked for.
	while (fixture.engine.store.reads === reads) await sleep(10);
	await sleep(100);
	expect(await fixture.calls(TICKET)).toBe(1);
	stop();
	const { json, error } = await waiting;
	expect(error).toBeUndefined();
	expect(json[0].signature).toMatch(/^[0-9a-f]{40}$/);
	expect((await stopped).json).toEqual([]);
	expect(await fixture.calls(TICKET)).toBe(2);
});

it('goes on after a page that has no address', async () => {
	const items = [{ url: PAGE }, { url: 'shop.example.com/consent' }, { url: `${PAGE}&b=1` }];
	const { json } = await fixture.officialAccount(sign('={{ $json.url }}'), { items, continueOnFail: true });
	expect(json).toMatchObject([
		{ signature: expect.any(String) },
		{ error: expect.stringContaining("'URL'") },
		{ signature: expect.any(String) },
	]);
});

it.each([
	['nothing', '={{ " " }}'],
	['no scheme', 'shop.example.com'],
	['another scheme', 'weixin://dl/business'],
	['nothing but a fragment', '#/route'],
	['blanks inside', 'https://shop.example.com/a b'],
])('refuses %s before any call', async (_, url) => {
	const { error } = await fixture.officialAccount(sign(url));
	expect(error?.context).toMatchObject({ parameter: 'url', itemIndex: 0 });
	expect(await fixture.allCalls()).toBe(0);
});
