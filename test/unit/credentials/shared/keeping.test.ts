// How long a token is used, who shares it, and when WeChat is made to issue another one.
import { REJECTED_TOKEN_HEADER, tokenId } from '../../../../wechat/accessToken';
import { fingerprint } from '../../../../wechat/account';
import { Bench, CLASSIC, DAY, MINUTE, STABLE, stopClock } from './keyring';
import type { Key } from './keyring';

const bench = new Bench();
/** WeChat said of these that they are not valid. */
const after = (...tokens: string[]) => ({
	url: '/cgi-bin/user/get',
	headers: { [REJECTED_TOKEN_HEADER]: tokens.map(tokenId).join(',') },
});

describe('A stored token', () => {
	it.each<[left: number, calls: number]>([
		[1, 1],
		[0, 2],
		[-1, 2],
		[7_200_000, 1],
		[7_200_001, 2],
	])('that has %i ms left takes %i calls in all', async (left, calls) => {
		const key = bench.key();
		await key.token();
		const now = stopClock(2 * MINUTE);
		key.edit({ validUntil: now + left });
		await key.token();
		expect(await bench.calls()).toBe(calls);
	});

	it.each([
		['secret', { appSecret: '0'.repeat(32) }],
		['endpoint', { tokenEndpoint: 'classic' }],
	])('is not used with another %s', async (_, patch) => {
		const key = bench.key();
		await key.token();
		Object.assign(key.credentials, patch);
		await key.token().catch(() => undefined);
		expect((await bench.calls()) + (await bench.calls(CLASSIC))).toBe(2);
	});

	it('that this version did not write is fetched anew', async () => {
		const key = bench.key({ accessToken: '{"token":7}' });
		expect(await key.token()).toMatch(/./);
		expect(key.record.boundTo).toBe(
			fingerprint({ ...bench.account, tokenEndpoint: 'stable', baseUrl: bench.url }),
		);
	});

	it('is read again when only the credential’s number of fields changed', async () => {
		const key = bench.key();
		const token = await key.token();
		delete key.credentials.appSecret;
		await expect(key.token()).rejects.toThrow("'App Secret' is empty");
		key.credentials.appSecret = bench.account.appSecret;
		key.credentials.note = 'new';
		expect(await key.token()).toBe(token);
	});
});

describe('Several credentials of one account', () => {
	it('ask together only once, and each the next minute gets the token without a call', async () => {
		stopClock();
		const keys = Array.from({ length: 5 }, () => bench.key());
		const tokens = await Promise.all(keys.map(async (key) => await key.token()));
		expect(new Set(tokens).size).toBe(1);
		expect(await bench.calls()).toBe(1);
		stopClock(MINUTE - 1_000);
		expect(await bench.key().token()).toBe(tokens[0]);
		expect(await bench.calls()).toBe(1);
		stopClock(MINUTE + 1_000);
		await bench.key().token();
		expect(await bench.calls()).toBe(2);
	});

	it('ask again once the call that they shared has failed', async () => {
		await bench.client.fault({ path: STABLE, times: 1, errcode: 40125, errmsg: 'invalid appsecret' });
		const key = bench.key();
		const both = await Promise.allSettled([key.token(), bench.key().token()]);
		expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await bench.calls()).toBe(1);
		expect(await key.token()).toMatch(/./);
	});

	it('share a token of the classic endpoint to its end, since each call retires the one before', async () => {
		stopClock();
		const classic = () => bench.key({ tokenEndpoint: 'classic' });
		const token = await classic().token();
		stopClock(115 * MINUTE);
		expect(await classic().token()).toBe(token);
		expect(await bench.calls(CLASSIC)).toBe(1);
		stopClock(117 * MINUTE);
		expect(await classic().token()).not.toBe(token);
		expect(await bench.calls(CLASSIC)).toBe(2);
	});

	it('do not get a token that one of them knows to be rejected', async () => {
		const token = await bench.key().token();
		await bench.client.revokeToken('officialAccount');
		const other = bench.key();
		await other.token();
		expect(await other.token(after(token))).not.toBe(token);
		expect(await bench.key().token()).not.toBe(token);
		expect(await bench.calls()).toBe(2);
	});
});

