// The example that writes down what became of each template message, and why one was not delivered.
import { reminderTemplates } from '../../../host/examples';
import { failureOf } from '../../../host/n8n/client';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { MANUAL, startExample, type RunningExample } from '../support/exampleSetTools';

const BLOCKED = '/wxa/sec/queryblocktmplmsg';
const SEND = '/cgi-bin/message/template/send';
const HOUR_MS = 3_600_000;

export function deliveryExampleSuite(onStage: () => Stage) {
	let example: RunningExample;
	const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		example = await startExample(onStage(), 'delivery-ledger', {
			officialAccount: 'wechat-delivery-reports',
		});
		await example.run();
		for (const table of ['wechat_notices', 'wechat_deliveries']) await onStage().n8n.tables.remove(table);
	});
	afterAll(async () => await example.stop());

	const somebody = async (offset: number) =>
		(await onStage().sandbox.people({ follows: true, limit: 1, offset }))[0];
	const notice = (openid = '', subject = '剪发套餐') => ({
		openid,
		subject,
		starts_at: tomorrow(),
		status: 'waiting',
	});
	const noticesOf = async (openid = '') => await onStage().n8n.tables.rows('wechat_notices', { openid });
	const deliveriesOf = async (openid = '') =>
		await onStage().n8n.tables.rows('wechat_deliveries', { openid });

	it('joins each send with its delivery report, also the one that says that the person refuses', async () => {
		const { sandbox, n8n } = onStage();
		const [reached, refuses, unfollowed] = await sandbox.people({ follows: true, limit: 3 });
		await sandbox.refuseMessages(refuses.id, true);
		await n8n.tables.insert(
			'wechat_notices',
			[reached, refuses, unfollowed].map(({ officialAccountOpenid }) => notice(officialAccountOpenid)),
		);
		await sandbox.unfollow(unfollowed.id);

		// The run, and the two reports of what WeChat took.
		await example.after(async () => await n8n.start(example.id, MANUAL), 3);
		const notices = await n8n.tables.rows('wechat_notices');
		expect(notices.map(({ status }) => status)).toEqual(['sent', 'sent', 'notFollowing']);
		const deliveries = await n8n.tables.rows('wechat_deliveries');
		expect(deliveries).toHaveLength(2);
		const [inbox] = await sandbox.inbox({ personId: reached.id });
		expect(deliveries.find(({ openid }) => openid === reached.officialAccountOpenid)).toMatchObject({
			msgid: inbox.msgid,
			notice_id: notices[0].id,
			status: 'delivered',
			reason: '',
		});
		expect(deliveries.find(({ openid }) => openid === refuses.officialAccountOpenid)).toMatchObject({
			notice_id: notices[1].id,
			status: 'failed',
			reason: 'user block',
		});
		for (const row of deliveries) {
			expect(row.sent_at).toBeTruthy();
			expect(row.reported_at).toBeTruthy();
		}
	});

	it('joins a message that WeChat reviews first with the report that comes later, and sends it once', async () => {
		const { sandbox, n8n } = onStage();
		const person = await somebody(30);
		const { officialAccountOpenid: openid } = person;
		await sandbox.settings({ templateReview: 'pending', reviewMs: 6_000, reviewMsgid: true });
		await n8n.tables.insert('wechat_notices', [notice(openid, '染发套餐')]);
		// The run, and after the review the report.
		await example.after(async () => await n8n.start(example.id, MANUAL), 2);
		await sandbox.settings({ templateReview: 'none' });

		const [sent] = await noticesOf(openid);
		expect(sent).toMatchObject({ status: 'sent', reason: '' });
		const deliveries = await deliveriesOf(openid);
		expect(deliveries).toMatchObject([{ notice_id: sent.id, status: 'delivered', msgid: sent.msgid }]);
		expect(deliveries[0].sent_at).toBeTruthy();
		expect(await sandbox.inbox({ personId: person.id })).toMatchObject([{ msgid: deliveries[0].msgid }]);
	});

	it('ends a review by the report that says that it was not delivered, with the reason', async () => {
		const { sandbox, n8n } = onStage();
		const { officialAccountOpenid: openid } = await somebody(31);
		await sandbox.settings({
			templateReview: 'pending',
			reviewMs: 6_000,
			templateStatus: 'failed: system failed',
		});
		await n8n.tables.insert('wechat_notices', [notice(openid, '烫发套餐')]);
		await example.after(async () => await n8n.start(example.id, MANUAL), 2);
		await sandbox.settings({ templateReview: 'none', templateStatus: 'success' });
		expect(await noticesOf(openid)).toMatchObject([{ status: 'failed', reason: 'system failed' }]);
	});

	/** One notice that WeChat reviews; the run must end well. */
	async function inReview({ officialAccountOpenid }: PersonView, subject: string) {
		const { sandbox, n8n } = onStage();
		// The review lasts longer than the tests, and WeChat tells the number of the message.
		await sandbox.settings({ templateReview: 'pending', reviewMs: 600_000, reviewMsgid: true });
		await n8n.tables.insert('wechat_notices', [notice(officialAccountOpenid, subject)]);
		await example.run();
		await sandbox.settings({ templateReview: 'none' });
	}
	/** As if they had been sent so long ago. */
	async function age({ officialAccountOpenid: openid = '' }: PersonView, ms: number) {
		const { tables } = onStage().n8n;
		const rows = await noticesOf(openid);
		await tables.remove('wechat_notices', { openid });
		const columns = ['openid', 'subject', 'starts_at', 'status', 'reason', 'template_id', 'msgid'];
		const sent_at = new Date(Date.now() - ms).toISOString();
		await tables.insert(
			'wechat_notices',
			rows.map((row) => ({ ...Object.fromEntries(columns.map((column) => [column, row[column]])), sent_at })),
		);
	}
	const asked = async () => (await onStage().sandbox.counters()).calls[BLOCKED];

	describe('a message that the review stops', () => {
		const TWO_HOURS = 2 * HOUR_MS;
		const seconds = (ago: number) => Math.floor((Date.now() - ago) / 1000);
		let stopped: PersonView;
		let waits: PersonView;
		let templateId: string;

		beforeAll(async () => {
			({ templateId } = await reminderTemplates(onStage()));
			stopped = await somebody(40);
			waits = await somebody(41);
		});
		beforeEach(async () => {
			await onStage().n8n.tables.remove('wechat_notices');
			await onStage().sandbox.resetCounters();
		});

		it('is not asked about within the hour', async () => {
			await inReview(stopped, '审核一');
			await example.run();
			expect(await noticesOf(stopped.officialAccountOpenid)).toMatchObject([
				{ status: 'in review', reason: '', template_id: templateId },
			]);
			expect(await asked()).toBeUndefined();
		});

		it('has failed for that reason after an hour, and no other notice has', async () => {
			const { sandbox, n8n } = onStage();
			await inReview(stopped, '审核二');
			await inReview(waits, '审核二');
			await age(stopped, TWO_HOURS);
			await age(waits, TWO_HOURS);
			// Sent to the same person, and arrived; and one that was sent long after the one that was stopped.
			const { officialAccountOpenid: openid } = stopped;
			const sent = { ...notice(openid), status: 'sent', template_id: templateId };
			await n8n.tables.insert('wechat_notices', [
				{ ...sent, sent_at: new Date(Date.now() - TWO_HOURS).toISOString() },
				{ ...sent, status: 'in review', sent_at: new Date().toISOString() },
			]);
			await sandbox.blockMessage(stopped.id, templateId, seconds(TWO_HOURS + 60_000));
			// Blocked once long ago: another message.
			await sandbox.blockMessage(waits.id, templateId, seconds(30 * TWO_HOURS));
			await sandbox.resetCounters();
			await example.run();
			expect(await noticesOf(openid)).toMatchObject([
				{ status: 'failed', reason: 'stopped by review' },
				{ status: 'sent' },
				{ status: 'in review' },
			]);
			expect(await noticesOf(waits.officialAccountOpenid)).toMatchObject([{ status: 'in review' }]);
			// Two notices of one template: one question. And nothing is sent again.
			expect(await asked()).toBe(1);
			expect((await sandbox.counters()).calls[SEND]).toBeUndefined();
		});

		it('is asked about for three days', async () => {
			await inReview(stopped, '审核三');
			await age(stopped, 73 * HOUR_MS);
			await onStage().sandbox.resetCounters();
			await example.run();
			expect(await asked()).toBeUndefined();
		});
	});

	it('writes the refusal to a notice that WeChat refuses for good, with what WeChat recorded of it', async () => {
		const { sandbox, n8n } = onStage();
		const nobody = 'oNobodyOfThisAccount00000000';
		await n8n.tables.insert('wechat_notices', [notice(nobody)]);
		const execution = await n8n.run(example.id, MANUAL);
		expect(failureOf(execution)).toContain('1 of 1 notices could not be sent');
		const [{ rid = '' }] = (await sandbox.calls({ path: SEND })).slice(-1);
		const [row] = await noticesOf(nobody);
		expect(row).toMatchObject({ status: 'failed' });
		expect(String(row.reason)).toContain('40003');
		expect(String(row.reason)).toContain(`rid: ${rid}`);
		expect(String(row.recorded)).toContain(nobody);
		expect(String(row.recorded)).toContain('剪发套餐');
	});

	it('writes down why a person cannot be reached, and what kept a notice waiting until it was sent', async () => {
		const { sandbox, n8n } = onStage();
		const person = await somebody(50);
		const left = await somebody(51);
		await sandbox.unfollow(left.id);
		await n8n.tables.insert('wechat_notices', [notice(left.officialAccountOpenid)]);
		await example.run();
		expect(await noticesOf(left.officialAccountOpenid)).toMatchObject([
			{ status: 'notFollowing', reason: expect.stringContaining('43004') as string },
		]);
		await n8n.tables.insert('wechat_notices', [notice(person.officialAccountOpenid)]);
		await sandbox.fault({ path: SEND, errcode: 45009, times: 1 });
		expect(failureOf(await n8n.run(example.id, MANUAL))).toContain('could not be sent');
		expect(await noticesOf(person.officialAccountOpenid)).toMatchObject([
			{ status: 'waiting', reason: expect.stringContaining('45009') as string },
		]);
		await example.after(async () => await n8n.start(example.id, MANUAL), 2);
		expect(await noticesOf(person.officialAccountOpenid)).toMatchObject([{ status: 'sent', reason: '' }]);
	});

	it('writes the reason of a delivery that failed: too many messages for one person', async () => {
		const { sandbox, n8n } = onStage();
		const person = await somebody(60);
		await sandbox.settings({ templateStatus: 'failed:freq limit' });
		await n8n.tables.insert('wechat_notices', [notice(person.officialAccountOpenid)]);
		await example.after(async () => await n8n.start(example.id, MANUAL), 2);
		await sandbox.settings({ templateStatus: 'success' });
		expect(await deliveriesOf(person.officialAccountOpenid)).toMatchObject([
			{ status: 'failed', reason: 'freq limit' },
		]);
	});
}
