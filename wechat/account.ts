// A WeChat account as a credential describes it, and the checks made on it before any of it leaves the process.
import { createHash } from 'node:crypto';

/** The decrypted fields of a credential, as n8n hands them over. */
export type CredentialData = Record<string, unknown>;

/** A credential's answer to "which account, and where". */
export interface Account {
	appId: string;
	appSecret: string;
	tokenEndpoint: 'stable' | 'classic';
	/** Without a trailing slash. */
	baseUrl: string;
}

/** Something in the credential itself is wrong; the message names the field and the way out. */
export class CredentialFieldError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CredentialFieldError';
	}
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function readText(credentials: CredentialData, field: string, label: string): string {
	const value = credentials[field];
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') throw new CredentialFieldError(`'${label}' is empty. Open the credential and fill it in.`);
	return text;
}

function readBaseUrl(credentials: CredentialData): string {
	const text = readText(credentials, 'baseUrl', 'Base URL');
	// `localhost:4010` is a URL to the parser, of the scheme "localhost".
	if (!/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) && URL.canParse(`http://${text}`)) {
		const scheme = LOOPBACK_HOST.test(new URL(`http://${text}`).hostname) ? 'http' : 'https';
		throw new CredentialFieldError(`'Base URL' lacks its beginning. Put ${scheme}:// before it.`);
	}
	if (!URL.canParse(text)) {
		throw new CredentialFieldError(
			"'Base URL' is not an address. Use https://api.weixin.qq.com, or the address of your own proxy.",
		);
	}
	const url = new URL(text);
	const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
	if (!secure) {
		throw new CredentialFieldError(
			"'Base URL' must start with https://, since the app secret and the token travel to it. Plain http is accepted only for this machine (localhost, 127.0.0.1).",
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new CredentialFieldError("'Base URL' must hold no user name, query or fragment.");
	}
	if (!isAllowed(credentials, url.hostname)) {
		throw new CredentialFieldError(
			`'Base URL' leads to ${url.hostname}, which is not among the 'Allowed Domains' of this credential. Add it there, or change 'Base URL'.`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/**
 * Whether the credential may be used with a host, by the setting that n8n adds to every credential (Allowed HTTP Request
 * Domains). n8n itself applies it in the HTTP Request node; `none` means just that node, and a list means the host too.
 */
function isAllowed(credentials: CredentialData, hostname: string): boolean {
	if (credentials.allowedHttpRequestDomains !== 'domains') return true;
	const host = hostname.toLowerCase().replace(/\.$/, '');
	const allowed = typeof credentials.allowedDomains === 'string' ? credentials.allowedDomains : '';
	return allowed
		.split(',')
		.map((domain) => domain.trim().toLowerCase().replace(/\.$/, ''))
		.some((domain) => (domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain));
}

/**
 * Reads and checks the fields that reach WeChat.
 *
 * @param credentials the decrypted credential
 * @throws CredentialFieldError naming the field that is empty or not acceptable
 */
export function readAccount(credentials: CredentialData): Account {
	return {
		appId: readText(credentials, 'appId', 'App ID'),
		appSecret: readText(credentials, 'appSecret', 'App Secret'),
		tokenEndpoint: credentials.tokenEndpoint === 'classic' ? 'classic' : 'stable',
		baseUrl: readBaseUrl(credentials),
	};
}

const WECHAT_HOST = /(^|\.)weixin\.qq\.com$/;
const PUBLIC_BASE_URL = 'https://mp.weixin.qq.com';

/**
 * Where the pictures are that anybody may fetch, such as the picture of a QR code.
 *
 * WeChat keeps them on a host of their own. Whoever stands in for WeChat's API host (the sandbox, a proxy) stands in for
 * that host too.
 *
 * @param account its base URL decides
 * @returns a base URL without a trailing slash
 * @see docs/wechat/links.md#qr-codes-with-a-scene
 */
export function publicBaseUrl({ baseUrl }: Account): string {
	return WECHAT_HOST.test(new URL(baseUrl).hostname) ? PUBLIC_BASE_URL : baseUrl;
}

/**
 * Where people open one of WeChat's own pages, such as the web login. Only the sandbox, which runs on this machine, stands in
 * for it: a proxy of WeChat's API carries the calls of a server, and no phone ever opens it.
 *
 * @param account its base URL decides
 * @param wechats WeChat's own host for the page, with its scheme
 * @returns a base URL without a trailing slash
 */
export function pageBaseUrl({ baseUrl }: Account, wechats: string): string {
	return LOOPBACK_HOST.test(new URL(baseUrl).hostname) ? baseUrl : wechats;
}

/**
 * One-way name of an account as configured: an edited secret, another host or another token endpoint is another name,
 * so a token fetched under the old one is never used again.
 */
export function fingerprint(account: Account): string {
	const { baseUrl, appId, appSecret, tokenEndpoint } = account;
	return createHash('sha256')
		.update(JSON.stringify([baseUrl, appId, appSecret, tokenEndpoint]))
		.digest('hex');
}
