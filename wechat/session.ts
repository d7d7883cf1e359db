// The session_key of a mini-program login: its form, and the signature that proves to WeChat that one has it.
import { createHmac } from 'node:crypto';

const KEY_BYTES = 16;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Decodes base64 as strictly as a key needs it: Node would leave out what it does not understand.
 *
 * @returns undefined when the text is not base64
 */
export function decodeBase64(text: string): Buffer | undefined {
	return BASE64.test(text) && text.length % 4 === 0 ? Buffer.from(text, 'base64') : undefined;
}

/** Whether a text has the form of a session_key: the base64 of 16 bytes. */
export function isSessionKey(text: string): boolean {
	return decodeBase64(text)?.length === KEY_BYTES;
}

/**
 * The signature with a session_key (`sig_method` hmac_sha256). The key is the base64 text itself, not what it encodes.
 *
 * @param sessionKey as code2Session returned it
 * @param message what is signed; nothing for checksession and resetusersessionkey
 * @returns lower-case hex
 * @see wechat-api.md sections 2.3 and 13 (vector H1)
 */
export function sessionSignature(sessionKey: string, message = ''): string {
	return createHmac('sha256', sessionKey).update(message).digest('hex');
}
