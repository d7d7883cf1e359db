// Forgetting a person by the kit alone: what the other tables hold, and what the link table keeps.
import { sleep } from 'n8n-workflow';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import { MANUAL, startExample } from '../support/exampleSetTools';
import { callKit } from '../support/kitTools';

const LINKS = 'wechat_links';

export function erasingSuite(onStage: () => Stage) {
	/** The tables that the tests below write themselves. */
	beforeAll(async () => {
		await (await startExample(onStage(), 'scheduled-reminder', {})).run();
	});

	it('the kit erases somebody with a customer number where the web login has its table, the link row last', async () => {
		const { tables } = onStage().n8n;
		const login = await startExample(
			onStage(),
			'web-login-link',
			{},
			{ webhookPath: 'wechat-web-login-start' },
		);
		await fetch(`${onStage().n8nProcess.url}/webhook/wechat-web-login?state=made-up&code=made-up`);
		await login.stop();
		const ids = { mini_program_openid: 'M-customer', customer_number: 'K-customer' };
		await callKit(onStage(), 'kit-link-person', [{ unionid: 'U-customer', ...ids }]);
		await tables.insert('wechat_outbox', [{ unionid: 'U-customer', openid: 'O-customer' }]);
		await tables.insert('wechat_web_logins', [{ state: 's', mini_program_openid: 'M-customer' }]);
		expect(await callKit(onStage(), 'kit-forget-person', [{ unionid: 'U-customer' }])).toMatchObject([
			{ forgotten: true, ...ids },
		]);
		expect(await tables.count('wechat_web_logins', { mini_program_openid: 'M-customer' })).toBe(0);
		expect(await tables.count('wechat_outbox', { unionid: 'U-customer' })).toBe(0);
		expect(await tables.count(LINKS, { unionid: 'U-customer' })).toBe(0);
	});

	it('the kit leaves the link row to whoever wants the other tables erased only', async () => {
		const { tables } = onStage().n8n;
		const person = { unionid: 'U-again', official_account_openid: 'O-again', mini_program_openid: 'M-again' };
		await callKit(onStage(), 'kit-link-person', [person]);
		await tables.insert('wechat_outbox', [{ openid: 'O-again' }, { openid: 'M-again' }]);
		const asked = [{ official_account_openid: 'O-again', only_other_tables: 'yes' }];
		expect(await callKit(onStage(), 'kit-forget-person', asked)).toMatchObject([{ forgotten: true }]);
		expect(await callKit(onStage(), 'kit-forget-person', asked)).toMatchObject([{ forgotten: false }]);
		expect(await tables.rows(LINKS, { unionid: 'U-again' })).toMatchObject([person]);
		expect(await tables.count('wechat_outbox', { openid: 'O-again' })).toBe(0);
		expect(await tables.count('wechat_outbox', { openid: 'M-again' })).toBe(1);
		for (const table of [LINKS, 'wechat_outbox']) await tables.remove(table, { unionid: 'U-again' });
		await tables.remove('wechat_outbox', { openid: 'M-again' });
	});

	it('who is forgotten while a reminder is out does not come back into the outbox', async () => {
		const { n8n, sandbox } = onStage();
		const [person] = await sandbox.people({ linked: true, limit: 1, offset: 8 });
		const { unionid, miniProgramOpenid, officialAccountOpenid } = person;
		const ids = { mini_program_openid: miniProgramOpenid, official_account_openid: officialAccountOpenid };
		await callKit(onStage(), 'kit-link-person', [{ unionid, ...ids, subscribed: true }]);
		const now = Date.now();
		await n8n.tables.insert('wechat_reminders', [
			{
				unionid,
				subject: '剪发',
				place: '天河店',
				starts_at: new Date(now + 86_400_000).toISOString(),
				due_at: new Date(now - 60_000).toISOString(),
				status: 'waiting',
			},
		]);
		const example = await startExample(onStage(), 'scheduled-reminder', {});
		const path = '/cgi-bin/message/template/send';
		const sent = async () => (await sandbox.counters()).calls[path] ?? 0;
		const before = await sent();
		await sandbox.fault({ path, delayMs: 15_000, times: 1 });
		const id = await n8n.start(example.id, MANUAL);
		while ((await sent()) === before) await sleep(25);
		expect(await callKit(onStage(), 'kit-forget-person', [{ unionid }])).toMatchObject([{ forgotten: true }]);
		const execution = await n8n.waitForExecution(id);
		await sandbox.clearFaults();
		expect(failureOf(execution)).toBe('');
		expect(outputOf(execution, 'Name the outcome')).toMatchObject([{ unionid, delivered: true }]);
		expect(await n8n.tables.count('wechat_outbox', { unionid })).toBe(0);
	});
}
