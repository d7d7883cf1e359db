/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The examples on PostgreSQL, in a schema of their own on a server that runs already.
import axios from 'axios';
import { connect } from 'node:net';
import { reminderTemplates } from '../../demo/examples';
import { failureOf, outputOf } from '../../demo/n8n/client';
import type { Stage } from '../../demo/stage';
import type { PersonView } from '../../sandbox/types';
import { MANUAL, startExample, type RunningExample } from '../e2e/suites/exampleSetTools';

/** A role without a password; its schema has its name, so PostgreSQL looks there first. */
const ROLE = 'wechat_link_e2e';
const POSTGRES = 'n8n-nodes-base.postgres';
const QUERY = 'Query';

const server = {
	host: process.env.PGHOST ?? '127.0.0.1',
	port: process.env.PGPORT ?? '5432',
	database: process.env.PGDATABASE ?? 'test',
	user: process.env.PGUSER ?? 'root',
	password: process.env.PGPASSWORD ?? '',
};

/** @throws Error with one sentence when nothing listens there */
async function requireServer(): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const { host, port } = server;
		const socket = connect({ host, port: Number(port), timeout: 5_000 }, () =>
			resolve(socket.destroy() && undefined),
		);
		const refuse = () =>
			reject(
				new Error(`No PostgreSQL server answers on ${host}:${port}; these tests need one (PGHOST, PGPORT).`),
			);
		socket.once('error', refuse).once('timeout', refuse);
	});
}

export function postgresExampleSuite(onStage: () => Stage) {
	let others: Record<string, Record<string, string>>;
	let admin: string;

	const credential = async (name: string, user: string) =>
		await onStage().n8n.putCredential({
			name,
			type: 'postgres',
			data: { ...server, user, ssl: 'disable' },
		});

	/** Runs SQL through n8n's own Postgres node, so that no other client is needed. @returns the rows */
	async function query(sql: string, credentialId = others[POSTGRES].postgres) {
		const { n8n } = onStage();
		const node = (name: string, type: string, typeVersion: number, parameters: Record<string, unknown>) => ({
			name,
			type,
			typeVersion,
			parameters,
			position: [0, 0] as [number, number],
		});
		const { id } = await n8n.putWorkflow({
			name: 'SQL of the tests',
			nodes: [
				node(MANUAL, 'n8n-nodes-base.manualTrigger', 1, {}),
				{
					...node(QUERY, POSTGRES, 2.6, { operation: 'executeQuery', query: sql, options: {} }),
					credentials: { postgres: { id: credentialId, name: 'postgres' } },
				},
			],
			connections: { [MANUAL]: { main: [[{ node: QUERY, type: 'main', index: 0 }]] } },
		});
		const execution = await n8n.run(id, MANUAL);
		expect(failureOf(execution)).toBe('');
		return outputOf(execution, QUERY);
	}

	const dropAll = `DO $do$ BEGIN
		IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLE}') THEN
			DROP OWNED BY ${ROLE} CASCADE;
			DROP ROLE ${ROLE};
		END IF;
	END $do$;`;

	const links = async ({ unionid }: PersonView) =>
		await query(
			`SELECT mini_program_openid, official_account_openid, subscribed FROM wechat_links WHERE unionid = '${unionid}'`,
		);

	beforeAll(async () => {
		await requireServer();
		await onStage().sandbox.reset({ followers: 2_500 });
		admin = await credential('PostgreSQL, administrator', server.user);
		others = { [POSTGRES]: { postgres: await credential('PostgreSQL', ROLE) } };
		await query(dropAll, admin);
		await query(`CREATE ROLE ${ROLE} LOGIN; CREATE SCHEMA AUTHORIZATION ${ROLE};`, admin);
	});
	afterAll(async () => await query(dropAll, admin));

	describe('postgres-link', () => {
		const path = 'wechat-postgres-login';
		let example: RunningExample;
		beforeAll(async () => {
			const triggers = { officialAccount: 'wechat-postgres-follow' };
			example = await startExample(onStage(), 'postgres-link', triggers, { webhookPath: path, others });
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

		it('a sync blanks who left without an event', async () => {
			const { sandbox } = onStage();
			const [person] = await sandbox.people({ linked: true, limit: 1, offset: 10 });
			await query(
				`INSERT INTO wechat_links (unionid, official_account_openid, subscribed, seen_at)
				VALUES ('somebody-who-left', 'an-openid-that-left', true, now())`,
			);
			const execution = await example.run();
			expect(outputOf(execution, 'Blank who has left')).toEqual([{ unfollowed: 1 }]);
			expect(await links(person)).toMatchObject([{ subscribed: true }]);
			expect(await links({ ...person, unionid: 'somebody-who-left' })).toEqual([
				{ mini_program_openid: null, official_account_openid: null, subscribed: false },
			]);
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
	});
}
