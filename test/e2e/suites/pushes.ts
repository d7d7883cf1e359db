// What WeChat pushes, and what somebody else pushes, to the trigger's production URL.
import { followEventsUrl, importExamples } from '../../../host/examples';
import type { Stage } from '../../../host/stage';
import { unmet } from '../../../demo/story/checks';
import { enterPushUrl } from '../../../demo/story/follow';
import type { Tamper } from '../../../sandbox/types';

const hostile: Tamper[] = [
	'flipByte',
	'unsigned',
	'badSignature',
	'wrongAppId',
	'wrongKey',
	'stale',
	'downgrade',
	'doctype',
	'oversized',
];

export function pushSuite(onStage: () => Stage) {
	let workflowId: string;
	let createTime = Math.floor(Date.now() / 1000);

	/** A follow event that was never pushed before. */
	async function followEvent() {
		const { sandbox } = onStage();
		const [person] = await sandbox.people({ follows: true, limit: 1 });
		const { originalId } = (await sandbox.accounts()).officialAccount;
		createTime += 1;
		return [
			'<xml>',
			`<ToUserName><![CDATA[${originalId}]]></ToUserName>`,
			`<FromUserName><![CDATA[${person.officialAccountOpenid}]]></FromUserName>`,
			`<CreateTime>${createTime}</CreateTime>`,
			'<MsgType><![CDATA[event]]></MsgType>',
			'<Event><![CDATA[subscribe]]></Event>',
			'<EventKey><![CDATA[]]></EventKey>',
			'</xml>',
		].join('\n');
	}

	const push = async (message: string, tamper: Tamper = 'none') =>
		await onStage().sandbox.pushRaw({
			account: 'officialAccount',
			url: followEventsUrl(onStage()),
			mode: 'secure',
			message,
			tamper,
		});

	/** Everything pushed before has had its chance once a later, good event has been executed. */
	async function executionsOf(pushes: () => Promise<void>): Promise<number> {
		const { n8n } = onStage();
		const before = await n8n.lastExecutionId(workflowId);
		await pushes();
		const marker = await followEvent();
		expect(await push(marker)).toMatchObject({ status: 200, body: 'success' });
		let executions = await n8n.waitForExecutions(workflowId, 1, before);
		const isMarker = (execution: (typeof executions)[number]) =>
			JSON.stringify(execution.data.resultData.runData).includes(String(createTime));
		while (!executions.some(isMarker)) {
			executions = await n8n.waitForExecutions(workflowId, executions.length + 1, before);
		}
		return executions.length - 1;
	}

	beforeAll(async () => {
		await onStage().sandbox.reset({ followers: 200 });
		workflowId = (await importExamples(onStage()))['follow-events'];
		expect(unmet(await enterPushUrl(onStage()))).toEqual([]);
	});

	it('one event starts one execution', async () => {
		const message = await followEvent();
		const started = await executionsOf(async () => {
			expect(await push(message)).toMatchObject({ status: 200, body: 'success' });
		});
		expect(started).toBe(1);
	});

	it('the same event delivered three times starts one execution and is acknowledged three times', async () => {
		const message = await followEvent();
		const started = await executionsOf(async () => {
			for (const delivery of [1, 2, 3]) {
				expect({ delivery, ...(await push(message)) }).toMatchObject({
					delivery,
					status: 200,
					body: 'success',
				});
			}
		});
		expect(started).toBe(1);
	});

	it.each(hostile)('a push that is tampered with (%s) is refused and starts no execution', async (tamper) => {
		const message = await followEvent();
		const started = await executionsOf(async () => {
			const { status, body } = await push(message, tamper);
			expect(status).toBeGreaterThanOrEqual(400);
			expect(body).not.toContain('success');
		});
		expect(started).toBe(0);
	});

	it('the URL check of somebody without the token is refused', async () => {
		const { status } = await onStage().sandbox.pushRaw({
			account: 'officialAccount',
			url: followEventsUrl(onStage()),
			method: 'GET',
			tamper: 'badSignature',
		});
		expect(status).toBe(403);
	});
}
