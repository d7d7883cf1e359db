/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Both triggers in a real n8n: every mode and format, both ways to acknowledge, and n8n dying at the worst moment.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reminderTemplates } from '../../host/examples';
import { outputOf } from '../../host/n8n/client';
import { waitUntilUrlAnswers } from '../../host/n8n/urls';
import { installPackage } from '../../host/n8n/install';
import { dataFolder } from '../../host/n8n/places';
import { freePort } from '../../host/n8n/ports';
import { startN8n, type N8nProcess } from '../../host/n8n/process';
import { waitFor } from '../../host/n8n/wait';
import { openStage, type Stage } from '../../host/stage';
import type { PersonView, Tamper } from '../../sandbox/types';
import { Listening, itemsOf, type Format } from './support/listening';
import { people, saveChain, sendSubscribe, sendTemplate, TRIGGER } from './support/workflows';

jest.setTimeout(300_000);

const userFolder = join(dataFolder, 'e2e-triggers');
const modes = ['plain', 'compatible', 'secure'] as const;
/** What the consoles offer; an official account is pushed to in XML only. */
const formats: Record<'officialAccount' | 'miniProgram', Format[]> = {
	officialAccount: ['xml'],
	miniProgram: ['xml', 'json'],
};
const success = { status: 200, body: 'success' };

let stage: Stage;
let restarted: N8nProcess | undefined;
let subscribeTemplateId: string;
let templateId: string;
let persons: PersonView[];

/** Somebody who both follows and uses the mini program, and has not appeared yet. */
function somebody(): PersonView {
	const person = persons.pop();
	if (!person) throw new Error('The sandbox was opened with too few followers.');
	return person;
}

beforeAll(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	await installPackage(userFolder);
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, followers: 500 });
	await stage.sandbox.settings({ msgidStart: '2918131553548107776' });
	persons = await stage.sandbox.people({ linked: true, limit: 100 });
	({ templateId, subscribeTemplateId } = await reminderTemplates(stage));
});

afterAll(async () => {
	await restarted?.stop();
	await stage?.close();
});

