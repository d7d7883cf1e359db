// Events that are known to have come: kept in the workflow's static data, for other processes and after a restart.
import { sleep } from 'n8n-workflow';
import { FOLLOW, plainPush, securePush } from '../../../wechat/push/sign';
import { type TriggerHost, until } from './host';
import { follow, fresh, opening, text } from './opened';

const open = opening();
const keysIn = (host: TriggerHost): string[] =>
	(host.staticData['node:Trigger'] as { recentEvents?: string[] } | undefined)?.recentEvents ?? [];

test('another process knows an event from static data', async () => {
	const first = await open();
	const push = securePush(FOLLOW, fresh());
	await first.post(push);
	await until(() => first.staticDataWrites === 1);
	const second = await open();
	const [stored] = Object.values(first.staticData);
	second.staticData = { [`node:${second.node.name}`]: stored };
	expect(await second.post(push)).toMatchObject({ status: 200, data: 'success' });
	await second.settled();
	expect(second.executions).toEqual([]);
});

test('static data is kept with After Save as well, also what is written into it later', async () => {
	const host = await open({ acknowledge: 'afterSave' });
	for (const push of [securePush(follow(), fresh()), securePush(follow(), fresh())]) {
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
	}
	await until(() => keysIn(host).length === 2);
});

test('the last event before a pause is written as well: another process knows it', async () => {
	const first = await open();
	const pushes = Array.from({ length: 20 }, () => securePush(follow(), fresh()));
	for (const push of pushes) await first.post(push);
	await first.settled();
	await until(() => keysIn(first).length === 20);
	const second = await open();
	second.staticData = { [`node:${second.node.name}`]: Object.values(first.staticData)[0] };
	for (const push of pushes) expect(await second.post(push)).toMatchObject({ status: 200, data: 'success' });
	await second.settled();
	expect(second.executions).toEqual([]);
});

describe('static data does not go back in time', () => {
	test.each(['atOnce', 'afterSave'])('%s: while WeChat is asked who it is', async (acknowledge) => {
		const host = await open({ acknowledge, fetchUserInfo: true });
		await host.post(securePush(follow(), fresh()));
		await host.settled();
		let answerNow = () => {};
		let asked = false;
		host.beforeUserInfo = async () =>
			await new Promise<void>((resolve) => {
				asked = true;
				answerNow = resolve;
			});
		const pushed = host.post(securePush(follow(), fresh()));
		await until(() => asked);
		await sleep(150);
		// Another node of the workflow counts meanwhile.
		host.staticData = { ...host.staticData, global: { count: 7 } };
		answerNow();
		await pushed;
		await host.settled();
		expect(host.staticData.global).toEqual({ count: 7 });
		// Nothing is forgotten for that: the next push that need not wait writes both.
		host.beforeUserInfo = async () => {};
		const unfollow = follow().replace('[subscribe]', '[unsubscribe]');
		await host.post(securePush(unfollow, fresh()));
		await until(() => keysIn(host).length === 3);
		expect(host.staticData.global).toEqual({ count: 7 });
	});

	test('nothing is written for what changes nothing: repetitions, the unwanted, the refused', async () => {
		const host = await open();
		const push = securePush(follow(), fresh());
		await host.post(push);
		await until(() => host.staticDataWrites === 1);
		for (const other of [push, push, securePush(text('77'), fresh()), plainPush(FOLLOW, fresh())])
			await host.post(other);
		await sleep(50);
		expect(host.staticDataWrites).toBe(1);
	});
});
