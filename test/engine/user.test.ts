// A mini-program user's data and phone number: decrypted here, asked for over HTTP.
import type { IDataObject } from 'n8n-workflow';
import vectors from '../vectors/session.json';
import { World, inOwnWorld } from './support/world';

const LOGIN = '/sns/jscode2session';
const PHONE = '/wxa/business/getuserphonenumber';

let world: World;
let person: { id: string; unionid: string; miniProgramOpenid?: string };
inOwnWorld(async (opened) => {
	world = opened;
	[person] = await world.client.people({ linked: true, limit: 1 });
});

async function sessionKeyOf(personId: string): Promise<string> {
	const { code } = await world.client.login(personId);
	const { json } = await world.miniProgram({
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
		const item = { ...(await world.client.openData(person.id, { nickName: '小明' })), sessionKey };
		await world.client.resetCounters();
		const { json, items, error } = await world.miniProgram(bySessionKey, { items: [item, item] });
		expect(error).toBeUndefined();
		expect(json[1]).toMatchObject({
			openId: person.miniProgramOpenid,
			unionId: person.unionid,
			nickName: '小明',
			watermark: { appid: world.accounts.miniProgram.appId },
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await world.allCalls()).toBe(0);
	});

	it('keeps the session key out of output and errors', async () => {
		const sessionKey = await sessionKeyOf(person.id);
		const good = { ...(await world.client.openData(person.id)), sessionKey };
		const bad = { ...good, iv: Buffer.alloc(16).toString('base64') };
		const { json } = await world.miniProgram(bySessionKey, { items: [good, bad], continueOnFail: true });
		expect(json[1].error).toContain('cannot be decrypted');
		expect(JSON.stringify(json)).not.toContain(sessionKey);
	});

	it.each([
		['openId', 'an-openid-of-somebody-else'],
		['unionId', 'a-unionid-of-somebody-else'],
		['openid', 'an-openid-of-somebody-else'],
		['unionid', 'a-unionid-of-somebody-else'],
	])('lets no %s in the data stand in for the id that the login gave', async (name, value) => {
		const { code } = await world.client.login(person.id);
		const item = { ...(await world.client.openData(person.id, { [name]: value })), code };
		const byCode = decrypt({ jsCode: '={{ $json.code }}' });
		const { error, json } = await world.miniProgram(byCode, { items: [item] });
		expect(error?.message).toContain('names another person');
		expect(JSON.stringify(json ?? [])).not.toContain(value);
	});

	it('takes no unionid from the data where the login gave none', async () => {
		await world.client.settings({ bound: false });
		const { code } = await world.client.login(person.id);
		const forged = { ...(await world.client.openData(person.id, { unionid: 'forged' })), code };
		const { error } = await world.miniProgram(decrypt({ jsCode: '={{ $json.code }}' }), { items: [forged] });
		await world.client.settings({ bound: true });
		expect(error?.message).toContain('names another person');
	});

	it('refuses the data of another mini program by its watermark', async () => {
		const sessionKey = await sessionKeyOf(person.id);
		const watermark = { appid: 'wx4f4bc4dec97d474b', timestamp: 1_477_314_187 };
		const item = { ...(await world.client.openData(person.id, { watermark })), sessionKey };
		const { error } = await world.miniProgram(bySessionKey, { items: [item] });
		expect(error?.message).toContain('another mini program');
		expect(error?.context).toMatchObject({ itemIndex: 0 });
	});

	it('tells that a later login replaced the key, on its own item only', async () => {
		const oldKey = await sessionKeyOf(person.id);
		const newKey = await sessionKeyOf(person.id);
		const data = await world.client.openData(person.id);
		const items = [
			{ ...data, sessionKey: oldKey },
			{ ...data, sessionKey: newKey },
		];
		const { json } = await world.miniProgram(bySessionKey, { items, continueOnFail: true });
		expect(json[0].error).toContain('cannot be decrypted with this session key');
		expect(json[1]).toHaveProperty('openId');
	});

	it('explains a code that does not work', async () => {
		await sessionKeyOf(person.id);
		const item = { ...(await world.client.openData(person.id)), code: '0made-up' };
		const { error } = await world.miniProgram(decrypt({ jsCode: '={{ $json.code }}' }), { items: [item] });
		expect(error?.description).toContain('errcode 40029');
		expect(await world.calls(LOGIN)).toBe(2);
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
		const { error } = await world.miniProgram(decrypt(change), { items });
		expect(error?.message).toContain(named);
		expect(error?.description?.length).toBeGreaterThan(10);
		expect(await world.allCalls()).toBe(0);
	});
});

