// However n8n repeats one execution, it sends an item's message once; another execution sends again. Texts hold the time.
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/client';
import type { NodeRunResult } from './support/nodeRun';
import {
	ALL,
	AS_OFTEN_AS_ASKED,
	CUSTOMER,
	TEMPLATE,
	WITHOUT_KEY,
	WITH_KEY,
	loseAnswersOf,
	openChannels,
	runOf,
} from './support/channels';
import type { Channels, Name } from './support/channels';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

/** Without a wait n8n waits for a second. */
const retryOnFail = { maxTries: 3, waitBetweenTries: 1 };

let fixture: Fixture;
let channels: Channels;
inOwnFixture(async (opened) => {
	fixture = opened;
	channels = await openChannels(fixture);
});

const run = async (name: Name, options: object = {}) =>
	await fixture[channels[name].node](channels[name].parameters, { items: channels[name].items, ...options });
const nodeRun = (name: Name, options: object = {}) => runOf(fixture, channels[name], options);
const refuseOnce = async (path: string, skip: number) =>
	await fixture.client.fault({ path, skip, times: 1, errcode: 40250, errmsg: 'irregular content' });
const loseAnswers = async (name: Name, more: Partial<FaultRule> = {}) =>
	await loseAnswersOf(fixture, channels[name], more);

describe('Retry On Fail', () => {
	it.each(ALL)('sends each of twenty people one %s message, though item 13 is refused once', async (name) => {
		await refuseOnce(channels[name].path, 12);
		const { json, error } = await run(name, { retryOnFail });
		expect(error).toBeUndefined();
		expect(json.map(({ delivered }) => delivered)).toEqual(new Array(20).fill(true));
		expect(await fixture.arrived()).toBe(20);
	});

	it('with On Error: Continue sends five people five customer messages, the first one outside the 48 hours', async () => {
		const [first, ...rest] = channels.customer.items;
		await fixture.client.fault({
			path: CUSTOMER,
			contains: String(first.openid),
			times: -1,
			errcode: 45015,
			errmsg: 'response out of time limit',
		});
		const items = [first, ...rest.slice(0, 5)];
		const { json } = await run('customer', { items, retryOnFail, continueOnFail: true });
		expect(json.map(({ delivered, error }) => (error ? 'error' : delivered))).toEqual([
			'error',
			...new Array<boolean>(5).fill(true),
		]);
		expect(await fixture.arrived()).toBe(5);
		expect(await fixture.calls(CUSTOMER)).toBe(8);
	});

	it.each(WITHOUT_KEY)(
		'does not send a %s message again whose answer was lost, and sends the rest',
		async (name) => {
			await loseAnswers(name, { contains: 'N3.' });
			const { error } = await run(name, { retryOnFail });
			expect(error?.description).toContain('not known whether');
			expect(error?.context).toMatchObject({ itemIndex: 3 });
			expect(await fixture.arrived()).toBe(20);
		},
	);

	it.each(WITH_KEY)('settles a %s message whose answers were lost with the same key, once', async (name) => {
		await loseAnswers(name, { contains: 'N3.' });
		const { json, error } = await run(name, { retryOnFail });
		expect(error).toBeUndefined();
		expect(json[3]).toMatchObject({ delivered: true });
		expect(await fixture.arrived()).toBe(20);
	});

	it.each(WITH_KEY)(
		'sends the same %s message for two items, though the answers to the first were lost',
		async (name) => {
			await loseAnswers(name);
			const { parameters, items } = channels[name];
			const item = { ...items[0], text: 'same' };
			const fixed = JSON.parse(
				JSON.stringify(parameters).replaceAll(/ {{ \$now.*?}}({{ Math.*?}})?/g, ''),
			) as INodeParameters;
			const one = { ...fixed, options: { concurrency: 1 } };
			const { json, error } = await fixture[channels[name].node](one, { items: [item, item], retryOnFail });
			expect(error).toBeUndefined();
			expect(json.map(({ delivered }) => delivered)).toEqual([true, true]);
			expect(await fixture.arrived()).toBe(2);
		},
	);

	it('says that nobody knows, when the try after the lost answers is refused', async () => {
		await loseAnswers('template');
		await fixture.client.fault({ path: TEMPLATE, times: -1, errcode: 43004, errmsg: 'require subscribe' });
		const items = channels.template.items.slice(0, 1);
		const { error } = await run('template', { items, retryOnFail });
		expect(error?.description).toContain('not known whether');
		expect(await fixture.arrived()).toBe(1);
	});
});

