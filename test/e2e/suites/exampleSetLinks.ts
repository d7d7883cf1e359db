// The examples that link on web pages, and that move an account.
import axios from 'axios';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import {
	MANUAL,
	SERVER_KEY,
	onlyServer,
	startExample,
	type RunningExample,
} from '../support/exampleSetTools';
import { callKit } from '../support/kitTools';

const LINKS = 'wechat_links';
const LOGINS = 'wechat_web_logins';

export function linkExampleSuite(onStage: () => Stage) {
	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		await callKit(onStage(), 'kit-find-person', [{ unionid: 'nobody' }]);
		await onStage().n8n.tables.remove(LINKS);
	});

	const anyStatus = { validateStatus: () => true, proxy: false } as const;
	const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
		await axios.post<Record<string, unknown>>(`${onStage().n8n.url}/webhook/${path}`, body, {
			...anyStatus,
			headers,
		});
	const open = async (url: string) => await axios.get<string>(url, anyStatus);
	const people = async (filter: object) => await onStage().sandbox.people(filter);
	const rows = async (filter: Record<string, string>) => await onStage().n8n.tables.rows(LINKS, filter);

	describe('web-login-link', () => {
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(
				onStage(),
				'web-login-link',
				{},
				{ webhookPath: 'wechat-web-login-start' },
			);
		});
		afterAll(async () => await example.stop());

		const linkFor = async ({ id }: PersonView) => {
			const { code } = await onStage().sandbox.login(id);
			const { status, data } = await post('wechat-web-login-start', { code });
			expect(status).toBe(200);
			return String(data.url);
		};
		/** @returns where WeChat sends the person who opens the link */
		const wayBack = async ({ id }: PersonView, url: string) => {
			const visit = await onStage().sandbox.openPage(id, url);
			expect(visit.error).toBeUndefined();
			return String(visit.location);
		};

		it('links both openids of somebody who never followed, without any unionid', async () => {
			const { sandbox } = onStage();
			await sandbox.settings({ bound: false });
			const [person] = await people({ follows: false, usesMiniProgram: true, limit: 1 });
			const back = await wayBack(person, await linkFor(person));
			const answer = await open(back);
			await sandbox.settings({ bound: true });
			expect(answer.status).toBe(200);
			expect(answer.data).toContain('Linked');
			const found = await rows({ mini_program_openid: String(person.miniProgramOpenid) });
			expect(found).toHaveLength(1);
			expect(found[0].unionid ?? '').toBe('');
			await sandbox.follow(person.id);
			const now = await sandbox.person(person.id);
			expect(found[0].official_account_openid).toBe(now.officialAccountOpenid);
		});

		it('takes a state once, also when two returns come at the same moment', async () => {
			const [person] = await people({ follows: false, usesMiniProgram: true, limit: 1, offset: 1 });
			const url = await linkFor(person);
			const backs = [await wayBack(person, url), await wayBack(person, url), await wayBack(person, url)];
			const answers = await Promise.all(backs.slice(0, 2).map(async (back) => await open(back)));
			expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
			expect((await open(backs[2])).status).toBe(400);
		});

		it.each([
			['a state of nobody', 'f'.repeat(32)],
			['no state', ''],
			['an openid as state', 'OPENID'],
		])('links nobody by %s', async (_, state) => {
			const [person] = await people({ follows: false, usesMiniProgram: true, limit: 1, offset: 2 });
			const back = new URL(await wayBack(person, await linkFor(person)));
			back.searchParams.set('state', state === 'OPENID' ? String(person.miniProgramOpenid) : state);
			expect((await open(back.href)).status).toBe(400);
			expect(await rows({ mini_program_openid: String(person.miniProgramOpenid) })).toEqual([]);
		});

		it.each([
			[9, 200],
			[11, 400],
		])('takes a state of %d minutes ago: %d', async (minutes, status) => {
			const { tables } = onStage().n8n;
			const offset = minutes === 9 ? 6 : 7;
			const [person] = await people({ follows: false, usesMiniProgram: true, limit: 1, offset });
			const mini_program_openid = String(person.miniProgramOpenid);
			const back = await wayBack(person, await linkFor(person));
			const [{ state, claimed_by }] = await tables.rows(LOGINS, { mini_program_openid });
			await tables.remove(LOGINS, { mini_program_openid });
			const begun_at = new Date(Date.now() - minutes * 60_000).toISOString();
			await tables.insert(LOGINS, [{ state, mini_program_openid, status: 'open', claimed_by, begun_at }]);
			const answer = await open(back);
			expect(answer.status).toBe(status);
			expect(answer.data).toContain(status === 200 ? 'Linked' : 'older than ten minutes');
			expect(await rows({ mini_program_openid })).toHaveLength(status === 200 ? 1 : 0);
		});

		it('links nobody by a snapshot page, whose ids are made up', async () => {
			const { sandbox } = onStage();
			const [person] = await people({ follows: false, usesMiniProgram: true, limit: 1, offset: 3 });
			const url = await linkFor(person);
			await sandbox.settings({ snapshotPage: true });
			const answer = await open(await wayBack(person, url));
			await sandbox.settings({ snapshotPage: false });
			expect(answer.data).toContain('open it in full');
			expect(await rows({ mini_program_openid: String(person.miniProgramOpenid) })).toEqual([]);
		});

		it("refuses somebody else who opens a linked person's new link, and changes nothing", async () => {
			const [person, other] = await people({ follows: false, usesMiniProgram: true, limit: 2, offset: 4 });
			expect((await open(await wayBack(person, await linkFor(person)))).status).toBe(200);
			const before = await rows({ mini_program_openid: String(person.miniProgramOpenid) });
			expect((await open(await wayBack(other, await linkFor(person)))).status).toBe(409);
			expect(await rows({ mini_program_openid: String(person.miniProgramOpenid) })).toEqual(before);
		});

		it('answers a made-up code with 401', async () => {
			expect(await post('wechat-web-login-start', { code: 'made-up' })).toMatchObject({ status: 401 });
		});
	});

	describe('one-time', () => {
		let example: RunningExample;
		beforeAll(async () => {
			const { id } = await onStage().sandbox.oneTimeTemplate();
			example = await startExample(
				onStage(),
				'one-time',
				{},
				{
					webhookPath: 'wechat-one-time-link',
					others: await onlyServer(onStage()),
					values: { YOUR_ONE_TIME_TEMPLATE_ID: id },
				},
			);
		});
		afterAll(async () => await example.stop());

		const send = async (customer: string) =>
			await post(
				'wechat-one-time-send',
				{ customer, title: 'Ready', content: 'Your table is ready.' },
				SERVER_KEY,
			);

		it('links who agrees, and sends one message for one consent', async () => {
			const { sandbox } = onStage();
			expect((await post('wechat-one-time-link', { customer: 'K-77' })).status).toBe(403);
			const asked = await post('wechat-one-time-link', { customer: 'K-77' }, SERVER_KEY);
			expect(asked.status).toBe(200);
			expect((await send('K-77')).status).toBe(404);
			const [person] = await people({ follows: false, limit: 1, offset: 20 });
			const { location = '' } = await sandbox.openPage(person.id, String(asked.data.url));
			expect((await open(location)).data).toContain('Thank you');
			expect((await open(location)).data).toContain('used before');
			const openid = new URL(location).searchParams.get('openid');
			expect(await rows({ customer_number: 'K-77' })).toMatchObject([{ official_account_openid: openid }]);
			const both = await Promise.all([send('K-77'), send('K-77')]);
			expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
			expect(both.find(({ status }) => status === 200)?.data).toMatchObject({ delivered: true });
			expect((await send('K-77')).status).toBe(404);
			expect(await sandbox.inbox({ personId: person.id })).toHaveLength(1);
		});

		it('links nobody by a return that WeChat did not send', async () => {
			const url = `${onStage().n8n.url}/webhook/wechat-one-time-back?action=confirm&openid=oSomebody&scene=1&reserved=${'a'.repeat(32)}`;
			expect((await open(url)).data).toContain('Nothing will be sent');
			expect(await rows({ official_account_openid: 'oSomebody' })).toEqual([]);
		});
	});

	describe('notification-consent', () => {
		let example: RunningExample;
		let templateId: string;
		beforeAll(async () => {
			const all = (await onStage().sandbox.templates()).officialAccount;
			templateId = all.find(({ type }) => type === 'oneTime')?.id ?? '';
			example = await startExample(
				onStage(),
				'notification-consent',
				{ officialAccount: 'wechat-notification-consent' },
				{
					webhookPath: 'wechat-notification-send',
					others: await onlyServer(onStage()),
					values: { YOUR_NOTIFICATION_TEMPLATE_ID: templateId },
				},
			);
		});
		afterAll(async () => await example.stop());

		it('serves a page whose signature WeChat would take, and signs no other page', async () => {
			const shown = await open(`${onStage().n8n.url}/webhook/wechat-consent`);
			// n8n's own idea of its address.
			const [, page] = /fetch\('([^']+)-sign/.exec(shown.data) ?? [];
			expect(shown.headers['content-type']).toContain('text/html');
			expect(shown.data).toContain(`<wx-open-subscribe id="ask" template="${templateId}">`);
			const sign = async (url: string) =>
				await axios.get<Record<string, unknown>>(`${page}-sign`, { ...anyStatus, params: { url } });
			const { status, data } = await sign(`${page}?from=singlemessage`);
			expect(status).toBe(200);
			expect(data).toMatchObject({
				nonceStr: expect.any(String),
				signature: expect.stringMatching(/^[0-9a-f]{40}$/),
			});
			expect(Object.keys(data).sort()).toEqual(['appId', 'nonceStr', 'signature', 'timestamp']);
			for (const url of ['https://example.com/', `${page}-sign`, `${page}.example.com`]) {
				expect((await sign(url)).status).toBe(400);
			}
		});

		it('records the consent that WeChat reports, and spends it on one notification', async () => {
			const { sandbox } = onStage();
			const [person] = await people({ follows: true, limit: 1, offset: 50 });
			const template = (await sandbox.templates()).officialAccount.find(({ id }) => id === templateId);
			const values = Object.fromEntries(
				(template?.keys ?? []).map((key) => [key, /time|date/.test(key) ? '2026年11月21日 15:01' : '123']),
			);
			const openid = String(person.officialAccountOpenid);
			const send = async () => await post('wechat-notification-send', { openid, values }, SERVER_KEY);
			expect((await send()).status).toBe(404);
			await example.afterPush(async () => await sandbox.grant(person.id, templateId, 1));
			const both = await Promise.all([send(), send()]);
			expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
			expect(both.find(({ status }) => status === 200)?.data).toMatchObject({ delivered: true });
			expect(await sandbox.inbox({ personId: person.id })).toHaveLength(1);
			expect((await send()).status).toBe(404);
		});
	});

	describe('move-account', () => {
		it('rewrites the table, goes on where it broke off, and leaves who cannot be converted', async () => {
			const { sandbox, n8n } = onStage();
			const { tables } = n8n;
			await sandbox.reset({ followers: 540 });
			const followers = await people({ follows: true, limit: 540 });
			const old = await sandbox.oldAccount({ follows: true, limit: 540 });
			const values = { APPID_OF_THE_OLD_ACCOUNT: old.appId };
			const example = await startExample(onStage(), 'move-account', {}, { values });
			const stranger = { official_account_openid: 'oNobodyOfTheOldAccount000000' };
			await tables.remove(LINKS);
			await tables.insert(LINKS, [
				...followers.map(({ id, unionid }) => ({ unionid, official_account_openid: old.openids[id] })),
				stranger,
			]);
			const moved = async () => {
				const now = new Map((await tables.rows(LINKS)).map((row) => [row.unionid, row]));
				return followers.filter(
					({ unionid, officialAccountOpenid }) =>
						now.get(unionid)?.official_account_openid === officialAccountOpenid,
				).length;
			};
			// The stranger stands in the second portion: its call fails.
			const contains = stranger.official_account_openid;
			await sandbox.fault({ path: '/cgi-bin/changeopenid', errcode: 48001, contains, times: -1 });
			expect(failureOf(await n8n.run(example.id, MANUAL))).not.toBe('');
			await sandbox.clearFaults();
			expect(await moved()).toBe(500);
			await sandbox.resetCounters();
			const journal = outputOf(await example.run(), 'What became of all');
			expect((await sandbox.calls({ path: '/cgi-bin/changeopenid' })).length).toBe(1);
			expect(journal).toHaveLength(followers.length + 1);
			expect(journal.filter(({ reason }) => reason)).toMatchObject([
				{ old_openid: stranger.official_account_openid, new_openid: '' },
			]);
			expect(await moved()).toBe(followers.length);
			await example.run();
			expect(await moved()).toBe(followers.length);
			expect(await tables.rows(LINKS, stranger)).toHaveLength(1);
		}, 300_000);
	});
}
