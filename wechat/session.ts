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

/** What happens to base64 on its way to us, in each case with the way out. */
const SPOILT = [
	{
		what: 'each + in it has become a blank',
		wayOut:
			'It was sent as part of a form or an address without being encoded. Send it as JSON, or write it with encodeURIComponent.',
		mended: (text: string) => text.replace(/ /g, '+'),
	},
	{
		what: 'it is broken into several lines',
		wayOut: 'Hand it on as one line: whatever encoded it put line breaks in between.',
		mended: (text: string) => text.replace(/[\r\n]+/g, ''),
	},
	{
		what: 'it is still percent-encoded',
		wayOut: 'Decode it first, for instance with decodeURIComponent.',
		mended: (text: string) =>
			text.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
	},
];

/**
 * Finds out what spoilt a base64 text: said only of a text that is right once that is taken back.
 *
 * @param text as it arrived, its outer blanks included: the first of them may have been a `+`
 * @param fits how many bytes it should encode
 * @returns undefined when it is something else
 */
export function spoiltBase64(
	text: string,
	fits: (bytes: number) => boolean,
): { what: string; wayOut: string } | undefined {
	const forms = [text.trim(), text.trimEnd()];
	return SPOILT.find(({ mended }) =>
		forms.some((form) => {
			const candidate = mended(form);
			return candidate !== form && fits(decodeBase64(candidate)?.length ?? 0);
		}),
	);
}

/** What spoilt a session_key, or undefined when it is something else than `spoiltBase64` knows. */
export const spoiltSessionKey = (text: string) => spoiltBase64(text, (bytes) => bytes === KEY_BYTES);

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
 * @see docs/wechat/users.md; WeChat page "检验登录态"
 */
export function sessionSignature(sessionKey: string, message = ''): string {
	return createHmac('sha256', sessionKey).update(message).digest('hex');
}
