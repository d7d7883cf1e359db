// What is asked of a token endpoint, how patiently, and what is said when no token comes.
import { LONGEST_LIFE_SECONDS } from '../../../../credentials/shared/keeping';
import { TOKEN_FAILURE } from '../../../../wechat/accessToken';
import { Bench, CLASSIC, STABLE, skipWaits, stopClock } from './keyring';
import type { httpRequest } from './keyring';

const bench = new Bench();
const refusal = async (key: { token: () => Promise<string> }) =>
	await key.token().then(
		() => 'none',
		(error: Error) => error.message,
	);

describe('The request for a token', () => {
	it('is what WeChat documents for the stable endpoint', async () => {
		await bench.key().token();
		const [call] = await bench.client.calls({ path: STABLE });
		expect(call).toMatchObject({
			method: 'POST',
			query: {},
			body: { grant_type: 'client_credential', appid: bench.account.appId, force_refresh: false },
			answer: 0,
		});
	});

	it('is what WeChat documents for the classic endpoint', async () => {
		await bench.key({ tokenEndpoint: 'classic' }).token();
		const [call] = await bench.client.calls({ path: CLASSIC });
		expect(call).toMatchObject({
			method: 'GET',
			query: { grant_type: 'client_credential', appid: bench.account.appId },
			answer: 0,
		});
	});

	it.each([
		['stable', { method: 'POST', headers: { 'content-type': 'application/json' } }],
		['classic', { method: 'GET' }],
	])('follows nobody elsewhere, ends some time, and takes any answer as text (%s)', async (endpoint, how) => {
		const seen: object[] = [];
		const key = bench.key({ tokenEndpoint: endpoint }, (async (options) => {
			seen.push(options);
			return { body: '{"access_token":"t","expires_in":7200}', statusCode: 200 };
		}) as typeof httpRequest);
		await key.token();
		const { timeout, ...options } = seen[0] as { timeout: number };
		expect(timeout).toBeGreaterThanOrEqual(10_000);
		expect(options).toMatchObject({
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			encoding: 'text',
			...how,
		});
	});
});

describe('The life of a token', () => {
	it.each<[answered: object, seconds: number]>([
		[{ expires_in: 7200 }, 6960],
		[{ expires_in: '7200' }, 6960],
		[{ expires_in: 600 }, 360],
		[{ expires_in: 480 }, 240],
		[{ expires_in: 400 }, 200],
		[{ expires_in: 60 }, 30],
		[{ expires_in: 8 }, 5],
		[{ expires_in: 0 }, 5],
		[{ expires_in: -100 }, 5],
		[{}, 6960],
		[{ expires_in: null }, 6960],
		[{ expires_in: true }, 6960],
		[{ expires_in: false }, 6960],
		[{ expires_in: 'soon' }, 6960],
		[{ expires_in: 1e9 }, 6960],
	])('answered as %j is %i seconds of use', async (life, seconds) => {
		await bench.answer({ access_token: 'a token', ...life });
		const now = stopClock();
		const key = bench.key();
		await key.renew();
		expect(key.record.validUntil - now).toBe(seconds * 1000);
		expect(LONGEST_LIFE_SECONDS).toBe(7200);
	});
});

