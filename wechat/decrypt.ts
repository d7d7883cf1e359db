// Decrypting what the mini program's own calls (wx.getUserProfile and the like) hand out: AES-128-CBC under the session_key.
import { createDecipheriv } from 'node:crypto';
import { parseWechatJson } from './json';
import { decodeBase64, isSessionKey, spoiltBase64, spoiltSessionKey } from './session';

const BLOCK_BYTES = 16;

/** Which of the texts is at fault; `data` also when it was encrypted with another key, `watermark` for another account. */
export type DecryptFault = 'sessionKey' | 'encryptedData' | 'iv' | 'data' | 'watermark';

/** The data cannot be had. Message and way out are fit for people and hold nothing of the key or the data. */
export class DecryptError extends Error {
	constructor(
		readonly fault: DecryptFault,
		message: string,
		/** What to do about it. */
		readonly wayOut: string,
	) {
		super(message);
		this.name = 'DecryptError';
	}
}

const ASK_FOR_BOTH =
	'Hand on encryptedData and iv exactly as the mini program received them, both of one call.';

function checkForm(fault: 'encryptedData' | 'iv', text: string, fits: (bytes: number) => boolean): void {
	if (fits(decodeBase64(text.trim())?.length ?? 0)) return;
	const spoilt = spoiltBase64(text, fits);
	throw spoilt
		? new DecryptError(fault, `${fault} cannot be used: ${spoilt.what}`, spoilt.wayOut)
		: new DecryptError(fault, `${fault} is not what WeChat hands out: it may have been cut`, ASK_FOR_BOTH);
}

/** What the mini program hands over, as base64 text; blanks around it do not count. */
export interface EncryptedData {
	encryptedData: string;
	iv: string;
}

/**
 * Checks the form of encrypted data, for which no key is needed.
 *
 * @throws DecryptError naming `encryptedData` or `iv`
 */
export function checkEncryptedData({ encryptedData, iv }: EncryptedData): void {
	checkForm('encryptedData', encryptedData, (bytes) => bytes > 0 && bytes % BLOCK_BYTES === 0);
	checkForm('iv', iv, (bytes) => bytes === BLOCK_BYTES);
}

function decrypt(sessionKey: string, { encryptedData, iv }: EncryptedData): unknown {
	const key = Buffer.from(sessionKey, 'base64');
	const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv, 'base64'));
	const clear = Buffer.concat([decipher.update(Buffer.from(encryptedData, 'base64')), decipher.final()]);
	return parseWechatJson(clear.toString('utf8'));
}

/**
 * Decrypts a mini-program user's data and checks that it was made for this mini program.
 *
 * @param options.sessionKey the session_key under which the data was encrypted, base64
 * @param options.encrypted `encryptedData` and `iv` of one and the same call
 * @param options.appId the AppID that the watermark must carry
 * @returns the data with WeChat's own names, the watermark included
 * @throws DecryptError when a text has the wrong form, the key is another one, or the watermark is another mini program's
 * @see docs/wechat/users.md; WeChat page "开放数据校验与解密"
 */
export function decryptUserData(options: {
	sessionKey: string;
	encrypted: EncryptedData;
	appId: string;
}): Record<string, unknown> {
	const { sessionKey, encrypted, appId } = options;
	if (!isSessionKey(sessionKey)) {
		const spoilt = spoiltSessionKey(sessionKey);
		if (spoilt) {
			throw new DecryptError('sessionKey', `The session key cannot be used: ${spoilt.what}`, spoilt.wayOut);
		}
		throw new DecryptError(
			'sessionKey',
			'The session key is not one of WeChat',
			'A session_key is 24 characters of base64, the code of 16 bytes.',
		);
	}
	checkEncryptedData(encrypted);
	let data: unknown;
	try {
		data = decrypt(sessionKey, encrypted);
	} catch {
		data = undefined;
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data)) {
		throw new DecryptError(
			'data',
			'The data cannot be decrypted with this session key',
			'It was encrypted under another session key: a later login of the person may have replaced it. Let the mini program call wx.login first and ask for the data after it.',
		);
	}
	const { watermark } = data as { watermark?: { appid?: unknown } };
	if (watermark?.appid !== appId) {
		throw new DecryptError(
			'watermark',
			'The data was made for another mini program',
			'Its watermark does not carry the AppID of the credential. Use the credential of the mini program that the data comes from.',
		);
	}
	return data as Record<string, unknown>;
}