describe('decryptData with a code', () => {
	it('exchanges the code once and adds the ids of the login', async () => {
		const { code } = await world.client.login(person.id);
		const { encryptedData, iv } = await world.client.openData(person.id, { phoneNumber: '13800000000' });
		const parameters = user('decryptData', { encryptedData, iv, jsCode: code });
		const { json, error, record } = await world.miniProgram(parameters);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			openid: person.miniProgramOpenid,
			unionid: person.unionid,
			phoneNumber: '13800000000',
		});
		expect(json[0]).not.toHaveProperty('session_key');
		expect(record).not.toContain('session_key');
		expect(await world.calls(LOGIN)).toBe(1);
	});
});

describe('getPhoneNumber', () => {
	const phone = (more: IDataObject = {}) => user('getPhoneNumber', { code: '={{ $json.code }}', ...more });

	it('gives the number for the code of the phone button', async () => {
		const { json, error } = await world.miniProgram(phone({ options: { openid: '={{ $json.openid }}' } }), {
			items: [{ ...(await world.client.phoneCode(person.id)), openid: person.miniProgramOpenid }],
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ phoneNumber: expect.stringMatching(/^\d{11}$/), countryCode: '86' });
	});

	it.each([
		['a login code', async () => await world.client.login(person.id), 40029],
		['a made-up code', async () => ({ code: 'made-up' }), 40029],
	])('explains %s', async (_, code, errcode) => {
		const items = [await code()];
		const { error } = await world.miniProgram(phone(), { items });
		expect(error?.description).toContain(`errcode ${errcode}`);
	});

	it("explains somebody else's code and goes on with the next", async () => {
		const [first, second] = await world.client.people({ usesMiniProgram: true, limit: 2 });
		const openid = first.miniProgramOpenid;
		const items = [
			{ ...(await world.client.phoneCode(second.id)), openid },
			{ ...(await world.client.phoneCode(first.id)), openid },
		];
		const { json } = await world.miniProgram(phone({ options: { openid: '={{ $json.openid }}' } }), {
			items,
			continueOnFail: true,
		});
		expect(json[0]).toMatchObject({ errcode: 40003, error: expect.any(String) });
		expect(json[1]).toHaveProperty('phoneNumber');
	});

	it('is not repeated when its fate is unknown', async () => {
		await world.client.fault({ path: PHONE, reset: 'after' });
		const { error } = await world.miniProgram(phone(), { items: [await world.client.phoneCode(person.id)] });
		expect(error?.description).toContain('not known');
		expect(await world.calls(PHONE)).toBe(1);
	});

	it.each([
		['no code', { code: '={{ $json.nothing }}' }, 'Phone Code'],
		['two openids in one', { code: 'abc', options: { openid: 'oA,oB' } }, 'Openid'],
	])('%s is refused before any call', async (_, change, named) => {
		const { error } = await world.miniProgram(phone(change));
		expect(error?.message).toContain(named);
		expect(await world.allCalls()).toBe(0);
	});
});

describe('getPaidUnionid', () => {
	const PAID = '/wxa/getpaidunionid';
	const paid = (more: object) => user('getPaidUnionid', { openid: person.miniProgramOpenid, ...more });

	it('tells who paid, by the payment and by the order', async () => {
		const { transactionId, mchId } = await world.client.pay(person.id, 'order-42');
		const expected = [{ openid: person.miniProgramOpenid, unionid: person.unionid }];
		expect((await world.miniProgram(paid({ transactionId }))).json).toEqual(expected);
		const byOrder = paid({ orderBy: 'merchant', mchId, outTradeNo: 'order-42' });
		expect((await world.miniProgram(byOrder)).json).toEqual(expected);
	});

	it('explains an order of somebody else, that is too old, and an account that is not bound', async () => {
		const [, other] = await world.client.people({ linked: true, limit: 2 });
		const { transactionId } = await world.client.pay(other.id, 'order-43');
		const { error: foreign } = await world.miniProgram(paid({ transactionId }));
		expect(foreign?.httpCode).toBe('89300');
		const { transactionId: own } = await world.client.pay(person.id, 'order-44');
		await world.client.settings({ bound: false });
		expect((await world.miniProgram(paid({ transactionId: own }))).error?.httpCode).toBe('89002');
		await world.client.settings({ bound: true });
		await world.client.advanceClock(300_000);
		const { json } = await world.miniProgram(paid({ transactionId: own }), { continueOnFail: true });
		expect(json[0]).toMatchObject({ errcode: 89300 });
		expect(json[0].description).toContain('5 minutes');
	});

	it.each([
		['no payment', { transactionId: '={{ $json.nothing }}' }, 'transactionId'],
		['no order', { orderBy: 'merchant', mchId: '1900000109', outTradeNo: '={{ " " }}' }, 'outTradeNo'],
		['no merchant', { orderBy: 'merchant', mchId: '={{ " " }}', outTradeNo: 'order-42' }, 'mchId'],
		['no openid', { openid: '={{ " " }}', transactionId: '1' }, 'openid'],
	])('refuses %s before any call', async (_, more, parameter) => {
		const { error } = await world.miniProgram(paid(more));
		expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
		expect(await world.calls(PAID)).toBe(0);
	});
});
