// Step 4: a reminder run picks the channel per person and records each outcome.
import type { PersonView } from '../../sandbox/types';
import { reminderTemplates } from '../../host/examples';
import { failureOf, outputOf } from '../../host/n8n/client';
import type { TableRow } from '../../host/n8n/types';
import type { Stage } from '../../host/stage';
import { check, type StepResult } from './checks';

export interface Audience {
	/** They follow: template message. */
	followers: PersonView[];
	/** They do not follow but accepted one subscribe message: subscribe message. */
	subscribers: PersonView[];
	/** They neither follow nor accepted: an outcome with a reason. */
	unreachable: PersonView[];
	/** Unionids that the link table does not know. */
	strangers: string[];
}

const manualTrigger = 'When I press Execute';

const tally = (rows: TableRow[]): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { channel, reason } of rows) {
		const name = reason ? `${String(channel)}: ${String(reason)}` : String(channel);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
};

const reminderFor = (unionid: string, at: number) => ({
	unionid,
	subject: '剪发套餐',
	place: '天河店',
	starts_at: new Date(at + 24 * 3_600_000).toISOString(),
	due_at: new Date(at).toISOString(),
	status: 'waiting',
});

/** Writes a due reminder for everybody, runs the reminder example, compares outbox, reminders and WeChat's inbox. */
export async function sendReminders(
	stage: Stage,
	workflowId: string,
	audience: Audience,
): Promise<StepResult> {
	const { n8n, sandbox } = stage;
	const { followers, subscribers, unreachable, strangers } = audience;
	const { subscribeTemplateId } = await reminderTemplates(stage);
	for (const person of subscribers) await sandbox.grant(person.id, subscribeTemplateId, 1);
	const unionids = [
		...[...followers, ...subscribers, ...unreachable].map(({ unionid }) => unionid),
		...strangers,
	];

	// A first run makes the tables and leaves nothing waiting from before.
	await n8n.run(workflowId, manualTrigger);
	const recorded = await n8n.tables.count('wechat_outbox');
	const due = Date.now() - 60_000;
	await n8n.tables.insert(
		'wechat_reminders',
		unionids.map((unionid) => reminderFor(unionid, due)),
	);

	const execution = await n8n.run(workflowId, manualTrigger);
	const outbox = (await n8n.tables.rows('wechat_outbox')).slice(recorded);
	const done = (await n8n.tables.rows('wechat_reminders')).slice(-unionids.length);
	const inbox = await sandbox.inbox({ limit: 5_000 });
	const received = outbox.map(({ msgid, delivered, channel }) => ({
		delivered,
		messages: inbox.filter((message) => message.msgid === msgid && message.channel === channel).length,
	}));
	const counts = tally(outbox);
	const deliveredTo = new Map(outbox.map((row) => [row.reminder_id, row.delivered]));
	return {
		told: [
			`${unionids.length} reminders were due: ${Object.entries(counts)
				.map(([name, count]) => `${count} × ${name}`)
				.join(', ')}.`,
			`Each of the ${outbox.filter(({ delivered }) => delivered).length} delivered messages is in its person's WeChat inbox once; every outcome is in the table wechat_outbox.`,
		],
		checks: [
			check('the reminder run', failureOf(execution) || execution.status, 'success'),
			check('reminders taken', outputOf(execution, 'Due reminders').length, unionids.length),
			check('outcomes by channel', counts, {
				...(followers.length ? { template: followers.length } : {}),
				...(subscribers.length ? { subscribe: subscribers.length } : {}),
				...(unreachable.length ? { 'none: notSubscribed': unreachable.length } : {}),
				...(strangers.length ? { 'none: notLinked': strangers.length } : {}),
			}),
			check('people with an outcome', outbox.map(({ unionid }) => unionid).sort(), [...unionids].sort()),
			check(
				'delivered messages that are in the inbox exactly once',
				received.filter(({ delivered, messages }) => delivered === (messages === 1)).length,
				unionids.length,
			),
			check(
				'reminders whose status says what became of them',
				done.filter(({ id, status }) => status === (deliveredTo.get(id) ? 'sent' : 'unreachable')).length,
				unionids.length,
			),
		],
	};
}
