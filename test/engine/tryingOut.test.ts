// Trying a workflow out without reaching anybody: preview, test receiver and kept input, for everything that sends.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { AccountName, TemplateView } from '../../sandbox/types';
import type { NodeRun } from './support/nodeRun';
import { World, inOwnWorld } from './support/world';

const id = (value: string) => ({ __rl: true, mode: 'id', value });
const filledIn = (content: string, values: Record<string, string>): string =>
	content.replace(/\{\{(\w+)\.DATA\}\}/g, (_whole, key: string) => values[key] ?? '').trim();

interface Person {
	id: string;
	openid: string;
}

/** One operation that sends. */
interface Sending {
	node: AccountName;
	parameters: INodeParameters;
	/** What somebody is shown. */
	text: string;
	/** To whom it can be sent. */
	people: Person[];
	/** What an item says of its message besides the openid. */
	says: IDataObject;
}

let world: World;
let templates: Record<AccountName, TemplateView[]>;
inOwnWorld(async (opened) => {
	world = opened;
	templates = await world.client.templates();
});

const run = async (
	{ node, parameters }: Sending,
	people: Person[],
	options: IDataObject = {},
	more: Partial<NodeRun> = {},
) =>
	await world[node](
		{ ...parameters, options: { ...(parameters.options as IDataObject), ...options } } as INodeParameters,
		{ items: people.map(({ openid }, at) => ({ openid, row: at + 1 })), ...more },
	);

const people = async (account: AccountName, count = 3): Promise<Person[]> => {
	const found = await world.client.people({ linked: true, follows: true, limit: count });
	return found.map((person) => ({
		id: person.id,
		openid: String(account === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid),
	}));
};

const template = (account: AccountName, title: string): TemplateView =>
	templates[account].find((one) => one.title === title) as TemplateView;

const filled = ({ id: templateId }: TemplateView, values: Record<string, string>) => ({
	templateId: id(templateId),
	fieldsMode: 'json',
	fieldsJson: JSON.stringify(values),
});

const SENDINGS: Record<string, () => Promise<Sending>> = {
	'template message': async () => {
		const order = template('officialAccount', '订单状态更新');
		const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
		return {
			node: 'officialAccount',
			parameters: { resource: 'templateMessage', ...filled(order, values) },
			text: 'A-42',
			people: await people('officialAccount'),
			says: { template_id: order.id },
		};
	},
	'subscribe message': async () => {
		const bus = template('miniProgram', '公交到站提醒');
		const values = { thing1: 'Line 8', time2: '15:01', number3: '2' };
		const to = await people('miniProgram');
		for (const one of to) await world.client.grant(one.id, bus.id, 2);
		return {
			node: 'miniProgram',
			parameters: { resource: 'subscribeMessage', ...filled(bus, values) },
			text: `${bus.title}\n${filledIn(bus.content, values)}`,
			people: to,
			says: { template_id: bus.id },
		};
	},
	'subscription notification': async () => {
		const queue = template('officialAccount', '排队进度通知');
		const values = { character_string1: 'A12', number2: '2', phrase3: '排队中' };
		const to = await people('officialAccount');
		for (const one of to) await world.client.grant(one.id, queue.id, 2);
		return {
			node: 'officialAccount',
			parameters: { resource: 'subscriptionNotification', ...filled(queue, values) },
			text: `${queue.title}\n${filledIn(queue.content, values)}`,
			people: to,
			says: { template_id: queue.id },
		};
	},
	'uniform message': async () => {
		const order = template('officialAccount', '订单状态更新');
		const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
		return {
			node: 'miniProgram',
			parameters: {
				resource: 'uniformMessage',
				officialAccountOpenid: '={{ $json.openid }}',
				...filled(order, values),
			},
			text: 'A-42',
			people: await people('officialAccount'),
			says: { template_id: order.id },
		};
	},
	'one-time message': async () => {
		const to = await people('officialAccount');
		const templateId = (await world.client.oneTimeTemplate()).id;
		const { appId } = world.accounts.officialAccount;
		for (const one of to)
			await world.client.openPage(
				one.id,
				`${world.client.url}/mp/subscribemsg?action=get_confirm&appid=${appId}&scene=7&template_id=${templateId}&redirect_url=${encodeURIComponent('https://example.com/back')}#wechat_redirect`,
			);
		return {
			node: 'officialAccount',
			parameters: {
				resource: 'oneTimeMessage',
				templateId,
				scene: '7',
				title: 'Ready',
				content: 'Your table is ready',
			},
			text: 'Ready\nYour table is ready',
			people: to,
			says: { template_id: templateId, scene: '7' },
		};
	},
	...Object.fromEntries(
		(['officialAccount', 'miniProgram'] as const).map((node) => [
			`customer message of the ${node}`,
			async () => {
				const to = await people(node);
				for (const one of to) await world.client.sendText(one.id, node, 'hello');
				return {
					node,
					parameters: { resource: 'customerMessage', messageType: 'text', text: 'Here we are' },
					text: 'Here we are',
					people: to,
					says: { msgtype: 'text' },
				};
			},
		]),
	),
};

