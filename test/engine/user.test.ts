// A mini-program user's data and phone number: decrypted here, asked for over HTTP.
import type { IDataObject } from 'n8n-workflow';
import vectors from '../vectors/session.json';
import { Fixture, inOwnFixture } from './support/fixture';

const LOGIN = '/sns/jscode2session';
const PHONE = '/wxa/business/getuserphonenumber';

let fixture: Fixture;
let person: { id: string; unionid: string; miniProgramOpenid?: string };
inOwnFixture(async (opened) => {
	fixture = opened;
	[person] = await fixture.client.people({ linked: true, limit: 1 });
});

async function sessionKeyOf(personId: string): Promise<string> {
	const { code } = await fixture.client.login(personId);
	const { json } = await fixture.miniProgram({
		resource: 'login',
		operation: 'code2Session',
		jsCode: code,
		options: { includeSessionKey: true },
	});
	return String(json[0].session_key);
}
const user = (operation: string, more: object) => ({ resource: 'user', operation, ...more }) as never;

describe('decryptData', () => {
	const decrypt = (more: object) =>
		user('decryptData', {
			encryptedData: '={{ $json.encryptedData }}',
			iv: '={{ $json.iv }}',
			...more,
		});
	const bySessionKey = decrypt({ sessionKey: '={{ $json.sessionKey }}' });

	it('decrypts with a session key, without any call', async () => {
		const sessionKey = await sessionKeyOf(person.id);
		const item = { ...(await fixture.client.openData(person.id, { nickName: '小明' })), sessionKey };
		await fixture.client.resetCounters();
		const { json, items, error } = await fixture.miniProgram(bySessionKey, { items: [item, item] });
		expect(error).toBeUndefined();
		expect(json[1]).toMatchObject({
			openId: person.miniProgramOpenid,
			unionId: person.unionid,
			nickName: '小明',
			watermark: { appid: fixture.accounts.miniProgram.appId },
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await fixture.allCalls()).toBe(0);
	});

	it('keeps the session key out of output and errors', async () => {
		const sessionKey = await sessionKeyOf(person.id);
		const good = { ...(await fixture.client.openData(person.id)), sessionKey };
		const bad = { ...good, iv: Buffer.alloc(16).toString('base64') };
		const { json } = await fixture.miniProgram(bySessionKey, { items: [good, bad], continueOnFail: true });
		expect(json[1].error).toContain('cannot be decrypted');
		expect(JSON.stringify(json)).not.toContain(sessionKey);
	});

	it.each([
		['openId', 'an-openid-of-somebody-else'],
		['unionId', 'a-unionid-of-somebody-else'],
		['openid', 'an-openid-of-somebody-else'],
		['unionid', 'a-unionid-of-somebody-else'],
	])('lets no %s in the data stand in for the id that the login gave', async (name, value) => {
		const { code } = await fixture.client.login(person.id);
		const item = { ...(await fixture.client.openData(person.id, { [name]: value })), code };
		const byCode = decrypt({ jsCode: '={{ $json.code }}' });
		const { error, json } = await fixture.miniProgram(byCode, { items: [item] });
		expect(error?.message).toContain('names another person');
		expect(JSON.stringify(json ?? [])).not.toContain(value);
	});

	it('takes no unionid from the data where the login gave none', async () => {
		await fixture.client.settings({ bound: false });
		const { code } = await fixture.client.login(person.id);
		const forged = { ...(await fixture.client.openData(person.id, { unionid: 'forged' })), code };
		const { error } = await fixture.miniProgram(decrypt({ jsCode: '={{ $json.code }}' }), {
			items: [forged],
		});
		await fixture.client.settings({ bound: true });
		expect(error?.message).toContain('names another person');
	});

	it('refuses the data of another mini program by its watermark', async () => {
		const sessionKey = await sessionKeyOf(person.id);
		const watermark = { appid: 'wx4f4bc4dec97d474b', timestamp: 1_477_314_187 };
		const item = { ...(await fixture.client.openData(person.id, { watermark })), sessionKey };
		const { error } = await fixture.miniProgram(bySessionKey, { items: [item] });
		expect(error?.message).toContain('another mini program');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('tells that a later login replaced the key, on its own item only', async () => {
		const oldKey = await sessionKeyOf(person.id);
		const newKey = await sessionKeyOf(person.id);
		const data = await fixture.client.openData(person.id);
		const items = [
			{ ...data, sessionKey: oldKey },
			{ ...data, sessionKey: newKey },
		];
		const { json } = await fixture.miniProgram(bySessionKey, { items, continueOnFail: true });
		expect(json[0].error).toContain('cannot be decrypted with this session key');
		expect(json[1]).toHaveProperty('openId');
	});

	it('explains a code that does not work', async () => {
		await sessionKeyOf(person.id);
		const item = { ...(await fixture.client.openData(person.id)), code: '0made-up' };
		const { error } = await fixture.miniProgram(decrypt({ jsCode: '={{ $json.code }}' }), { items: [item] });
		expect(error?.description).toContain('errcode 40029');
		expect(await fixture.calls(LOGIN)).toBe(2);
	});

	it.each([
		['neither code nor key', {}, 'Neither'],
		['both code and key', { jsCode: '0abc', sessionKey: vectors.M1.sessionKey }, 'Both'],
		['a key of other bytes', { sessionKey: 'c2hvcnQ=' }, 'Session Key'],
		['no data', { sessionKey: vectors.M1.sessionKey, encryptedData: '={{ $json.none }}' }, 'Encrypted'],
		[
			'blanks for plus signs in the data',
			{ sessionKey: vectors.M1.sessionKey, encryptedData: `A A${'A'.repeat(61)}` },
			'each + in it has become a blank',
		],
		// n8n and this node trim: a plus sign at the start of the key is then missing.
		[
			'a blank for a plus sign at the start of the key',
			{ sessionKey: ` ${vectors.M1.sessionKey.slice(1)}` },
			"'Session Key' cannot be used: each + in it has become a blank",
		],
		['a cut vector', { sessionKey: vectors.M1.sessionKey, iv: 'r7BXXKkLb8qrSNn05n0q' }, 'IV'],
	])('%s is refused before any call', async (_, change, named) => {
		const items = [{ encryptedData: 'A'.repeat(64), iv: 'r7BXXKkLb8qrSNn05n0qiA==' }];
		const { error } = await fixture.miniProgram(decrypt(change), { items });
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(await fixture.allCalls()).toBe(0);
	});
});

describe('decryptData with a code', () => {
	it('exchanges the code once and adds the ids of the login', async () => {
		const { code } = await fixture.client.login(person.id);
		const { encryptedData, iv } = await fixture.client.openData(person.id, { phoneNumber: '13800000000' });
		const parameters = user('decryptData', { encryptedData, iv, jsCode: code });
		const { json, error, record } = await fixture.miniProgram(parameters);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			openid: person.miniProgramOpenid,
			unionid: person.unionid,
			phoneNumber: '13800000000',
		});
		expect(json[0]).not.toHaveProperty('session_key');
		expect(record).not.toContain('session_key');
		expect(await fixture.calls(LOGIN)).toBe(1);
	});
});

describe('getPhoneNumber', () => {
	const phone = (more: IDataObject = {}) => user('getPhoneNumber', { code: '={{ $json.code }}', ...more });

	it('gives the number for the code of the phone button', async () => {
		const { json, error } = await fixture.miniProgram(phone({ options: { openid: '={{ $json.openid }}' } }), {
			items: [{ ...(await fixture.client.phoneCode(person.id)), openid: person.miniProgramOpenid }],
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ phoneNumber: expect.stringMatching(/^\d{11}$/), countryCode: '86' });
	});

	it.each([
		['a login code', async () => await fixture.client.login(person.id), 40029],
		['a made-up code', async () => ({ code: 'made-up' }), 40029],
	])('explains %s', async (_, code, errcode) => {
		const items = [await code()];
		const { error } = await fixture.miniProgram(phone(), { items });
		expect(error?.description).toContain(`errcode ${errcode}`);
	});

	it("explains somebody else's code and goes on with the next", async () => {
		const [first, second] = await fixture.client.people({ usesMiniProgram: true, limit: 2 });
		const openid = first.miniProgramOpenid;
		const items = [
			{ ...(await fixture.client.phoneCode(second.id)), openid },
			{ ...(await fixture.client.phoneCode(first.id)), openid },
		];
		const { json } = await fixture.miniProgram(phone({ options: { openid: '={{ $json.openid }}' } }), {
			items,
			continueOnFail: true,
		});
		expect(json[0]).toMatchObject({ errcode: 40003, error: expect.any(String) });
		expect(json[1]).toHaveProperty('phoneNumber');
	});

	it('is not repeated when its fate is unknown', async () => {
		await fixture.client.fault({ path: PHONE, reset: 'after' });
		const { error } = await fixture.miniProgram(phone(), {
			items: [await fixture.client.phoneCode(person.id)],
		});
		expect(error?.description).toContain('not known');
		expect(await fixture.calls(PHONE)).toBe(1);
	});

	it.each([
		['no code', { code: '={{ $json.nothing }}' }, 'Phone Code'],
		['two openids in one', { code: 'abc', options: { openid: 'oA,oB' } }, 'Openid'],
	])('%s is refused before any call', async (_, change, named) => {
		const { error } = await fixture.miniProgram(phone(change));
		expect(error?.message).toContain(named);
		expect(await fixture.allCalls()).toBe(0);
	});
});

describe('getPaidUnionid', () => {
	const PAID = '/wxa/getpaidunionid';
	const paid = (more: object) => user('getPaidUnionid', { openid: person.miniProgramOpenid, ...more });

	it('tells who paid, by the payment and by the order', async () => {
		const { transactionId, mchId } = await fixture.client.pay(person.id, 'order-42');
		const expected = [{ openid: person.miniProgramOpenid, unionid: person.unionid }];
		expect((await fixture.miniProgram(paid({ transactionId }))).json).toEqual(expected);
		const byOrder = paid({ orderBy: 'merchant', mchId, outTradeNo: 'order-42' });
		expect((await fixture.miniProgram(byOrder)).json).toEqual(expected);
	});

	it('explains an order of somebody else, that is too old, and an account that is not bound', async () => {
		const [, other] = await fixture.client.people({ linked: true, limit: 2 });
		const { transactionId } = await fixture.client.pay(other.id, 'order-43');
		const { error: foreign } = await fixture.miniProgram(paid({ transactionId }));
		expect(foreign?.httpCode).toBe('89300');
		const { transactionId: own } = await fixture.client.pay(person.id, 'order-44');
		await fixture.client.settings({ bound: false });
		expect((await fixture.miniProgram(paid({ transactionId: own }))).error?.httpCode).toBe('89002');
		await fixture.client.settings({ bound: true });
		await fixture.client.advanceClock(300_000);
		const { json } = await fixture.miniProgram(paid({ transactionId: own }), { continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 89300 });
		expect(json[0].description).toContain('5 minutes');
	});

	it.each([
		['no payment', { transactionId: '={{ $json.nothing }}' }, 'transactionId'],
		['no order', { orderBy: 'merchant', mchId: '1900000109', outTradeNo: '={{ " " }}' }, 'outTradeNo'],
		['no merchant', { orderBy: 'merchant', mchId: '={{ " " }}', outTradeNo: 'order-42' }, 'mchId'],
		['no openid', { openid: '={{ " " }}', transactionId: '1' }, 'openid'],
	])('refuses %s before any call', async (_, more, parameter) => {
		const { error } = await fixture.miniProgram(paid(more));
		expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
		expect(await fixture.calls(PAID)).toBe(0);
	});
});
