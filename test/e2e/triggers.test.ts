/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Both triggers in a real n8n: every mode and format, both ways to acknowledge, and n8n dying at the worst moment.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reminderTemplates, withCredentials } from '../../demo/examples';
import { outputOf, waitUntilUrlAnswers } from '../../demo/n8n/client';
import { installPackage } from '../../demo/n8n/install';
import { dataFolder } from '../../demo/n8n/places';
import { freePort } from '../../demo/n8n/ports';
import { startN8n, type N8nProcess } from '../../demo/n8n/process';
import type { Execution, WorkflowNode } from '../../demo/n8n/types';
import { waitFor } from '../../demo/n8n/wait';
import { credentialFor, MINI_PROGRAM, OFFICIAL_ACCOUNT, openStage, type Stage } from '../../demo/stage';
import type { AccountName, PersonView, PushMode, RawPush, Tamper } from '../../sandbox/types';
import { people, saveChain, sendSubscribe, sendTemplate, TRIGGER } from './suites/workflows';

jest.setTimeout(300_000);

const NODE = 'WeChat';
const userFolder = join(dataFolder, 'e2e-triggers');
const accounts = {
	officialAccount: { type: 'wechatLinkOfficialAccountTrigger', credential: OFFICIAL_ACCOUNT },
	miniProgram: { type: 'wechatLinkMiniProgramTrigger', credential: MINI_PROGRAM },
} as const;
const modes = ['plain', 'compatible', 'secure'] as const;
/** What the consoles offer; official accounts are pushed to in XML only. */
const formats = { officialAccount: ['xml'], miniProgram: ['xml', 'json'] } as const;
const success = { status: 200, body: 'success' };

let stage: Stage;
let restarted: N8nProcess | undefined;
let users: PersonView[];
let runningNumber = 0;

interface Listening {
	account: AccountName;
	workflowId: string;
	url: string;
}

beforeAll(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	await installPackage(userFolder);
	stage = await openStage({ n8nPort: await freePort(), sandboxPort: 0, userFolder, followers: 200 });
	await stage.sandbox.settings({ msgidStart: '2918131553548107776' });
	users = await stage.sandbox.people({ linked: true, limit: 100 });
});

afterAll(async () => {
	await restarted?.stop();
	await stage?.close();
});

