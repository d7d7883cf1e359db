// Forgetting a person by the kit alone: what the other tables hold, and what the link table keeps.
import type { Stage } from '../../../host/stage';
import { startExample } from '../support/exampleSetTools';
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
}
