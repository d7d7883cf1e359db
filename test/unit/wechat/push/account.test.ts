// What a trigger takes from a credential, also from one that another version saved.
import { readPushAccount } from '../../../../wechat/push/account';

const saved = {
	appId: 'wx0123456789abcdef',
	appSecret: 's',
	pushToken: 'token',
	encodingAesKey: 'k'.repeat(43),
};
const without = (...fields: string[]) =>
	Object.fromEntries(Object.entries(saved).filter(([field]) => !fields.includes(field)));

it('The push mode is secure when none was saved', () => {
	expect(readPushAccount(saved)).toMatchObject({ pushMode: 'secure', pushToken: 'token' });
	expect(readPushAccount({ ...saved, pushMode: '' })).toMatchObject({ pushMode: 'secure' });
});

it.each([
	['the push token', without('pushToken'), /Push Token/],
	['the key', without('encodingAesKey'), /Encoding AES Key/],
	['everything about pushes', without('pushToken', 'encodingAesKey'), /Push Token/],
	['a push mode that this version knows', { ...saved, pushMode: 'strict' }, /Push Mode/],
])('A credential without %s is refused by name', (_what, credential, says) => {
	expect(readPushAccount(credential)).toMatchObject({ ok: false, explanation: expect.stringMatching(says) });
});

it('Plain mode needs no key', () => {
	expect(readPushAccount({ ...without('encodingAesKey'), pushMode: 'plain' })).toMatchObject({
		pushMode: 'plain',
	});
});
