// The two ciphers: only what the key's owner sealed for this account comes out, and exactly that.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { decryptPush, PushCipherError } from '../../wechat/push/cipher';
import { DecryptError, decryptUserData, type EncryptedData } from '../../wechat/decrypt';
import { demand, hunt } from './support/hunt';
import { MESSAGES, soup, spoilt } from './support/mutations';
import { appId, encodingAesKey, otherAesKey, seal, unseal } from './support/wechat';

function opened(encrypted: string): string | undefined {
	try {
		return decryptPush({ encodingAesKey, appId, encrypted });
	} catch (error) {
		demand(error instanceof PushCipherError, `${String(error)} is a PushCipherError`);
		return undefined;
	}
}

const bytes = (arbitrary: fc.Arbitrary<Uint8Array>) => arbitrary.map((array) => Buffer.from(array));
const content = fc.oneof(
	fc.constantFrom(...MESSAGES).map((text) => Buffer.from(text)),
	bytes(fc.uint8Array({ maxLength: 80 })),
	fc.constantFrom('', appId, `${appId}${appId}`, `${MESSAGES[0]}${appId}`).map((text) => Buffer.from(text)),
);
const tails = [
	...[
		appId,
		'',
		`${appId} `,
		` ${appId}`,
		`${appId}\0`,
		`${appId}${appId}`,
		appId.toUpperCase(),
		appId.slice(1),
	],
	...[appId.slice(0, -1), `x${appId}`, 'wx0000000000000000', appId.replace('1', '１'), `${appId}\u200b`],
].map((text) => Buffer.from(text));

test('a frame is opened exactly when it is as WeChat describes it', () => {
	const frame = fc.record({
		message: content,
		lie: fc.constantFrom(0, 0, 0, 0, 1, -1, 16, -16, appId.length, -appId.length, 2 ** 31, 2 ** 32 - 1),
		tail: fc.oneof(
			{ weight: 2, arbitrary: fc.constant(tails[0]) },
			{ weight: 1, arbitrary: fc.constantFrom(...tails) },
		),
		padding: fc.oneof(
			{ weight: 3, arbitrary: fc.constant(undefined) },
			{
				weight: 2,
				arbitrary: fc.tuple(fc.nat(255), fc.nat(64)).map(([pad, many]) => Buffer.alloc(many, pad)),
			},
			{ weight: 1, arbitrary: fc.nat(255).map((pad) => Buffer.alloc(pad, pad)) },
			{ weight: 1, arbitrary: bytes(fc.uint8Array({ maxLength: 48 })) },
		),
		key: fc.constantFrom(undefined, undefined, undefined, undefined, otherAesKey),
		cut: fc.constantFrom(0, 0, 0, 0, 1, 15, 16, 32),
	});
	let good = 0;
	const tried = hunt('frames of the cipher', frame, ({ message, lie, tail, padding, key, cut }) => {
		const sealed = seal({ message, length: message.length + lie, tail, padding, key });
		const encrypted = sealed.subarray(0, Math.max(0, sealed.length - cut)).toString('base64');
		const expected = unseal(encrypted);
		demand(opened(encrypted) === expected, 'it is opened exactly when it may be');
		if (expected !== undefined) good++;
	});
	// Both ways to go were gone.
	expect(good).toBeGreaterThan(tried / 100);
});

/** The same bytes written otherwise, and other bytes. */
const base64Variants: Array<(text: string) => string> = [
	(text) => text.replaceAll('+', '-').replaceAll('/', '_'),
	(text) => text.replaceAll('=', ''),
	(text) => `${text}==`,
	(text) => text.replaceAll(/.{76}/g, '$&\r\n'),
	(text) => ` ${text}\n`,
	(text) => text.replaceAll('+', ' '),
	(text) => encodeURIComponent(text),
	(text) => Buffer.from(text).toString('base64'),
	(text) => Buffer.from(text, 'base64').toString('hex'),
	(text) => text.toLowerCase(),
	(text) => `${text}\0`,
	(text) => text + text,
	(text) => `data:;base64,${text}`,
];

