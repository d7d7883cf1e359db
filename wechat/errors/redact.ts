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