describe('A token that only a force replaces', () => {
	/** WeChat goes on handing out the token that it rejects. */
	const spoiled = async (): Promise<{ key: Key; token: string; now: number }> => {
		await bench.client.settings({ afterRevoke: 'sameToken' });
		const key = bench.key();
		const token = await key.token();
		await bench.client.revokeToken('officialAccount');
		return { key, token, now: stopClock(2 * MINUTE) };
	};
	const times = (count: number, newest: number) =>
		Array.from({ length: count }, (_, at) => newest - at * 1000);

	it('is forced once, and the record tells when', async () => {
		const { key, token, now } = await spoiled();
		expect(await key.token(after(token))).not.toBe(token);
		expect(await bench.forced()).toBe(1);
		expect(key.record.forced).toEqual([now]);
		const [, , force] = await bench.client.calls({ path: STABLE });
		expect(force.body).toMatchObject({ force_refresh: true });
	});

	it('is forced once by all who ask at the same time', async () => {
		const { key, token } = await spoiled();
		const got = await Promise.all(Array.from({ length: 5 }, async () => await key.token(after(token))));
		expect(new Set(got).size).toBe(1);
		expect(await bench.forced()).toBe(1);
	});

	it('is forced for each of two accounts that need it at the same time', async () => {
		const { key, token } = await spoiled();
		const { appId, appSecret } = (await bench.client.accounts()).miniProgram;
		const other = bench.key({ appId, appSecret });
		const others = await other.token();
		await bench.client.revokeToken('miniProgram');
		stopClock(2 * MINUTE);
		const got = await Promise.all([key.token(after(token)), other.token(after(others))]);
		expect(new Set([...got, token, others]).size).toBe(4);
		expect(await bench.forced()).toBe(1);
	});

	it.each<[what: string, forced: (now: number) => number[], allowed: boolean]>([
		['19 forces today', (now) => times(19, now - 60 * MINUTE), true],
		['20 forces today', (now) => times(20, now - 60 * MINUTE), false],
		['20 forces, one a day ago', (now) => [...times(19, now - 60 * MINUTE), now - DAY], true],
		['20 forces, one nearly a day ago', (now) => [...times(19, now - 60 * MINUTE), now - DAY + 1], false],
		['20 forces of which two are one', (now) => [...times(19, now - 60 * MINUTE), now - 60 * MINUTE], true],
		['a force ten minutes ago', (now) => [now - 10 * MINUTE], true],
		['a force nearly ten minutes ago', (now) => [now - 10 * MINUTE + 1], false],
		['a force then, and an older one named after it', (now) => [now - 9 * MINUTE, now - 60 * MINUTE], false],
	])('after %s', async (_, forced, allowed) => {
		const { key, token, now } = await spoiled();
		const earlier = forced(now);
		key.edit({ forced: earlier });
		const asked = key.token(after(token));
		if (allowed) {
			await asked;
			const kept = [...new Set(earlier)].filter((time) => time > now - DAY).sort((a, b) => a - b);
			expect(key.record.forced).toEqual([...kept, now]);
		} else {
			const isUsedUp = new Set(earlier).size >= 20;
			await expect(asked).rejects.toThrow(isUsedUp ? '20 forced refreshes are used up' : 'just issued');
		}
		expect(await bench.forced()).toBe(allowed ? 1 : 0);
	});

	it('is not held back by the forces of another account', async () => {
		const { key, token, now } = await spoiled();
		key.edit({ forced: times(20, now - 60 * MINUTE), boundTo: 'another' });
		await key.token(after(token));
		expect(await bench.forced()).toBe(1);
	});

	it('is not held back by a credential that forgot: this process remembers its own force', async () => {
		const { key, token } = await spoiled();
		const second = await key.token(after(token));
		key.edit({ forced: [] });
		await bench.client.revokeToken('officialAccount');
		stopClock(6 * MINUTE);
		await expect(key.token(after(token, second))).rejects.toThrow('just issued');
		expect(await bench.forced()).toBe(1);
	});

	it('and comes back the same from the force is refused, and not forced again', async () => {
		const { key, token } = await spoiled();
		await bench.answer({ access_token: token, expires_in: 7200 });
		await expect(key.token(after(token))).rejects.toThrow('just issued');
		const forces = (await bench.client.calls({ path: STABLE })).filter(
			({ body }) => (body as { force_refresh?: boolean }).force_refresh === true,
		);
		expect(forces).toHaveLength(1);
	});

	it('cannot be forced with the classic endpoint', async () => {
		const key = bench.key({ tokenEndpoint: 'classic' });
		const token = await key.token();
		await bench.answer({ access_token: token, expires_in: 7200 }, -1, CLASSIC);
		await expect(key.token(after(token))).rejects.toThrow('just issued');
		expect(await bench.calls(CLASSIC)).toBe(2);
	});
});
