/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// The shared token cache under load, revocation and wrong settings.
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { Fixture } from './support/fixture';

const SEND = '/cgi-bin/message/template/send';
const FETCH = '/cgi-bin/stable_token';

describe('The access token', () => {
	let fixture: Fixture;
	let items: IDataObject[];
	const parameters = {
		resource: 'templateMessage',
		operation: 'send',
		openid: '={{ $json.openid }}',
		templateId: { __rl: true, mode: 'id', value: '={{ $json.template }}' },
		fieldsMode: 'json',
		fieldsJson: '={{ JSON.stringify($json.fields) }}',
	};

	beforeEach(async () => {
		fixture = await Fixture.open({ followers: 1_000 });
		const { officialAccount } = await fixture.client.templates();
		// The legacy template takes any text.
		const legacy = officialAccount.find(({ content }) => content.includes('{{keyword1.DATA}}'));
		const people = await fixture.client.people({ follows: true, limit: 1_000 });
		items = people.map((person) => ({
			openid: person.officialAccountOpenid,
			template: legacy?.id,
			fields: { keyword1: 'Your order', keyword2: 'A-42', keyword3: 'today' },
		}));
	});
	afterEach(async () => await fixture.close());

	/** Four executions of two workflows, 250 items each, at the same time. */
	const sendFromFourExecutions = async () =>
		await Promise.all(
			[0, 1, 2, 3].map(
				async (part) =>
					await fixture.officialAccount(parameters, {
						items: items.slice(part * 250, (part + 1) * 250),
						workflowId: `workflow-${part % 2}`,
					}),
			),
		);

	const expectEveryoneOnce = async () => {
		const inbox = await fixture.client.inbox();
		const received = inbox.map(({ openid }) => openid).sort();
		expect(received).toEqual(items.map(({ openid }) => openid).sort());
	};

	it('is fetched once for 1,000 sends across 4 concurrent executions of two workflows', async () => {
		const runs = await sendFromFourExecutions();
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
		expect(await fixture.calls(SEND)).toBe(1_000);
		expect(await fixture.calls(FETCH)).toBe(1);
		await expectEveryoneOnce();
	});

	it('is fetched once more when it is revoked in the middle; no message is lost or doubled', async () => {
		await fixture.client.settings({ latencyMs: 5 });
		const sending = sendFromFourExecutions();
		while ((await fixture.calls(SEND)) < 300) await new Promise((resolve) => setTimeout(resolve, 5));
		await fixture.client.revokeToken('officialAccount');
		const runs = await sending;
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
		expect(await fixture.calls(FETCH)).toBe(2);
		await expectEveryoneOnce();
	});

	it('of yesterday is replaced once for all calls that meet its rejection at the same moment', async () => {
		await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		await fixture.client.revokeToken('officialAccount');
		await fixture.client.settings({ latencyMs: 20 });
		const run = await fixture.officialAccount(
			{ ...parameters, options: { concurrency: 50 } },
			{ items: items.slice(1, 51) },
		);
		expect(run.error).toBeUndefined();
		expect(run.json.every(({ delivered }) => delivered === true)).toBe(true);
		expect(await fixture.calls(FETCH)).toBe(2);
	});

	it('that is answered 40001 for ever ends in a clear error, each request repeated at most twice, one force at most', async () => {
		await fixture.client.fault({ path: SEND, times: -1, errcode: 40001, errmsg: 'invalid credential' });
		const run = { items: items.slice(0, 30), continueOnFail: true };
		const { json } = await fixture.officialAccount({ ...parameters, options: { concurrency: 10 } }, run);
		expect(json).toHaveLength(30);
		expect(json.every(({ error }) => typeof error === 'string')).toBe(true);
		expect(await fixture.calls(SEND)).toBeLessThanOrEqual(90);
		const again = await fixture.officialAccount(parameters, { ...run, continueOnFail: false });
		expect(again.error).toBeDefined();
		const { tokens } = await fixture.client.counters();
		expect(tokens[fixture.accounts.officialAccount.appId].forced).toBeLessThanOrEqual(1);
	});

	it('is forced only when the normal call returns the very token that was rejected', async () => {
		await fixture.client.settings({ afterRevoke: 'sameToken' });
		await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		await fixture.client.revokeToken('officialAccount');
		const run = await fixture.officialAccount(parameters, { items: items.slice(1, 21) });
		expect(run.error).toBeUndefined();
		expect(run.json.every(({ delivered }) => delivered === true)).toBe(true);
		const { tokens } = await fixture.client.counters();
		expect(tokens[fixture.accounts.officialAccount.appId].forced).toBe(1);
		expect(await fixture.calls(FETCH)).toBe(3);
	});

	it('is not forced a second time when a forced refresh gives the rejected token again', async () => {
		const { appId, appSecret } = fixture.accounts.officialAccount;
		// Somebody else has forced less than 30 s ago, so WeChat answers ours with the token that is there.
		await axios.post(
			`${fixture.client.url}${FETCH}`,
			{ grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: true },
			{ proxy: false },
		);
		await fixture.client.resetCounters();
		await fixture.client.fault({ path: SEND, times: -1, errcode: 40001, errmsg: 'invalid credential' });
		const { error } = await fixture.officialAccount(parameters, { items: items.slice(0, 5) });
		expect(error?.description).toContain('rejects the access token');
		const fetches = (await fixture.client.calls({ path: FETCH })).map(({ body }) => body as IDataObject);
		const forced = fetches.filter(({ force_refresh: isForced }) => isForced === true);
		expect(forced).toHaveLength(1);
	});

	it('stands in the credential and is used by the next execution', async () => {
		await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		const stored = JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as IDataObject;
		expect(typeof stored.token).toBe('string');
		await fixture.officialAccount(parameters, { items: items.slice(1, 2), workflowId: 'another' });
		expect(await fixture.calls(FETCH)).toBe(1);
	});

	it('is fetched anew when the secret in the credential was edited', async () => {
		await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		fixture.engine.store.edit('oa', { appSecret: '0'.repeat(32) });
		const { error } = await fixture.officialAccount(parameters, { items: items.slice(1, 2) });
		expect(`${error?.message} ${error?.description}`).toMatch(/40001|40125/);
		expect(await fixture.calls(SEND)).toBe(1);
	});

	it('is renewed before it ends', async () => {
		await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		const stored = JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as { validUntil: number };
		const life = stored.validUntil - Date.now();
		expect(life).toBeGreaterThan(6_000_000);
		expect(life).toBeLessThanOrEqual(7_200_000 - 240_000);
	});

	it('of the classic endpoint is shared in the same way', async () => {
		fixture.saveCredentials({ tokenEndpoint: 'classic' });
		const runs = await sendFromFourExecutions();
		expect(runs.every(({ error }) => error === undefined)).toBe(true);
		expect(await fixture.calls('/cgi-bin/token')).toBe(1);
		expect(await fixture.calls(FETCH)).toBe(0);
	});

	it('of the classic endpoint may be rejected twice: two processes leave such tokens in the credential', async () => {
		fixture.saveCredentials({ tokenEndpoint: 'classic' });
		await fixture.client.fault({ path: SEND, times: 2, errcode: 40001, errmsg: 'invalid credential' });
		const { error, json } = await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ delivered: true }]);
		expect(await fixture.calls(SEND)).toBe(3);
		expect(await fixture.calls('/cgi-bin/token')).toBe(3);
	});

	it.each([
		['http://api.example.com', 'https://'],
		['not an address', 'Base URL'],
		['https://user:word@example.com', 'user name'],
	])('is never asked for at %s', async (baseUrl, says) => {
		fixture.saveCredentials({ baseUrl });
		const { error } = await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		// In the message: the editor's toasts show nothing else.
		expect(error?.message).toContain(says);
		expect(await fixture.allCalls()).toBe(0);
	});

	it.each([
		[
			'a wrong secret',
			async () => fixture.engine.store.edit('oa', { appSecret: 'f'.repeat(32) }),
			/AppSecret/i,
		],
		[
			'a frozen secret',
			async () => await fixture.client.freezeSecret('officialAccount', true),
			/frozen|unfreeze/i,
		],
		[
			'an address that is not on the whitelist',
			async () => await fixture.client.settings({ ipWhitelist: { officialAccount: ['198.51.100.1'] } }),
			/203\.0\.113\.7/,
		],
	])('that WeChat does not issue for %s is explained', async (_, arrange, says) => {
		await arrange();
		const { error } = await fixture.officialAccount(parameters, { items: items.slice(0, 5) });
		expect(`${error?.message} ${error?.description}`).toMatch(says);
		expect(await fixture.calls(SEND)).toBe(0);
	});

	it('and the secret never stand in what n8n records', async () => {
		await fixture.client.fault({
			path: SEND,
			skip: 3,
			times: 2,
			errcode: 40037,
			errmsg: 'invalid template_id',
		});
		await fixture.client.fault({ path: SEND, skip: 6, times: 1, reset: 'before' });
		const run = { items: items.slice(0, 20), continueOnFail: true };
		const { record } = await fixture.officialAccount({ ...parameters, options: { sendOnce: 'off' } }, run);
		const { token } = JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as { token: string };
		expect(record).not.toContain(token);
		expect(record).not.toContain(fixture.accounts.officialAccount.appSecret);
	});

	it('needs a credential, and says so', async () => {
		fixture.engine.store.remove('oa');
		const { error } = await fixture.officialAccount(parameters, { items: items.slice(0, 1) });
		expect(error?.message).toContain('oa');
		expect(await fixture.allCalls()).toBe(0);
	});
});
