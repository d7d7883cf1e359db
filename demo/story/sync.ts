// Step 1: every follower of the official account comes into the link table.
import { failureOf, outputOf } from '../../host/n8n/client';
import type { Stage } from '../../host/stage';
import { check, number, type StepResult } from './checks';
import { counted, successes, tokenCalls } from '../../host/counting';

export interface SyncExpectation {
	followers: number;
	/** Calls of the token endpoint that are right. */
	tokenCalls: number[];
}

/** Runs the sync example once and compares table, counts and calls. */
export async function syncFollowers(
	stage: Stage,
	workflowId: string,
	expected: SyncExpectation,
): Promise<StepResult> {
	const begun = Date.now();
	const { result: execution, counters } = await counted(
		stage,
		async () => await stage.n8n.run(workflowId, 'When I press Execute', 300_000),
	);
	const took = ((Date.now() - begun) / 1000).toFixed(1);
	const [summary = {}] = outputOf(execution, 'Work out the differences');
	const calls = {
		list: successes(counters, '/cgi-bin/user/get'),
		batch: successes(counters, '/cgi-bin/user/info/batchget'),
		token: tokenCalls(counters),
	};
	const pages = Math.max(1, Math.ceil(expected.followers / 10_000));
	const subscribed = await stage.n8n.tables.count('wechat_links', { subscribed: true });
	return {
		told: [
			`${number(summary.followers)} followers read in ${took} s with ${calls.list} list calls, ${calls.batch} batch calls and ${calls.token} token call(s).`,
			`The table wechat_links: ${number(summary.inserted)} people added, ${number(summary.changed)} corrected, ${number(summary.unfollowed)} of them because they no longer follow; ${number(subscribed)} rows say "follows".`,
		],
		checks: [
			check('the sync ran', failureOf(execution) || execution.status, 'success'),
			check('followers read', summary.followers, expected.followers),
			// One to learn how many there are; the last page may be empty.
			check('list calls', calls.list, pages + 1, pages + 2),
			check('batch calls', calls.batch, Math.ceil(expected.followers / 100)),
			check('token calls', calls.token, ...expected.tokenCalls),
			check('rows that say "follows"', subscribed, expected.followers),
		],
	};
}
