/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// What an access token's age, its end and WeChat's limits make of the stored one.
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { moveClock } from './support/clock';
import { OFFICIAL_ACCOUNT, Fixture, inOwnFixture } from './support/fixture';

const FETCH = '/cgi-bin/stable_token';
const CLASSIC = '/cgi-bin/token';
const CALL = '/cgi-bin/openapi/quota/get';
const MINUTE = 60_000;
const DAY = 86_400_000;
const anyCall = { resource: 'account', operation: 'getQuota', cgiPath: '/cgi-bin/user/get' };

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});
afterEach(() => jest.restoreAllMocks());

const stored = () => JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as IDataObject;
const store = (patch: IDataObject) =>
	fixture.engine.store.edit('oa', { accessToken: JSON.stringify({ ...stored(), ...patch }) });
const run = async () => await fixture.officialAccount(anyCall);
const expectGood = async () => expect((await run()).error).toBeUndefined();
const tokensOf = async () => (await fixture.client.counters()).tokens[fixture.accounts.officialAccount.appId];

/** A token that WeChat accepts, fetched beside the credential. */
async function realToken(): Promise<string> {
	const { appId: appid, appSecret: secret } = fixture.accounts.officialAccount;
	const body = { grant_type: 'client_credential', appid, secret };
	const { data } = await axios.post<IDataObject>(`${fixture.client.url}${FETCH}`, body, { proxy: false });
	await fixture.client.resetCounters();
	return String(data.access_token);
}

const answerWith = async (body: IDataObject, times = -1) =>
	await fixture.client.fault({
		path: FETCH,
		times,
		http: { status: 200, body: JSON.stringify(body), contentType: 'text/plain' },
	});

describe('A stored token', () => {
	it('is used to four minutes before its end, and no longer', async () => {
		await expectGood();
		moveClock(115 * MINUTE);
		await expectGood();
		expect(await fixture.calls(FETCH)).toBe(1);
		moveClock(2 * MINUTE);
		await expectGood();
		expect(await fixture.calls(FETCH)).toBe(2);
		expect(Number(stored().validUntil)).toBeGreaterThan(Date.now() + 100 * MINUTE);
	});

	it('that a clock gone wrong has dated into next year is not believed', async () => {
		await expectGood();
		moveClock(2 * MINUTE);
		store({ validUntil: Date.now() + 365 * DAY });
		await expectGood();
		expect(await fixture.calls(FETCH)).toBe(2);
		expect(Number(stored().validUntil)).toBeLessThan(Date.now() + 120 * MINUTE);
	});
});

describe('A life that is answered as', () => {
	it.each([
		[0, 5],
		[-1, 5],
		[10, 5],
		[60, 30],
	])('%d seconds keeps the token for %d', async (expiresIn, kept) => {
		await answerWith({ access_token: await realToken(), expires_in: expiresIn });
		await expectGood();
		expect(await fixture.calls(FETCH)).toBe(1);
		const left = Number(stored().validUntil) - Date.now();
		expect(left).toBeGreaterThan((kept - 3) * 1000);
		expect(left).toBeLessThanOrEqual(kept * 1000);
		moveClock(kept * 1000);
		await expectGood();
		expect(await fixture.calls(FETCH)).toBe(2);
	});

	it.each([
		[{}],
		[{ expires_in: null }],
		[{ expires_in: 'soon' }],
		[{ expires_in: 1e9 }],
		[{ expires_in: '7200' }],
	])('%j is taken for the two hours of the documentation', async (life) => {
		await answerWith({ access_token: await realToken(), ...life });
		await expectGood();
		const left = Number(stored().validUntil) - Date.now();
		expect(left).toBeGreaterThan(115 * MINUTE);
		expect(left).toBeLessThanOrEqual(116 * MINUTE);
	});
});

describe('A token that only a force can replace', () => {
	const forces = (count: number, agoMs: number) =>
		Array.from({ length: count }, (_, at) => Date.now() - agoMs - at * 1000);
	/** WeChat rejects the token, and its normal call goes on handing it out. */
	const spoil = async () => {
		await fixture.client.settings({ afterRevoke: 'sameToken' });
		await fixture.client.revokeToken('officialAccount');
		moveClock(2 * MINUTE);
	};

	it('is not forced a 21st time within a day, whoever forced the first 20', async () => {
		await expectGood();
		store({ forced: forces(20, 60 * MINUTE) });
		await spoil();
		const { error } = await run();
		expect(error?.description).toContain('20 forced refreshes are used up');
		expect((await tokensOf()).forced).toBe(0);
	});

	it.each([
		['19 within the day', () => forces(19, 60 * MINUTE)],
		['20 of which one was yesterday', () => [...forces(19, 60 * MINUTE), Date.now() - DAY - MINUTE]],
	])('is forced after %s, and the record counts it', async (_, earlier) => {
		await expectGood();
		store({ forced: earlier() });
		await spoil();
		await expectGood();
		expect((await tokensOf()).forced).toBe(1);
		expect(stored().forced).toHaveLength(20);
	});

	it('is not forced while the force of another process, which the credential tells of, is young', async () => {
		await expectGood();
		await spoil();
		store({ forced: [Date.now() - 9 * MINUTE] });
		const { error } = await run();
		expect(error?.description).toContain('rejects the access token');
		expect((await tokensOf()).forced).toBe(0);
		moveClock(2 * MINUTE);
		await expectGood();
		expect((await tokensOf()).forced).toBe(1);
	});
});

