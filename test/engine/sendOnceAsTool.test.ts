// As a tool of an AI agent, too, a message is sent once, however n8n and the agent repeat the call.
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/client';
import {
	AS_OFTEN_AS_ASKED,
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

const nodeRun = (name: Name, options: object = {}) => runOf(fixture, channels[name], options);
const loseAnswers = async (name: Name, more: Partial<FaultRule> = {}) =>
	await loseAnswersOf(fixture, channels[name], more);

describe('A tool of an AI agent', () => {
	/** The agent gives what otherwise comes with the item. */
	const tool = (name: Name) => {
		const given = JSON.stringify(channels[name].parameters).replace(/\$json\.(\w+)/g, "$fromAI('$1')");
		return fixture.engine.tool(
			nodeRun(name, { parameters: JSON.parse(given) as INodeParameters, retryOnFail }),
		);
	};
	const called = (name: Name, text: string) => ({ ...channels[name].items[0], text });

	it.each(WITHOUT_KEY)('with Retry On Fail sends a %s message once whose answer was lost', async (name) => {
		await loseAnswers(name);
		await expect(tool(name)()(called(name, 'hi'))).rejects.toThrow('not known whether');
		expect(await fixture.arrived()).toBe(1);
	});

	it.each(WITH_KEY)('with Retry On Fail settles a %s message whose answers were lost, once', async (name) => {
		await loseAnswers(name);
		expect(await tool(name)()(called(name, 'hi'))).toContain('"delivered":true');
		expect(await fixture.arrived()).toBe(1);
	});

	it.each(AS_OFTEN_AS_ASKED)(
		'sends two %s texts to one person that it is called for at the same time',
		async (name) => {
			const call = tool(name)();
			await Promise.all(['first', 'second'].map(async (text) => await call(called(name, text))));
			const texts = JSON.stringify(await fixture.client.inbox());
			expect(texts).toContain('first');
			expect(texts).toContain('second');
		},
	);

	it.each(['subscribe', 'customer', 'notification'] as const)(
		'sends another %s text after one whose answer was lost, and not the same one again',
		async (name) => {
			const fixed = JSON.stringify(channels[name].parameters)
				.replaceAll(/[ -]{{ \$now.*?}}({{ Math.*?}})?/g, '')
				.replace(/\$json\.(\w+)/g, "$fromAI('$1')");
			const parameters = JSON.parse(fixed) as INodeParameters;
			const call = fixture.engine.tool(nodeRun(name, { parameters }))();
			await loseAnswers(name);
			await expect(call(called(name, 'first'))).rejects.toThrow('not known whether');
			expect(await call(called(name, 'second'))).toContain('"delivered":true');
			expect(await call(called(name, 'first'))).toContain('"delivered":null');
			expect(await fixture.arrived()).toBe(2);
		},
	);

	it('gives two different texts two keys, though n8n gives both calls one run index', async () => {
		const { parameters, items } = channels.template;
		const connect = fixture.engine.tool(
			nodeRun('template', { parameters: { ...parameters, openid: items[0].openid } }),
		);
		// As for two items of an agent: n8n counts the runs of the tool when it connects it.
		const calls = [connect(), connect()];
		await Promise.all(calls.map(async (call) => await call({})));
		const inbox = await fixture.inboxOf(String(items[0].openid));
		expect(new Set(inbox.map(({ clientMsgId }) => clientMsgId)).size).toBe(2);
	});

	it('sends the same text again when the agent calls for it again', async () => {
		const fixed = {
			...channels.template.parameters,
			fieldsJson: '{"keyword1":"a","keyword2":"b","keyword3":"c"}',
		};
		const { openid } = channels.template.items[0];
		const connect = fixture.engine.tool(nodeRun('template', { parameters: { ...fixed, openid } }));
		await Promise.all([connect(), connect()].map(async (call) => await call({})));
		await connect()({});
		expect(await fixture.arrived()).toBe(3);
	});
});
