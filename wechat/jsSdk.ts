// The signature with which a web page may use WeChat's JS-SDK (wx.config). No I/O.
import { createHash } from 'node:crypto';

/**
 * The address that is signed: the browser's, without what stands behind #.
 *
 * Nothing else of it is changed: WeChat compares it with the page's address sign by sign, as the browser shows it.
 */
export const signedAddress = (url: string): string => url.split('#', 1)[0];

/**
 * Signs the configuration of one page.
 *
 * @param ticket the account's jsapi_ticket, a secret
 * @param page.nonceStr any text, the same in `wx.config`
 * @param page.timestamp seconds since 1970, the same in `wx.config`
 * @param page.url as `signedAddress` gives it; not encoded
 * @returns SHA-1 in lower-case hexadecimal digits
 * @see docs/wechat/messages.md#js-sdk: names in lower case, in this order
 */
export function signPage(
	ticket: string,
	{ nonceStr, timestamp, url }: { nonceStr: string; timestamp: number; url: string },
): string {
	const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
	return createHash('sha1').update(text, 'utf8').digest('hex');
}
