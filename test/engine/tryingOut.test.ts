// Trying a workflow out without reaching anybody: preview, test receiver and kept input, for everything that sends.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from './support/nodeRun';
import { SENDINGS } from './support/sendings';
import type { Person, Sending } from './support/sendings';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const run = async (
	{ node, parameters }: Sending,
	people: Person[],
	options: IDataObject = {},
	more: Partial<NodeRun> = {},
) =>
	await fixture[node](
		{ ...parameters, options: { ...(parameters.options as IDataObject), ...options } } as INodeParameters,
		{ items: people.map(({ openid }, at) => ({ openid, row: at + 1 })), ...more },
	);

describe.each(Object.keys(SENDINGS))('%s', (name) => {
	let sending: Sending;
	beforeEach(async () => {
		const made = await SENDINGS[name](fixture);
		sending = {
			...made,
			parameters: { operation: 'send', openid: '={{ $json.openid }}', ...made.parameters },
		};
	});
	const inboxes = async () =>
		await Promise.all(sending.people.map(async ({ openid }) => (await fixture.inboxOf(openid)).length));
	const before = async () => await inboxes();

	it('previews what would go out, and to whom; then it is sent as if nothing had been', async () => {
		const had = await before();
		const preview = await run(sending, sending.people, { previewOnly: true });
		expect(preview.error).toBeUndefined();
		for (const [at, item] of preview.json.entries()) {
			expect(item).toMatchObject({ delivered: false, reason: 'preview', ...sending.says });
			expect(item.openid).toBe(sending.people[at].openid);
			expect(item.preview).toContain(sending.text);
		}
		expect(await inboxes()).toEqual(had);
		const { calls } = await fixture.client.counters();
		expect(Object.keys(calls).filter((path) => /send|subscribe$/.test(path))).toEqual([]);
		expect(preview.record).not.toMatch(/"sent"|"done"|"open":/);
		expect(preview.hints).toEqual(['3 messages: 3 previewed and not sent']);

		const { json, hints } = await run(sending, sending.people);
		expect(json.map(({ delivered }) => delivered)).toEqual([true, true, true]);
		expect(await inboxes()).toEqual(had.map((count) => count + 1));
		expect(hints).toEqual(['3 messages: 3 delivered']);
	});

	it('sends everything to the test receiver, in runs from the editor only', async () => {
		const [me, ...others] = sending.people;
		const had = await before();
		const { json, error, hints } = await run(sending, others.slice(0, 1), { testReceiver: me.openid });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			expect.objectContaining({
				delivered: true,
				openid: me.openid,
				testReceiver: true,
				intendedOpenid: others[0].openid,
			}),
		]);
		expect(hints[0]).toContain('test receiver');
		expect(await inboxes()).toEqual([had[0] + 1, had[1], had[2]]);

		for (const mode of ['trigger', 'webhook'] as const) {
			const real = await run(sending, others.slice(1), { testReceiver: me.openid }, { mode });
			if (mode === 'trigger') expect(real.json[0]).toMatchObject({ delivered: true });
			expect(real.json[0]).toMatchObject({ openid: others[1].openid });
			expect(real.json[0]).not.toHaveProperty('testReceiver');
		}
		expect((await inboxes())[0]).toBe(had[0] + 1);
		expect((await inboxes())[2]).toBeGreaterThan(had[2]);
	});

	it('refuses a test receiver that came to nothing, instead of sending to people', async () => {
		const had = await before();
		for (const testReceiver of ['', '={{ $json.nobody }}', 'no openid'])
			expect((await run(sending, sending.people, { testReceiver })).error?.message).toMatch(/Test Receiver/);
		expect(await inboxes()).toEqual(had);
	});

	it('keeps the input, with the result beside it, delivered and failed', async () => {
		const [person] = sending.people;
		const failing = { id: '', openid: 'not an openid' };
		const kept = await run(sending, [person, failing], { keepInput: true }, { continueOnFail: true });
		expect(kept.json[0]).toEqual({
			openid: person.openid,
			row: 1,
			wechat: expect.objectContaining({ delivered: true, openid: person.openid }) as unknown,
		});
		expect(kept.json[1]).toEqual({
			openid: failing.openid,
			row: 2,
			error: expect.stringContaining('is not an openid') as unknown,
			wechat: expect.objectContaining({ delivered: false, reason: 'error', ...sending.says }) as unknown,
		});
	});

	it('says of a failed item what it says of a delivered one', async () => {
		const [person] = sending.people;
		const items = [person, { id: '', openid: 'not an openid' }];
		const { json, hints } = await run(sending, items, {}, { continueOnFail: true });
		const keys = Object.keys(json[0]).filter((key) => key !== 'msgid');
		expect(Object.keys(json[1])).toEqual(expect.arrayContaining(keys));
		expect(json[1]).toMatchObject({ delivered: false, reason: 'error', openid: 'not an openid' });
		expect(hints).toEqual(['2 messages: 1 delivered, 1 failed']);
	});

	it("puts the input item's fields and the error on the error branch", async () => {
		const { failed, json } = await run(
			sending,
			[{ id: '', openid: 'not an openid' }],
			{},
			{ errorBranch: true },
		);
		expect(json).toEqual([]);
		expect(failed).toEqual([
			{
				openid: 'not an openid',
				row: 1,
				error: expect.stringContaining('is not an openid') as unknown,
			},
		]);
	});

	it("says that it is not known whether the message arrived, where WeChat's silence leaves it open", async () => {
		const [{ openid }] = sending.people;
		await fixture.client.fault({ path: '/cgi-bin/message/.*', times: -1, reset: 'after' });
		const { json, hints } = await run(sending, sending.people.slice(0, 1), {}, { continueOnFail: true });
		expect(json[0]).toMatchObject({ delivered: null, reason: 'unknown', openid, ...sending.says });
		expect(json[0].error).toMatch(/did not answer/);
		expect(hints).toEqual(['1 message: 1 not known whether delivered']);
	});
});

