// Takes everything that could be a secret out of a text that comes from outside.

const HIDDEN = '[hidden]';

const NAMED =
	/((?:access_?token|refresh_?token|app_?secret|secret|session_?key|js_?code|aes_?key|token)["']?\s*[=:]\s*["']?)[^\s"'&,;}\]]+/gi;
/** 32 hexadecimal digits: an AppSecret. */
const APP_SECRET = /(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])/g;
/** 16 bytes in base64: a session_key. */
const SESSION_KEY = /(?<![0-9A-Za-z+/])[0-9A-Za-z+/]{22}==/g;
/** Longer than any openid or rid: an access token, an EncodingAESKey. */
const LONG = /[0-9A-Za-z_-]{40,}/g;

/** As `NAMED`, with what stands before a value in an address or in JSON inside JSON; and the ticket of web pages. */
const NAMED_ANYWHERE =
	/((?:access_?token|refresh_?token|app_?secret|secret|session_?key|js_?code|aes_?key|token|ticket)(?:\\*["']|%22)*\s*(?:[=:]|%3[ad])\s*(?:\\*["']|%22)*)(?:[^\s"'&,;{}[\]\\%]|%(?!22|26|2c|5d|7d))+/gi;
/** An access token; template and media ids are shorter. */
const TOKEN_LONG = /[0-9A-Za-z_-]{80,}/g;

/**
 * Blanks tokens and secrets in a record of a call whose other values are wanted: what is named as one, and what is as long
 * as a token. Ids of templates and media stay.
 *
 * @param text an address, a query, or a body in JSON
 */
export function redactNamed(text: string): string {
	return text.replace(NAMED_ANYWHERE, `$1${HIDDEN}`).replace(TOKEN_LONG, HIDDEN);
}

/**
 * Blanks whatever looks like a token, AppSecret, session_key or AES key.
 *
 * @param text for instance WeChat's `errmsg`, which can quote parts of the request
 */
export function redact(text: string): string {
	return text
		.replace(NAMED, `$1${HIDDEN}`)
		.replace(APP_SECRET, HIDDEN)
		.replace(SESSION_KEY, HIDDEN)
		.replace(LONG, HIDDEN);
}
