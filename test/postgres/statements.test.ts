// What the statements of the examples leave in the table when events, logins and a sync cross each other.
import { callsOn, Connection, follower, type Row } from './statements';
import { requireServer } from './server';

const SCHEMA = 'wechat_link_statements';
/** May read and write the tables, and make none. */
const READER = 'wechat_link_statements_user';

let db: Connection;
let calls: ReturnType<typeof callsOn>;

const dropAll = `DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; DROP ROLE IF EXISTS ${READER};`;

beforeAll(async () => {
	await requireServer();
	db = await Connection.open(SCHEMA);
	await db.sql(dropAll);
	await db.sql(`CREATE SCHEMA ${SCHEMA}`);
	calls = callsOn(db);
	await calls.kit('find', { unionid: 'nobody' });
	await db.node('postgres-move-account', 'Create the tables if missing');
	await db.node('postgres-reminder', 'Create the tables if missing');
	await db.node('postgres-link', 'Begin, or go on where it broke off');
});
beforeEach(async () => {
	const tables = await db.sql(`SELECT string_agg(table_name, ', ') AS names FROM information_schema.tables
		WHERE table_schema = '${SCHEMA}'`);
	await db.sql(`TRUNCATE ${String(tables[0].names)}`);
});
afterAll(async () => {
	await db?.sql(dropAll);
	await db?.close();
});

/** A sync of these followers from its begin to its end. */
const sync = async (followers: Row[]) => {
	const { run } = await calls.begin();
	await calls.page(run, followers);
	return await calls.end(run);
};
const count = async (table: string, what = 'true') =>
	(await db.sql(`SELECT count(*)::int AS count FROM ${table} WHERE ${what}`))[0].count;

describe('a row that has another person’s openid', () => {
	it('keeps its unionid, mini program and customer, and loses the follow', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MPA', customer: 'KA' });
		await calls.kit('link', { mini: 'MPA', openid: 'X' });
		await sync([follower('X', 'UB')]);
		expect(await calls.rows()).toEqual(['UA/MPA/-/KA/f', 'UB/-/X/-/t']);
		expect(await calls.kit('link', { unionid: 'UA', mini: 'MPA' })).toMatchObject({ linked: true });
		expect(await calls.kit('link', { unionid: 'UB', mini: 'MPB' })).toMatchObject({ linked: true });
	});

	it('takes nothing from a row that the other has already', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MPA' });
		await calls.kit('link', { unionid: 'UB', mini: 'MPB' });
		await calls.kit('link', { mini: 'MPA', openid: 'X' });
		expect(await calls.kit('link', { unionid: 'UB', openid: 'X', subscribed: true })).toMatchObject({
			linked: false,
		});
		await sync([follower('X', 'UB')]);
		expect(await calls.rows()).toEqual(['UA/MPA/-/-/f', 'UB/MPB/X/-/t']);
	});

	it('is folded when it has no unionid, unless it contradicts', async () => {
		await calls.kit('link', { mini: 'M1', openid: 'O1' });
		await calls.kit('link', { mini: 'M2', openid: 'O2' });
		await calls.kit('link', { unionid: 'U2', mini: 'M2b' });
		await sync([follower('O1', 'U1'), follower('O2', 'U2')]);
		expect(await calls.rows()).toEqual(['-/M2/-/-/f', 'U1/M1/O1/-/t', 'U2/M2b/O2/-/t']);
	});
});

describe('a user who may not make tables', () => {
	it('is served as long as the tables are there', async () => {
		await db.sql(`CREATE ROLE ${READER} LOGIN; GRANT USAGE ON SCHEMA ${SCHEMA} TO ${READER};
			GRANT ALL ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${READER};
			GRANT ALL ON ALL SEQUENCES IN SCHEMA ${SCHEMA} TO ${READER}`);
		const reader = await Connection.open(SCHEMA, READER);
		try {
			const theirs = callsOn(reader);
			expect(await theirs.kit('link', { unionid: 'U1', mini: 'M1' })).toMatchObject({ linked: true });
			const { run } = await theirs.begin();
			await theirs.page(run, [follower('O1', 'U1')]);
			expect(await theirs.end(run)).toMatchObject({ followers: 1 });
			await reader.node('postgres-reminder', 'Create the tables if missing');
			await reader.node('postgres-move-account', 'Create the tables if missing');
			expect(await calls.rows()).toEqual(['U1/M1/O1/-/t']);
		} finally {
			await reader.close();
		}
	});
});

