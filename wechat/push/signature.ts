// The signature WeChat puts on every push (消息推送) and on the URL check.
import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-1 over the parts, sorted byte by byte and joined, as lower-case hex.
 *
 * @param parts URL check and plain pushes: token, timestamp, nonce. Encrypted pushes: those three and the `Encrypt` text.
 * @see docs/wechat/pushes.md#the-url-check and docs/wechat/pushes.md#modes; WeChat page "消息推送"
 */
export function pushSignature(...parts: string[]): string {
	const sorted = parts.map((part) => Buffer.from(part, 'utf8')).sort(Buffer.compare);
	return createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
}

/**
 * Compares a signature we computed with the one a request claims, in constant time.
 *
 * @param expected what we computed
 * @param claimed what came with the request; anything but a string of the same length never matches
 */
export function isSameSignature(expected: string, claimed: unknown): boolean {
	if (typeof claimed !== 'string') return false;
	const ours = Buffer.from(expected, 'utf8');
	const theirs = Buffer.from(claimed, 'utf8');
	return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