describe.each([
	['officialAccount', 'atOnce'],
	['officialAccount', 'afterSave'],
	['miniProgram', 'atOnce'],
	['miniProgram', 'afterSave'],
] as const)('the trigger of the %s, acknowledge %s', (account, acknowledge) => {
	const isMiniProgram = account === 'miniProgram';
	let listening: Listening;
	beforeAll(async () => {
		const reply = isMiniProgram && acknowledge === 'atOnce' ? 'handOver' : 'none';
		listening = await Listening.open(stage, account, acknowledge, { acknowledge, reply });
	});

	it.each(modes.flatMap((mode) => formats[account].map((format) => [mode, format] as const)))(
		'%s mode, %s: the console accepts the URL, and one event is one delivery, one execution, one item',
		async (mode, format) => {
			const { sandbox } = stage;
			await listening.enter(mode, format);
			const { id, officialAccountOpenid, miniProgramOpenid } = somebody();
			const executions = await listening.executionsOf(async () => {
				const pushed = isMiniProgram
					? await sandbox.grant(id, subscribeTemplateId)
					: await sandbox.scan(id, 'shop 7');
				expect(pushed).toMatchObject({ deliveries: [success], acknowledged: true });
			});
			expect(executions).toHaveLength(1);
			const expected = isMiniProgram
				? {
						event: 'subscribe_msg_popup_event',
						openid: miniProgramOpenid,
						templateId: subscribeTemplateId,
						status: 'accept',
					}
				: { event: 'scan', openid: officialAccountOpenid, scene: 'shop 7' };
			const { originalId } = (await sandbox.accounts())[account];
			const items = itemsOf(executions);
			expect(items).toMatchObject([{ ...expected, account: originalId }]);
			expect(Math.abs(Date.parse(String(items[0].time)) - Date.now())).toBeLessThan(120_000);
		},
	);

	it('the same event delivered three times, one after the other or at once, starts one execution', async () => {
		await listening.choose('secure');
		const [slow, quick] = [await listening.demoEvent(), await listening.demoEvent('json')];
		const deliver = async (message: string) =>
			expect(await listening.push({ message })).toMatchObject(success);
		const started = await listening.startedBy(async () => {
			await deliver(slow.message);
			await deliver(slow.message);
			await deliver(slow.message);
			await Promise.all([1, 2, 3].map(async () => await deliver(quick.message)));
		});
		expect(started.sort()).toEqual([slow.id, quick.id].sort());
	});

	it('a push that was listened in on and is played again starts nothing', async () => {
		await listening.choose('secure');
		const { id, message } = await listening.demoEvent();
		const started = await listening.startedBy(async () => {
			const { sent } = await listening.push({ message });
			expect(await listening.push(sent)).toMatchObject(success);
			expect(await listening.push(sent)).toMatchObject(success);
		});
		expect(started).toEqual([id]);
	});

	const encryptedOnly: Tamper[] = ['flipByte', 'wrongAppId', 'wrongKey', 'downgrade'];
	const always: Tamper[] = ['unsigned', 'badSignature', 'stale', 'oversized'];
	it.each([
		['secure', [...always, ...encryptedOnly]],
		['compatible', [...always, ...encryptedOnly]],
		['plain', always],
	] as const)(
		'%s mode: forged, stale and downgraded pushes are refused and start nothing',
		async (mode, tampers) => {
			await listening.choose(mode);
			const started = await listening.startedBy(async () => {
				for (const tamper of tampers) {
					for (const format of ['xml', 'json'] as const) {
						const { message } = await listening.demoEvent(format);
						const { status, body } = await listening.push({ message, tamper, mode });
						expect({ tamper, format, status }).toEqual({ tamper, format, status: 403 });
						expect(body).toMatch(/^refused: \w+$/);
					}
				}
			}, mode);
			expect(started).toEqual([]);
		},
	);

	it('a delivery report joins with the send by msgid, digit for digit', async () => {
		const { n8n, sandbox } = stage;
		const person = somebody();
		// No event of the grant, which is not what this is about.
		await sandbox.push('miniProgram', { url: listening.url, mode: 'secure', enabled: false });
		await sandbox.grant(person.id, subscribeTemplateId);
		await listening.enter('secure', isMiniProgram ? 'json' : 'xml');
		const [openid, send, event] = isMiniProgram
			? [person.miniProgramOpenid, sendSubscribe(subscribeTemplateId), 'subscribe_msg_sent_event']
			: [person.officialAccountOpenid, sendTemplate(templateId), 'templatesendjobfinish'];
		const chain = await saveChain(stage, `send and report ${account}`, [people([openid ?? '']), send]);
		let sent: Record<string, unknown> = {};
		const executions = await listening.executionsOf(async () => {
			[sent] = outputOf(await n8n.run(chain, TRIGGER), 'Send');
		});
		expect(sent).toMatchObject({ delivered: true, msgid: expect.stringMatching(/^29181315535481\d{5}$/) });
		expect(itemsOf(executions)).toMatchObject([{ event, openid, msgid: sent.msgid, status: 'success' }]);
	});

	if (!isMiniProgram) return;

	it.each(formats.miniProgram)(
		'%s: every kind of event names its person and its template',
		async (format) => {
			await listening.enter('secure', format);
			const person = somebody();
			const openid = person.miniProgramOpenid ?? '';
			const happen = async (fields: Record<string, string>, wrapped = {}) =>
				await stage.sandbox.sendMessage(person.id, account, {
					fields: { MsgType: 'event', ...fields },
					...wrapped,
				});
			const executions = await listening.executionsOf(async () => {
				await happen(
					{ Event: 'subscribe_msg_popup_event' },
					{
						wrapper: 'SubscribeMsgPopupEvent',
						list: [
							{ TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: 0 },
							{ TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: 0 },
						],
					},
				);
				await happen({ Event: 'user_enter_tempsession', SessionFrom: 'shop' });
				// WeChat itself is the sender of these.
				for (const Event of ['user_authorization_revoke', 'user_authorization_cancellation']) {
					await happen({ Event, FromUserName: 'oPlatform', OpenID: openid, RevokeInfo: '301' });
				}
			}, 4);
			expect(executions).toHaveLength(4);
			const items = itemsOf(executions);
			expect(items).toHaveLength(5);
			expect(items).toEqual(
				expect.arrayContaining([
					expect.objectContaining({
						event: 'subscribe_msg_popup_event',
						openid,
						templateId: 'T1',
						status: 'accept',
					}),
					expect.objectContaining({
						event: 'subscribe_msg_popup_event',
						openid,
						templateId: 'T2',
						status: 'reject',
					}),
					expect.objectContaining({ event: 'user_enter_tempsession', openid }),
					expect.objectContaining({ event: 'user_authorization_revoke', openid }),
					expect.objectContaining({ event: 'user_authorization_cancellation', openid }),
				]),
			);
		},
	);

	if (acknowledge === 'afterSave') return;

	it.each([
		['secure', 'json'],
		['plain', 'xml'],
	] as const)(
		'%s, %s: a message is handed over to human agents and still starts the workflow',
		async (mode, format) => {
			await listening.enter(mode, format);
			const executions = await listening.executionsOf(async () => {
				const pushed = await stage.sandbox.sendText(somebody().id, account, 'Is it open?');
				// The sandbox, like WeChat, takes a reply only when it is well-formed and, if need be, sealed.
				expect(pushed).toMatchObject({ acknowledged: true, deliveries: [{ status: 200 }] });
				const sign = mode === 'plain' ? /transfer_customer_service/ : /MsgSignature/;
				expect(pushed.deliveries[0].body).toMatch(sign);
			});
			expect(itemsOf(executions)).toMatchObject([
				{ event: 'text', content: 'Is it open?', messageId: expect.any(String) },
			]);
		},
	);
});

it('n8n is killed after it took an event and before it stored it: the next delivery starts the one execution', async () => {
	const { n8n, sandbox } = stage;
	const options = { acknowledge: 'afterSave', fetchUserInfo: true };
	const listening = await Listening.open(stage, 'officialAccount', 'killed', options);
	await listening.choose('secure');
	const { id, message } = await listening.demoEvent();
	// While WeChat keeps silent about the person, the event is taken but not stored: up to two seconds.
	await sandbox.fault({ path: '/cgi-bin/user/info', silenceMs: 60_000, times: -1 });
	const first = listening.push({ message });
	await waitFor(
		'n8n to ask who the person is',
		async () => ((await sandbox.faults())[0]?.hits > 0 ? true : undefined),
		{ everyMs: 10 },
	);
	await stage.n8nProcess.kill();
	expect((await first).status).toBe(0);

	await sandbox.clearFaults();
	const { url, logFile } = stage.n8nProcess;
	restarted = await startN8n({ port: Number(new URL(url).port), userFolder, logFile });
	await waitUntilUrlAnswers(listening.url, 'POST');
	expect(await n8n.executions(listening.workflowId)).toEqual([]);
	const started = await listening.startedBy(async () => {
		expect(await listening.push({ message })).toMatchObject(success);
		expect(await listening.push({ message })).toMatchObject(success);
	});
	expect(started).toEqual([id]);
});