describe("n8n's Retry of a saved execution", () => {
	it.each(ALL)('sends the rest of the %s messages alone', async (name) => {
		await refuseOnce(channels[name].path, 12);
		const failed = await fixture.engine.run(nodeRun(name));
		expect(failed.error).toBeDefined();
		expect(await fixture.arrived()).toBeLessThan(20);
		const { json, error } = await fixture.engine.retry(nodeRun(name), failed);
		expect(error).toBeUndefined();
		expect(json.map(({ delivered }) => delivered)).toEqual(new Array(20).fill(true));
		expect(json.map(({ openid }) => openid)).toEqual(
			channels[name].items.map(({ openid, mini }) => (name === 'subscribe' ? mini : openid)),
		);
		expect(await fixture.arrived()).toBe(20);
	});

	it('sends the corrected text to those who have none', async () => {
		await refuseOnce(TEMPLATE, 0);
		const options = { items: channels.template.items.slice(0, 1) };
		const failed = await fixture.engine.run(nodeRun('template', options));
		const corrected = nodeRun('template', options);
		corrected.parameters = {
			...corrected.parameters,
			fieldsJson: '{"keyword1":"corrected","keyword2":"b","keyword3":"c"}',
		};
		await fixture.engine.retry(corrected, failed);
		const [message] = await fixture.inboxOf(String(options.items[0].openid));
		expect(JSON.stringify(message)).toContain('corrected');
	});

	it.each(WITHOUT_KEY)('does not send a %s message again whose answer was lost', async (name) => {
		await loseAnswers(name, { contains: 'N3.' });
		const failed = await fixture.engine.run(nodeRun(name));
		const { error } = await fixture.engine.retry(nodeRun(name), failed);
		expect(error?.description).toContain('not known whether');
		expect(await fixture.arrived()).toBe(20);
	});

	it('repeats a template message of unknown fate only as long as WeChat knows its key', async () => {
		await loseAnswers('template', { reset: 'before' });
		const items = channels.template.items.slice(0, 1);
		const failed = await fixture.engine.run(nodeRun('template', { items }));
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);
		const late = await fixture.engine.retry(nodeRun('template', { items }), failed);
		clock.mockRestore();
		expect(late.error?.description).toContain('not known whether');
		expect(await fixture.arrived()).toBe(0);
		const { error } = await fixture.engine.retry(nodeRun('template', { items }), failed);
		expect(error).toBeUndefined();
		expect(await fixture.arrived()).toBe(1);
	});
});

it.each(AS_OFTEN_AS_ASKED)('another execution sends the same %s messages again', async (name) => {
	const fixed = { items: channels[name].items.map((item) => ({ ...item, text: 'same' })) };
	await run(name, fixed);
	await run(name, fixed);
	expect(await fixture.arrived()).toBe(40);
});

