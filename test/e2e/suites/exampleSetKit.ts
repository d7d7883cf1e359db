// The kit: link, find, notify, unfollow and forget a person, on whichever table it stands.
import type { ImportOptions } from '../../../host/examples';
import { reminderTemplates } from '../../../host/examples';
import type { Stage } from '../../../host/stage';
import { callKit, KitCaller, type Ids } from '../support/kitTools';

/** What the suite asks the table itself, past the kit. */
export interface KitTable {
	options: () => ImportOptions;
	clear: () => Promise<void>;
	/** @returns all rows, oldest first */
	rows: () => Promise<Ids[]>;
}

const known = (row: Ids) =>
	Object.fromEntries(
		['unionid', 'mini_program_openid', 'official_account_openid', 'customer_number']
			.filter((column) => row[column])
			.map((column) => [column, row[column]]),
	);

export function kitSuite(onStage: () => Stage, table: KitTable) {
	const link = async (...items: Ids[]) => await callKit(onStage(), 'kit-link-person', items, table.options());
	const find = async (...items: Ids[]) => await callKit(onStage(), 'kit-find-person', items, table.options());
	const forget = async (...items: Ids[]) =>
		await callKit(onStage(), 'kit-forget-person', items, table.options());
	const unfollow = async (...items: Ids[]) =>
		await callKit(onStage(), 'kit-unfollow-person', items, table.options());
	const rows = async () => (await table.rows()).map(known);
	/** What a follow tells, as the table holds it now; nothing and an empty text are the same. */
	const follows = async () =>
		(await table.rows()).map((row) => ({
			subscribed: row.subscribed,
			told: [row.official_account_openid, row.subscribe_time, row.scene].filter(Boolean),
		}));
	const follower = {
		subscribed: true,
		subscribe_time: '2026-11-21T07:01:00.000Z',
		scene: 'ADD_SCENE_SEARCH',
	};

	beforeAll(async () => {
		await find({ unionid: 'nobody' });
		await table.clear();
	});
	afterEach(async () => await table.clear());

	it('links by any two ids, and a later pair completes the person', async () => {
		expect(await link({ mini_program_openid: 'M1', official_account_openid: 'O1' })).toMatchObject([
			{ linked: true, conflict: [] },
		]);
		await link({ unionid: 'U1', official_account_openid: 'O1', subscribed: true, scene: 'QR' });
		const [answer] = await link({ customer_number: 'K1', unionid: 'U1' });
		const person = {
			unionid: 'U1',
			mini_program_openid: 'M1',
			official_account_openid: 'O1',
			customer_number: 'K1',
		};
		expect(answer).toMatchObject({ linked: true, ...person, subscribed: true, scene: 'QR' });
		expect(await rows()).toEqual([person]);
		for (const id of Object.entries(person).map(([column, value]) => ({ [column]: value }))) {
			expect(await find(id)).toMatchObject([{ found: true, ...person }]);
		}
	});

	it('joins two rows when a call tells that they are one person', async () => {
		await link({ unionid: 'U1', mini_program_openid: 'M1' });
		await link({ official_account_openid: 'O1', customer_number: 'K1' });
		await link({ unionid: 'U1', official_account_openid: 'O1' });
		expect(await rows()).toEqual([
			{ unionid: 'U1', mini_program_openid: 'M1', official_account_openid: 'O1', customer_number: 'K1' },
		]);
	});

	it('answers each of several people in order', async () => {
		const items = ['1', '2', '3'].map((n) => ({ unionid: `U${n}`, mini_program_openid: `M${n}` }));
		expect(await link(...items)).toMatchObject(items);
		expect(await find({ unionid: 'U2' }, { unionid: 'U9' }, { unionid: 'U1' })).toMatchObject([
			{ found: true, mini_program_openid: 'M2' },
			{ found: false },
			{ found: true, mini_program_openid: 'M1' },
		]);
	});

	it('writes nothing that contradicts the table, and says which ids do', async () => {
		await link({ unionid: 'U1', mini_program_openid: 'M1' });
		await link({ unionid: 'U2', mini_program_openid: 'M2' });
		const before = await rows();
		expect(await link({ unionid: 'U1', mini_program_openid: 'M2' })).toMatchObject([
			{ linked: false, conflict: ['unionid', 'mini_program_openid'] },
		]);
		expect(await find({ unionid: 'U1', mini_program_openid: 'M2' })).toMatchObject([
			{ found: false, conflict: ['unionid', 'mini_program_openid'] },
		]);
		expect(await forget({ unionid: 'U1', mini_program_openid: 'M2' })).toMatchObject([{ forgotten: false }]);
		expect(await rows()).toEqual(before);
	});

	it('refuses one id alone in a sentence', async () => {
		for (const item of [
			{ unionid: 'U1' },
			{ official_account_openid: 'O1' },
			{ unionid: 'U1', ...follower },
		]) {
			const caller = await KitCaller.make(onStage(), 'kit-link-person', [item], table.options());
			expect((await caller.run()).failure).toContain('needs two ids');
		}
		expect(await rows()).toEqual([]);
	});

	it('takes a follower by the openid alone, and completes the person when another id is known', async () => {
		const alone = { official_account_openid: 'O1' };
		expect(await link({ ...alone, ...follower })).toMatchObject([{ linked: true, ...alone }]);
		expect(await rows()).toEqual([alone]);
		await link({ ...alone, unionid: 'U1' });
		expect(await rows()).toEqual([{ unionid: 'U1', ...alone }]);
	});

	it('blanks what the follow told of who unfollows, and nothing else of anybody', async () => {
		const stays = { unionid: 'U1', mini_program_openid: 'M1', customer_number: 'K1' };
		const other = { unionid: 'U2', official_account_openid: 'O2' };
		await link({ ...stays, official_account_openid: 'O1', ...follower }, { ...other, ...follower });
		const [answer] = await unfollow({ official_account_openid: 'O1' });
		expect(answer).toMatchObject({ unfollowed: true, ...stays, subscribed: false });
		expect(Object.keys(answer)).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/official_account_openid|subscribe_time|scene/)]),
		);
		expect(await rows()).toEqual([stays, other]);
		expect((await follows())[0]).toEqual({ subscribed: false, told: [] });
		expect((await follows())[1]).toMatchObject({
			subscribed: true,
			told: ['O2', expect.anything(), follower.scene],
		});

		// Who comes back is the same person.
		await link({ unionid: 'U1', official_account_openid: 'O1', ...follower });
		expect((await rows())[0]).toEqual({ ...stays, official_account_openid: 'O1' });
		expect((await follows())[0]).toMatchObject({ subscribed: true });
		// By any id.
		expect(await unfollow({ customer_number: 'K1' })).toMatchObject([{ unfollowed: true }]);
		expect((await rows())[0]).toEqual(stays);
	});

	it('leaves no empty row of who unfollows and had told nothing else', async () => {
		await link({ official_account_openid: 'O9', ...follower }, { unionid: 'U9', customer_number: 'K9' });
		expect(await unfollow({ official_account_openid: 'O9' })).toMatchObject([{ unfollowed: true }]);
		expect(await rows()).toEqual([{ unionid: 'U9', customer_number: 'K9' }]);
	});

	it('says of whom nobody knows that they are unknown, and of two people that they are two', async () => {
		await link(
			{ unionid: 'U1', official_account_openid: 'O1' },
			{ unionid: 'U2', mini_program_openid: 'M2' },
		);
		const before = await table.rows();
		const asked = [
			{ official_account_openid: 'O9' },
			{ unionid: ' ' },
			{},
			{ unionid: 'U1', mini_program_openid: 'M2' },
		];
		const unknown = { reason: 'unknown', conflict: [] };
		const answers = [unknown, unknown, unknown, { reason: 'conflict', conflict: ['unionid'] }];
		expect(await unfollow(...asked)).toEqual(answers.map((each) => ({ unfollowed: false, ...each })));
		expect(await forget(...asked)).toEqual(answers.map((each) => ({ forgotten: false, ...each })));
		expect(await table.rows()).toEqual(before);
	});

	it('leaves one row without the follow when who unfollows logs in at the same moment', async () => {
		await link({ unionid: 'U1', official_account_openid: 'O1', ...follower });
		const make = async (kit: 'kit-unfollow-person' | 'kit-link-person', item: Ids) =>
			await KitCaller.make(onStage(), kit, [item], table.options());
		const leaves = await make('kit-unfollow-person', { official_account_openid: 'O1' });
		const logsIn = await make('kit-link-person', { unionid: 'U1', mini_program_openid: 'M1' });
		const isCustomer = await make('kit-link-person', { unionid: 'U1', customer_number: 'K1' });
		const calls = [logsIn, leaves, isCustomer, leaves, logsIn, leaves];
		const runs = await Promise.all(calls.map(async (caller) => await caller.run()));
		expect(runs.map(({ failure }) => failure)).toEqual(calls.map(() => ''));
		const unfollowed = runs.flatMap(({ answers }) => answers).filter((each) => each.unfollowed === true);
		expect(unfollowed.length).toBeGreaterThan(0);
		expect(await rows()).toEqual([{ unionid: 'U1', mini_program_openid: 'M1', customer_number: 'K1' }]);
		expect(await follows()).toEqual([{ subscribed: false, told: [] }]);
	});

	it('makes one row of twelve calls for one person at the same moment', async () => {
		const pairs = [
			{ unionid: 'UC', mini_program_openid: 'MC' },
			{ unionid: 'UC', official_account_openid: 'OC' },
			{ official_account_openid: 'OC', customer_number: 'KC' },
			{ mini_program_openid: 'MC', customer_number: 'KC' },
		];
		const callers: KitCaller[] = [];
		for (const pair of pairs) {
			callers.push(await KitCaller.make(onStage(), 'kit-link-person', [pair], table.options()));
		}
		const calls = [0, 1, 2].flatMap(() => callers);
		const runs = await Promise.all(calls.map(async (caller) => await caller.run()));
		expect(runs.map(({ failure }) => failure)).toEqual(calls.map(() => ''));
		expect(runs.flatMap(({ answers }) => answers).filter(({ linked }) => linked !== true)).toEqual([]);
		expect(await rows()).toEqual([
			{ unionid: 'UC', mini_program_openid: 'MC', official_account_openid: 'OC', customer_number: 'KC' },
		]);
	});

	it('forgets the person, and nobody else', async () => {
		await link({ unionid: 'U1', mini_program_openid: 'M1' }, { unionid: 'U2', mini_program_openid: 'M2' });
		const nobody = { forgotten: false, reason: 'unknown', conflict: [] };
		// In one call, each by itself: the second is gone by then.
		const asked = [{ mini_program_openid: 'M1' }, { unionid: 'U1' }, { unionid: 'U9' }];
		expect(await forget(...asked)).toMatchObject([{ forgotten: true, unionid: 'U1' }, nobody, nobody]);
		expect(await rows()).toEqual([{ unionid: 'U2', mini_program_openid: 'M2' }]);
	});

	it('takes no text for nobody, and no blanks for an id', async () => {
		const odd = { customer_number: '(nobody)', mini_program_openid: 'MX' };
		expect(await link(odd, { unionid: 'U1', official_account_openid: 'O1' })).toMatchObject([
			{ linked: true },
			{ linked: true },
		]);
		expect(await find({ unionid: 'U9' }, { unionid: ' ' }, {})).toMatchObject(
			new Array(3).fill({ found: false }),
		);
		await forget({ unionid: 'U9' }, { unionid: '  ' }, {});
		expect(await rows()).toEqual([odd, { unionid: 'U1', official_account_openid: 'O1' }]);

		await link({ unionid: ' ', mini_program_openid: 'M3', customer_number: 'K3' });
		expect(
			await link({ unionid: ' ', official_account_openid: 'O4', customer_number: ' K4 ' }),
		).toMatchObject([{ linked: true, customer_number: 'K4' }]);
		expect((await rows()).slice(2)).toEqual([
			{ mini_program_openid: 'M3', customer_number: 'K3' },
			{ official_account_openid: 'O4', customer_number: 'K4' },
		]);
		const caller = await KitCaller.make(
			onStage(),
			'kit-link-person',
			[{ unionid: 'U1', customer_number: ' ' }],
			table.options(),
		);
		expect((await caller.run()).failure).toContain('needs two ids');
	});

	it('notifies through the channel that reaches the person', async () => {
		const { sandbox } = onStage();
		const { subscribeTemplateId } = await reminderTemplates(onStage());
		const [follower] = await sandbox.people({ linked: true, limit: 1, offset: 90 });
		const [user] = await sandbox.people({ follows: false, usesMiniProgram: true, limit: 1, offset: 3 });
		await sandbox.grant(user.id, subscribeTemplateId, 1);
		await link(
			...[follower, user].map((person) => ({
				unionid: person.unionid,
				mini_program_openid: person.miniProgramOpenid,
				official_account_openid: person.subscribe ? person.officialAccountOpenid : '',
			})),
		);
		const time = '2026年11月21日 15:01';
		const values = {
			template_fields: {
				thing1: '剪发套餐',
				time2: time,
				phone_number3: '020-81167888',
				character_string4: 'R1',
			},
			subscribe_fields: { thing1: '剪发套餐', time2: time, thing3: '天河店' },
		};
		const ids = [{ unionid: follower.unionid }, { unionid: user.unionid }, { unionid: 'nobody' }];
		const items = ids.map((id, at) => ({ ...id, ...values, message_key: `order-${at}` }));
		const answers = await callKit(onStage(), 'kit-notify-person', items, table.options());
		expect(answers).toMatchObject([
			{ delivered: true, route: 'template', unionid: follower.unionid, message_key: 'order-0' },
			{ delivered: true, route: 'subscribe', unionid: user.unionid },
			{ delivered: false, reason: 'notLinked' },
		]);
		for (const { id } of [follower, user]) expect(await sandbox.inbox({ personId: id })).toHaveLength(1);
	});
}
