// What stands before a call: the wait for another try, the one account of a run, and who refuses it before WeChat hears of it.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { assertOneAccount } from '../../../../../nodes/shared/call/oneAccount';
import { pause } from '../../../../../nodes/shared/call/pause';
import { accountOf, credentialNotGiven, refusedByN8n } from '../../../../../nodes/shared/call/refusal';
import type { ApiContext } from '../../../../../nodes/shared/call/types';

const CREDENTIAL = 'wechatLinkOfficialAccountApi';
const account = {
	appId: 'wx0a1b2c3d4e5f6789',
	appSecret: '0'.repeat(32),
	baseUrl: 'https://api.weixin.qq.com',
	tokenEndpoint: 'stable',
	accessToken: 'a',
};

describe('A wait', () => {
	it('lasts as long as it is told', async () => {
		const startedAt = performance.now();
		expect(await pause(50, undefined)).toBe(true);
		expect(await pause(50, new AbortController().signal)).toBe(true);
		expect(performance.now() - startedAt).toBeGreaterThanOrEqual(98);
	});

	it('ends when somebody presses Stop, and does not begin after that', async () => {
		const stop = new AbortController();
		const startedAt = performance.now();
		const waiting = pause(900, stop.signal);
		stop.abort();
		expect(await waiting).toBe(false);
		expect(await pause(900, stop.signal)).toBe(false);
		expect(performance.now() - startedAt).toBeLessThan(800);
	});

	it('leaves nothing behind at the signal', async () => {
		const { signal } = new AbortController();
		const listening = new Map<unknown, string>();
		const add = signal.addEventListener.bind(signal);
		const remove = signal.removeEventListener.bind(signal);
		signal.addEventListener = ((type: string, listener: () => void) => {
			listening.set(listener, type);
			add(type, listener);
		}) as typeof add;
		signal.removeEventListener = ((type: string, listener: () => void) => {
			if (listening.get(listener) === type) listening.delete(listener);
			remove(type, listener);
		}) as typeof remove;
		await pause(1, signal);
		expect(listening.size).toBe(0);
	});
});

describe('The account of a run', () => {
	/** A credential that gives each item what stands in its place. */
	const check = async (fields: object[]) => {
		const read: number[] = [];
		const credentials = fields.map((one) => ({ ...account, ...one }) as ICredentialDataDecryptedObject);
		const context = {
			getInputData: () => fields,
			getCredentials: async (_: string, index: number) => {
				read.push(index);
				return await Promise.resolve(credentials[index]);
			},
		} as unknown as ApiContext;
		const refusal = await assertOneAccount(context, CREDENTIAL, credentials[0]).catch(
			(error: unknown) => error,
		);
		return { read, refusal };
	};

	it.each([
		[1, []],
		[2, [1]],
		[3, [1, 2]],
		[9, [1, 4, 8]],
	])('of %i items is read for few of them', async (count, read) => {
		expect(await check(new Array<object>(count).fill({}))).toEqual({ read, refusal: undefined });
	});

	it.each([{ appId: 'x' }, { appSecret: 'x' }, { baseUrl: 'x' }, { tokenEndpoint: 'classic' }])(
		'is another one with another %j',
		async (other) => {
			const { refusal } = await check([{}, {}, other]);
			expect(refusal).toMatchObject({ reach: 'account', fate: 'neverSent' });
			expect(refusal).toMatchObject({
				description: expect.stringContaining('gives item 2 another') as string,
			});
		},
	);

	it('is the same with another token', async () => {
		expect((await check([{}, { accessToken: 'b' }])).refusal).toBeUndefined();
	});

	it('is not asked for where there are no items', async () => {
		const context = {} as ApiContext;
		expect(await assertOneAccount(context, CREDENTIAL, account)).toBeUndefined();
	});
});

describe('Before WeChat hears of a call', () => {
	const own = (message: string, description?: string) =>
		Object.assign(new Error(message), { level: 'warning', tags: {}, description });
	const NOT_MADE = "This is n8n's answer, not WeChat's: nothing was sent";

	it('n8n may refuse it, in its own words', () => {
		expect(refusedByN8n(own('Blocked.', 'Ask your admin.'))).toMatchObject({
			message: 'Blocked',
			description: `Ask your admin. ${NOT_MADE}`,
			reach: 'account',
			fate: 'neverSent',
		});
		expect(refusedByN8n(own('Blocked'))).toMatchObject({ description: NOT_MADE });
		expect(refusedByN8n(own('Blocked', 'Blocked'))).toMatchObject({ description: NOT_MADE });
		expect(refusedByN8n(new Error('ECONNRESET'))).toBeUndefined();
	});

	it('n8n may not give the credential', () => {
		expect(credentialNotGiven(own('No credential', 'Choose one'))).toMatchObject({
			message: 'No credential',
			description: `Choose one. ${NOT_MADE}`,
		});
		expect(credentialNotGiven(new Error('gone'))).toMatchObject({
			message: 'gone',
			description: NOT_MADE,
			fate: 'neverSent',
		});
		expect(credentialNotGiven('gone')).toMatchObject({ message: 'gone', reach: 'account' });
	});

	it('the credential may not be in order', () => {
		expect(accountOf(account, CREDENTIAL)).toMatchObject({ appId: account.appId });
		for (const [patch, says] of [
			[{ appId: 'gh_0123' }, 'original ID'],
			[{ appId: '' }, "'App ID' is empty"],
			[{ baseUrl: 'ftp://x' }, "'Base URL'"],
		] as const) {
			const read = () => accountOf({ ...account, ...patch }, CREDENTIAL);
			expect(read).toThrow(says);
			expect(read).toThrow(expect.objectContaining({ reach: 'account', fate: 'neverSent' }) as Error);
		}
	});
});
