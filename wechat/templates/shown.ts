// Of which values of a template message a person sees a part only, about which WeChat says nothing.
import { FREE } from './rules';
import { typeOfKey } from './values';

/**
 * What WeChat shows of the value of a free key since 2023-05-04: one line, of about so many Chinese characters, of which two
 * letters or digits take the room of one. The exact width is not known.
 */
const LINE_WIDTH = 20;

/** Below it are the letters, digits and marks that take half the room of a Chinese character. */
const FIRST_WIDE = 0x1100;

/** WeChat takes them out of template messages. The marks of copyright and trade are text to most phones. */
const EMOJI = /(?![\u00a9\u00ae\u2122])\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|\ufe0f/u;

function widthOf(text: string): number {
	return Array.from(text).reduce(
		(width, character) => width + ((character.codePointAt(0) ?? 0) < FIRST_WIDE ? 0.5 : 1),
		0,
	);
}

/**
 * Whether a person sees only a part of a value in a template message, or sees it on another line.
 *
 * @param key the template's key; typed ones are checked before they are sent, so they fit
 * @param value the text that is sent
 * @see docs/wechat/README.md#the-test-account and docs/wechat/messages.md#template-messages
 */
export function isShownInPart(key: string, value: string): boolean {
	if (EMOJI.test(value)) return true;
	return typeOfKey(key) === FREE && (/[\r\n]/.test(value) || widthOf(value) > LINE_WIDTH);
}
