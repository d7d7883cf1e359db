// Values in the wrong field of a credential are told by their form. The forms are those that WeChat's consoles show.
import { MINI_PROGRAM, OFFICIAL_ACCOUNT } from '../../../wechat/accountKinds';
import { hasPushSettings, misplacedValue, pushFault, unusualValue } from '../../../wechat/credentialFields';

const APP_ID = 'wx0a1b2c3d4e5f6789';
const SECRET = '0123456789abcdef'.repeat(2);
const AES_KEY = `${'aB3'.repeat(14)}x`;
const good = { appId: APP_ID, appSecret: SECRET, pushToken: 'pamtest', encodingAesKey: AES_KEY };
const kinds = [OFFICIAL_ACCOUNT, MINI_PROGRAM];

it.each(kinds)('values in their places are left alone, pasted blanks around them too ($one)', (kind) => {
	for (const credential of [good, { ...good, appId: ` ${APP_ID}\n`, appSecret: `\t${SECRET} ` }]) {
		expect(misplacedValue(credential, kind)).toBeUndefined();
		expect(unusualValue(credential)).toBeUndefined();
		expect(pushFault(credential, kind)).toBeUndefined();
	}
});

it.each([
	['an original ID', { appId: 'gh_efcfe3fb2c3e' }, "'App ID'", 'appId'],
	['an AppSecret', { appId: SECRET }, "'App ID'", 'appId'],
	['an EncodingAESKey', { appId: AES_KEY }, "'App ID'", 'appId'],
	['a blank in the middle', { appId: 'wx0a1b2c3d 4e5f6789' }, "'App ID'", 'appId'],
	['an AppID', { appSecret: APP_ID }, "'App Secret'", 'appSecret'],
	['an original ID', { appSecret: 'gh_efcfe3fb2c3e' }, "'App Secret'", 'appSecret'],
	['an EncodingAESKey', { appSecret: AES_KEY }, "'App Secret'", 'appSecret'],
	['a line end in the middle', { appSecret: `${SECRET}\n${SECRET}` }, "'App Secret'", 'appSecret'],
] as const)('%s in %j is named by its field, with the place of the right one', (_, patch, field, place) => {
	for (const kind of kinds) {
		const said = misplacedValue({ ...good, ...patch }, kind);
		expect(said).toMatch(new RegExp(`^${field} `));
		expect(said).toContain(kind.places[place]);
		for (const value of Object.values(patch)) expect(said).not.toContain(value);
	}
});

it('AppID and AppSecret the wrong way round are to be exchanged', () => {
	const said = misplacedValue({ appId: SECRET, appSecret: APP_ID }, OFFICIAL_ACCOUNT);
	expect(said).toMatch(/'App ID' and 'App Secret'.*exchange/);
});

it.each([
	['31 characters', { appSecret: SECRET.slice(1) }, "'App Secret' has 31 characters"],
	['one character', { appSecret: 'a' }, "'App Secret' has 1 character:"],
	['a letter that is no hex digit', { appSecret: `${SECRET.slice(1)}g` }, "'App Secret' has characters that"],
	['an AppID cut short', { appId: APP_ID.slice(0, -1) }, "'App ID' has not the form"],
])('%s is unusual, and no reason to refuse by itself', (_, patch, says) => {
	expect(misplacedValue({ ...good, ...patch }, MINI_PROGRAM)).toBeUndefined();
	expect(unusualValue({ ...good, ...patch })).toContain(says);
});

it.each([
	['a key of 42 characters', { encodingAesKey: AES_KEY.slice(1) }, "'Encoding AES Key'"],
	['no key', { encodingAesKey: '' }, "'Encoding AES Key'"],
	['a token with a blank and a mark', { pushToken: 'my token!' }, "'Push Token'"],
	['a token of two', { pushToken: 'ab' }, "'Push Token'"],
	['a token of 33', { pushToken: 'a'.repeat(33) }, "'Push Token'"],
	['no token', { pushToken: '' }, "'Push Token'"],
])('push settings with %s are named by the field, with the place', (_, patch, field) => {
	for (const kind of kinds) {
		const said = pushFault({ ...good, ...patch }, kind);
		expect(said).toContain(field);
		expect(said).toContain(kind.places.push);
	}
});

it('without a key, the way of a test account, which has none, is named', () => {
	expect(pushFault({ ...good, encodingAesKey: '' }, OFFICIAL_ACCOUNT)).toMatch(
		/test account.*'Push Mode' Plain/,
	);
});

it('plain mode needs no key', () => {
	expect(pushFault({ ...good, encodingAesKey: '', pushMode: 'plain' }, OFFICIAL_ACCOUNT)).toBeUndefined();
});

it('a credential without both says nothing about pushes', () => {
	expect(hasPushSettings({ appId: APP_ID, pushToken: ' ', pushMode: 'secure' })).toBe(false);
	expect(hasPushSettings({ encodingAesKey: AES_KEY })).toBe(true);
});
