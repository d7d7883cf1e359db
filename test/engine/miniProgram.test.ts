// Code to session, Send subscribe message and Send uniform message, as n8n-core executes them against the sandbox.
import type { IDataObject } from 'n8n-workflow';
import { keysIn, sampleValues } from './support/samples';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const TEMPLATE_SEND = '/cgi-bin/message/template/send';
const SUBSCRIBE_SEND = '/cgi-bin/message/subscribe/send';
const LOGIN = '/sns/jscode2session';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

describe('Code to session', () => {
	const parameters = { resource: 'login', operation: 'code2Session', jsCode: '={{ $json.code }}' };

	it('tells who logs in, without the session key and without an access token', async () => {
		const [person] = await fixture.client.people({ usesMiniProgram: true, linked: true, limit: 1 });
		const items = [await fixture.client.login(person.id)] as unknown as IDataObject[];
		const { json } = await fixture.miniProgram(parameters, { items });
		expect(json).toEqual([{ openid: person.miniProgramOpenid, unionid: person.unionid }]);
		expect(await fixture.calls('/cgi-bin/stable_token')).toBe(0);
	});

	it('gives the session key only when asked', async () => {
		const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1 });
		const items = [await fixture.client.login(person.id)] as unknown as IDataObject[];
		const { json } = await fixture.miniProgram(
			{ ...parameters, options: { includeSessionKey: true } },
			{ items },
		);
		expect(json[0].session_key).toMatch(/^[A-Za-z0-9+/]{22}==$/);
	});

	it('leaves the unionid out when the mini program is not bound', async () => {
		await fixture.client.settings({ bound: false });
		const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1 });
		const items = [await fixture.client.login(person.id)] as unknown as IDataObject[];
		const { json } = await fixture.miniProgram(parameters, { items });
		expect(json).toEqual([{ openid: person.miniProgramOpenid }]);
	});

	it('explains a code that was used before, and never asks twice', async () => {
		const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1 });
		const items = [await fixture.client.login(person.id)] as unknown as IDataObject[];
		await fixture.miniProgram(parameters, { items });
		const { error } = await fixture.miniProgram(parameters, { items });
		expect(error?.description).toContain('40163');
		expect(await fixture.calls(LOGIN)).toBe(2);
	});

	it.each([{ errcode: -1, errmsg: 'system error' }, { reset: 'after' as const }])(
		'is not repeated whatever happened: %j',
		async (fault) => {
			await fixture.client.fault({ path: LOGIN, times: -1, ...fault });
			const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1 });
			const items = [await fixture.client.login(person.id)] as unknown as IDataObject[];
			const { error, record } = await fixture.miniProgram(parameters, { items });
			expect(error).toBeDefined();
			expect(await fixture.calls(LOGIN)).toBe(1);
			expect(record).not.toContain(fixture.accounts.miniProgram.appSecret);
		},
	);
});

