// Step 3: follow and unfollow events, pushed by WeChat, keep the table true.
import type { PersonView } from '../../sandbox/types';
import { followEventsUrl } from '../../host/examples';
import { failureOf } from '../../host/n8n/client';
import type { Execution, TableRow } from '../../host/n8n/types';
import type { Stage } from '../../host/stage';
import { check, type Check, type StepResult } from './checks';

/** Enters the trigger's production URL in the account's console. */
export async function enterPushUrl(stage: Stage): Promise<StepResult> {
	const answer = await stage.sandbox.push('officialAccount', {
		url: followEventsUrl(stage),
		mode: 'secure',
		format: 'xml',
		enabled: true,
	});
	return {
		told: ['WeChat checked the push URL of the trigger (安全模式) and accepted it.'],
		checks: [check('URL check', { ok: answer.ok, status: answer.status }, { ok: true, status: 200 })],
	};
}

interface Event {
	execution: Execution | undefined;
	rows: TableRow[];
	checks: Check[];
}

/** Lets the event happen, waits for the execution it starts and reads the person's row. */
async function happen(
	stage: Stage,
	workflowId: string,
	unionid: string,
	event: () => Promise<{ acknowledged: boolean; deliveries: unknown[] }>,
): Promise<Event> {
	const before = await stage.n8n.lastExecutionId(workflowId);
	const { acknowledged, deliveries } = await event();
	const executions = await stage.n8n.waitForExecutions(workflowId, 1, before);
	const [execution] = executions;
	return {
		execution,
		rows: await stage.n8n.tables.rows('wechat_links', { unionid }),
		checks: [
			check('push acknowledged', acknowledged, true),
			check('deliveries of the push', deliveries.length, 1),
			check('executions started', executions.length, 1),
			check('the event was handled', failureOf(execution) || execution.status, 'success'),
		],
	};
}

/** The person, who already uses the mini program, follows. */
export async function followLinks(stage: Stage, workflowId: string, person: PersonView): Promise<StepResult> {
	const { rows, checks } = await happen(
		stage,
		workflowId,
		person.unionid,
		async () => await stage.sandbox.follow(person.id),
	);
	const { officialAccountOpenid, miniProgramOpenid } = await stage.sandbox.person(person.id);
	return {
		told: [
			'A mini program user followed: the encrypted push started one execution, and the row now holds both openids.',
		],
		checks: [
			...checks,
			check('rows of this person', rows.length, 1),
			check('follows', rows[0]?.subscribed, true),
			check('official account openid', rows[0]?.official_account_openid, officialAccountOpenid),
			check('mini program openid', rows[0]?.mini_program_openid, miniProgramOpenid),
		],
	};
}

/** The person, who is in the table, leaves. */
export async function unfollowBlanks(
	stage: Stage,
	workflowId: string,
	person: PersonView,
): Promise<StepResult> {
	const [row] = await stage.n8n.tables.rows('wechat_links', { unionid: person.unionid });
	const { rows, checks } = await happen(
		stage,
		workflowId,
		person.unionid,
		async () => await stage.sandbox.unfollow(person.id),
	);
	return {
		told: ['A follower left: the row says so, and what the follow had told was blanked.'],
		checks: [
			...checks,
			check('rows of this person', rows.length, 1),
			check('follows', rows[0]?.subscribed, false),
			check('official account openid', rows[0]?.official_account_openid, ''),
			check('time of the follow', rows[0]?.subscribe_time, null),
			check('mini program openid', rows[0]?.mini_program_openid, row?.mini_program_openid),
		],
	};
}
