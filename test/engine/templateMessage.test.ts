// Send template message, as n8n-core executes it against the sandbox.
import { Expression } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { keysIn, sampleValues } from './support/samples';
import { Fixture, inOwnFixture } from './support/fixture';

const SEND = '/cgi-bin/message/template/send';

describe('Send template message', () => {
	let fixture: Fixture;
	let templateId: string;

	inOwnFixture(async (opened) => {
		fixture = opened;
		const { officialAccount } = await fixture.client.templates();
		templateId = officialAccount.find(({ content }) => content.includes('{{thing1.DATA}}'))?.id ?? '';
	});

	const followers = async (count: number): Promise<Array<{ id: string; openid: string }>> =>
		(await fixture.client.people({ follows: true, limit: count })).map((person) => ({
			id: person.id,
			openid: String(person.officialAccountOpenid),
		}));

	const parameters = (more: IDataObject = {}) => ({
		resource: 'templateMessage',
		operation: 'send',
		openid: '={{ $json.openid }}',
		templateId: { __rl: true, mode: 'id', value: '={{ $json.template ?? "" }}' },
		fieldsMode: 'json',
		fieldsJson: '={{ JSON.stringify($json.fields) }}',
		...more,
	});

	const values = async (text = 'Your order'): Promise<IDataObject> => {
		const { officialAccount } = await fixture.client.templates();
		const content = officialAccount.find(({ id }) => id === templateId)?.content ?? '';
		return sampleValues(keysIn(content), text);
	};

	it('sends 100 items in order, each paired with its input', async () => {
		const people = await followers(100);
		const fields = await values();
		const items = people.map(({ openid }) => ({ openid, template: templateId, fields }));
		const { json, items: output, error } = await fixture.officialAccount(parameters(), { items });

		expect(error).toBeUndefined();
		expect(json.map(({ openid }) => openid)).toEqual(people.map(({ openid }) => openid));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(people.map((_, item) => ({ item })));
		expect(json.every(({ delivered, msgid }) => delivered === true && typeof msgid === 'string')).toBe(true);
		expect(await fixture.calls(SEND)).toBe(100);
	});

	it('reads an expression inside the options for each item, though fixed parameters are read once', async () => {
		const [{ openid }] = await followers(1);
		const fields = await values();
		const items = ['first', 'second'].map((key) => ({ openid, template: templateId, fields, key }));
		await fixture.officialAccount(parameters({ options: { clientMsgId: '={{ $json.key }}' } }), { items });
		expect(await fixture.client.inbox({ openid })).toHaveLength(2);
		await fixture.officialAccount(parameters({ options: { clientMsgId: 'same' } }), { items });
		expect(await fixture.client.inbox({ openid })).toHaveLength(3);
	});

	it("asks n8n's expression engine for what is computed, and for nothing that was dragged in", async () => {
		const people = await followers(3);
		const fields = await values();
		const items = people.map(({ openid }) => ({ openid, template: templateId, fields }));
		const engine = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
		const evaluations = async (more: IDataObject) => {
			engine.mockClear();
			const { json } = await fixture.officialAccount(parameters(more), { items });
			expect(json.map(({ delivered }) => delivered)).toEqual([true, true, true]);
			return engine.mock.calls.length;
		};
		const dragged = (field: string) => `={{ $json.${field} }}`;
		const filled = Object.keys(fields).map((key) => [key, dragged(`fields.${key}`)]);
		const form = { mappingMode: 'defineBelow', value: Object.fromEntries(filled) as IDataObject };
		const template = { __rl: true, mode: 'id', value: dragged('template') };

		expect(await evaluations({ templateId: template, fieldsMode: 'form', fields: form })).toBe(0);
		expect(await evaluations({ openid: '={{ $json.openid.trim() }}', templateId: template })).toBe(6);
		engine.mockRestore();
	});

	it('keeps every digit of a msgid', async () => {
		await fixture.client.settings({ msgidStart: '2918131553548107776' });
		const [{ openid }] = await followers(1);
		const items = [{ openid, template: templateId, fields: await values() }];
		const { json } = await fixture.officialAccount(parameters(), { items });
		expect(json[0]).toEqual({
			delivered: true,
			msgid: '2918131553548107776',
			openid,
			template_id: templateId,
			data: items[0].fields,
		});
	});

	describe('one who does not follow, one who refuses and one bad template among 100', () => {
		const build = async () => {
			const people = await followers(100);
			await fixture.client.unfollow(people[10].id);
			await fixture.client.blacklist(people[20].id, true);
			const fields = await values();
			const items = people.map(({ openid }, at) => ({
				openid,
				template:
					at === 30 ? `${templateId.slice(0, -1)}${templateId.endsWith('x') ? 'y' : 'x'}` : templateId,
				fields,
			}));
			await fixture.client.resetCounters();
			return { people, items };
		};

		it('gives outcomes to the first two and an error to the third alone', async () => {
			const { people, items } = await build();
			const { json, items: output } = await fixture.officialAccount(parameters(), {
				items,
				continueOnFail: true,
			});

			expect(json).toHaveLength(100);
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual(people.map((_, item) => ({ item })));
			expect(json[10]).toMatchObject({ delivered: false, reason: 'notFollowing', errcode: 43004 });
			expect(json[20]).toMatchObject({ delivered: false, reason: 'blocked', errcode: 43019 });
			expect(json[30]).toMatchObject({ error: expect.any(String), errcode: 40037 });
			expect(json[30].description).toContain('40037');
			const rest = json.filter((_, at) => ![10, 20, 30].includes(at));
			expect(rest.every(({ delivered }) => delivered === true)).toBe(true);
		});

		it('fails the run with the index of the item when Continue On Fail is off', async () => {
			const { items } = await build();
			const { error } = await fixture.officialAccount(parameters(), { items });
			expect(error?.context).toMatchObject({ itemIndex: 30 });
			expect(error?.description).toContain('40037');
		});

		it('treats an unreachable person as an error when told so', async () => {
			const { items } = await build();
			const options = { unreachable: 'error' };
			const { error } = await fixture.officialAccount(parameters({ options }), { items: items.slice(0, 30) });
			expect(error?.context?.itemIndex === 10 || error?.context?.itemIndex === 20).toBe(true);
		});
	});

	it('does not send again what Retry On Fail repeats', async () => {
		const people = await followers(20);
		const fields = await values();
		const items = people.map(({ openid }) => ({ openid, template: templateId, fields }));
		await fixture.client.fault({
			path: SEND,
			skip: 12,
			times: 1,
			errcode: 40250,
			errmsg: 'irregular content',
		});
		const retryOnFail = { maxTries: 3, waitBetweenTries: 0 };
		const { json, error } = await fixture.officialAccount(parameters(), { items, retryOnFail });

		expect(error).toBeUndefined();
		expect(json).toHaveLength(20);
		for (const { openid } of people) expect(await fixture.inboxOf(openid)).toHaveLength(1);
	});

	it.each(['sameMsgid', 'newMsgid', 'zeroMsgid'] as const)(
		'reaches a person once when the connection breaks after WeChat sent (%s)',
		async (repeatClientMsgId) => {
			await fixture.client.settings({ repeatClientMsgId });
			await fixture.client.fault({ path: SEND, times: 1, reset: 'after' });
			const [{ openid }] = await followers(1);
			const items = [{ openid, template: templateId, fields: await values() }];
			const { json, error } = await fixture.officialAccount(parameters(), { items });
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ delivered: true });
			expect(await fixture.inboxOf(openid)).toHaveLength(1);
		},
	);

	it('does not repeat a call of unknown fate when there is no key to make it harmless', async () => {
		await fixture.client.fault({ path: SEND, times: 1, reset: 'after' });
		const [{ openid }] = await followers(1);
		const items = [{ openid, template: templateId, fields: await values() }];
		const { error } = await fixture.officialAccount(parameters({ options: { sendOnce: 'off' } }), { items });
		expect(error?.description).toContain('not known');
		expect(await fixture.calls(SEND)).toBe(1);
	});

	it('sends the same message twice when one execution really holds it twice; per content once when that is repeated', async () => {
		const [{ openid }] = await followers(1);
		const message = { openid, template: templateId, fields: await values() };
		const perContent = parameters({ options: { sendOnce: 'content' } });
		await fixture.officialAccount(perContent, { items: [message, message] });
		expect(await fixture.inboxOf(openid)).toHaveLength(2);
		await fixture.officialAccount(perContent, { items: [message, message] });
		expect(await fixture.inboxOf(openid)).toHaveLength(2);
	});

	it.each([{}, { sendOnce: 'execution' }, { sendOnce: 'off' }])(
		'sends again in another execution with the options %j',
		async (options) => {
			const [{ openid }] = await followers(1);
			const items = [{ openid, template: templateId, fields: await values() }];
			for (let execution = 0; execution < 2; execution++)
				await fixture.officialAccount(parameters({ options }), { items });
			expect(await fixture.inboxOf(openid)).toHaveLength(2);
		},
	);

	it('lets an explicit client message ID win', async () => {
		const [{ openid }] = await followers(1);
		const items = [{ openid, template: templateId, fields: await values() }];
		await fixture.officialAccount(parameters({ options: { clientMsgId: 'order-42', sendOnce: 'off' } }), {
			items,
		});
		expect(await fixture.inboxOf(openid)).toMatchObject([{ clientMsgId: 'order-42' }]);
	});

	it('tries again when WeChat is busy', async () => {
		await fixture.client.fault({ path: SEND, times: 2, errcode: -1, errmsg: 'system error' });
		const [{ openid }] = await followers(1);
		const items = [{ openid, template: templateId, fields: await values() }];
		const { json } = await fixture.officialAccount(parameters(), { items });
		expect(json[0]).toMatchObject({ delivered: true });
		expect(await fixture.calls(SEND)).toBe(3);
	});

	it.each([
		[45009, 'daily quota'],
		[48001, 'no permission'],
	])('stops the remaining calls at once on %i', async (errcode, errmsg) => {
		await fixture.client.fault({ path: SEND, times: -1, errcode, errmsg });
		const people = await followers(60);
		const fields = await values();
		const items = people.map(({ openid }) => ({ openid, template: templateId, fields }));
		const run = { items, continueOnFail: true };
		const { json } = await fixture.officialAccount(parameters({ options: { concurrency: 5 } }), run);
		expect(json).toHaveLength(60);
		expect(json.every((row) => row.errcode === errcode)).toBe(true);
		expect(await fixture.calls(SEND)).toBeLessThanOrEqual(5);
	});

	it('shortens an overlong value only when told so', async () => {
		const [{ openid }] = await followers(1);
		const fields = await values('A very long name of a very ordinary product');
		const items = [{ openid, template: templateId, fields }];
		const { error } = await fixture.officialAccount(parameters(), { items });
		expect(error?.message).toContain('thing1');
		expect(error?.description).toContain('20');
		expect(await fixture.allCalls()).toBe(0);

		await fixture.officialAccount(parameters({ options: { overlong: 'truncate' } }), { items });
		const [message] = (await fixture.inboxOf(openid)) as Array<{ data: Record<string, string> }>;
		expect(message.data.thing1).toHaveLength(20);
		expect(message.data.thing1.endsWith('…')).toBe(true);
	});

	it.each([
		[{ jumpTo: 'url', url: 'https://example.com/42' }, { url: 'https://example.com/42' }],
		[
			{
				jumpTo: 'miniProgram',
				miniProgramAppId: '={{ $json.app }}',
				miniProgramPath: '/pages/order/detail?id=1',
			},
			{ miniprogram: { pagepath: 'pages/order/detail?id=1' } },
		],
	])('opens what the user chose: %j', async (jump, sent) => {
		const [{ openid }] = await followers(1);
		const app = fixture.accounts.miniProgram.appId;
		const items = [{ openid, template: templateId, fields: await values(), app }];
		const { error } = await fixture.officialAccount(parameters(jump), { items });
		expect(error).toBeUndefined();
		const [call] = await fixture.client.calls({ path: SEND });
		expect(call.body).toMatchObject(sent);
	});
});