describe('a page that was listed before', () => {
	it('does not subscribe again who has left or was forgotten since', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'A', subscribed: true });
		await calls.kit('link', { unionid: 'UB', openid: 'B', subscribed: true });
		await calls.kit('link', { unionid: 'UC', mini: 'MC' });
		const { run } = await calls.begin();
		await calls.kit('unfollowed', { openid: 'A' });
		await calls.kit('forget', { openid: 'B' });
		await calls.kit('forget', { mini: 'MC' });
		// Nobody whom the table knows.
		await calls.kit('unfollowed', { openid: 'D' });
		const listed = ['A', 'B', 'C', 'D', 'E'].map((each) => follower(each, `U${each}`));
		await calls.page(run, listed);
		await calls.end(run);
		expect(await calls.rows()).toEqual(['UA/MA/-/-/f', 'UE/-/E/-/t']);
		// The next run lists them anew: who is there then does follow.
		await sync(listed);
		expect(await count('wechat_links', 'subscribed')).toBe(5);
	});

	it('who had nothing but the follow leaves no empty row, by an event or without one', async () => {
		await calls.kit('link', { openid: 'A', subscribed: true });
		await calls.kit('link', { openid: 'B', subscribed: true });
		await calls.kit('link', { openid: 'C', customer: 'KC', subscribed: true });
		expect(await calls.kit('unfollowed', { openid: 'A' })).toMatchObject({ found: true });
		expect(await calls.rows()).toEqual(['-/-/B/-/t', '-/-/C/KC/t']);
		await sync([follower('E', 'UE')]);
		expect(await calls.rows()).toEqual(['-/-/-/KC/f', 'UE/-/E/-/t']);
	});

	it('keeps who has come back since, with the time and source of the newer follow', async () => {
		await calls.kit('link', { unionid: 'UA', openid: 'A', subscribed: true });
		const { run } = await calls.begin();
		await calls.kit('unfollowed', { openid: 'A' });
		const time = '2026-11-21T07:01:00.000Z';
		await calls.kit('link', {
			unionid: 'UA',
			openid: 'A',
			subscribed: true,
			time,
			scene: 'ADD_SCENE_SEARCH',
		});
		await calls.page(run, [follower('A', 'UA')]);
		await calls.end(run);
		expect(await calls.rows()).toEqual(['UA/-/A/-/t']);
		expect(await db.sql('SELECT subscribe_time, scene FROM wechat_links')).toEqual([
			{ subscribe_time: new Date(time), scene: 'ADD_SCENE_SEARCH' },
		]);
	});

	it('leaves nothing behind of whoever left when the run has ended or is given up', async () => {
		const { run } = await calls.begin();
		await calls.kit('unfollowed', { openid: 'A' });
		await calls.page(run, [follower('E', 'UE')]);
		await calls.end(run);
		await calls.kit('unfollowed', { openid: 'A' });
		expect(await count('wechat_sync_left')).toBe(0);
		const broken = await calls.begin();
		await calls.kit('unfollowed', { openid: 'A' });
		expect(await count('wechat_sync_left')).toBe(1);
		await db.sql("UPDATE wechat_sync_runs SET begun_at = now() - interval '13 hours' WHERE ended_at IS NULL");
		expect((await calls.begin()).run).not.toBe(broken.run);
		expect(await count('wechat_sync_left')).toBe(0);
	});

	it('is not the word of a follower who has left between the list and the user info', async () => {
		await calls.kit('link', { unionid: 'UC', mini: 'MC', openid: 'C', subscribed: true });
		await calls.kit('link', { unionid: 'UF', mini: 'MF' });
		const gone = { subscribe: 0, subscribe_time: undefined, subscribe_scene: undefined };
		await sync([follower('C', 'UC', gone), follower('F', 'UF', gone), follower('E', 'UE')]);
		expect(await calls.rows()).toEqual(['UC/MC/-/-/f', 'UE/-/E/-/t', 'UF/MF/-/-/f']);
	});
});

it('forgetting in other tables alone says whether they had anything', async () => {
	await calls.kit('link', { unionid: 'UA', openid: 'A', subscribed: true });
	expect(await calls.kit('forget_elsewhere', { openid: 'A' })).toMatchObject({ found: false, unionid: 'UA' });
	await db.sql(`INSERT INTO wechat_outbox (reminder_id, unionid, channel, delivered, reason, openid, msgid)
		VALUES (1, 'UA', 'template', true, '', 'A', '1')`);
	expect(await calls.kit('forget_elsewhere', { openid: 'A' })).toMatchObject({ found: true });
	expect(await count('wechat_outbox')).toBe(0);
	expect(await calls.rows()).toEqual(['UA/-/A/-/t']);
});

describe('a run that broke off', () => {
	it('begins anew when the person at its place has left', async () => {
		const { run } = await calls.begin();
		await calls.page(run, [follower('O1', 'U1')]);
		expect(await calls.begin()).toEqual({ run, next_openid: 'O1' });
		await calls.kit('unfollowed', { openid: 'O1' });
		expect(await calls.begin()).toMatchObject({ next_openid: '' });
	});

	it('begins anew when it could not go on from its place twice', async () => {
		const { run } = await calls.begin();
		await calls.page(run, [follower('O1', 'U1')]);
		expect(await calls.begin()).toEqual({ run, next_openid: 'O1' });
		expect(await calls.begin()).toEqual({ run, next_openid: 'O1' });
		const anew = await calls.begin();
		expect(anew.next_openid).toBe('');
		expect(anew.run).not.toBe(run);
		expect(await count('wechat_sync_runs', "next_openid <> ''")).toBe(0);
		// A page that was written counts from the beginning.
		await calls.page(anew.run, [follower('O1', 'U1')]);
		expect(await calls.begin()).toEqual({ run: anew.run, next_openid: 'O1' });
	});
});

it('another account’s first page is told and not written', async () => {
	await sync(Array.from({ length: 20 }, (_, at) => follower(`O${at}`, `U${at}`)));
	const { run } = await calls.begin();
	expect(await calls.page(run, [follower('P1', 'V1')])).toMatchObject([{ is_another: true }]);
	expect(await count('wechat_links')).toBe(20);
	const own = (await calls.begin()).run;
	await calls.kit('unfollowed', { openid: 'O1' });
	// Of its own account, also when the only one on the page has left since.
	expect(await calls.page(own, [follower('O1', 'U1'), follower('O2', 'U2')])).toMatchObject([
		{ is_another: false },
	]);
});