describe('A killed process', () => {
	/** What n8n has stored of an execution whose process is gone: the input, and nothing of what was sent. */
	const killed = async (name: Name, options: object): Promise<NodeRunResult> => {
		await fixture.client.fault({ path: channels[name].path, times: -1, errcode: 40250 });
		const { record } = await fixture.engine.run(nodeRun(name, options));
		await fixture.client.clearFaults();
		const stored = JSON.parse(record) as NodeRunResult['run']['data'];
		if (stored.executionData) stored.executionData.contextData = {};
		expect((await run(name, options)).error).toBeUndefined();
		return { record: JSON.stringify(stored) } as NodeRunResult;
	};

	it.each(AS_OFTEN_AS_ASKED)(
		'leaves nothing by which a %s message is known: it is sent again',
		async (name) => {
			const left = await killed(name, {});
			const { error } = await fixture.engine.retry(nodeRun(name), left);
			expect(error).toBeUndefined();
			expect(await fixture.arrived()).toBe(40);
		},
	);

	it.each(WITH_KEY)('leaves WeChat the key of a %s message with Send Once: Per Content', async (name) => {
		const fixed = JSON.parse(
			JSON.stringify(channels[name].parameters).replaceAll(/ {{ \$now.*?}}({{ Math.*?}})?/g, ''),
		) as INodeParameters;
		const options = { parameters: { ...fixed, options: { sendOnce: 'content' } } };
		channels[name].parameters = options.parameters;
		const left = await killed(name, options);
		const { error } = await fixture.engine.retry(nodeRun(name), left);
		expect(error).toBeUndefined();
		expect(await fixture.arrived()).toBe(20);
	});

	it('leaves WeChat to know that a one-time consent is used up', async () => {
		const left = await killed('oneTime', {});
		const { json } = await fixture.engine.retry(nodeRun('oneTime'), left);
		expect(json[0]).toMatchObject({ delivered: false, reason: 'notSubscribed' });
		expect(await fixture.arrived()).toBe(20);
	});
});

it('another execution learns from WeChat that a one-time consent is used up', async () => {
	await run('oneTime');
	const { json } = await run('oneTime');
	expect(json[0]).toMatchObject({ delivered: false, reason: 'notSubscribed' });
	expect(await fixture.arrived()).toBe(20);
});

describe('An error branch that leads back', () => {
	/** n8n puts nothing but the error on that branch, so the values come from the node before. */
	const runLoop = async (name: Name) => {
		const text = JSON.stringify(channels[name].parameters).replaceAll('$json', "$('Start').item.json");
		const parameters = JSON.parse(text) as INodeParameters;
		return await fixture[channels[name].node](parameters, { items: channels[name].items, loopsErrors: true });
	};

	it.each(WITH_KEY)('settles a %s message whose answers were lost, once', async (name) => {
		await loseAnswers(name, { contains: 'N1.' });
		await loseAnswers(name, { contains: 'N3.' });
		const result = await runLoop(name);
		expect(result.run.data.resultData.runData['The node']).toHaveLength(2);
		expect(await fixture.arrived()).toBe(20);
	});

	it.each(WITHOUT_KEY)(
		'ends at a %s message whose answer was lost, without sending it again',
		async (name) => {
			await loseAnswers(name, { contains: 'N3.' });
			const { json, run: whole } = await runLoop(name);
			expect(whole.data.resultData.runData['The node']).toHaveLength(2);
			expect(json).toEqual([expect.objectContaining({ delivered: null, reason: 'unknown' })]);
			expect(await fixture.arrived()).toBe(20);
		},
	);

	it.each(WITH_KEY)('ends at a %s message whose answers were lost before the person left', async (name) => {
		await loseAnswers(name, { contains: 'N3.' });
		await fixture.client.fault({ path: TEMPLATE, contains: 'N3.', times: -1, errcode: 43004 });
		const { json, run: whole } = await runLoop(name);
		expect(whole.data.resultData.runData['The node']).toHaveLength(2);
		expect(json).toEqual([expect.objectContaining({ delivered: null, reason: 'unknown' })]);
		expect(await fixture.arrived()).toBe(20);
	});

	it.each(ALL)('tries a refused %s message again', async (name) => {
		await refuseOnce(channels[name].path, 12);
		const { json } = await runLoop(name);
		expect(json).toEqual([expect.objectContaining({ delivered: true })]);
		expect(await fixture.arrived()).toBe(20);
	});
});

describe('What WeChat says it has already', () => {
	it.each(
		ALL.flatMap((name) => [
			[name, 45065, { delivered: true, duplicate: true }] as const,
			[name, 40241, { delivered: true, duplicate: true }] as const,
			[name, 40252, { delivered: true, pending: true }] as const,
		]),
	)('is delivered, and not sent again: %s, %i', async (name, errcode, told) => {
		const { path, items } = channels[name];
		await fixture.client.fault({ path, errcode, errmsg: 'WeChat has it' });
		const { json, error } = await run(name, { items: items.slice(0, 1), retryOnFail });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining(told)]);
		expect(await fixture.calls(path)).toBe(1);
	});
});
