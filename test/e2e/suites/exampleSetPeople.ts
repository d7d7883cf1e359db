/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The examples that write down who a person is, and forget it again.
import axios from 'axios';
import type { Stage } from '../../../demo/stage';
import type { PersonView } from '../../../sandbox/types';
import { startExample, type RunningExample } from './exampleSetTools';

const LINKS = 'wechat_links';

export function peopleExampleSuite(onStage: () => Stage) {
	beforeAll(async () => await onStage().sandbox.reset({ followers: 200 }));

	const post = async (path: string, body: unknown) => {
		const url = `${onStage().n8n.url}/webhook/${path}`;
		const { status, data } = await axios.post<Record<string, unknown>>(url, body, {
			validateStatus: () => true,
			proxy: false,
		});
		return { status, body: data };
	};
	const people = async (filter: object) => await onStage().sandbox.people(filter);
	const linksOf = async ({ unionid }: PersonView) => await onStage().n8n.tables.rows(LINKS, { unionid });

	describe('qr-sign-up', () => {
		const path = 'wechat-sign-up-code';
		let example: RunningExample;
		beforeAll(async () => {
			example = await startExample(onStage(), 'qr-sign-up', { officialAccount: 'wechat-qr-sign-up' }, path);
		});
		afterAll(async () => await example.stop());

		const customer = async (customer_number: string) =>
			await onStage().n8n.tables.rows('wechat_customers', { customer_number });

		it('gives a code whose scan links the customer number with the follower, and tells the person', async () => {
			const { sandbox } = onStage();
			const answer = await post(path, { customer: 'K-1042' });
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

		it('links somebody new by the follow that comes of the scan, and keeps one row per customer number', async () => {
			const { sandbox } = onStage();
			const [first, second] = await people({ follows: false, usesMiniProgram: true, limit: 2 });
			for (const { id } of [first, second]) {
				await example.afterPush(async () => await sandbox.follow(id, { scene: 'customer-K-7' }));
			}
			const now = await sandbox.person(second.id);
			expect((await customer('K-7')).map((row) => row.official_account_openid)).toEqual([
				now.officialAccountOpenid,
			]);
		});

		it('links nobody through a code that is not a sign-up code', async () => {
			const { sandbox, n8n } = onStage();
			const [person] = await people({ follows: true, limit: 1, offset: 1 });
			const before = await n8n.tables.count('wechat_customers');
			await example.afterPush(async () => await sandbox.scan(person.id, 'window'));
			expect(await n8n.tables.count('wechat_customers')).toBe(before);
		});

		it.each([{}, { customer: '' }, { customer: '"}' }])('refuses %j as a customer number', async (body) => {
			expect(await post(path, body)).toMatchObject({ status: 400, body: { reason: 'noCustomer' } });
		});
	});
}
