/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// One push URL, several receivers, and what people are answered: Forward To and Reply of the triggers, in a real n8n.
import { readFileSync } from 'node:fs';
import { waitFor } from '../../../host/n8n/wait';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { receivePush } from '../../../wechat/push/receive';
import { encryptReply, textReply } from '../../../wechat/push/reply';
import { type Received, Receiver } from '../../support/receiver';
import { itemsOf, Listening } from '../support/listening';

const PUSHES = 10;
const success = { status: 200, body: 'success' };

export function forwardingSuite(onStage: () => Stage) {
	let hanging: Receiver;
	let third: Receiver;
	let persons: PersonView[];

	beforeAll(async () => {
		const { sandbox } = onStage();
		await sandbox.reset({ followers: 200 });
		persons = await sandbox.people({ linked: true, limit: 20 });
		[hanging, third] = [await Receiver.open(), await Receiver.open()];
		hanging.answer = undefined;
	});

	afterAll(async () => {
		await Promise.all([hanging, third].map(async (receiver) => await receiver.close()));
		await onStage().sandbox.reset({ followers: 200 });
	});

	/** Somebody who follows and uses the mini program, and has not appeared yet. */
	function somebody() {
		const person = persons.pop();
		if (!person) throw new Error('The suite has asked for too few people.');
		return { ...person, openid: person.officialAccountOpenid ?? '' };
	}

	/** As whoever knows the same Token and key would check a push. */
	async function opened(account: 'officialAccount' | 'miniProgram', { query, body }: Received) {
		const { appId, pushToken, encodingAesKey } = (await onStage().sandbox.accounts())[account];
		return receivePush({
			account: { appId, pushToken, encodingAesKey, pushMode: 'secure' },
			query,
			rawBody: body,
			now: Date.now(),
			maxAgeSeconds: 300,
		});
	}

	const of = (sent: { query: Record<string, string> }, { received }: Receiver) =>
		received.filter(({ query }) => query.msg_signature === sent.query.msg_signature);

	it('ten pushes reach two workflows and another server, while one address hangs; WeChat waits for none of them', async () => {
		const stage = onStage();
		const second = await Listening.open(stage, 'officialAccount', 'forwarded', {});
		const first = await Listening.open(stage, 'officialAccount', 'forwarding', {
			forwardTo: [hanging.url, second.url, third.url].join('\n'),
		});
		await first.choose('secure');
		const events: Array<{ id: string; message: string }> = [];
		for (let i = 0; i < PUSHES; i++) events.push(await first.demoEvent());

		const sent: Array<{ query: Record<string, string>; body: string }> = [];
		let atFirst: Array<Record<string, unknown>> = [];
		const atSecond = await second.executionsOf(async () => {
			const executions = await first.executionsOf(async () => {
				for (const { message } of events) {
					const begun = Date.now();
					const { sent: push, ...answer } = await first.push({ message });
					expect(answer).toMatchObject(success);
					expect(Date.now() - begun).toBeLessThan(1000);
					sent.push(push);
				}
			}, PUSHES);
			expect(executions).toHaveLength(PUSHES);
			atFirst = itemsOf(executions);
		}, PUSHES);
		expect(atSecond).toHaveLength(PUSHES);

		const idOf = ({ raw }: Record<string, unknown>) => (raw as { debug_str: string }).debug_str;
		const inOrder = (items: Array<Record<string, unknown>>) =>
			[...items].sort((one, other) => idOf(one).localeCompare(idOf(other), 'en', { numeric: true }));
		expect(inOrder(atFirst).map(idOf)).toEqual(events.map(({ id }) => id));
		expect(inOrder(itemsOf(atSecond))).toEqual(inOrder(atFirst));

		await waitFor('the third address to have all', async () =>
			third.received.length >= PUSHES ? true : undefined,
		);
		expect(third.received).toHaveLength(PUSHES);
		for (const push of sent) {
			const [delivery] = of(push, third);
			expect(delivery.body.equals(Buffer.from(push.body))).toBe(true);
			expect(delivery.query).toEqual(push.query);
			expect(delivery.headers['content-type']).toBe('text/xml');
			expect(await opened('officialAccount', delivery)).toMatchObject({ ok: true, format: 'xml' });
		}

		// Real time: three tries of five seconds each, and then no more.
		await waitFor('n8n to give up on the hanging address', async () =>
			hanging.hungUp >= 3 * PUSHES ? true : undefined,
		);
		expect(hanging.received).toHaveLength(3 * PUSHES);
		for (const push of sent) {
			const tries = of(push, hanging);
			expect(tries.map(({ body }) => body.equals(Buffer.from(push.body)))).toEqual([true, true, true]);
			for (const [earlier, later] of [tries.slice(0, 2), tries.slice(1)]) {
				// Told by when each try arrived, which a busy machine delays; forwardingTries.test.ts holds the 5,000 ms.
				expect(later.at - earlier.at).toBeGreaterThan(4000);
				expect(later.at - earlier.at).toBeLessThan(9000);
			}
		}
		const told = readFileSync(stage.n8nProcess.logFile, 'utf8').split(
			`${hanging.host} did not take a forwarded push`,
		);
		expect(told).toHaveLength(2);
	});

	it('a mini program in JSON: what happens and what the console tries goes on as it came', async () => {
		const stage = onStage();
		third.received.length = 0;
		const listening = await Listening.open(stage, 'miniProgram', 'forwarding', { forwardTo: third.url });
		await listening.enter('secure', 'json');
		const template = (await stage.sandbox.templates()).miniProgram[0].id;
		const { id, miniProgramOpenid } = somebody();
		const tried = await listening.demoEvent('json');
		let sent = { query: {} as Record<string, string>, body: '' };
		const executions = await listening.executionsOf(async () => {
			expect(await stage.sandbox.grant(id, template)).toMatchObject({ deliveries: [success] });
			const { sent: push, ...answer } = await listening.push({ message: tried.message });
			expect(answer).toMatchObject(success);
			sent = push;
		}, 2);
		expect(itemsOf(executions).map(({ event }) => event)).toEqual([
			'subscribe_msg_popup_event',
			'debug_demo',
		]);

		await waitFor('both pushes', async () => (third.received.length >= 2 ? true : undefined));
		expect(third.received.map(({ headers }) => headers['content-type'])).toEqual(
			Array<string>(2).fill('application/json'),
		);
		const [delivery] = of(sent, third);
		expect(delivery.body.equals(Buffer.from(sent.body))).toBe(true);
		expect(delivery.query).toEqual(sent.query);
		const [granted] = third.received.filter((one) => one !== delivery);
		expect(granted.query.openid).toBe(miniProgramOpenid);
		const [logged] = (await stage.sandbox.pushLog()).slice(-1);
		const push = await opened('miniProgram', granted);
		expect(push).toMatchObject({ ok: true, format: 'json', message: JSON.parse(logged.message) });
	});

	describe('what people are answered', () => {
		const news = {
			replyTitle: '门店 & more',
			replyDescription: 'Open ]]> daily',
			replyPictureUrl: 'https://example.com/a.jpg?b=1&c=2',
			replyUrl: 'https://example.com/hours',
		};
		const article = {
			Title: news.replyTitle,
			Description: news.replyDescription,
			PicUrl: news.replyPictureUrl,
			Url: news.replyUrl,
		};

		/** The person writes. @returns what the person then sees, or the agents' desk */
		async function answered(listening: Listening, { id, openid } = somebody()): Promise<unknown[]> {
			const { sandbox } = onStage();
			const executions = await listening.executionsOf(async () => {
				const pushed = await sandbox.sendText(id, 'officialAccount', '几点开门？');
				expect(pushed).toMatchObject({ acknowledged: true, deliveries: [{ status: 200 }] });
			});
			expect(itemsOf(executions)).toMatchObject([{ event: 'text', openid, content: '几点开门？' }]);
			const seen = await sandbox.inbox({ personId: id });
			expect(seen.map(({ channel }) => channel)).toEqual(seen.map(() => 'reply'));
			return seen.map(({ data }) => data);
		}

		it.each([
			['text', { replyText: 'Hi <b> ]]> & 你好 😀' }, { MsgType: 'text', Content: 'Hi <b> ]]> & 你好 😀' }],
			['image', { replyMediaId: 'PICTURE' }, { MsgType: 'image', Image: { MediaId: 'PICTURE' } }],
			['news', news, { MsgType: 'news', ArticleCount: '1', Articles: { item: article } }],
			[
				'handOver',
				{ replyAgent: 'anna@shop' },
				{ MsgType: 'transfer_customer_service', TransInfo: { KfAccount: 'anna@shop' } },
			],
		])('%s, in clear and sealed', async (reply, fields, expected) => {
			const stage = onStage();
			const { media_id } = await stage.sandbox.permanentMedia(
				'image/png',
				Buffer.from('a picture').toString('base64'),
			);
			const withId = <T extends object>(value: T) =>
				JSON.parse(JSON.stringify(value).replaceAll('PICTURE', media_id)) as Record<string, string>;
			const options = { reply, ...withId(fields) };
			const listening = await Listening.open(stage, 'officialAccount', `answering-${reply}`, options);
			for (const mode of ['plain', 'secure'] as const) {
				await listening.enter(mode, 'xml');
				expect(await answered(listening)).toMatchObject([withId(expected)]);
			}
		});

		it('Answer From: First Address: what that address says, and the workflow runs all the same', async () => {
			const stage = onStage();
			const { officialAccount } = await stage.sandbox.accounts();
			const person = somebody();
			const now = Date.now();
			const reply = textReply({
				openid: person.openid,
				account: officialAccount.originalId,
				now,
				text: '九点',
			});
			const body = encryptReply({
				account: { ...officialAccount, pushMode: 'secure' },
				reply,
				format: 'xml',
				now,
			});
			third.answer = { status: 200, body };
			const listening = await Listening.open(stage, 'officialAccount', 'answering-first', {
				forwardTo: third.url,
				answerFrom: 'firstAddress',
			});
			await listening.enter('secure', 'xml');
			expect(await answered(listening, person)).toMatchObject([{ MsgType: 'text', Content: '九点' }]);
		});
	});
}
