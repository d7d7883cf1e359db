// Step 2: somebody opens the mini program, and is linked.
import type { PersonView } from '../../sandbox/types';
import { logIn } from '../../host/login';
import type { Stage } from '../../host/stage';
import { check, type StepResult } from './checks';

/** Logs the person in and compares the answer and the row of the link table. */
export async function loginLinks(stage: Stage, person: PersonView): Promise<StepResult> {
	const { status, body } = await logIn(stage, person);
	const rows = await stage.n8n.tables.rows('wechat_links', { unionid: person.unionid });
	const follows = person.subscribe === 1;
	const now = await stage.sandbox.person(person.id);
	return {
		told: [
			`A person who ${follows ? 'follows the Official Account' : 'does not follow'} opened the mini program: ` +
				`the webhook answered ${JSON.stringify(body)}; the row now holds ${follows ? 'both openids' : 'the mini program openid'}.`,
		],
		checks: [
			check('HTTP status of the login', status, 200),
			check('answer to the mini program', body, { linked: true, follows, openid: now.miniProgramOpenid }),
			check('rows of this person', rows.length, 1),
			check('mini program openid in the row', rows[0]?.mini_program_openid, now.miniProgramOpenid),
			check(
				'official account openid in the row',
				rows[0]?.official_account_openid || '',
				follows ? now.officialAccountOpenid : '',
			),
		],
	};
}