describe('The two channels of a mini program', () => {
	let subscribeTemplate: string;
	let officialTemplate: string;

	const sample = (content: string): IDataObject => sampleValues(keysIn(content));
	let subscribeFields: IDataObject;
	let officialFields: IDataObject;

	beforeEach(async () => {
		const templates = await fixture.client.templates();
		const noEnum = ({ content }: { content: string }) =>
			content.includes('{{thing') && !content.includes('{{enum');
		const ours = templates.miniProgram.find((template) => noEnum(template) && template.type === 'oneTime');
		const theirs = templates.officialAccount.find(noEnum);
		subscribeTemplate = ours?.id ?? '';
		officialTemplate = theirs?.id ?? '';
		subscribeFields = sample(ours?.content ?? '');
		officialFields = sample(theirs?.content ?? '');
	});

	/** People who have not agreed to the template yet: the sandbox seeds some with rights. */
	const withoutRights = async (count: number, filter: { linked?: boolean; follows?: boolean } = {}) => {
		const people = await fixture.client.people({ usesMiniProgram: true, limit: 300, ...filter });
		return people.filter(({ rights }) => (rights[subscribeTemplate] ?? 0) === 0).slice(0, count);
	};

	describe('Send subscribe message', () => {
		const parameters = () => ({
			resource: 'subscribeMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: { __rl: true, mode: 'id', value: subscribeTemplate },
			fieldsMode: 'json',
			fieldsJson: JSON.stringify(subscribeFields),
		});

		it('spends a right, and tells when there is none', async () => {
			const [person] = await withoutRights(1);
			await fixture.client.grant(person.id, subscribeTemplate, 2);
			const item = { openid: person.miniProgramOpenid };
			const { json } = await fixture.miniProgram(parameters(), { items: [item, item, item] });
			expect(json.map(({ delivered }) => delivered)).toEqual([true, true, false]);
			expect(json[2]).toMatchObject({
				reason: 'notSubscribed',
				errcode: 43101,
				template_id: subscribeTemplate,
			});
		});

		it('never sends to one person twice at the same time', async () => {
			await fixture.client.settings({ latencyMs: 20 });
			const [person] = await withoutRights(1);
			await fixture.client.grant(person.id, subscribeTemplate, 8);
			const items = Array.from({ length: 8 }, () => ({ openid: person.miniProgramOpenid }));
			const { json } = await fixture.miniProgram(parameters(), { items });
			expect(json.every(({ delivered }) => delivered === true)).toBe(true);
			expect((await fixture.client.counters()).byErrcode['43108'] ?? 0).toBe(0);
		});

		it('does not reach anybody twice when Retry On Fail repeats the run', async () => {
			const people = await withoutRights(20);
			for (const person of people) await fixture.client.grant(person.id, subscribeTemplate, 2);
			await fixture.client.fault({
				path: SUBSCRIBE_SEND,
				skip: 12,
				times: 1,
				errcode: 45168,
				errmsg: 'keyword',
			});
			const items = people.map((person) => ({ openid: person.miniProgramOpenid }));
			const retryOnFail = { maxTries: 2, waitBetweenTries: 0 };
			const { error } = await fixture.miniProgram(parameters(), { items, retryOnFail });
			expect(error).toBeUndefined();
			for (const person of people)
				expect(await fixture.client.inbox({ personId: person.id })).toHaveLength(1);
		});

		it('does not repeat a call of unknown fate in the next attempt either', async () => {
			const [person] = await withoutRights(1);
			await fixture.client.grant(person.id, subscribeTemplate, 2);
			await fixture.client.fault({ path: SUBSCRIBE_SEND, times: 1, reset: 'after' });
			const run = { items: [{ openid: person.miniProgramOpenid }] as IDataObject[] };
			const retryOnFail = { maxTries: 3, waitBetweenTries: 0 };
			const { error } = await fixture.miniProgram(parameters(), { ...run, retryOnFail });
			expect(error?.description).toContain('not known');
			expect(await fixture.client.inbox({ personId: person.id })).toHaveLength(1);
			// Another execution is another matter: a person who looked into it may send again.
			const again = await fixture.miniProgram(parameters(), run);
			expect(again.error).toBeUndefined();
		});

		it('does not repeat a call of unknown fate', async () => {
			const [person] = await withoutRights(1);
			await fixture.client.grant(person.id, subscribeTemplate, 2);
			await fixture.client.fault({ path: SUBSCRIBE_SEND, times: 1, reset: 'after' });
			const { error } = await fixture.miniProgram(parameters(), {
				items: [{ openid: person.miniProgramOpenid }],
			});
			expect(error?.description).toContain('not known');
			expect(await fixture.client.inbox({ personId: person.id })).toHaveLength(1);
		});
	});

	describe('Send uniform message', () => {
		const parameters = (more: IDataObject = {}) => ({
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.oa }}',
			miniProgramOpenid: '={{ $json.mp }}',
			templateId: { __rl: true, mode: 'id', value: officialTemplate },
			fieldsMode: 'json',
			fieldsJson: JSON.stringify(officialFields),
			subscribeTemplateId: { __rl: true, mode: 'id', value: subscribeTemplate },
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: JSON.stringify(subscribeFields),
			...more,
		});

		it('picks the channel that reaches each person, and names why none does', async () => {
			const linked = await withoutRights(4, { linked: true, follows: true });
			const [follower, left, silent, refuser] = linked;
			await fixture.client.unfollow(left.id);
			await fixture.client.grant(left.id, subscribeTemplate, 1);
			await fixture.client.unfollow(silent.id);
			await fixture.client.blacklist(refuser.id, true);
			const ids = (person: (typeof linked)[number]) => ({
				oa: person.officialAccountOpenid,
				mp: person.miniProgramOpenid,
			});
			const items = [ids(follower), ids(left), ids(silent), ids(refuser), { oa: '', mp: '' }];
			const { json, error } = await fixture.miniProgram(parameters(), { items });

			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ route: 'template', delivered: true, msgid: expect.any(String) });
			expect(json[1]).toMatchObject({ route: 'subscribe', delivered: true, templateReason: 'notFollowing' });
			expect(json[2]).toMatchObject({ route: 'none', delivered: false, reason: 'notSubscribed' });
			expect(json[3]).toMatchObject({ route: 'none', delivered: false, templateReason: 'blocked' });
			expect(json[4]).toEqual({
				route: 'none',
				delivered: false,
				reason: 'notLinked',
				template_id: officialTemplate,
				data: officialFields,
			});
		});

		it('names the reason when there is no fallback', async () => {
			const [person] = await withoutRights(1, { linked: true, follows: true });
			await fixture.client.unfollow(person.id);
			const items = [{ oa: person.officialAccountOpenid, mp: person.miniProgramOpenid }];
			const noFallback = { subscribeTemplateId: { __rl: true, mode: 'id', value: '' } };
			const { json } = await fixture.miniProgram(parameters(noFallback), { items });
			expect(json[0]).toMatchObject({
				route: 'none',
				delivered: false,
				reason: 'notFollowing',
				errcode: 43004,
			});
			expect(await fixture.calls(SUBSCRIBE_SEND)).toBe(0);
		});

		it('does not fall back, and so does not reach twice, when the template message failed for another reason', async () => {
			const [person] = await withoutRights(1, { linked: true, follows: true });
			await fixture.client.grant(person.id, subscribeTemplate, 1);
			await fixture.client.fault({ path: TEMPLATE_SEND, times: -1, reset: 'after' });
			const items = [{ oa: person.officialAccountOpenid, mp: person.miniProgramOpenid }];
			const { error } = await fixture.miniProgram(parameters(), { items });
			expect(error).toBeDefined();
			expect(await fixture.client.inbox({ personId: person.id })).toHaveLength(1);
		});

		it('explains by the legacy endpoint that WeChat withdrew the call', async () => {
			const [person] = await withoutRights(1);
			const items = [{ oa: '', mp: person.miniProgramOpenid }];
			const { error } = await fixture.miniProgram(parameters({ options: { legacyEndpoint: true } }), {
				items,
			});
			expect(error?.description).toContain('45109');
			expect(error?.description).toContain("'Legacy Endpoint'");
		});
	});
});