it.each([
	['stable', FETCH, 1],
	['classic', CLASSIC, 2],
])(
	'tries so many further tokens with the %s endpoint when WeChat rejects each',
	async (endpoint, path, further) => {
		fixture.saveCredentials({ tokenEndpoint: endpoint });
		for (let at = 0; at < 8; at++) {
			const body = JSON.stringify({ access_token: `never issued ${at}`, expires_in: 7200 });
			await fixture.client.fault({ path, times: 1, http: { status: 200, body, contentType: 'text/plain' } });
		}
		const { error } = await run();
		expect(error?.description).toMatch(/errcode 400(01|14)/);
		expect(await fixture.calls(CALL)).toBe(1 + further);
		expect(await fixture.calls(path)).toBe(1 + further);
	},
);

it('says of a used-up token endpoint that nothing helps today', async () => {
	await fixture.client.fault({
		path: FETCH,
		times: -1,
		errcode: 45009,
		errmsg: 'reach max api daily quota limit',
	});
	const { error } = await run();
	expect(`${error?.message} ${error?.description}`).toMatch(/tomorrow|midnight/);
	expect(error?.description).not.toMatch(/operation Clear account quota|resets a month/);
});

describe('Two credentials of one account on the classic endpoint', () => {
	it('do not retire each other’s token in turn', async () => {
		fixture.saveCredentials({ tokenEndpoint: 'classic' });
		fixture.engine.store.save('twin', fixture.engine.store.row('oa'));
		const runs = async () => {
			await expectGood();
			const twin = await fixture.officialAccount(anyCall, { credentials: { [OFFICIAL_ACCOUNT]: 'twin' } });
			expect(twin.error).toBeUndefined();
		};
		await runs();
		for (let at = 0; at < 5; at++) {
			moveClock(6 * MINUTE);
			await runs();
		}
		expect(await fixture.calls(CLASSIC)).toBe(1);
		await fixture.client.revokeToken('officialAccount');
		await runs();
		moveClock(6 * MINUTE);
		await runs();
		expect(await fixture.calls(CLASSIC)).toBe(2);
	});
});

describe('A credential that an expression fills in', () => {
	const accounts = () => [fixture.accounts.officialAccount.appId, 'wx0000000000000000'];
	const perItem = async (apps: string[]) => {
		fixture.engine.store.edit('oa', { appId: '={{ $json.app }}' });
		return await fixture.officialAccount(anyCall, { items: apps.map((app) => ({ app })) });
	};

	it.each([
		['the last', (own: string, other: string) => [own, own, own, own, other], 4],
		['every other', (own: string, other: string) => [own, other, own, other], 1],
		['those in the middle', (own: string, other: string) => [own, own, other, other, own, own], 3],
	])('with another account for %s item is refused before any call', async (_, mix, at) => {
		const [own, other] = accounts();
		const { error } = await perItem(mix(own, other));
		expect(error?.message).toContain('not the same account for all items');
		expect(error?.description).toContain(`item ${at}`);
		expect(await fixture.allCalls()).toBe(0);
	});

	it('works for a single item', async () => {
		const { error, json } = await perItem([accounts()[0]]);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
	});

	it('works where it gives the same account for all', async () => {
		const { error, json } = await perItem(Array.from({ length: 5 }, () => accounts()[0]));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(5);
	});
});

it('A wait for another try ends when somebody presses Stop', async () => {
	// Waits of 2, 6, 18 and 40 seconds.
	await fixture.client.fault({
		path: CALL,
		times: -1,
		errcode: 45011,
		errmsg: 'api minute-quota reach limit',
	});
	const waiting = (async () => {
		while ((await fixture.calls(CALL)) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
	})();
	const startedAt = performance.now();
	await fixture.officialAccount(anyCall, { stopWhen: waiting });
	expect(performance.now() - startedAt).toBeLessThan(1_400);
	await new Promise((resolve) => setTimeout(resolve, 3_000));
	expect(await fixture.calls(CALL)).toBe(1);
});

it.each([
	['stable', 2],
	['classic', 3],
] as const)(
	'a call that meets a rejection with every token ends (%s: after %i tries)',
	async (tokenEndpoint, tries) => {
		fixture.saveCredentials({ tokenEndpoint });
		const path = '/cgi-bin/user/get';
		await fixture.client.fault({ path, times: -1, when: 'after', endToken: 'revoked', errcode: 40001 });
		const { error } = await fixture.officialAccount({ resource: 'follower', operation: 'getAll', limit: 1 });
		expect(error?.httpCode).toBe('40001');
		expect(await fixture.calls(path)).toBe(tries);
	},
);