/** Activates a workflow that is one trigger and nothing else. */
async function listen(account: AccountName, name: string, options: object): Promise<Listening> {
	const webhookId = `${account}-${name}`;
	const node: WorkflowNode = {
		id: webhookId,
		name: NODE,
		type: `n8n-nodes-wechat-link.${accounts[account].type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { events: ['*'], options },
		webhookId,
	};
	const workflow = withCredentials({ name: webhookId, nodes: [node], connections: {} }, stage.credentials);
	const { id } = await stage.n8n.putWorkflow(workflow);
	await stage.n8n.activate(id);
	const url = `${stage.n8n.url}/webhook/${webhookId}/webhook`;
	await waitUntilUrlAnswers(url, 'GET');
	await waitUntilUrlAnswers(url, 'POST');
	return { account, workflowId: id, url };
}

/** Chooses the push mode in the credential, as the console would have it. */
async function choose(account: AccountName, pushMode: PushMode): Promise<void> {
	const type = accounts[account].credential;
	const credential = credentialFor(type, (await stage.sandbox.accounts())[account], stage.sandboxUrl);
	const data = { ...credential.data, pushMode };
	await stage.n8n.updateCredential(stage.credentials[type], { ...credential, data });
}

/** The console's test push, never seen before; it has no MsgId, so a re-delivery is known by its text. */
async function demoEvent({ account }: Listening, format: 'xml' | 'json' = 'xml') {
	const { originalId } = (await stage.sandbox.accounts())[account];
	const id = `demo ${runningNumber++}`;
	const fields = {
		ToUserName: originalId,
		FromUserName: 'oDeveloper',
		CreateTime: Math.floor(Date.now() / 1000),
		MsgType: 'event',
		Event: 'debug_demo',
		debug_str: id,
	};
	const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
	return { id, message: format === 'json' ? JSON.stringify(fields) : `<xml>${elements.join('')}</xml>` };
}

const push = async ({ account, url }: Listening, raw: Omit<RawPush, 'account' | 'url'>) =>
	await stage.sandbox.pushRaw({ account, url, mode: 'secure', ...raw });

const itemsOf = (executions: Execution[]) => executions.flatMap((execution) => outputOf(execution, NODE));

/**
 * What the pushes started: the ids of their demo events. Whatever they could start has had its turn once a later, good
 * event has been executed.
 */
async function startedBy(listening: Listening, pushes: () => Promise<void>, mode: PushMode = 'secure') {
	const { workflowId } = listening;
	const before = await stage.n8n.lastExecutionId(workflowId);
	await pushes();
	const marker = await demoEvent(listening);
	expect(await push(listening, { message: marker.message, mode })).toMatchObject(success);
	return await waitFor('the last event to be executed', async () => {
		const executions = await stage.n8n.waitForExecutions(workflowId, 1, before);
		const ids = itemsOf(executions).map(({ raw }) => (raw as { debug_str?: string }).debug_str);
		return ids.includes(marker.id) ? ids.filter((id) => id !== marker.id) : undefined;
	});
}

describe.each([
	['officialAccount', 'atOnce'],
	['officialAccount', 'afterSave'],
	['miniProgram', 'atOnce'],
	['miniProgram', 'afterSave'],
] as const)('the trigger of the %s, acknowledge %s', (account, acknowledge) => {
	let listening: Listening;
	beforeAll(async () => {
		const handOver = account === 'miniProgram' && acknowledge === 'atOnce' ? { handOver: true } : {};
		listening = await listen(account, acknowledge, { acknowledge, ...handOver });
	});

	/** Enters the URL in the console. */
	async function enter(mode: PushMode, format: 'xml' | 'json'): Promise<void> {
		await choose(account, mode);
		const { url } = listening;
		expect(await stage.sandbox.push(account, { url, mode, format, enabled: true })).toMatchObject({
			ok: true,
		});
	}

	it.each(modes.flatMap((mode) => formats[account].map((format) => [mode, format] as const)))(
		'%s mode, %s: the console accepts the URL, and one event is one delivery, one execution, one item',
		async (mode, format) => {
			const { n8n, sandbox } = stage;
			await enter(mode, format);
			const person = users[runningNumber++ % users.length];
			const { subscribeTemplateId } = await reminderTemplates(stage);
			const before = await n8n.lastExecutionId(listening.workflowId);
			const { deliveries, acknowledged } =
				account === 'officialAccount'
					? await sandbox.scan(person.id, `shop ${runningNumber}`)
					: await sandbox.grant(person.id, subscribeTemplateId);
			expect({ deliveries, acknowledged }).toMatchObject({ deliveries: [success], acknowledged: true });
			const executions = await n8n.waitForExecutions(listening.workflowId, 1, before);
			expect(executions).toHaveLength(1);
			const { originalId } = (await sandbox.accounts())[account];
			const expected =
				account === 'officialAccount'
					? { event: 'scan', openid: person.officialAccountOpenid, scene: `shop ${runningNumber}` }
					: {
							event: 'subscribe_msg_popup_event',
							openid: person.miniProgramOpenid,
							templateId: subscribeTemplateId,
							status: 'accept',
						};
			const items = itemsOf(executions);
			expect(items).toHaveLength(1);
			expect(items[0]).toMatchObject({ ...expected, account: originalId });
			expect(Math.abs(Date.parse(String(items[0].time)) - Date.now())).toBeLessThan(120_000);
		},
	);

	it('the same event delivered three times, one after the other or at once, starts one execution', async () => {
		await choose(account, 'secure');
		const [slow, quick] = [await demoEvent(listening), await demoEvent(listening, 'json')];
		const deliver = async (message: string) =>
			expect(await push(listening, { message })).toMatchObject(success);
		const started = await startedBy(listening, async () => {
			await deliver(slow.message);
			await deliver(slow.message);
			await deliver(slow.message);
			await Promise.all([1, 2, 3].map(async () => await deliver(quick.message)));
		});
		expect(started.sort()).toEqual([slow.id, quick.id].sort());
	});

	it('a push that was listened in on and is played again starts nothing', async () => {
		await choose(account, 'secure');
		const { id, message } = await demoEvent(listening);
		const started = await startedBy(listening, async () => {
			const { sent } = await push(listening, { message });
			expect(await push(listening, sent)).toMatchObject(success);
			expect(await push(listening, sent)).toMatchObject(success);
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
			await choose(account, mode);
			const started = await startedBy(
				listening,
				async () => {
					for (const tamper of tampers) {
						for (const format of ['xml', 'json'] as const) {
							const { message } = await demoEvent(listening, format);
							const { status, body } = await push(listening, { message, tamper, mode });
							expect({ tamper, format, status }).toEqual({ tamper, format, status: 403 });
							expect(body).toMatch(/^refused: \w+$/);
						}
					}
				},
				mode,
			);
			expect(started).toEqual([]);
		},
	);

	it('a delivery report joins with the send by msgid, digit for digit', async () => {
		const { n8n, sandbox } = stage;
		const templates = await reminderTemplates(stage);
		const [person] = await sandbox.people({ linked: true, limit: 1 });
		await sandbox.grant(person.id, templates.subscribeTemplateId);
		await enter('secure', account === 'miniProgram' ? 'json' : 'xml');
		const [openid, send, event] =
			account === 'officialAccount'
				? [person.officialAccountOpenid, sendTemplate(templates.templateId), 'templatesendjobfinish']
				: [
						person.miniProgramOpenid,
						sendSubscribe(templates.subscribeTemplateId),
						'subscribe_msg_sent_event',
					];
		const before = await n8n.lastExecutionId(listening.workflowId);
		const chain = await saveChain(stage, `send and report ${account}`, [people([openid ?? '']), send]);
		const [sent] = outputOf(await n8n.run(chain, TRIGGER), 'Send');
		expect(sent).toMatchObject({ delivered: true, msgid: expect.stringMatching(/^29181315535481\d{5}$/) });
		const reports = itemsOf(await n8n.waitForExecutions(listening.workflowId, 1, before));
		expect(reports).toMatchObject([{ event, openid, msgid: sent.msgid, status: 'success' }]);
	});

	if (account === 'miniProgram') {
		it.each(formats.miniProgram)(
			'%s: every kind of event names its person and its template',
			async (format) => {
				const { n8n, sandbox } = stage;
				await enter('secure', format);
				const person = users[runningNumber++];
				const openid = person.miniProgramOpenid ?? '';
				const MsgType = 'event';
				const before = await n8n.lastExecutionId(listening.workflowId);
				await sandbox.sendMessage(person.id, account, {
					fields: { MsgType, Event: 'subscribe_msg_popup_event' },
					wrapper: 'SubscribeMsgPopupEvent',
					list: [
						{ TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: 0 },
						{ TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: 0 },
					],
				});
				await sandbox.sendMessage(person.id, account, {
					fields: { MsgType, Event: 'user_enter_tempsession', SessionFrom: 'shop' },
				});
				// WeChat itself is the sender of these.
				for (const Event of ['user_authorization_revoke', 'user_authorization_cancellation']) {
					await sandbox.sendMessage(person.id, account, {
						fields: { MsgType, Event, FromUserName: 'oPlatform', OpenID: openid, RevokeInfo: '301' },
					});
				}
				const executions = await n8n.waitForExecutions(listening.workflowId, 4, before);
				expect(itemsOf(executions.reverse())).toMatchObject([
					{ event: 'subscribe_msg_popup_event', openid, templateId: 'T1', status: 'accept' },
					{ event: 'subscribe_msg_popup_event', openid, templateId: 'T2', status: 'reject' },
					{ event: 'user_enter_tempsession', openid, raw: { SessionFrom: 'shop' } },
					{ event: 'user_authorization_revoke', openid },
					{ event: 'user_authorization_cancellation', openid },
				]);
			},
		);
	}

	if (account === 'miniProgram' && acknowledge === 'atOnce') {
		it.each([
			['secure', 'json'],
			['plain', 'xml'],
		] as const)(
			'%s, %s: a message is handed over to human agents and still starts the workflow',
			async (mode, format) => {
				const { n8n, sandbox } = stage;
				await enter(mode, format);
				const before = await n8n.lastExecutionId(listening.workflowId);
				const { deliveries, acknowledged } = await sandbox.sendText(users[0].id, account, 'Is it open?');
				// The sandbox, like WeChat, takes a reply only when it is well-formed and, if need be, sealed.
				expect(acknowledged).toBe(true);
				expect(deliveries).toHaveLength(1);
				expect(deliveries[0].body).toMatch(mode === 'plain' ? /transfer_customer_service/ : /MsgSignature/);
				const items = itemsOf(await n8n.waitForExecutions(listening.workflowId, 1, before));
				expect(items).toMatchObject([
					{ event: 'text', content: 'Is it open?', messageId: expect.any(String) },
				]);
			},
		);
	}
});

it('n8n is killed after it took an event and before it stored it: the next delivery starts the one execution', async () => {
	const { n8n, sandbox } = stage;
	const options = { acknowledge: 'afterSave', fetchUserInfo: true };
	const listening = await listen('officialAccount', 'killed', options);
	await choose('officialAccount', 'secure');
	const { id, message } = await demoEvent(listening);
	// While WeChat keeps silent about the person, the event is taken but not stored: up to two seconds.
	await sandbox.fault({ path: '/cgi-bin/user/info', silenceMs: 60_000, times: -1 });
	const first = push(listening, { message });
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
	const started = await startedBy(listening, async () => {
		expect(await push(listening, { message })).toMatchObject(success);
		expect(await push(listening, { message })).toMatchObject(success);
	});
	expect(started).toEqual([id]);
});
