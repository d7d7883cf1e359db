// The cipher of encrypted pushes: AES-256-CBC around 16 random bytes, a length, the message and the appid.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** WeChat pads to 32 bytes, not to the 16 of AES, so Node's own padding cannot be used. */
const PADDING_BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * What went wrong: `badKey` the EncodingAESKey has not the form of one; `undecryptable` the text is damaged or was
 * encrypted with another key; `foreignAppId` it was encrypted for another account.
 */
export type PushCipherFault = 'badKey' | 'undecryptable' | 'foreignAppId';

/** The text could not be decrypted into a message of this account. The message is fit to be shown to a person. */
export class PushCipherError extends Error {
	constructor(
		readonly fault: PushCipherFault,
		message: string,
	) {
		super(message);
		this.name = 'PushCipherError';
	}
}

const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/** Whether a text has the form of an EncodingAESKey (消息加解密密钥): 43 letters and digits. */
export function isEncodingAesKey(text: string): boolean {
	return ENCODING_AES_KEY.test(text);
}

function keyAndIv(encodingAesKey: string): { key: Buffer; iv: Buffer } {
	if (!isEncodingAesKey(encodingAesKey)) {
		throw new PushCipherError('badKey', 'The EncodingAESKey must be 43 letters and digits');
	}
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	return { key, iv: key.subarray(0, 16) };
}

/**
 * Encrypts a message the way WeChat does, for replies and for the sandbox.
 *
 * @param options.encodingAesKey the 43 characters of the console's EncodingAESKey (消息加解密密钥)
 * @param options.appId the account's appid, put behind the message
 * @param options.message UTF-8 text, XML or JSON
 * @param options.random 16 bytes; given only to reproduce a test vector
 * @returns the base64 text of the `Encrypt` element
 * @see docs/wechat/pushes.md#cipher
 */
export function encryptPush(options: {
	encodingAesKey: string;
	appId: string;
	message: string;
	random?: Buffer;
}): string {
	const { key, iv } = keyAndIv(options.encodingAesKey);
	const message = Buffer.from(options.message, 'utf8');
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUInt32BE(message.length);
	const clear = Buffer.concat([
		options.random ?? randomBytes(RANDOM_BYTES),
		length,
		message,
		Buffer.from(options.appId, 'utf8'),
	]);
	// A full block is added when the text already ends on a block: the pad length is never 0.
	const pad = PADDING_BLOCK - (clear.length % PADDING_BLOCK);
	const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
	return Buffer.concat([
		cipher.update(clear),
		cipher.update(Buffer.alloc(pad, pad)),
		cipher.final(),
	]).toString('base64');
}

/**
 * Decrypts the `Encrypt` text of a push and checks that it was meant for this account.
 *
 * @param options.encodingAesKey the 43 characters of the console's EncodingAESKey (消息加解密密钥)
 * @param options.appId the appid that must stand behind the message
 * @param options.encrypted base64 text
 * @returns the message, XML or JSON
 * @throws PushCipherError when the key does not fit, the frame is broken or the appid is another account's
 * @see docs/wechat/pushes.md#cipher
 */
export function decryptPush(options: { encodingAesKey: string; appId: string; encrypted: string }): string {
	const { key, iv } = keyAndIv(options.encodingAesKey);
	const encrypted = Buffer.from(options.encrypted, 'base64');
	if (encrypted.length === 0 || encrypted.length % 16 !== 0) {
		throw new PushCipherError('undecryptable', 'The encrypted text is not a whole number of AES blocks');
	}
	const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
	const clear = Buffer.concat([decipher.update(encrypted), decipher.final()]);

	const pad = clear[clear.length - 1];
	const end = clear.length - pad;
	const messageStart = RANDOM_BYTES + LENGTH_BYTES;
	const padded = pad >= 1 && pad <= PADDING_BLOCK && end >= messageStart;
	if (!padded || !clear.subarray(end).every((byte) => byte === pad)) {
		throw new PushCipherError(
			'undecryptable',
			'The decrypted text is not padded as WeChat pads it; the EncodingAESKey may be wrong',
		);
	}
	const messageEnd = messageStart + clear.readUInt32BE(RANDOM_BYTES);
	if (messageEnd > end) {
		throw new PushCipherError(
			'undecryptable',
			'The decrypted text is shorter than it claims; the EncodingAESKey may be wrong',
		);
	}
	if (clear.subarray(messageEnd, end).toString('utf8') !== options.appId) {
		throw new PushCipherError('foreignAppId', 'The message was encrypted for another appid');
	}
	return clear.subarray(messageStart, messageEnd).toString('utf8');
}
