// When a push is answered: at once, or once n8n has stored the execution.
import axios from 'axios';
import { FOLLOW, securePush } from '../../../wechat/push/sign';
import { until } from './host';
import { fresh, opening, text } from './opened';

const open = opening();

test('atOnce: the answer does not wait for n8n to store anything', async () => {
	const host = await open({ acknowledge: 'atOnce' });
	let stored = () => {};
	host.store = async () => await new Promise<void>((resolve) => (stored = resolve));
	expect(await host.post(securePush(FOLLOW, fresh()))).toMatchObject({ status: 200, data: 'success' });
	expect(host.executions).toEqual([]);
	stored();
	await host.settled();
});

describe('afterSave', () => {
	test('the answer, also to a second delivery, comes only once the execution is stored', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		let stored = () => {};
		let storing = false;
		host.store = async () =>
			await new Promise<void>((resolve) => {
				storing = true;
				stored = resolve;
			});
		const answers: unknown[] = [];
		const deliver = async () => answers.push((await host.post(securePush(FOLLOW, fresh()))).data);
		const first = deliver();
		await until(() => storing);
		const second = deliver();
		await host.post(securePush(text('9'), fresh()));
		expect(answers).toEqual([]);
		stored();
		await Promise.all([first, second]);
		expect(answers).toEqual(['success', 'success']);
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});

	test('when storing fails WeChat is not told success, and the next delivery is taken', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		const push = securePush(FOLLOW, fresh());
		host.store = async () => {
			throw new Error('the database is gone');
		};
		expect(await host.post(push)).toMatchObject({ status: 500 });
		expect(await host.post(push)).toMatchObject({ status: 500 });
		expect(host.staticDataWrites).toBe(0);
		host.store = async () => {};
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
		expect(await host.post(push)).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});

	test('WeChat hangs up before the execution is stored: the next delivery does not start another', async () => {
		const host = await open({ acknowledge: 'afterSave' });
		const push = securePush(FOLLOW, fresh());
		let stored = () => {};
		let storing = false;
		host.store = async () =>
			await new Promise<void>((resolve) => {
				storing = true;
				stored = resolve;
			});
		const cut = new AbortController();
		const first = axios.post(host.url, push.rawBody, { params: push.query, signal: cut.signal });
		await until(() => storing);
		cut.abort();
		await expect(first).rejects.toThrow();
		const second = host.post(push);
		stored();
		expect(await second).toMatchObject({ status: 200, data: 'success' });
		await host.settled();
		expect(host.executions).toHaveLength(1);
	});
});