describe.each(['template message', 'subscription notification', 'uniform message'])(
	'one Client Message ID for everybody: %s',
	(name) => {
		const clientMsgId = 'promo-1';

		it('brings the test receiver the message of each person, and of each person once', async () => {
			const made = await SENDINGS[name](fixture);
			const sending = {
				...made,
				parameters: { operation: 'send', openid: '={{ $json.openid }}', ...made.parameters },
			};
			const [me, one, two] = made.people;
			const had = (await fixture.inboxOf(me.openid)).length;
			const options = { clientMsgId, testReceiver: me.openid };
			const { json } = await run(sending, [one, two], options);
			expect(json.map(({ delivered, duplicate }) => [delivered, duplicate])).toEqual([
				[true, undefined],
				[true, undefined],
			]);
			expect(await fixture.inboxOf(me.openid)).toHaveLength(had + 2);
			const path = name.includes('notification') ? 'subscribe/bizsend' : 'template/send';
			const keys = async () =>
				(await fixture.client.calls({ path: `/cgi-bin/message/${path}` })).map(
					({ body }) => (body as IDataObject).client_msg_id,
				);
			const [first, second] = await keys();
			expect(first).not.toBe(second);
			for (const key of [first, second]) expect(key).toMatch(/^[\w-]{1,32}$/);

			if (name === 'subscription notification') return;
			await run(sending, [two], options);
			expect((await keys())[2]).toBe(second);
			expect(await fixture.inboxOf(me.openid)).toHaveLength(had + 2);

			await run(sending, [two], options, { mode: 'trigger' });
			expect((await keys())[3]).toBe(clientMsgId);
		});
	},
);

it('a run that stops says how many messages were delivered before', async () => {
	const sending = await SENDINGS['template message'](fixture);
	const [one, two] = sending.people;
	await fixture.client.unfollow(two.id);
	const parameters = { operation: 'send', openid: '={{ $json.openid }}', ...sending.parameters };
	const { error } = await run({ ...sending, parameters }, [one, two], {
		unreachable: 'error',
		concurrency: 1,
	});
	expect(error?.message).toContain('does not follow');
	expect(error?.description).toMatch(/Of 2 messages 1 was delivered before the run stopped\.$/);
});
