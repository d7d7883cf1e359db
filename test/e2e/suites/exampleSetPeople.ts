// The examples that write down who a person is.
import axios from 'axios';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { SERVER_KEY, onlyServer, startExample, type RunningExample } from '../support/exampleSetTools';
import { callKit } from '../support/kitTools';

const LINKS = 'wechat_links';

export function peopleExampleSuite(onStage: () => Stage) {
	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		// The kit makes the table; other suites may have filled it.
		await callKit(onStage(), 'kit-find-person', [{ unionid: 'nobody' }]);
		await onStage().n8n.tables.remove(LINKS);
	});

	const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
		const url = `${onStage().n8n.url}/webhook/${path}`;
		const { status, data } = await axios.post<Record<string, unknown>>(url, body, {
			validateStatus: () => true,
			proxy: false,
			headers,
		});
		return { status, body: data };
	};
	const people = async (filter: object) => await onStage().sandbox.people(filter);
	const linksOf = async ({ unionid }: PersonView) => await onStage().n8n.tables.rows(LINKS, { unionid });

	describe('follow-events', () => {
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'follow-events', { officialAccount: 'wechat-follow-events' });
		});
		afterAll(async () => {
			await onStage().sandbox.settings({ bound: true });
			await example.stop();
		});

		it('keeps a follower without unionid under the openid, and no empty row after the unfollow', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ follows: false, limit: 1, offset: 30 });
			await sandbox.settings({ bound: false });
			await example.afterPush(async () => await sandbox.follow(person.id));
			const { officialAccountOpenid } = await sandbox.person(person.id);
			const rows = async () =>
				(await n8n.tables.rows(LINKS))
					.filter(({ unionid }) => !unionid)
					.map((row) => row.official_account_openid);
			expect(await rows()).toEqual([officialAccountOpenid]);
			await example.afterPush(async () => await sandbox.unfollow(person.id));
			await sandbox.settings({ bound: true });
			expect(await rows()).toEqual([]);
			await n8n.tables.remove(LINKS);
		});

		it('changes nothing and fails when the table says something else of the person', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ follows: false, limit: 1, offset: 31 });
			await n8n.tables.insert(LINKS, [
				{ unionid: person.unionid, official_account_openid: 'of another account' },
			]);
			const before = await n8n.tables.rows(LINKS);
			const last = await n8n.lastExecutionId(example.id);
			await sandbox.follow(person.id);
			const [execution] = await n8n.waitForExecutions(example.id, 1, last);
			expect(failureOf(execution)).toContain('(official_account_openid)');
			expect(await n8n.tables.rows(LINKS)).toEqual(before);
			await n8n.tables.remove(LINKS);
		});

		it('changes nothing and fails when two people of the table have the openid that leaves', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ follows: true, limit: 1, offset: 32 });
			const shared = { official_account_openid: person.officialAccountOpenid, subscribed: true };
			await n8n.tables.insert(LINKS, [
				{ unionid: person.unionid, ...shared },
				{ unionid: 'U-another', ...shared },
			]);
			const before = await n8n.tables.rows(LINKS);
			const last = await n8n.lastExecutionId(example.id);
			await sandbox.unfollow(person.id);
			const [execution] = await n8n.waitForExecutions(example.id, 1, last);
			expect(failureOf(execution)).toContain('(unionid)');
			expect(await n8n.tables.rows(LINKS)).toEqual(before);
			await n8n.tables.remove(LINKS);
			await sandbox.follow(person.id);
		});
	});

	describe('qr-sign-up', () => {
		const path = 'wechat-sign-up-code';
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(
				onStage(),
				'qr-sign-up',
				{ officialAccount: 'wechat-qr-sign-up' },
				{ webhookPath: path, others: await onlyServer(onStage()) },
			);
		});
		afterAll(async () => await example.stop());

		const customer = async (customer_number: string) =>
			await onStage().n8n.tables.rows('wechat_links', { customer_number });

		it('gives a code whose scan links the customer number with the follower, and tells the person', async () => {
			const { sandbox } = onStage();
			// Who gets the code of a customer number becomes that customer: nobody but the shop gets one.
			expect((await post(path, { customer: 'K-1042' })).status).toBe(403);
			const answer = await post(path, { customer: 'K-1042' }, SERVER_KEY);
			expect(answer).toMatchObject({ status: 200, body: { customer: 'K-1042' } });
			expect(String(answer.body.image)).toContain('showqrcode?ticket=');
			const [call] = (await sandbox.calls({ path: '/cgi-bin/qrcode/create' })).slice(-1);
			expect(call.body).toMatchObject({ action_info: { scene: { scene_str: 'customer-K-1042' } } });

			const [person] = await people({ follows: true, limit: 1 });
			await example.afterPush(async () => await sandbox.scan(person.id, 'customer-K-1042'));
			const rows = await customer('K-1042');
			expect(rows).toHaveLength(1);
			expect(rows[0]).toMatchObject({
				official_account_openid: person.officialAccountOpenid,
				unionid: person.unionid,
			});
			const [message] = await sandbox.inbox({ personId: person.id });
			expect(JSON.stringify(message.data)).toContain('customer number K-1042 is now linked');
		});

		it('links somebody new by the follow that comes of the scan; a second person gets neither number nor link, and is told so', async () => {
			const { sandbox } = onStage();
			const [first, second] = await people({ follows: false, usesMiniProgram: true, limit: 2 });
			for (const { id } of [first, second]) {
				await example.afterPush(async () => await sandbox.follow(id, { scene: 'customer-K-7' }));
			}
			const now = await sandbox.person(first.id);
			expect((await customer('K-7')).map((row) => row.official_account_openid)).toEqual([
				now.officialAccountOpenid,
			]);
			const said = await Promise.all(
				[first, second].map(async ({ id }) => JSON.stringify(await sandbox.inbox({ personId: id }))),
			);
			expect(said[0]).toContain('customer number K-7 is now linked');
			expect(said[1]).toContain('K-7 could not be linked');
		});

		it('links nobody through a code that is not a sign-up code', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ follows: true, limit: 1, offset: 1 });
			const before = await n8n.tables.count('wechat_links');
			await example.afterPush(async () => await sandbox.scan(person.id, 'window'));
			expect(await n8n.tables.count('wechat_links')).toBe(before);
		});

		it.each([{}, { customer: '' }, { customer: '"}' }])('refuses %j as a customer number', async (body) => {
			expect(await post(path, body, SERVER_KEY)).toMatchObject({
				status: 400,
				body: { reason: 'noCustomer' },
			});
		});
	});

	describe('decrypt-and-link', () => {
		const path = 'mini-program-encrypted-login';
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'decrypt-and-link', {}, { webhookPath: path });
		});
		afterAll(async () => await example.stop());

		/** As the mini program does it: log in, then ask for the data. */
		const encrypted = async ({ id }: PersonView, data?: Record<string, unknown>) => {
			const { code } = await onStage().sandbox.login(id);
			return { code, ...(await onStage().sandbox.openData(id, data)) };
		};

		it('links the person whose data it decrypts, without the session key in the answer or the execution', async () => {
			const [person] = await people({ usesMiniProgram: true, limit: 1, offset: 5 });
			let answer: Awaited<ReturnType<typeof post>> | undefined;
			const [execution] = await example.after(async () => {
				answer = await post(path, await encrypted(person));
			});
			expect(answer).toMatchObject({ status: 200, body: { linked: true, openid: person.miniProgramOpenid } });
			const rows = await linksOf(person);
			expect(rows).toHaveLength(1);
			expect(rows[0]).toMatchObject({ mini_program_openid: person.miniProgramOpenid });
			expect(JSON.stringify(execution.data.resultData.runData)).not.toContain('session_key');
		});

		it('refuses data of another mini program, data of another login, and a code that was used', async () => {
			const [person, other] = await people({ usesMiniProgram: true, limit: 2, offset: 8 });
			const refused = { status: 401, body: { linked: false, reason: 'refused' } };
			const foreign = await encrypted(person, {
				watermark: { timestamp: Math.floor(Date.now() / 1000), appid: 'wx0000000000000000' },
			});
			expect(await post(path, foreign)).toMatchObject(refused);
			const { code } = await onStage().sandbox.login(person.id);
			expect(await post(path, { ...(await encrypted(other)), code })).toMatchObject(refused);
			expect(await post(path, { ...(await encrypted(person)), code })).toMatchObject(refused);
			expect(await linksOf(person)).toEqual([]);
		});
	});

	describe('pending-followers', () => {
		const path = 'wechat-first-login';
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'pending-followers', {}, { webhookPath: path });
			await example.run();
		});
		afterAll(async () => await example.stop());

		const queued = async ({ unionid }: PersonView) =>
			await onStage().n8n.tables.rows('wechat_pending', { unionid });

		it('queues followers who never opened the mini program, and links each at the first login', async () => {
			const { sandbox, n8n } = onStage();
			const followers = await people({ follows: true, limit: 60 });
			const never = followers.filter(({ miniProgramOpenid }) => !miniProgramOpenid).slice(0, 3);
			const [user] = followers.filter(({ miniProgramOpenid }) => miniProgramOpenid);
			// Whatever other tests have left, of which the first run made a queue.
			for (const table of [LINKS, 'wechat_pending']) await n8n.tables.remove(table);
			await n8n.tables.insert(
				LINKS,
				[...never, user].map((person) => ({
					unionid: person.unionid,
					official_account_openid: person.officialAccountOpenid,
					mini_program_openid: person.miniProgramOpenid ?? '',
					subscribed: true,
				})),
			);
			const added = async () => outputOf(await example.run(), 'Work out the differences')[0];
			expect(await added()).toMatchObject({ followers: 4, added: 3, left: 0 });
			expect(await added()).toMatchObject({ followers: 4, added: 0, left: 0 });
			expect(await queued(user)).toEqual([]);

			const [first, unfollows] = never;
			const logIn = async () => await post(path, { code: (await sandbox.login(first.id)).code });
			expect(await logIn()).toMatchObject({ status: 200, body: { linked: true, wasWaiting: true } });
			expect(await logIn()).toMatchObject({ status: 200, body: { linked: true, wasWaiting: false } });
			const { miniProgramOpenid } = await sandbox.person(first.id);
			expect(miniProgramOpenid).toBeTruthy();
			expect(await linksOf(first)).toMatchObject([
				{ mini_program_openid: miniProgramOpenid, official_account_openid: first.officialAccountOpenid },
			]);
			expect(await queued(first)).toMatchObject([{ status: 'linked' }]);

			await n8n.tables.remove(LINKS, { unionid: unfollows.unionid });
			expect(await added()).toMatchObject({ added: 0, left: 1 });
			expect(await queued(unfollows)).toMatchObject([{ status: 'left', official_account_openid: '' }]);
			expect(await queued(never[2])).toMatchObject([{ status: 'waiting' }]);

			// Who follows again waits again, and is recognised at the first login also before the next night.
			const again = { official_account_openid: unfollows.officialAccountOpenid };
			await n8n.tables.insert(LINKS, [{ unionid: unfollows.unionid, ...again, subscribed: true }]);
			expect(await added()).toMatchObject({ added: 0, left: 0 });
			expect(await queued(unfollows)).toMatchObject([{ status: 'waiting', ...again }]);
			await n8n.tables.remove(LINKS, { unionid: unfollows.unionid });
			expect(await added()).toMatchObject({ left: 1 });
			const { code } = await sandbox.login(unfollows.id);
			expect(await post(path, { code })).toMatchObject({ status: 200, body: { linked: true } });
			expect(await queued(unfollows)).toMatchObject([{ status: 'linked' }]);
			expect(await added()).toMatchObject({ added: 0, left: 0 });
			expect(await queued(unfollows)).toMatchObject([{ status: 'linked' }]);
		});

		it('answers a made-up code with 401', async () => {
			expect(await post(path, { code: 'made-up' })).toMatchObject({
				status: 401,
				body: { reason: 'loginRefused' },
			});
		});
	});
}
