// Each example, imported as it stands in examples/ and run: the demo's story, and what the story leaves out.
import { followEventsUrl, importExamples, type ExampleName } from '../../../host/examples';
import { sleep } from 'n8n-workflow';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import { prepareStory } from '../../../demo/story';
import { unmet } from '../../../demo/story/checks';
import { logIn, postCode } from '../../../host/login';
import { syncFollowers } from '../../../demo/story/sync';
import { callKit } from '../support/kitTools';

const LINKS = 'wechat_links';
const followers = 25_000;
/** Enough to come in several pages, where nothing depends on how many they are. */
const few = { followers: 1_200, followerPageSize: 500 };

export function exampleSuite(onStage: () => Stage) {
	let ids: Record<ExampleName, string>;

	beforeAll(async () => {
		await onStage().sandbox.reset({ followers });
		ids = await importExamples(onStage());
	});

	const sync = async () => {
		const execution = await onStage().n8n.run(ids['sync-followers'], 'When I press Execute', 200_000);
		expect(failureOf(execution)).toBe('');
		return outputOf(execution, 'Work out the differences')[0];
	};

	it('play the whole story of npm start', async () => {
		const { steps } = await prepareStory(onStage());
		for (const { title, run } of steps) {
			const result = await run();
			expect({ title, unmet: unmet(result) }).toEqual({ title, unmet: [] });
			expect(result.checks.length).toBeGreaterThan(0);
		}
	});

	it('a second sync changes nothing and costs no token call', async () => {
		const stage = onStage();
		const before = await stage.n8n.tables.rows(LINKS);
		const result = await syncFollowers(stage, ids['sync-followers'], { followers, tokenCalls: [0] });
		expect(unmet(result)).toEqual([]);
		expect(await stage.n8n.tables.rows(LINKS)).toEqual(before);
	});

	it('a sync of more than 50,000 stops with a sentence before it lists them, and changes nothing', async () => {
		const { sandbox, n8n } = onStage();
		const before = await n8n.tables.rows(LINKS);
		await sandbox.reset({ followers: 50_001 });
		const execution = await n8n.run(ids['sync-followers'], 'When I press Execute');
		expect(failureOf(execution)).toContain('This account has 50001 followers.');
		expect(failureOf(execution)).toContain('postgres-link');
		const { calls } = await sandbox.counters();
		// The reset has taken the token along: the first try is refused, and made again with a new one.
		expect(calls).toEqual({ '/cgi-bin/stable_token': 1, '/cgi-bin/user/get': 2 });
		expect(await n8n.tables.rows(LINKS)).toEqual(before);
	});

	describe('with fewer followers', () => {
		beforeAll(async () => {
			const { sandbox, n8n } = onStage();
			await sandbox.reset({
				followers: few.followers,
				settings: { followerPageSize: few.followerPageSize },
			});
			await n8n.tables.remove(LINKS);
			expect(await sync()).toMatchObject({ inserted: few.followers });
		});

		it('a sync marks who left, keeps their mini program openid, and takes back who came again', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await sandbox.people({ linked: true, limit: 1 });
			await logIn(onStage(), person);
			await sandbox.push('officialAccount', {
				url: followEventsUrl(onStage()),
				mode: 'secure',
				enabled: false,
			});
			const row = async () => (await n8n.tables.rows(LINKS, { unionid: person.unionid }))[0];

			await sandbox.unfollow(person.id);
			expect(await sync()).toMatchObject({ inserted: 0, changed: 1, unfollowed: 1 });
			expect(await row()).toMatchObject({
				subscribed: false,
				official_account_openid: '',
				mini_program_openid: person.miniProgramOpenid,
			});

			await sandbox.follow(person.id);
			expect(await sync()).toMatchObject({ inserted: 0, changed: 1, unfollowed: 0 });
			expect(await row()).toMatchObject({
				subscribed: true,
				official_account_openid: person.officialAccountOpenid,
				mini_program_openid: person.miniProgramOpenid,
			});
		});

		it('a sync folds two rows of one person into one', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await sandbox.people({ linked: true, limit: 1, offset: 100 });
			await n8n.tables.insert(LINKS, [
				{ unionid: person.unionid, mini_program_openid: person.miniProgramOpenid },
			]);
			expect(await n8n.tables.count(LINKS, { unionid: person.unionid })).toBe(2);

			expect(await sync()).toMatchObject({ removed: 1 });
			const rows = await n8n.tables.rows(LINKS, { unionid: person.unionid });
			expect(rows).toHaveLength(1);
			expect(rows[0]).toMatchObject({
				subscribed: true,
				official_account_openid: person.officialAccountOpenid,
				mini_program_openid: person.miniProgramOpenid,
			});
		});

		it('a sync makes nobody out of two people when somebody opened the web login of another', async () => {
			const { sandbox, n8n } = onStage();
			const [follower] = await sandbox.people({ linked: true, limit: 1, offset: 101 });
			const { unionid, officialAccountOpenid, miniProgramOpenid } = follower;
			const sender = { unionid: 'U-sender', mini_program_openid: 'M-sender', customer_number: 'K-sender' };
			await n8n.tables.remove(LINKS, { unionid });
			await n8n.tables.insert(LINKS, [{ ...sender, official_account_openid: officialAccountOpenid }]);
			const own = async () => await n8n.tables.rows(LINKS, { unionid });
			const follows = { unionid, official_account_openid: officialAccountOpenid, subscribed: true };

			// The follower has no row yet.
			await sync();
			expect(await own()).toMatchObject([follows]);
			expect(await n8n.tables.rows(LINKS, { unionid: 'U-sender' })).toMatchObject([
				{ ...sender, official_account_openid: '' },
			]);

			// Both have a row, and the sender's is the older one; one without a unionid, too.
			await n8n.tables.remove(LINKS, { unionid });
			await n8n.tables.remove(LINKS, { unionid: 'U-sender' });
			const another = { mini_program_openid: 'M-another' };
			await n8n.tables.insert(LINKS, [
				{ ...sender, official_account_openid: officialAccountOpenid },
				{ ...another, official_account_openid: officialAccountOpenid },
				{ unionid, mini_program_openid: miniProgramOpenid },
			]);
			await sync();
			expect(await own()).toMatchObject([{ ...follows, mini_program_openid: miniProgramOpenid }]);
			for (const ids of [sender, another]) {
				expect(await n8n.tables.rows(LINKS, ids)).toMatchObject([{ ...ids, official_account_openid: '' }]);
				await n8n.tables.remove(LINKS, ids);
			}
		});

		it('a sync leaves who logs in, leaves or is forgotten while it lists the followers', async () => {
			const { sandbox, n8n } = onStage();
			const [logsIn, leaves, forgotten, newcomer] = await sandbox.people({
				linked: true,
				limit: 4,
				offset: 110,
			});
			const everybody = [logsIn, leaves, forgotten, newcomer];
			for (const { unionid } of everybody) await n8n.tables.remove(LINKS, { unionid });
			await n8n.tables.insert(
				LINKS,
				[logsIn, leaves, forgotten].map((each) => ({
					unionid: each.unionid,
					official_account_openid: each.officialAccountOpenid,
					subscribed: true,
					scene: 'another scene than WeChat tells',
				})),
			);
			await sandbox.fault({ path: '/cgi-bin/user/info/batchget', delayMs: 20_000, times: 1 });
			const before = (await sandbox.counters()).calls['/cgi-bin/user/info/batchget'] ?? 0;
			const id = await n8n.start(ids['sync-followers'], 'When I press Execute');
			const asked = async () => (await sandbox.counters()).calls['/cgi-bin/user/info/batchget'] ?? 0;
			while ((await asked()) === before) await sleep(25);
			const openid = { official_account_openid: leaves.officialAccountOpenid };
			await callKit(onStage(), 'kit-unfollow-person', [openid]);
			await callKit(onStage(), 'kit-forget-person', [{ unionid: forgotten.unionid }]);
			await callKit(
				onStage(),
				'kit-link-person',
				[logsIn, newcomer].map(({ unionid, miniProgramOpenid }) => ({
					unionid,
					mini_program_openid: miniProgramOpenid,
				})),
			);
			expect(failureOf(await n8n.waitForExecution(id, 100_000))).toBe('');
			await sandbox.clearFaults();

			const rows = async ({ unionid }: { unionid: string }) => await n8n.tables.rows(LINKS, { unionid });
			expect(await rows(logsIn)).toMatchObject([{ mini_program_openid: logsIn.miniProgramOpenid }]);
			expect(await rows(leaves)).toMatchObject([{ official_account_openid: '', subscribed: false }]);
			expect(await rows(forgotten)).toEqual([]);
			expect(await rows(newcomer)).toMatchObject([{ mini_program_openid: newcomer.miniProgramOpenid }]);

			// The next run completes them.
			await sync();
			for (const person of everybody) {
				expect(await rows(person)).toMatchObject([
					{ official_account_openid: person.officialAccountOpenid, subscribed: true },
				]);
			}
			expect(await rows(newcomer)).toMatchObject([{ mini_program_openid: newcomer.miniProgramOpenid }]);
		});

		describe('the login answers', () => {
			it.each([
				['a made-up code', { code: 'made-up' }],
				['no code at all', {}],
				['an empty code', { code: '' }],
				['a blank code', { code: '  ' }],
				['a list of codes', { code: ['x'] }],
			])('%s with 401 and a reason, and the execution is no failure', async (_, body) => {
				const { n8n } = onStage();
				const before = await n8n.lastExecutionId(ids['mini-program-login']);
				const answer = await postCode(onStage(), body);
				expect(answer).toMatchObject({ status: 401, body: { linked: false, reason: 'loginRefused' } });
				const [execution] = await n8n.waitForExecutions(ids['mini-program-login'], 1, before);
				// Anybody can post a bad code: an error workflow must not ring for it.
				expect(failureOf(execution)).toBe('');
			});

			it('503 when the fault is our account, and fails so that an error workflow hears of it', async () => {
				const { n8n, sandbox } = onStage();
				const [person] = await sandbox.people({ usesMiniProgram: true, limit: 1, offset: 210 });
				const before = await n8n.lastExecutionId(ids['mini-program-login']);
				await sandbox.fault({ path: '/sns/jscode2session', errcode: 40125 });
				const answer = await logIn(onStage(), person);
				await sandbox.clearFaults();
				expect(answer).toMatchObject({ status: 503, body: { linked: false, reason: 'notNow' } });
				const [execution] = await n8n.waitForExecutions(ids['mini-program-login'], 1, before);
				expect(failureOf(execution)).toContain('40125');
			});

			it('503 when the kit cannot be called, and fails, too', async () => {
				const { n8n, sandbox } = onStage();
				const [person] = await sandbox.people({ usesMiniProgram: true, limit: 1, offset: 211 });
				const before = await n8n.lastExecutionId(ids['mini-program-login']);
				const kit = (await n8n.workflows()).filter(({ name }) => name === 'WeChat kit: link a person');
				for (const { id } of kit) await n8n.deactivate(id);
				const answer = await logIn(onStage(), person);
				for (const { id } of kit) await n8n.activate(id);
				expect(answer).toMatchObject({ status: 503, body: { linked: false, reason: 'notNow' } });
				const [execution] = await n8n.waitForExecutions(ids['mini-program-login'], 1, before);
				expect(failureOf(execution)).not.toBe('');
			});

			it('a person whose ids are those of two people with the reason, and writes nothing', async () => {
				const { sandbox, n8n } = onStage();
				const [person] = await sandbox.people({
					follows: false,
					usesMiniProgram: true,
					limit: 1,
					offset: 220,
				});
				const { unionid, miniProgramOpenid: openid } = person;
				await n8n.tables.insert(LINKS, [
					{ unionid, mini_program_openid: 'somebody else' },
					{ unionid: 'another person', mini_program_openid: openid },
				]);
				const before = await n8n.tables.rows(LINKS);
				expect(await logIn(onStage(), person)).toMatchObject({
					status: 200,
					body: { linked: false, reason: 'conflict', openid },
				});
				expect(await n8n.tables.rows(LINKS)).toEqual(before);
				await n8n.tables.remove(LINKS, { unionid });
				await n8n.tables.remove(LINKS, { unionid: 'another person' });
			});

			it('a person without unionid clearly, and writes no row', async () => {
				const { sandbox, n8n } = onStage();
				const [person] = await sandbox.people({
					follows: false,
					usesMiniProgram: true,
					limit: 1,
					offset: 200,
				});
				const before = await n8n.tables.count(LINKS);
				await sandbox.settings({ bound: false });
				const answer = await logIn(onStage(), person);
				await sandbox.settings({ bound: true });
				expect(answer).toMatchObject({
					status: 200,
					body: { linked: false, reason: 'noUnionid', openid: person.miniProgramOpenid },
				});
				expect(Object.keys(answer.body).sort()).toEqual(['linked', 'message', 'openid', 'reason']);
				expect(await n8n.tables.count(LINKS)).toBe(before);
			});
		});
	});
}
