// The examples that forget a person, in every table that the examples fill.
import { failureOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { startExample, type RunningExample } from '../support/exampleSetTools';
import { callKit } from '../support/kitTools';

const LINKS = 'wechat_links';

/** What the examples keep about people, and the examples that make most of the tables when they are run by hand. */
const everywhere = {
	examples: ['scheduled-reminder', 'consent-ledger', 'delivery-ledger', 'pending-followers'] as const,
	tables: {
		wechat_links: ['unionid', 'official_account_openid', 'mini_program_openid'],
		wechat_outbox: ['unionid', 'openid'],
		wechat_reminders: ['unionid'],
		wechat_pending: ['unionid', 'official_account_openid'],
		wechat_consents: ['openid'],
		wechat_appointments: ['openid'],
		wechat_notices: ['openid'],
		wechat_deliveries: ['openid'],
	},
};

export function forgettingExampleSuite(onStage: () => Stage) {
	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		for (const name of everywhere.examples) await (await startExample(onStage(), name, {})).run();
		// Other suites may have filled it.
		await onStage().n8n.tables.remove(LINKS);
	});

	const people = async (filter: object) => await onStage().sandbox.people(filter);
	const linksOf = async ({ unionid }: PersonView) => await onStage().n8n.tables.rows(LINKS, { unionid });

	describe('forget-person', () => {
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'forget-person', {
				officialAccount: 'wechat-forget-follower',
				miniProgram: 'wechat-forget-user',
			});
		});
		afterAll(async () => await example.stop());

		const outboxOf = async ({ unionid }: PersonView) =>
			(await onStage().n8n.tables.rows('wechat_outbox', { unionid })).map(({ openid }) => openid);

		/** Writes down the person and one message to each of their openids. */
		async function remember(person: PersonView, { miniProgramOpenid = '' } = person) {
			const { tables } = onStage().n8n;
			const { unionid, officialAccountOpenid } = person;
			await tables.remove(LINKS, { unionid });
			await tables.insert(LINKS, [
				{
					unionid,
					official_account_openid: officialAccountOpenid,
					mini_program_openid: miniProgramOpenid,
					subscribed: true,
					scene: 'ADD_SCENE_SEARCH',
				},
			]);
			await tables.insert(
				'wechat_outbox',
				[officialAccountOpenid, miniProgramOpenid]
					.filter(Boolean)
					.map((openid) => ({ unionid, openid, channel: 'template', delivered: true })),
			);
		}
		const privacyEvent = (Event: string, openid: string) => ({
			fields: { MsgType: 'event', Event, OpenID: openid, RevokeInfo: '301' },
		});

		it('blanks the follow of somebody who stays in the mini program', async () => {
			const { sandbox } = onStage();
			const [person] = await people({ linked: true, limit: 1, offset: 20 });
			await remember(person);
			await example.afterPush(async () => await sandbox.unfollow(person.id));
			expect(await linksOf(person)).toMatchObject([
				{
					official_account_openid: '',
					subscribed: false,
					scene: '',
					mini_program_openid: person.miniProgramOpenid,
				},
			]);
			expect(await outboxOf(person)).toEqual([person.miniProgramOpenid]);
		});

		it('blanks the follow of somebody who stays in the mini program by a double row', async () => {
			const { sandbox } = onStage();
			const { tables } = onStage().n8n;
			const [person] = await people({ linked: true, limit: 1, offset: 21 });
			const { unionid, officialAccountOpenid, miniProgramOpenid } = person;
			await tables.insert(LINKS, [
				{ unionid, official_account_openid: officialAccountOpenid, subscribed: true },
				{ unionid, mini_program_openid: miniProgramOpenid },
			]);
			await example.afterPush(async () => await sandbox.unfollow(person.id));
			const rows = await linksOf(person);
			expect(rows.map((row) => row.official_account_openid || '')).toEqual(['', '']);
			expect(rows.map((row) => row.subscribed)).not.toContain(true);
			expect(rows[1]).toMatchObject({ mini_program_openid: miniProgramOpenid });
		});

		it('erases nobody and fails when the rows contradict each other', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ linked: true, limit: 1, offset: 22 });
			const { unionid, officialAccountOpenid } = person;
			await n8n.tables.insert(LINKS, [
				{ unionid, official_account_openid: officialAccountOpenid },
				{ unionid, official_account_openid: 'another openid' },
			]);
			const before = await n8n.tables.rows(LINKS);
			const last = await n8n.lastExecutionId(example.id);
			const event = privacyEvent('user_authorization_cancellation', officialAccountOpenid ?? '');
			await sandbox.sendMessage(person.id, 'officialAccount', event);
			const [execution] = await n8n.waitForExecutions(example.id, 1, last);
			expect(failureOf(execution)).toContain('contradict each other (official_account_openid)');
			expect(await n8n.tables.rows(LINKS)).toEqual(before);
			await n8n.tables.remove(LINKS, { unionid });
		});

		it('erases somebody who unfollows and never used the mini program, and nobody else', async () => {
			const { sandbox } = onStage();
			const followers = await people({ follows: true, limit: 60 });
			const [person, bystander] = followers.filter(({ miniProgramOpenid }) => !miniProgramOpenid).slice(-2);
			await remember(bystander);
			await remember(person);
			await example.afterPush(async () => await sandbox.unfollow(person.id));
			expect(await linksOf(person)).toEqual([]);
			expect(await outboxOf(person)).toEqual([]);
			expect(await linksOf(bystander)).toHaveLength(1);
			expect(await outboxOf(bystander)).toHaveLength(1);
		});

		it('erases nobody for an event that names nobody', async () => {
			const { sandbox } = onStage();
			const { tables } = onStage().n8n;
			const followers = await people({ follows: true, limit: 60 });
			const [bystander] = followers.filter(({ miniProgramOpenid }) => !miniProgramOpenid).slice(-3);
			await remember(bystander);
			const before = await tables.rows(LINKS);
			await example.afterPush(
				async () =>
					await sandbox.sendMessage(bystander.id, 'officialAccount', {
						fields: { ...privacyEvent('user_authorization_revoke', '').fields, FromUserName: '' },
					}),
			);
			expect(await tables.rows(LINKS)).toEqual(before);
			expect(await outboxOf(bystander)).toHaveLength(1);
		});

		it('erases the person in every table that the examples fill, the double row as well', async () => {
			const { sandbox } = onStage();
			const { tables } = onStage().n8n;
			const [person, bystander] = await people({ linked: true, limit: 2, offset: 40 });
			const rows = async (who: PersonView) => {
				const found: Record<string, number> = {};
				for (const [table, columns] of Object.entries(everywhere.tables)) {
					for (const column of columns) {
						const key = `${table}.${column}`;
						const ids = { unionid: who.unionid, mini_program_openid: who.miniProgramOpenid };
						const value = ids[column as keyof typeof ids] ?? who.officialAccountOpenid ?? '';
						found[key] = await tables.count(table, { [column]: value });
					}
				}
				return found;
			};
			for (const who of [person, bystander]) {
				await tables.remove(LINKS, { unionid: who.unionid });
				await tables.insert(LINKS, [
					{ unionid: who.unionid, official_account_openid: who.officialAccountOpenid },
					{ unionid: who.unionid, mini_program_openid: who.miniProgramOpenid },
				]);
				for (const [table, columns] of Object.entries(everywhere.tables)) {
					if (table === LINKS) continue;
					for (const column of columns) {
						const value = column === 'unionid' ? who.unionid : who.officialAccountOpenid;
						await tables.insert(table, [{ [column]: value }]);
					}
				}
			}
			const before = await rows(bystander);
			expect(Object.values(before)).not.toContain(0);
			const event = privacyEvent('user_authorization_cancellation', person.officialAccountOpenid ?? '');
			await example.afterPush(async () => await sandbox.sendMessage(person.id, 'officialAccount', event));
			expect(Object.values(await rows(person)).filter((count) => count !== 0)).toEqual([]);
			expect(await rows(bystander)).toEqual(before);
		});

		it.each([
			['officialAccount', 'user_authorization_cancellation'],
			['miniProgram', 'user_authorization_revoke'],
		] as const)('erases on both sides who tells the %s: %s', async (account, event) => {
			const { sandbox } = onStage();
			const offset = account === 'miniProgram' ? 30 : 31;
			const [person, bystander] = await people({ linked: true, limit: 2, offset });
			await remember(bystander);
			await remember(person);
			const openid = account === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid;
			await example.afterPush(
				async () => await sandbox.sendMessage(person.id, account, privacyEvent(event, openid ?? '')),
			);
			expect(await linksOf(person)).toEqual([]);
			expect(await outboxOf(person)).toEqual([]);
			expect(await linksOf(bystander)).toHaveLength(1);
			expect((await outboxOf(bystander)).length).toBeGreaterThan(0);
		});
	});

	it('forget-person leaves who has a customer number that reads like the openid of somebody who leaves', async () => {
		const { sandbox, n8n } = onStage();
		const example = await startExample(onStage(), 'forget-person', {
			officialAccount: 'wechat-forget-follower',
			miniProgram: 'wechat-forget-user',
		});
		const followers = await people({ follows: true, limit: 60 });
		const person = followers.filter(({ miniProgramOpenid }) => !miniProgramOpenid).slice(-4)[0];
		await n8n.tables.insert(LINKS, [
			{ unionid: person.unionid, official_account_openid: person.officialAccountOpenid },
			{ unionid: 'a bystander', customer_number: person.officialAccountOpenid },
		]);
		await example.afterPush(async () => await sandbox.unfollow(person.id));
		expect(await linksOf(person)).toEqual([]);
		expect(await n8n.tables.rows(LINKS, { unionid: 'a bystander' })).toHaveLength(1);
		await n8n.tables.remove(LINKS, { unionid: 'a bystander' });
		await example.stop();
	});

	it('the kit does not take a customer number for an openid either', async () => {
		const { tables } = onStage().n8n;
		await callKit(onStage(), 'kit-link-person', [{ unionid: 'U-odd', customer_number: 'O-of-another' }]);
		await tables.insert('wechat_outbox', [
			{ unionid: 'U-odd', openid: 'O-odd', channel: 'template', delivered: true },
			{ unionid: 'U-another', openid: 'O-of-another', channel: 'template', delivered: true },
		]);
		const [answer] = await callKit(onStage(), 'kit-forget-person', [{ unionid: 'U-odd' }]);
		expect(answer).toMatchObject({ forgotten: true, customer_number: 'O-of-another' });
		expect(await tables.count('wechat_outbox', { unionid: 'U-odd' })).toBe(0);
		expect(await tables.count('wechat_outbox', { unionid: 'U-another' })).toBe(1);
		await tables.remove('wechat_outbox', { unionid: 'U-another' });
	});

	it('the kit says who was forgotten: also whom only another table knew, and not who was never known', async () => {
		const { tables } = onStage().n8n;
		await tables.insert('wechat_outbox', [{ openid: 'O-outbox' }]);
		await tables.insert('wechat_consents', [{ openid: 'O-outbox' }, { openid: 'O-stays' }]);
		const asked = ['O-nobody', 'O-outbox', 'O-none'].map((openid) => ({ official_account_openid: openid }));
		const nobody = { forgotten: false, reason: 'unknown', conflict: [] };
		expect(await callKit(onStage(), 'kit-forget-person', asked)).toMatchObject([
			nobody,
			{ forgotten: true },
			nobody,
		]);
		expect(await tables.count('wechat_outbox', { openid: 'O-outbox' })).toBe(0);
		expect(await tables.count('wechat_consents', { openid: 'O-outbox' })).toBe(0);
		expect(await tables.count('wechat_consents', { openid: 'O-stays' })).toBe(1);
		await tables.remove('wechat_consents', { openid: 'O-stays' });
	});

	it('an action that the kit does not know removes nothing', async () => {
		const { tables } = onStage().n8n;
		const twins = [{ mini_program_openid: 'M-twin' }, { official_account_openid: 'O-twin' }];
		await tables.insert(
			LINKS,
			twins.map((ids) => ({ unionid: 'U-twin', ...ids })),
		);
		await callKit(onStage(), 'kit-table', [{ action: 'forgett', unionid: 'U-twin' }]);
		expect(await tables.rows(LINKS, { unionid: 'U-twin' })).toMatchObject(twins);
		await tables.remove(LINKS, { unionid: 'U-twin' });
	});
}
