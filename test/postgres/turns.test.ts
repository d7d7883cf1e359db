// What is left when two of n8n's workers write at the same moment, and of the journal and the outbox of people who left.
import { callsOn, Connection, follower } from './statements';
import { requireServer } from './server';

const SCHEMA = 'wechat_link_turns';
const MOVE = 'postgres-move-account';
const REMINDER = 'postgres-reminder';

let db: Connection;
let other: Connection;
let calls: ReturnType<typeof callsOn>;

beforeAll(async () => {
	await requireServer();
	db = await Connection.open(SCHEMA);
	other = await Connection.open(SCHEMA);
	await db.sql(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE`);
	await db.sql(`CREATE SCHEMA ${SCHEMA}`);
	calls = callsOn(db);
	await db.node(MOVE, 'Create the tables if missing');
	await db.node(REMINDER, 'Create the tables if missing');
	await calls.kit('find', { unionid: 'nobody' });
	await db.node('postgres-link', 'Begin, or go on where it broke off');
});
beforeEach(
	async () =>
		void (await db.sql(
			'TRUNCATE wechat_links, wechat_moves, wechat_outbox, wechat_reminders, wechat_sync_runs',
		)),
);
afterAll(async () => {
	await db?.sql(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE`);
	await db?.close();
	await other?.close();
});

const all = async (table: string) => await db.sql(`SELECT * FROM ${table}`);

/** Begins the second while the first has written and not committed yet, as with thousands of rows. */
async function crossing(first: () => Promise<unknown>, second: () => Promise<unknown>) {
	await other.sql('BEGIN');
	await first();
	const answer = second();
	// It waits for its turn, or has read what is about to change.
	await other.sql('SELECT pg_sleep(0.3)');
	await other.sql('COMMIT');
	return await answer;
}

describe('at the same moment', () => {
	it('a login does not bring back the openid that the end of a sync takes away', async () => {
		await calls.kit('link', { unionid: 'UA', openid: 'A', subscribed: true });
		const { run } = await calls.begin();
		await calls.page(run, [follower('E', 'UE')]);
		const answer = await crossing(
			async () => await callsOn(other).end(run),
			async () => await calls.kit('link', { unionid: 'UA', mini: 'MA' }),
		);
		expect(answer).toMatchObject({ linked: true, official_account_openid: null });
		expect(await calls.rows()).toEqual(['UA/MA/-/-/f', 'UE/-/E/-/t']);
	});

	const due = async () =>
		(
			await db.sql(`INSERT INTO wechat_reminders (unionid, subject, place, starts_at, due_at, status)
				VALUES ('UA', 's', 'p', now(), now(), 'sending') RETURNING id`)
		)[0].id;
	const outcome = (id: unknown) => [id, 'sent', 'template', true, '', 'A', '1'];

	it('an outcome that is written while its person is forgotten is erased, too', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'A', subscribed: true });
		const id = await due();
		await crossing(
			async () => await other.node(REMINDER, 'Record the outcome', outcome(id)),
			async () => await calls.kit('forget', { mini: 'MA' }),
		);
		expect([await all('wechat_outbox'), await all('wechat_reminders')]).toEqual([[], []]);
	});

	it('an outcome of a reminder that is being erased is not written', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'A', subscribed: true });
		const id = await due();
		await crossing(
			async () => await callsOn(other).kit('forget', { mini: 'MA' }),
			async () => await db.node(REMINDER, 'Record the outcome', outcome(id)),
		);
		expect([await all('wechat_outbox'), await all('wechat_reminders')]).toEqual([[], []]);
	});

	it('an outcome is written once, with its reminder', async () => {
		const id = await due();
		expect(await db.node(REMINDER, 'Record the outcome', outcome(id))).toMatchObject([{ unionid: 'UA' }]);
		expect(await all('wechat_outbox')).toMatchObject([{ reminder_id: id, openid: 'A', delivered: true }]);
		expect(await all('wechat_reminders')).toMatchObject([{ id, status: 'sent' }]);
	});
});

describe('the journal of a move', () => {
	const move = async (...pairs: string[][]) =>
		await db.node(MOVE, 'Write journal and rows', [
			JSON.stringify(pairs.map(([ori_openid, new_openid]) => ({ ori_openid, new_openid }))),
			'7',
		]);

	it('forgets who leaves, so that a later forget finds nothing left', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'OLD' });
		await move(['OLD', 'NEW']);
		expect(await all('wechat_moves')).toHaveLength(1);
		await calls.kit('unfollowed', { openid: 'NEW' });
		expect(await all('wechat_moves')).toEqual([]);
	});

	it('takes nobody down who has left while WeChat was asked', async () => {
		await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'OLD' });
		await calls.kit('unfollowed', { openid: 'OLD' });
		expect(await move(['OLD', 'NEW'])).toEqual([{ moved: 0, refused: 0 }]);
		expect(await all('wechat_moves')).toEqual([]);
		expect(await calls.rows()).toEqual(['UA/MA/-/-/f']);
	});

	it('folds all that a row under the new openid knows', async () => {
		await calls.kit('link', { openid: 'OLD', customer: 'K1' });
		const time = '2024-01-01T00:00:00.000Z';
		await calls.kit('link', {
			unionid: 'U1',
			mini: 'M1',
			openid: 'NEW',
			subscribed: true,
			time,
			scene: 'S',
		});
		expect(await move(['OLD', 'NEW'])).toEqual([{ moved: 1, refused: 0 }]);
		expect(await calls.rows()).toEqual(['U1/M1/NEW/K1/t']);
		expect(await all('wechat_links')).toMatchObject([{ subscribe_time: new Date(time), scene: 'S' }]);
	});

	it('takes the openid alone from a row that is somebody else, and loses no row', async () => {
		await calls.kit('link', { unionid: 'U1', mini: 'M1', openid: 'OLD', subscribed: true });
		await calls.kit('link', { unionid: 'U2', mini: 'M2', openid: 'NEW', customer: 'K2' });
		await calls.kit('link', { unionid: 'U3', mini: 'M3', openid: 'NEW3' });
		expect(await move(['OLD', 'NEW'], ['OLD3', 'NEW3'])).toMatchObject([{ moved: 2 }]);
		expect(await calls.rows()).toEqual(['U1/M1/NEW/-/t', 'U2/M2/-/K2/f', 'U3/M3/NEW3/-/f']);
	});
});

it('a login that says nothing new leaves updated_at as it was', async () => {
	const at = async () => (await db.sql('SELECT updated_at FROM wechat_links'))[0].updated_at;
	await calls.kit('link', { unionid: 'UA', mini: 'MA', openid: 'A', subscribed: true });
	const before = await at();
	await calls.kit('link', { unionid: 'UA', mini: 'MA' });
	expect(await at()).toEqual(before);
	await calls.kit('link', { unionid: 'UA', customer: 'KA' });
	expect(await at()).not.toEqual(before);
});
