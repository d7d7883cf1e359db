// The example that shows the kit at its shortest: a webhook, Notify a person, an answer.
import axios from 'axios';
import type { Stage } from '../../../host/stage';
import { SERVER_KEY, onlyServer, startExample, type RunningExample } from '../support/exampleSetTools';
import { callKit } from '../support/kitTools';

const PATH = 'wechat-shop-notice';

export function shopExampleSuite(onStage: () => Stage) {
	let example: RunningExample;
	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		example = await startExample(
			onStage(),
			'shop-notice',
			{},
			{ webhookPath: PATH, others: await onlyServer(onStage()) },
		);
	});
	afterAll(async () => await example.stop());

	const notice = (customer: string, number: string) => ({
		customer,
		number,
		subject: '剪发套餐',
		time: '2026-12-01T10:00:00+08:00',
		place: '天河店',
	});
	const post = async (body: object, headers: Record<string, string> = SERVER_KEY) =>
		await axios.post<Record<string, unknown>>(`${onStage().n8n.url}/webhook/${PATH}`, body, {
			validateStatus: () => true,
			proxy: false,
			headers,
		});

	it('reaches a customer by the number alone, once for one number, and tells what became of it', async () => {
		const { sandbox } = onStage();
		const [person] = await sandbox.people({ follows: true, limit: 1 });
		await callKit(onStage(), 'kit-link-person', [
			{
				unionid: person.unionid,
				official_account_openid: person.officialAccountOpenid,
				customer_number: 'S-1',
				subscribed: true,
			},
		]);
		expect((await post(notice('S-1', '1001'), {})).status).toBe(403);
		for (const call of ['first', 'again']) {
			const { status, data } = await post(notice('S-1', '1001'));
			expect({ call, status, data }).toMatchObject({
				status: 200,
				data: { delivered: true, route: 'template' },
			});
		}
		const inbox = await sandbox.inbox({ personId: person.id });
		expect(inbox).toHaveLength(1);
		expect(inbox[0].data).toMatchObject({
			thing1: '剪发套餐',
			time2: '2026-12-01 10:00',
			character_string4: '1001',
		});
	});

	it('answers why a customer was not reached, and what is missing', async () => {
		expect(await post(notice('S-nobody', '1002'))).toMatchObject({
			status: 200,
			data: { delivered: false, reason: 'notLinked' },
		});
		const { place, ...incomplete } = notice('S-1', '1003');
		expect(place).toBeTruthy();
		for (const body of [incomplete, {}, notice('S-1', '1'.repeat(28)), notice(' ', '1004')]) {
			expect(await post(body)).toMatchObject({ status: 400, data: { reason: 'incomplete' } });
		}
	});

	it('a fault is an answer of its own, and the execution says which', async () => {
		const { n8n } = onStage();
		const before = await n8n.lastExecutionId(example.id);
		const { status, data } = await post({ ...notice('S-1', '1005'), time: 'soon' });
		expect({ status, data }).toMatchObject({ status: 502, data: { delivered: null, reason: 'fault' } });
		const [execution] = await n8n.waitForExecutions(example.id, 1, before);
		expect(JSON.stringify(execution.data.resultData.error)).toContain('time2');
	});
}
