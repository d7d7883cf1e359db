// Sessions of mini-program users: checked and reset over HTTP, without the key ever leaving unasked.
import vectors from '../vectors/session.json';
import { Fixture, inOwnFixture } from './support/fixture';

const CHECK = '/wxa/checksession';
const RESET = '/wxa/resetusersessionkey';
const { sessionKey: OTHER_KEY } = vectors.M1;

let fixture: Fixture;
let openid: string;
let sessionKey: string;
inOwnFixture(async (opened) => {
	fixture = opened;
	({ openid, sessionKey } = await logIn(0));
	await fixture.client.resetCounters();
});

async function logIn(offset: number): Promise<{ openid: string; sessionKey: string }> {
	const [person] = await fixture.client.people({ usesMiniProgram: true, limit: 1, offset });
	const { code } = await fixture.client.login(person.id);
	const { json } = await fixture.miniProgram({
		resource: 'login',
		operation: 'code2Session',
		jsCode: code,
		options: { includeSessionKey: true },
	});
	return { openid: String(json[0].openid), sessionKey: String(json[0].session_key) };
}
const login = (operation: string, more: object = {}) =>
	({ resource: 'login', operation, openid, sessionKey, ...more }) as never;

describe('checkSession', () => {
	it('tells that the key is valid, and the key stays where it is', async () => {
		const { json, items } = await fixture.miniProgram(login('checkSession'));
		expect(json).toEqual([{ openid, valid: true }]);
		expect(JSON.stringify(items)).not.toContain(sessionKey);
	});

	it('tells that it is not after another login, item by item', async () => {
		const second = await logIn(1);
		const items = [{ openid, sessionKey }, second, { openid, sessionKey: OTHER_KEY }];
		const { json } = await fixture.miniProgram(
			login('checkSession', { openid: '={{ $json.openid }}', sessionKey: '={{ $json.sessionKey }}' }),
			{ items },
		);
		expect(json.map(({ valid }) => valid)).toEqual([true, true, false]);
		await logIn(0);
		expect((await fixture.miniProgram(login('checkSession'))).json[0].valid).toBe(false);
	});

	it('takes a key that WeChat has forgotten for not valid', async () => {
		await fixture.client.fault({ path: CHECK, errcode: 87007 });
		expect((await fixture.miniProgram(login('checkSession'))).json).toEqual([{ openid, valid: false }]);
	});

	it('explains the openid of another account', async () => {
		const parameters = login('checkSession', { openid: 'oForeignForeignForeignForeig' });
		const { error } = await fixture.miniProgram(parameters);
		expect(error?.description).toContain('errcode 40003');
		const { json } = await fixture.miniProgram(parameters, { continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 40003, error: error?.message });
	});
});

describe('resetSession', () => {
	it('replaces the key and keeps the new one to itself', async () => {
		const { json } = await fixture.miniProgram(login('resetSession'));
		expect(json).toEqual([{ openid, success: true }]);
		expect((await fixture.miniProgram(login('checkSession'))).json[0].valid).toBe(false);
	});

	it('outputs the new key when asked to', async () => {
		const { json } = await fixture.miniProgram(
			login('resetSession', { options: { includeSessionKey: true } }),
		);
		const key = String(json[0].session_key);
		expect(key).not.toBe(sessionKey);
		expect((await fixture.miniProgram(login('checkSession', { sessionKey: key }))).json[0].valid).toBe(true);
	});

	it('explains a key that is no longer the right one, without showing it', async () => {
		const parameters = login('resetSession', { sessionKey: '={{ $json.key }}' });
		const items = [{ key: OTHER_KEY }];
		const { error } = await fixture.miniProgram(parameters, { items });
		expect(error?.description).toContain('errcode 87009');
		expect(`${error?.message} ${error?.description} ${error?.stack}`).not.toContain(OTHER_KEY);
		const { json } = await fixture.miniProgram(parameters, { items, continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 87009 });
	});

	it('is not repeated when its fate is unknown', async () => {
		await fixture.client.fault({ path: RESET, reset: 'after' });
		const { error } = await fixture.miniProgram(login('resetSession'));
		expect(error?.description).toContain('not known');
		expect(await fixture.calls(RESET)).toBe(1);
	});
});

it.each([
	['no openid', { openid: '={{ $json.nothing }}' }, 'Openid'],
	['no session key', { sessionKey: '={{ $json.nothing }}' }, 'Session Key'],
	['half a session key', { sessionKey: OTHER_KEY.slice(0, 12) }, 'Session Key'],
])('%s is refused before any call', async (_, change, named) => {
	for (const operation of ['checkSession', 'resetSession']) {
		const { error } = await fixture.miniProgram(login(operation, change));
		expect(error?.message).toContain(named);
		expect(error?.message).not.toContain(OTHER_KEY.slice(0, 12));
	}
	expect(await fixture.allCalls()).toBe(0);
});
