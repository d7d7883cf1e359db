// Decrypting a mini-program user's data: the official vector, and each way in which it cannot be had.
import { createCipheriv } from 'node:crypto';
import { DecryptError, checkEncryptedData, decryptUserData } from '../../../wechat/decrypt';
import vectors from '../../vectors/session.json';

const { appId, sessionKey, encryptedData, iv, data } = vectors.M1;
const encrypted = { encryptedData, iv };

function encrypt(text: string): { encryptedData: string; iv: string } {
	const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64'));
	return { encryptedData: Buffer.concat([cipher.update(text), cipher.final()]).toString('base64'), iv };
}

function faultOf(work: () => unknown): DecryptError {
	try {
		work();
	} catch (error) {
		if (error instanceof DecryptError) return error;
	}
	throw new Error('It was decrypted');
}

test('M1: the official vector, with its watermark', () => {
	expect(decryptUserData({ sessionKey, encrypted, appId })).toEqual(data);
});

test('a raw control character and a 64-bit number come through', () => {
	const text = `{"nickName":"a\u0001b","count":2918131553548107776,"watermark":{"appid":"${appId}","timestamp":1}}`;
	expect(decryptUserData({ sessionKey, encrypted: encrypt(text), appId })).toMatchObject({
		nickName: 'a\u0001b',
		count: '2918131553548107776',
	});
});

describe('is refused', () => {
	const flipped = Buffer.from(encryptedData, 'base64');
	flipped[flipped.length - 1] ^= 1;
	const cut = Buffer.from(encryptedData, 'base64').subarray(0, -16).toString('base64');

	test.each([
		['another session key', { sessionKey: vectors.H1.sessionKey }, 'data'],
		['another initial vector', { iv: vectors.H1.sessionKey }, 'data'],
		['a flipped bit', { encryptedData: flipped.toString('base64') }, 'data'],
		['a block too few', { encryptedData: cut }, 'data'],
		['no object', encrypt('"text"'), 'data'],
		['a list', encrypt('[1]'), 'data'],
		['another mini program', { appId: 'wx0000000000000000' }, 'watermark'],
		['no watermark', encrypt('{"openId":"o1"}'), 'watermark'],
		['no session key', { sessionKey: '' }, 'sessionKey'],
		['a session key of other bytes', { sessionKey: 'c2hvcnQ=' }, 'sessionKey'],
		['half a block', { encryptedData: 'AAAAAAAAAAA=' }, 'encryptedData'],
		['no data', { encryptedData: '' }, 'encryptedData'],
		['plus signs lost on the way', { encryptedData: encryptedData.replace(/\+/g, ' ') }, 'encryptedData'],
		['an initial vector of other bytes', { iv: 'c2hvcnQ=' }, 'iv'],
		['no base64', { iv: '§§§' }, 'iv'],
	])('%s', (_, change, fault) => {
		const given = { appId, sessionKey, encryptedData, iv, ...change };
		const error = faultOf(() =>
			decryptUserData({
				sessionKey: given.sessionKey,
				encrypted: { encryptedData: given.encryptedData, iv: given.iv },
				appId: given.appId,
			}),
		);
		expect(error.fault).toBe(fault);
		expect(error.wayOut.length).toBeGreaterThan(10);
		for (const secret of [sessionKey, encryptedData, data.openId]) {
			expect(`${error.message} ${error.wayOut}`).not.toContain(secret);
		}
	});

	// A key and an iv with a plus sign at the start, where a blank in its place is easily trimmed away.
	const plus = { key: `+${sessionKey.slice(1)}`, iv: `+${iv.slice(1)}` };
	const blank = (text: string) => text.replace(/\+/g, ' ');

	test.each([
		[
			'encryptedData with blanks',
			{ encryptedData: blank(encryptedData) },
			/encryptedData cannot be used: each \+ in it has become a blank/,
		],
		['iv with a blank', { iv: blank(plus.iv) }, /iv cannot be used: each \+ in it has become a blank/],
		[
			'session key with a blank',
			{ sessionKey: blank(plus.key) },
			/session key cannot be used: each \+ in it has become a blank/,
		],
		[
			'encryptedData in lines',
			{ encryptedData: encryptedData.replace(/.{64}/g, '$&\r\n') },
			/broken into several lines/,
		],
		['iv percent-encoded', { iv: encodeURIComponent(iv) }, /still percent-encoded/],
		['session key percent-encoded', { sessionKey: encodeURIComponent(sessionKey) }, /still percent-encoded/],
		['a sentence', { encryptedData: 'Hello big wide world' }, /may have been cut/],
		['cut, with blanks', { encryptedData: blank(encryptedData).slice(0, -3) }, /may have been cut/],
		['iv cut', { iv: iv.slice(1) }, /may have been cut/],
		['session key cut', { sessionKey: sessionKey.slice(1) }, /not one of WeChat/],
	])('%s: what happened is said, and only when it is so', (_, change, words) => {
		const given = { sessionKey, encryptedData, iv, ...change };
		const both = { encryptedData: given.encryptedData, iv: given.iv };
		expect(
			faultOf(() => decryptUserData({ sessionKey: given.sessionKey, encrypted: both, appId })).message,
		).toMatch(words);
	});

	test('blanks and line ends around it do no harm', () => {
		expect(() =>
			checkEncryptedData({ encryptedData: `\n ${encryptedData} \n`, iv: ` ${iv}\r\n` }),
		).not.toThrow();
	});
});