describe.each(Object.keys(SENDINGS))('%s', (name) => {
	let sending: Sending;
	beforeEach(async () => {
		const made = await SENDINGS[name]();
		sending = {
			...made,
			parameters: { operation: 'send', openid: '={{ $json.openid }}', ...made.parameters },
		};
	});
	const inboxes = async () =>
		await Promise.all(sending.people.map(async ({ openid }) => (await world.inboxOf(openid)).length));
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
		const { calls } = await world.client.counters();
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
		await world.client.fault({ path: '/cgi-bin/message/.*', times: -1, reset: 'after' });
		const { json, hints } = await run(sending, sending.people.slice(0, 1), {}, { continueOnFail: true });
		expect(json[0]).toMatchObject({ delivered: null, reason: 'unknown', openid, ...sending.says });
		expect(json[0].error).toMatch(/did not answer/);
		expect(hints).toEqual(['1 message: 1 not known whether delivered']);
	});
});

describe('the uniform message, with its two channels', () => {
	const both = async () => {
		const bus = template('miniProgram', '公交到站提醒');
		const order = template('officialAccount', '订单状态更新');
		const [me, person] = await world.client.people({ linked: true, follows: true, limit: 2 });
		await world.client.grant(me.id, bus.id, 2);
		const parameters = {
			resource: 'uniformMessage',
			operation: 'send',
			officialAccountOpenid: '={{ $json.oa }}',
			miniProgramOpenid: '={{ $json.mp }}',
			...filled(order, { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' }),
			subscribeTemplateId: id(bus.id),
			subscribeFieldsMode: 'json',
			subscribeFieldsJson: JSON.stringify({ thing1: 'Line 8', time2: '15:01', number3: '2' }),
		};
		const items = [{ oa: person.officialAccountOpenid, mp: person.miniProgramOpenid }];
		const sendWith = async (options: IDataObject) =>
			(await world.miniProgram({ ...parameters, options } as INodeParameters, { items })).json[0];
		return { me, person, sendWith, order, bus };
	};

	it('previews what is tried first, and what if that does not reach the person', async () => {
		const { person, sendWith, order, bus } = await both();
		const template_id = order.id;
		const first = { route: 'template', openid: person.officialAccountOpenid, template_id };
		const second = { route: 'subscribe', openid: person.miniProgramOpenid, template_id: bus.id };
		expect(await sendWith({ previewOnly: true })).toMatchObject({ ...first, fallback: second });
		expect(await sendWith({ previewOnly: true, order: 'subscribeFirst' })).toMatchObject({
			...second,
			fallback: first,
		});
		expect(await world.arrived()).toBe(0);
	});

	it('goes to nobody by the channel that has no test receiver', async () => {
		const { me, person, sendWith } = await both();
		expect(await sendWith({ testReceiverMiniProgram: me.miniProgramOpenid })).toMatchObject({
			route: 'subscribe',
			delivered: true,
			openid: me.miniProgramOpenid,
			intendedOpenid: person.miniProgramOpenid,
			testReceiver: true,
			templateReason: 'notLinked',
		});
		expect(await world.inboxOf(String(person.officialAccountOpenid))).toEqual([]);
		expect(await world.inboxOf(String(person.miniProgramOpenid))).toEqual([]);
	});
});

it('a run that stops says how many messages were delivered before', async () => {
	const sending = await SENDINGS['template message']();
	const [one, two] = sending.people;
	await world.client.unfollow(two.id);
	const parameters = { operation: 'send', openid: '={{ $json.openid }}', ...sending.parameters };
	const { error } = await run({ ...sending, parameters }, [one, two], {
		unreachable: 'error',
		concurrency: 1,
	});
	expect(error?.message).toContain('does not follow');
	expect(error?.description).toMatch(/Of 2 messages 1 was delivered before the run stopped\.$/);
});
