// When a call is made again, and which further calls are not made, since they would meet the same.
import { Host, READ, SEND, errorOf, skipWaits } from './host';

const OK = { errcode: 0, errmsg: 'ok' };
const BUSY = { errcode: -1, errmsg: 'system error' };
/** The next try comes after a second and a half at least. */
const TOO_MANY = { errcode: 45011, errmsg: 'api minute-quota reach limit' };
const lost = (code: string) => Object.assign(new Error(code), { code });

afterEach(() => jest.restoreAllMocks());

describe('What every further call would meet', () => {
	const PROFILE = { ...READ, path: '/cgi-bin/user/get' };

	it('is not asked again of that interface, and is of another', async () => {
		const host = new Host([{ errcode: 48001, errmsg: 'api unauthorized' }, OK]);
		const api = await host.open();
		expect(await errorOf(api.call(READ))).toMatchObject({ reach: 'interface' });
		expect((await errorOf(api.call(READ))).description).toContain('This item was not tried');
		expect(host.sent).toHaveLength(1);
		expect(await api.call(PROFILE)).toEqual(OK);
	});

	it('is asked of nothing where it is the account’s', async () => {
		const host = new Host([{ errcode: 40013, errmsg: 'invalid appid' }, OK]);
		const api = await host.open();
		expect(await errorOf(api.call(READ))).toMatchObject({ reach: 'account' });
		expect((await errorOf(api.call(PROFILE))).description).toContain('This item was not tried');
		expect(host.sent).toHaveLength(1);
	});

	it('is the message’s alone, where it is about the mini program that the message opens', async () => {
		const invalid = { errcode: 40013, errmsg: 'invalid appid' };
		const host = new Host([invalid, OK, { errcode: 48001, errmsg: 'api unauthorized' }]);
		const api = await host.open();
		const path = '/cgi-bin/message/template/send';
		const opening = { ...SEND, path, body: { miniprogram: { appid: 'wx1' } } };
		expect(await errorOf(api.call(opening))).toMatchObject({ reach: 'call' });
		expect(await api.call(SEND)).toEqual(OK);
		expect(await errorOf(api.call(opening))).toMatchObject({ reach: 'interface' });
	});

	it('is nothing of what is about one person', async () => {
		const host = new Host([{ errcode: 40003, errmsg: 'invalid openid' }, OK]);
		const api = await host.open();
		await errorOf(api.call(READ));
		expect(await api.call(READ)).toEqual(OK);
	});
});

describe('Another try', () => {
	it('comes after a wait, and ends with the first answer', async () => {
		const waits = skipWaits();
		const host = new Host([BUSY, BUSY, OK]);
		expect(await (await host.open()).call(SEND)).toEqual(OK);
		expect(waits).toEqual([500, 1_000]);
		expect(host.sent).toHaveLength(3);
	});

	it('after a silence says that nobody knows, whatever is refused in the end, unless nothing can have been changed', async () => {
		skipWaits();
		const refusal = { errcode: 40003, errmsg: 'invalid openid' };
		const silence = (options: object) => {
			void options;
			throw lost('ECONNRESET');
		};
		const write = { ...SEND, repeatable: true };
		const told = async (call: typeof SEND, ...answers: ConstructorParameters<typeof Host>[0]) =>
			await errorOf((await new Host(answers).open()).call(call));
		expect(await told(write, silence, refusal)).toMatchObject({
			fate: 'unknown',
			explanation: { errcode: 40003 },
		});
		expect(await told(READ, silence, refusal)).toMatchObject({ fate: 'refused' });
		expect(await told(write, BUSY, refusal)).toMatchObject({ fate: 'refused' });
		expect(await told(write, refusal)).toMatchObject({ fate: 'refused' });
	});

	it('is not waited for when somebody presses Stop', async () => {
		const host = new Host([
			() => {
				host.stop.abort();
				return { statusCode: 200, headers: {}, body: JSON.stringify(TOO_MANY) };
			},
			OK,
		]);
		const startedAt = performance.now();
		const error = await errorOf((await host.open()).call(SEND));
		expect(error.message).toBe('The execution was cancelled');
		expect(host.sent).toHaveLength(1);
		expect(performance.now() - startedAt).toBeLessThan(1_400);
	});

	it('is made where nobody can press Stop: in a picker, for one', async () => {
		skipWaits();
		const host = new Host([BUSY, OK]);
		expect(await (await host.open(['getExecutionCancelSignal'])).call(READ)).toEqual(OK);
	});
});