describe('Patience', () => {
	it('waits three times for a WeChat that is busy', async () => {
		const waits = skipWaits();
		await bench.client.fault({ path: STABLE, times: 3, errcode: -1, errmsg: 'system error' });
		await bench.key().token();
		expect(waits).toEqual([300, 1_000, 3_000]);
		expect(await bench.calls()).toBe(4);
	});

	it('ends with WeChat’s reason', async () => {
		skipWaits();
		await bench.client.fault({ path: STABLE, times: -1, errcode: -1, errmsg: 'system error' });
		const key = bench.key();
		expect(await refusal(key)).toMatch(/\. .*errcode -1/s);
		expect(await bench.calls()).toBe(4);
		expect(Reflect.get(key.credentials, TOKEN_FAILURE)).toMatchObject({ explanation: { errcode: -1 } });
	});

	it('waits twice for a gateway, and names the host and its answer', async () => {
		const waits = skipWaits();
		await bench.client.fault({
			path: STABLE,
			times: -1,
			http: { status: 502, body: '<html>', contentType: 'text/html' },
		});
		const text = await refusal(bench.key());
		expect(text).toContain(`${new URL(bench.url).host} answered HTTP 502`);
		expect(waits).toEqual([500, 2_000]);
		expect(await bench.calls()).toBe(3);
	});

	it('has none with a refusal that stays', async () => {
		await bench.client.freezeSecret('officialAccount', true);
		expect(await refusal(bench.key())).toMatch(/frozen/i);
		expect(await bench.calls()).toBe(1);
	});

	it.each([[{ access_token: '' }], [{ access_token: 7 }], [{}], [[]]])(
		'takes %j for no answer of WeChat',
		async (body) => {
			skipWaits();
			await bench.answer(body);
			expect(await refusal(bench.key())).toContain('not as WeChat does');
			expect(await bench.calls()).toBe(3);
		},
	);

	it.each([
		['stable', STABLE],
		['classic', CLASSIC],
	])('says of a refusal what it means for a token (%s)', async (tokenEndpoint, path) => {
		const refused = async (errcode: number, errmsg: string) => {
			await bench.client.fault({ path, times: 1, errcode, errmsg });
			return await refusal(bench.key({ tokenEndpoint }));
		};
		// Of any other interface it is the quota that can be reset.
		const usedUp = await refused(45009, 'reach max api daily quota limit');
		expect(usedUp).toMatch(/^The access tokens of today are used up\. .*errcode 45009/s);
		// Of any other interface it is the token that is not valid.
		expect(await refused(40001, 'invalid credential')).toMatch(/AppSecret.*errcode 40001/s);
	});

	it('tells each refusal of one credential anew', async () => {
		const key = bench.key();
		await bench.client.fault({ path: STABLE, times: 1, errcode: 40125, errmsg: 'invalid appsecret' });
		await bench.client.fault({ path: STABLE, times: 1, errcode: 45009, errmsg: 'reach max' });
		expect(await refusal(key)).toContain('errcode 40125');
		expect(await refusal(key)).toContain('errcode 45009');
		expect(Reflect.get(key.credentials, TOKEN_FAILURE)).toMatchObject({ explanation: { errcode: 45009 } });
	});
});

describe('Where nobody answers', () => {
	it('says that the connection was refused', async () => {
		const waits = skipWaits();
		const key = bench.key();
		const { host } = new URL(bench.url);
		await bench.close();
		expect(await refusal(key)).toContain(
			`not be reached at ${host} to fetch an access token: the connection was refused.`,
		);
		expect(waits).toEqual([500, 2_000]);
	});

	it('says that the connection was cut off', async () => {
		skipWaits();
		await bench.client.fault({ path: STABLE, times: -1, reset: 'before' });
		expect(await refusal(bench.key())).toContain(': the connection was cut off.');
	});

	it('says that no host has the name', async () => {
		skipWaits();
		expect(await refusal(bench.key({ baseUrl: 'https://nowhere.invalid' }))).toMatch(
			/at nowhere\.invalid .*: (no host has this name|the host name could not be looked up)\./,
		);
	});

	it.each<[error: object, says: string]>([
		[{ code: 'ECONNABORTED' }, 'no answer came in time'],
		[{ code: 'ETIMEDOUT' }, 'no answer came in time'],
		[{ code: 'EHOSTUNREACH' }, 'there is no way to that host'],
		[{ code: 'ENETUNREACH' }, 'there is no way to that network'],
		[{ code: 'EAI_AGAIN' }, 'the host name could not be looked up'],
		[{ code: 'ENOTFOUND' }, 'no host has this name'],
		[{ code: 'CERT_HAS_EXPIRED', name: 'Error' }, 'CERT_HAS_EXPIRED'],
		[{ name: 'AbortError' }, 'AbortError'],
		[{}, 'no answer'],
	])('says of %j: %s', async (error, says) => {
		skipWaits();
		const key = bench.key({}, (() => Promise.reject(error)) as typeof httpRequest);
		expect(await refusal(key)).toContain(`: ${says}.`);
	});

	it('repeats n8n’s own refusal at once, and not the request', async () => {
		const waits = skipWaits();
		const refused = Object.assign(new Error('The domain is not allowed.'), {
			level: 'warning',
			tags: {},
			description: 'Ask your admin',
			request: { secret: bench.account.appSecret },
		});
		const key = bench.key({}, (() => Promise.reject(refused)) as typeof httpRequest);
		const error = await key.token().catch((reason: unknown) => reason);
		expect(error).toMatchObject({ message: 'The domain is not allowed', description: 'Ask your admin' });
		expect(JSON.stringify(error)).not.toContain(bench.account.appSecret);
		expect(waits).toEqual([]);
	});
});
