// The sync of postgres-link, page by page: what it writes, what it asks WeChat for, and what a broken run leaves.
import { importExample, type ImportOptions } from '../../host/examples';
import { failureOf, outputOf } from '../../host/n8n/client';
import type { Stage } from '../../host/stage';
import { stageOfTestAccount } from '../e2e/suites/exampleSync';
import { MANUAL, startExample, type RunningExample } from '../e2e/support/exampleSetTools';
import { callKit } from '../e2e/support/kitTools';

interface Database {
	query: (sql: string) => Promise<Array<Record<string, unknown>>>;
	/** The kit with its table there. */
	options: () => ImportOptions;
}

const FOLLOWERS = 20_000;
const LEAVE = 70;
const JOIN = 70;
const COME_BACK = 60;
/** People of the sandbox who do something at a time. */
const AT_ONCE = 10;

const LIST = '/cgi-bin/user/get';
const INFO = '/cgi-bin/user/info/batchget';
/** The page of the example, and WeChat's bound of people a call for user info. */
const PAGE = 5_000;
const BATCH = 100;
/** The page behind the last one is empty. */
const PAGES = FOLLOWERS / PAGE + 1;
const CALLS = { [LIST]: PAGES, [INFO]: FOLLOWERS / BATCH };

export function syncingSuite(onStage: () => Stage, { query, options }: Database) {
	let example: RunningExample;

	beforeAll(async () => {
		// Nobody hears of the follows here: a sync must find them itself.
		example = await startExample(onStage(), 'postgres-link', {}, options());
		// Makes the tables.
		await callKit(onStage(), 'kit-find-person', [{ unionid: 'nobody' }], options());
		await query('TRUNCATE wechat_links, wechat_sync_runs');
		// Has n8n fetch a token, which the reset then takes along.
		await example.run();
		await onStage().sandbox.reset({ followers: FOLLOWERS });
		await query('TRUNCATE wechat_links, wechat_sync_runs');
	});
	afterAll(async () => {
		await example.stop();
		await onStage().sandbox.reset({ followers: 2_500 });
	});

	const count = async (where: string) =>
		(await query(`SELECT count(*)::int AS count FROM wechat_links WHERE ${where}`))[0].count;

	async function atOnce<Person>(people: Person[], act: (person: Person) => Promise<unknown>) {
		for (let at = 0; at < people.length; at += AT_ONCE) {
			await Promise.all(people.slice(at, at + AT_ONCE).map(act));
		}
	}

	it('writes down 20,000, and at the second run exactly the hundredth who left, joined or changed', async () => {
		const { sandbox } = onStage();
		expect(outputOf(await example.run(), 'Blank who has left')).toEqual([
			{ pages: PAGES, followers: FOLLOWERS, unfollowed: 0 },
		]);
		// The reset has taken the token along: the first try is refused, and made again with a new one.
		expect((await sandbox.counters()).calls).toEqual({
			...CALLS,
			[LIST]: PAGES + 1,
			'/cgi-bin/stable_token': 1,
		});
		expect(await count('subscribed AND official_account_openid IS NOT NULL')).toBe(FOLLOWERS);

		const followers = await sandbox.people({ follows: true, limit: LEAVE + COME_BACK });
		const leave = followers.slice(0, LEAVE);
		const comeBack = followers.slice(LEAVE);
		const join = await sandbox.people({ follows: false, limit: JOIN });
		await atOnce(followers, async ({ id }) => await sandbox.unfollow(id));
		await atOnce([...comeBack, ...join], async ({ id }) => await sandbox.follow(id, { scene: 'window' }));
		await sandbox.resetCounters();
		const [{ now }] = await query('SELECT now()::text AS now');
		expect(outputOf(await example.run(), 'Blank who has left')).toEqual([
			{ pages: PAGES, followers: FOLLOWERS - LEAVE + JOIN, unfollowed: LEAVE },
		]);
		expect((await sandbox.counters()).calls).toEqual(CALLS);

		expect(await count('true')).toBe(FOLLOWERS + JOIN);
		expect(await count('subscribed AND official_account_openid IS NOT NULL')).toBe(FOLLOWERS - LEAVE + JOIN);
		expect(await count(`updated_at >= '${String(now)}'`)).toBe(LEAVE + JOIN + COME_BACK);
		const unionids = (people: Array<{ unionid: string }>) =>
			`unionid IN (${people.map(({ unionid }) => `'${unionid}'`).join(', ')})`;
		const blank =
			'official_account_openid IS NULL AND NOT subscribed AND subscribe_time IS NULL AND scene IS NULL';
		expect(await count(`${unionids(leave)} AND ${blank}`)).toBe(LEAVE);
		expect(
			await count(`${unionids([...join, ...comeBack])} AND subscribed AND scene = 'ADD_SCENE_QR_CODE'`),
		).toBe(JOIN + COME_BACK);
	});

	it('blanks who left without an event, and nobody else', async () => {
		const [person] = await onStage().sandbox.people({ linked: true, limit: 1, offset: 1_000 });
		await query(
			`INSERT INTO wechat_links (unionid, official_account_openid, subscribed, seen_at)
			VALUES ('somebody-who-left', 'an-openid-that-left', true, now())`,
		);
		const execution = await example.run();
		expect(outputOf(execution, 'Blank who has left')).toMatchObject([{ unfollowed: 1 }]);
		// An ended run keeps nobody's openid.
		expect(await query('SELECT DISTINCT next_openid FROM wechat_sync_runs')).toEqual([{ next_openid: '' }]);
		const links = async (unionid: string) =>
			await query(
				`SELECT mini_program_openid, official_account_openid, subscribed FROM wechat_links WHERE unionid = '${unionid}'`,
			);
		expect(await links(person.unionid)).toMatchObject([{ subscribed: true }]);
		expect(await links('somebody-who-left')).toEqual([
			{ mini_program_openid: null, official_account_openid: null, subscribed: false },
		]);
	});

	it.each([
		['the list of the second page', { path: LIST, skip: 1 }],
		['the user info in the middle of the second page', { path: INFO, skip: 1.5 * (PAGE / BATCH) }],
	])('goes on where it broke off at %s', async (_, calls) => {
		const { sandbox, n8n } = onStage();
		await query('TRUNCATE wechat_links, wechat_sync_runs');
		// The quota of the day is used up: no try helps before the next day.
		await sandbox.fault({ ...calls, errcode: 45009, times: -1 });
		const broken = await n8n.run(example.id, MANUAL);
		await sandbox.clearFaults();
		expect(failureOf(broken)).toContain('quota');
		expect(await count('subscribed')).toBe(PAGE);
		await sandbox.resetCounters();
		expect(outputOf(await example.run(), 'Blank who has left')).toEqual([
			{ pages: PAGES, followers: FOLLOWERS, unfollowed: 0 },
		]);
		// The first page is not asked for again.
		expect((await sandbox.counters()).calls).toEqual({
			[LIST]: PAGES - 1,
			[INFO]: (FOLLOWERS - PAGE) / BATCH,
		});
		expect(await count('subscribed AND official_account_openid IS NOT NULL')).toBe(FOLLOWERS);
		expect(await count('true')).toBe(FOLLOWERS);
	});

	const places = async () => await query('SELECT next_openid FROM wechat_sync_runs ORDER BY id');

	it('empties the place of a run that broke off more than twelve hours ago, and begins anew', async () => {
		await query('DELETE FROM wechat_sync_runs');
		await query(
			"INSERT INTO wechat_sync_runs (begun_at, next_openid) VALUES (now() - interval '13 hours', 'oBrokenOffLongAgo')",
		);
		const [ended] = outputOf(await example.run(), 'Blank who has left');
		expect(ended).toMatchObject({ pages: PAGES, followers: FOLLOWERS - LEAVE + JOIN });
		expect(await places()).toEqual([{ next_openid: '' }, { next_openid: '' }]);
	});

	it('keeps the place of a run that broke off lately, until the person there is forgotten', async () => {
		await query('DELETE FROM wechat_sync_runs');
		await query("INSERT INTO wechat_sync_runs (next_openid) VALUES ('oBrokenOff'), ('oSomebodyElse')");
		const asked = [{ official_account_openid: 'oBrokenOff' }, { official_account_openid: 'oNobody' }];
		expect(await callKit(onStage(), 'kit-forget-person', asked, options())).toMatchObject([
			{ forgotten: true },
			{ forgotten: false, reason: 'unknown' },
		]);
		expect(await places()).toEqual([{ next_openid: '' }, { next_openid: 'oSomebodyElse' }]);
	});

	const stopped = async () => {
		const failure = failureOf(await onStage().n8n.run(example.id, MANUAL));
		expect(failure).toContain('credential');
		return failure;
	};
	/** Tens of thousands of rows in one value. */
	const wholeTable = async () =>
		await query("SELECT md5(string_agg(l::text, '|' ORDER BY id)) AS md5 FROM wechat_links AS l");
	const following = async () =>
		(await query('SELECT unionid FROM wechat_links WHERE subscribed')).map(({ unionid }) => unionid);

	it("stops with a sentence when it is another account's list, writes nothing, and begins anew at the next run", async () => {
		const follows = FOLLOWERS - LEAVE + JOIN;
		await query('DELETE FROM wechat_sync_runs');
		await example.run();
		const other = onStage().sandbox.ofTestAccount();
		// Bound, as a real account would be: with unionids its followers would be written down.
		await other.reset({ followers: 30, settings: { bound: true } });
		const before = await wholeTable();
		await importExample(await stageOfTestAccount(onStage()), 'postgres-link', options());
		const failure = await stopped();
		await importExample(onStage(), 'postgres-link', options());
		expect(failure).toContain(`${follows} followers, and none of them is among the first 30`);
		expect(await wholeTable()).toEqual(before);
		expect(await places()).not.toContainEqual({ next_openid: expect.stringMatching(/./) as string });
		expect(outputOf(await example.run(), 'Blank who has left')).toMatchObject([
			{ pages: PAGES, followers: follows, unfollowed: 0 },
		]);
	});

	it('stops when most of the followers are missing, and goes on where somebody has deactivated the check', async () => {
		const { sandbox, n8n } = onStage();
		await sandbox.reset({ followers: 5_500 });
		const before = await following();
		const failure = await stopped();
		expect(failure).toContain('in the list of 5500');
		expect(failure).toContain('Are most of them still there?');
		const still = new Set(await following());
		expect(before.filter((unionid) => !still.has(unionid))).toEqual([]);
		const { name, nodes, connections, settings } = await n8n.workflow(example.id);
		const unchecked = nodes.map((node) => ({
			...node,
			disabled: node.disabled || node.name === 'Are most of them still there?',
		}));
		await n8n.putWorkflow({ name, nodes: unchecked, connections, settings });
		const [ended] = outputOf(await example.run(), 'Blank who has left');
		expect(ended).toMatchObject({ pages: Math.floor(5_500 / PAGE) + 1, followers: 5_500 });
		expect(await count('subscribed')).toBe(5_500);
		await n8n.putWorkflow({ name, nodes, connections, settings });
	});
}