test('a text that was damaged on the way is opened only if it still is the same bytes', () => {
	const sealed = MESSAGES.map((message) => seal({ message: Buffer.from(message) }).toString('base64'));
	const variant = fc
		.tuple(fc.constantFrom(...sealed), fc.constantFrom(...base64Variants))
		.map(([text, write]) => write(text));
	hunt(
		'texts of the cipher',
		fc.oneof(variant, spoilt(sealed), fc.string({ unit: 'binary' })),
		(encrypted) => {
			demand(opened(encrypted) === unseal(encrypted), 'it is opened exactly when it may be');
		},
	);
});

const sessionKey = Buffer.alloc(16, 'k').toString('base64');
const iv = Buffer.alloc(16, 'i').toString('base64');
const watermark = `"watermark":{"appid":"${appId}","timestamp":1}`;
const USER_DATA = [
	`{"openId":"o1","nickName":"小明",${watermark}}`,
	`{"count":2918131553548107776,"a":"b\u0001",${watermark}}`,
	`{"phoneNumber":"13580006666","list":[{"a":[1,2]}],${watermark}}`,
];

/** With node's own padding switched off, so that a wrong one can be made. */
function encryptUserData(text: string, padding?: Buffer): EncryptedData {
	const clear = Buffer.from(text);
	const pad = 16 - (clear.length % 16);
	const padded = Buffer.concat([clear, padding ?? Buffer.alloc(pad, pad)]);
	const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64'));
	cipher.setAutoPadding(false);
	const whole = padded.subarray(0, padded.length - (padded.length % 16));
	return { encryptedData: Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64'), iv };
}

function openUserData(encrypted: EncryptedData, key = sessionKey): Record<string, unknown> | undefined {
	try {
		return decryptUserData({ sessionKey: key, encrypted, appId });
	} catch (error) {
		demand(error instanceof DecryptError, `${String(error)} is a DecryptError`);
		demand(!`${error.message} ${error.wayOut}`.includes(sessionKey), 'the key is not told');
		return undefined;
	}
}

/** What the bytes say by Node's own decryption; undefined when they say nothing. */
function clearTextOf({ encryptedData, iv: vector }: EncryptedData): string | undefined {
	try {
		const decipher = createDecipheriv(
			'aes-128-cbc',
			Buffer.from(sessionKey, 'base64'),
			Buffer.from(vector, 'base64'),
		);
		const bytesIn = Buffer.from(encryptedData, 'base64');
		return Buffer.concat([decipher.update(bytesIn), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

function expectOwn(data: Record<string, unknown> | undefined, encrypted: EncryptedData) {
	if (data === undefined) return;
	demand(clearTextOf(encrypted) !== undefined, 'the bytes can be decrypted');
	demand(Object.getPrototypeOf(data) === Object.prototype, 'the data are a plain record');
	demand(Object.hasOwn(data, 'watermark'), 'the watermark is its own');
	demand((data.watermark as { appid?: unknown }).appid === appId, 'the watermark is ours');
}

test('user data: rightly encrypted, whatever it says', () => {
	const text = fc.oneof(
		spoilt(USER_DATA),
		soup.map((inside) => `{"a":${inside},${watermark}}`),
		fc.json(),
	);
	const padding = fc.option(bytes(fc.uint8Array({ maxLength: 40 })), { nil: undefined, freq: 3 });
	expect(USER_DATA.map((data) => openUserData(encryptUserData(data))?.watermark)).not.toContain(undefined);
	hunt('frames of user data', fc.tuple(text, padding), ([clear, pad]) => {
		const encrypted = encryptUserData(clear, pad);
		expectOwn(openUserData(encrypted), encrypted);
	});
});

test('user data: damaged on the way', () => {
	const good = USER_DATA.map((data) => encryptUserData(data).encryptedData);
	const damaged = fc.record({
		encryptedData: fc.oneof(
			spoilt(good),
			fc
				.tuple(fc.constantFrom(...good), fc.constantFrom(...base64Variants))
				.map(([text, write]) => write(text)),
			fc.string({ unit: 'binary' }),
		),
		iv: fc.oneof({ weight: 4, arbitrary: fc.constant(iv) }, { weight: 1, arbitrary: spoilt([iv]) }),
		key: fc.oneof(
			{ weight: 4, arbitrary: fc.constant(sessionKey) },
			{ weight: 1, arbitrary: spoilt([sessionKey]) },
		),
	});
	hunt('texts of user data', damaged, ({ key, ...encrypted }) => {
		const data = openUserData(encrypted, key);
		if (key === sessionKey) expectOwn(data, encrypted);
	});
});
