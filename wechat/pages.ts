// The addresses of WeChat's own pages that ask a person for something: the web login and the one-time message.

/** What the web login tells about a person: the openid silently, or also unionid and profile. */
export type LoginScope = 'snsapi_base' | 'snsapi_userinfo';

/** Letters and digits only: what WeChat brings back as it was, and what cannot break out of an address. */
const PLAIN = /^[a-zA-Z0-9]{1,128}$/;

/**
 * Whether a text may travel through one of WeChat's pages and come back with the person: `state` of the web login,
 * `reserved` of the one-time message.
 *
 * @see docs/wechat/links.md: a-z, A-Z, 0-9, at most 128 bytes
 */
export const isPassedThrough = (text: string): boolean => PLAIN.test(text);

/** A web address that a person can be sent back to. */
export function isWebAddress(text: string): boolean {
	return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

function address(base: string, path: string, query: Array<[string, string]>): string {
	const pairs = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
	return `${base}${path}?${pairs.join('&')}#wechat_redirect`;
}

/**
 * The address of the web login (网页授权). It works inside WeChat only; WeChat checks the order of the parameters, and the
 * `#wechat_redirect` at the end.
 *
 * @param base WeChat's host for it, or whoever stands in for it; without a trailing slash
 * @param login.redirectUrl where WeChat sends the person, with `code` and `state` in the query
 * @param login.state comes back as it is
 * @param login.forcePopup asks the person also where WeChat would let them pass silently
 * @see docs/wechat/links.md; WeChat page "网页授权"
 */
export function webLoginUrl(
	base: string,
	login: { appId: string; redirectUrl: string; scope: LoginScope; state: string; forcePopup: boolean },
): string {
	const { appId, redirectUrl, scope, state, forcePopup } = login;
	return address(base, '/connect/oauth2/authorize', [
		['appid', appId],
		['redirect_uri', redirectUrl],
		['response_type', 'code'],
		['scope', scope],
		['state', state],
		...(forcePopup ? [['forcePopup', 'true'] as [string, string]] : []),
	]);
}

/**
 * The address on which a person agrees to one one-time message; it works inside WeChat only.
 *
 * @param base WeChat's host for it, or whoever stands in for it; without a trailing slash
 * @param consent.scene 0 to 10000: one message per person and scene
 * @param consent.redirectUrl where WeChat sends the person, with `openid` and `action` in the query
 * @param consent.reserved comes back as it is; may be empty
 * @see docs/wechat/links.md; WeChat page on one-time subscription messages
 */
export function oneTimeConsentUrl(
	base: string,
	consent: { appId: string; scene: string; templateId: string; redirectUrl: string; reserved: string },
): string {
	const { appId, scene, templateId, redirectUrl, reserved } = consent;
	return address(base, '/mp/subscribemsg', [
		['action', 'get_confirm'],
		['appid', appId],
		['scene', scene],
		['template_id', templateId],
		['redirect_url', redirectUrl],
		...(reserved === '' ? [] : [['reserved', reserved] as [string, string]]),
	]);
}
