// The examples on PostgreSQL, in a schema of their own on a server that runs already.
import axios from 'axios';
import { reminderTemplates, type ImportOptions } from '../../host/examples';
import { failureOf } from '../../host/n8n/client';
import { dropRole, runSql } from '../../host/n8n/sql';
import type { Stage } from '../../host/stage';
import type { PersonView } from '../../sandbox/types';
import { kitSuite } from '../e2e/suites/exampleSetKit';
import { MANUAL, startExample, type RunningExample } from '../e2e/support/exampleSetTools';
import { callKit } from '../e2e/support/kitTools';
import { requireServer, server } from './server';
import { syncingSuite } from './syncing';

/** A role without a password; its schema has its name, so PostgreSQL looks there first. */
const ROLE = 'wechat_link_e2e';
const POSTGRES = 'n8n-nodes-base.postgres';

export function postgresExampleSuite(onStage: () => Stage) {
	let others: Record<string, Record<string, string>>;
	let admin: string;

	const credential = async (name: string, user: string) =>
		await onStage().n8n.putCredential({
			name,
			type: 'postgres',
			data: { ...server, user, ssl: 'disable' },
		});

	const query = async (sql: string, credentialId = others[POSTGRES].postgres) =>
		await runSql(onStage().n8n, credentialId, sql);

	/** The kit with its table on PostgreSQL, as the page of kit-table-postgres says. */
	const onPostgres = (): ImportOptions => ({ others, instead: { 'kit-table': 'kit-table-postgres' } });
	/** A query without rows answers with one item that says so. */
	const all = (rows: Array<Record<string, unknown>>) => rows.filter(({ success }) => success !== true);

	const links = async ({ unionid }: PersonView) =>
		await query(
			`SELECT mini_program_openid, official_account_openid, subscribed FROM wechat_links WHERE unionid = '${unionid}'`,
		);

	beforeAll(async () => {
		await requireServer();
		await onStage().sandbox.reset({ followers: 2_500 });
		admin = await credential('PostgreSQL, administrator', server.user);
		others = { [POSTGRES]: { postgres: await credential('PostgreSQL', ROLE) } };
		await query(dropRole(ROLE), admin);
		await query(`CREATE ROLE ${ROLE} LOGIN; CREATE SCHEMA AUTHORIZATION ${ROLE};`, admin);
	});
	afterAll(async () => await query(dropRole(ROLE), admin));

	describe('the kit', () =>
		kitSuite(onStage, {
			options: () => onPostgres(),
			clear: async () => void (await query('TRUNCATE wechat_links')),
			rows: async () => await query('SELECT * FROM wechat_links ORDER BY id').then(all),
		}));

	describe('postgres-link', () => {
		const path = 'wechat-postgres-login';
		let example: RunningExample;
		beforeAll(async () => {
			const triggers = { officialAccount: 'wechat-postgres-follow' };
			example = await startExample(onStage(), 'postgres-link', triggers, {
				webhookPath: path,
				...onPostgres(),
			});
		});
		afterAll(async () => await example.stop());

		const subscribed = async () =>
			(await query('SELECT count(*)::int AS count FROM wechat_links WHERE subscribed'))[0].count;
		const logIn = async ({ id }: PersonView) => {
			const { code } = await onStage().sandbox.login(id);
			const url = `${onStage().n8n.url}/webhook/${path}`;
			return (await axios.post<Record<string, unknown>>(url, { code }, { proxy: false })).data;
		};

		it('reads all followers, and changes nothing at the second time', async () => {
			await example.run();
			expect(await subscribed()).toBe(2_500);
			const newest = async () => (await query('SELECT max(updated_at)::text AS at FROM wechat_links'))[0].at;
			const before = await newest();
			await example.run();
			expect(await subscribed()).toBe(2_500);
			expect(await newest()).toBe(before);
		});

		it('links a login with the follower, and keeps one row through unfollow and follow', async () => {
			const { sandbox } = onStage();
			const [person] = await sandbox.people({ linked: true, limit: 1 });
			const { miniProgramOpenid } = person;
			expect(await logIn(person)).toEqual({ linked: true, follows: true, openid: miniProgramOpenid });
			await example.afterPush(async () => await sandbox.unfollow(person.id));
			expect(await links(person)).toEqual([
				{ mini_program_openid: miniProgramOpenid, official_account_openid: null, subscribed: false },
			]);
			await example.afterPush(async () => await sandbox.follow(person.id));
			expect(await links(person)).toEqual([
				{
					mini_program_openid: miniProgramOpenid,
					official_account_openid: person.officialAccountOpenid,
					subscribed: true,
				},
			]);
		});

		it('keeps one row for a person who logs in and follows at the same moment', async () => {
			const { sandbox } = onStage();
			const [person] = await sandbox.people({ follows: false, usesMiniProgram: true, limit: 1 });
			await example.after(
				async () => await Promise.all([logIn(person), logIn(person), sandbox.follow(person.id)]),
				3,
			);
			const now = await sandbox.person(person.id);
			expect(await links(person)).toEqual([
				{
					mini_program_openid: now.miniProgramOpenid,
					official_account_openid: now.officialAccountOpenid,
					subscribed: true,
				},
			]);
		});
	});

	describe('the sync of postgres-link', () => syncingSuite(onStage, { query, options: onPostgres }));

	describe('postgres-move-account', () => {
		it('rewrites the table, goes on where it broke off, and leaves who cannot be converted', async () => {
			const { sandbox, n8n } = onStage();
			const people = await sandbox.people({ follows: true, limit: 1_200 });
			const old = await sandbox.oldAccount({ follows: true, limit: 1_200 });
			const values = { APPID_OF_THE_OLD_ACCOUNT: old.appId };
			const example = await startExample(onStage(), 'postgres-move-account', {}, { others, values });
			const stranger = 'oNobodyOfTheOldAccount000000';
			const rows = people.map(({ id, unionid }) => `('${unionid}', '${old.openids[id]}')`);
			await query('TRUNCATE wechat_links');
			await query(
				`INSERT INTO wechat_links (unionid, official_account_openid) VALUES ${rows.join(', ')}, (NULL, '${stranger}')`,
			);
			// A person whom a web login has linked under the new openid already.
			await query(
				`INSERT INTO wechat_links (official_account_openid, customer_number) VALUES ('${people[0].officialAccountOpenid}', 'K-9')`,
			);
			const moved = async () => {
				const now = await query('SELECT unionid, official_account_openid FROM wechat_links');
				const openids = new Map(now.map((row) => [row.unionid, row.official_account_openid]));
				return people.filter((each) => openids.get(each.unionid) === each.officialAccountOpenid).length;
			};
			const path = '/cgi-bin/changeopenid';
			await sandbox.fault({ path, errcode: 48001, contains: stranger, times: -1 });
			expect(failureOf(await n8n.run(example.id, MANUAL))).not.toBe('');
			await sandbox.clearFaults();
			expect(await moved()).toBe(1_000);
			await example.run();
			expect(await moved()).toBe(1_200);
			expect(
				await query("SELECT old_openid FROM wechat_moves WHERE reason IS NOT NULL AND reason <> ''"),
			).toContainEqual({ old_openid: stranger });
			expect(await query("SELECT unionid FROM wechat_links WHERE customer_number = 'K-9'")).toEqual([
				{ unionid: people[0].unionid },
			]);
			expect(await query('SELECT count(*)::int AS count FROM wechat_links')).toEqual([{ count: 1_201 }]);
		});
	});

	describe('postgres-reminder', () => {
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'postgres-reminder', {}, { others });
			await example.run();
		});
		afterAll(async () => await example.stop());

		it('sends each due reminder once through the channel that reaches the person, also when two runs overlap', async () => {
			const { sandbox, n8n } = onStage();
			const { subscribeTemplateId } = await reminderTemplates(onStage());
			const [follower] = await sandbox.people({ linked: true, limit: 1, offset: 20 });
			const users = await sandbox.people({ follows: false, usesMiniProgram: true, limit: 40 });
			const [subscriber] = users;
			const unreachable = users.slice(1).find(({ rights }) => rights[subscribeTemplateId] === 0);
			await sandbox.grant(subscriber.id, subscribeTemplateId, 1);
			const people = [follower, subscriber, unreachable].filter((person) => person !== undefined);
			const text = (value = '') => (value ? `'${value}'` : 'NULL');
			await query(`INSERT INTO wechat_links (unionid, mini_program_openid, official_account_openid, subscribed)
				VALUES ${people
					.map(
						(person) =>
							`(${text(person.unionid)}, ${text(person.miniProgramOpenid)}, ${text(person.subscribe ? person.officialAccountOpenid : '')}, ${person.subscribe === 1})`,
					)
					.join(', ')}
				ON CONFLICT (unionid) DO NOTHING`);
			const unionids = [...people.map(({ unionid }) => unionid), 'a-unionid-that-nobody-has'];
			await query(`INSERT INTO wechat_reminders (unionid, subject, place, starts_at, due_at)
				SELECT unnest(ARRAY[${unionids.map(text).join(', ')}]), '剪发套餐', '天河店', now() + interval '1 day', now() - interval '1 minute'`);
			await query(`INSERT INTO wechat_reminders (unionid, subject, place, starts_at, due_at)
				VALUES (${text(follower.unionid)}, '剪发套餐', '天河店', now() + interval '2 days', now() + interval '1 day')`);

			await sandbox.settings({ latencyMs: 300 });
			const both = await Promise.all([0, 1].map(async () => await n8n.start(example.id, MANUAL)));
			for (const id of both) expect(failureOf(await n8n.waitForExecution(id))).toBe('');
			await sandbox.settings({ latencyMs: 0 });

			const outbox = await query(
				'SELECT unionid, channel, delivered, reason FROM wechat_outbox ORDER BY reminder_id',
			);
			expect(outbox).toEqual([
				{ unionid: unionids[0], channel: 'template', delivered: true, reason: '' },
				{ unionid: unionids[1], channel: 'subscribe', delivered: true, reason: '' },
				{ unionid: unionids[2], channel: 'none', delivered: false, reason: 'notSubscribed' },
				{ unionid: unionids[3], channel: 'none', delivered: false, reason: 'notLinked' },
			]);
			expect(await query('SELECT status FROM wechat_reminders ORDER BY id')).toEqual(
				['sent', 'sent', 'unreachable', 'unreachable', 'waiting'].map((status) => ({ status })),
			);
			for (const { id } of [follower, subscriber]) {
				expect(await sandbox.inbox({ personId: id })).toHaveLength(1);
			}
		});

		it('leaves reminders waiting and fails when the account is at fault; the next run sends each once', async () => {
			const { sandbox, n8n } = onStage();
			const people = await sandbox.people({ linked: true, limit: 3, offset: 40 });
			const values = people.map((each) => `('${each.unionid}', '${each.officialAccountOpenid}', true)`);
			await query(`INSERT INTO wechat_links (unionid, official_account_openid, subscribed)
				VALUES ${values.join(', ')} ON CONFLICT (unionid) DO UPDATE SET subscribed = true`);
			await query('DELETE FROM wechat_reminders');
			await query(`INSERT INTO wechat_reminders (unionid, subject, place, starts_at, due_at)
				SELECT unnest(ARRAY[${people.map(({ unionid }) => `'${unionid}'`).join(', ')}]), '剪发套餐', '天河店', now() + interval '1 day', now() - interval '1 minute'`);
			const statuses = async () =>
				(await query('SELECT status FROM wechat_reminders ORDER BY id')).map(({ status }) => status);
			await sandbox.fault({ path: '/cgi-bin/message/template/send', errcode: 40164, times: -1 });
			expect(failureOf(await n8n.run(example.id, MANUAL))).toContain('could not be sent');
			await sandbox.clearFaults();
			expect(await statuses()).toEqual(people.map(() => 'waiting'));
			await example.run();
			expect(await statuses()).toEqual(people.map(() => 'sent'));
			for (const { id } of people) expect(await sandbox.inbox({ personId: id })).toHaveLength(1);
		});

		it('leaves nothing of who is forgotten in any table, and everything of others', async () => {
			const people = await onStage().sandbox.people({ linked: true, limit: 2, offset: 60 });
			const ids = people.map(({ unionid, miniProgramOpenid, officialAccountOpenid }) =>
				[unionid, miniProgramOpenid, officialAccountOpenid].map(String),
			);
			// Makes the tables that no example of this suite has made yet.
			await callKit(onStage(), 'kit-find-person', [{ unionid: 'nobody' }], onPostgres());
			await query('DELETE FROM wechat_sync_runs');
			for (const [unionid, miniProgram, follower] of ids) {
				await query(`DELETE FROM wechat_moves WHERE new_openid = '${follower}';
					INSERT INTO wechat_moves (old_openid, new_openid, asked_by) VALUES ('old-${follower}', '${follower}', 'x');
					INSERT INTO wechat_sync_runs (next_openid) VALUES ('${follower}')`);
				await query(`DELETE FROM wechat_links WHERE unionid = '${unionid}';
					INSERT INTO wechat_links (unionid, mini_program_openid, official_account_openid, subscribed) VALUES ('${unionid}', '${miniProgram}', '${follower}', true);
					INSERT INTO wechat_reminders (unionid, subject, place, starts_at, due_at)
					SELECT '${unionid}', '剪发套餐', '天河店', now() + interval '1 day', due FROM unnest(ARRAY[now(), now() + interval '1 hour']) AS due`);
			}
			await example.run();
			const tables = await query(
				`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = '${ROLE}'`,
			);
			const holding = async (about: string[]) => {
				const counts = tables.map(
					({ name }) =>
						`SELECT '${String(name)}' AS name, count(*)::int AS count FROM ${String(name)} AS t WHERE t::text ~ '${about.join('|')}'`,
				);
				const found = await query(
					`SELECT * FROM (${counts.join(' UNION ALL ')}) AS c WHERE count > 0 ORDER BY name`,
				);
				return all(found).map(({ name, count }) => [name, count]);
			};
			const everywhere = [
				['wechat_links', 1],
				['wechat_moves', 1],
				['wechat_outbox', 1],
				['wechat_reminders', 2],
				['wechat_sync_runs', 1],
			];
			for (const about of ids) expect(await holding(about)).toEqual(everywhere);
			const asked = [{ mini_program_openid: people[0].miniProgramOpenid }];
			expect(await callKit(onStage(), 'kit-forget-person', asked, onPostgres())).toMatchObject([
				{ forgotten: true },
			]);
			expect(await holding(ids[0])).toEqual([]);
			expect(await holding(ids[1])).toEqual(everywhere);
		});
	});
}
