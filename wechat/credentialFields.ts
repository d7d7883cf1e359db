// What the fields of a credential look like, so that a value in the wrong field, or cut short, is told by its form: WeChat
// itself says "invalid appid" to all of them. Forms: docs/wechat/tokens.md#forms and docs/wechat/pushes.md#settings.
import type { AccountKind } from './accountKinds';
import type { CredentialData } from './account';
import { CONSOLE_WORDS } from './consoles';
import { readPushAccount } from './push/account';

const APP_ID = /^wx[0-9a-f]{16}$/i;
const APP_SECRET = /^[0-9a-f]{32}$/i;
const ORIGINAL_ID = /^gh_/i;
const AES_KEY = /^[0-9a-z]{43}$/i;
const PUSH_TOKEN = /^[0-9a-z]{3,32}$/i;

function textOf(credential: CredentialData, field: string): string {
	const value = credential[field];
	return typeof value === 'string' ? value.trim() : '';
}

/**
 * A value that belongs into another field, so that WeChat would refuse it.
 *
 * @param credential the decrypted fields
 * @param kind whose console is named
 * @returns a sentence that names the field and the way out, and holds nothing of the value; undefined when there is none
 */
export function misplacedValue(credential: CredentialData, { places }: AccountKind): string | undefined {
	const appId = textOf(credential, 'appId');
	const appSecret = textOf(credential, 'appSecret');
	if (APP_SECRET.test(appId) && APP_ID.test(appSecret))
		return "'App ID' and 'App Secret' stand in each other's place: exchange them. The AppID is the one that begins with wx.";

	const rightId = `The AppID begins with wx: copy it from the console under ${places.appId}.`;
	if (ORIGINAL_ID.test(appId))
		return `'App ID' is the account's original ID (${CONSOLE_WORDS.originalId}, gh_...), and WeChat's interfaces ask for the AppID. ${rightId}`;
	if (APP_SECRET.test(appId)) return `'App ID' looks like an AppSecret. ${rightId}`;
	if (AES_KEY.test(appId)) return `'App ID' looks like an EncodingAESKey. ${rightId}`;
	if (/\s/.test(appId)) return `'App ID' has a blank in the middle. ${rightId}`;

	const rightSecret = `The AppSecret is 32 letters and digits, in the console under ${places.appSecret}; WeChat shows it only once, when it is reset.`;
	if (APP_ID.test(appSecret)) return `'App Secret' looks like an AppID. ${rightSecret}`;
	if (ORIGINAL_ID.test(appSecret))
		return `'App Secret' is an account's original ID (${CONSOLE_WORDS.originalId}, gh_...). ${rightSecret}`;
	if (AES_KEY.test(appSecret)) return `'App Secret' looks like an EncodingAESKey. ${rightSecret}`;
	if (/\s/.test(appSecret)) return `'App Secret' has a blank in the middle. ${rightSecret}`;
	return undefined;
}

/** What WeChat answers to an AppID or AppSecret that is not right, whatever is wrong with it. */
const NOT_RIGHT = [40001, 40013, 40125, 41002, 41004];

/** Whether a refusal of WeChat's is about the values of AppID and AppSecret. */
export const isAboutValues = (errcode: number | undefined): boolean => NOT_RIGHT.includes(errcode ?? 0);

/**
 * A value that has not the form of WeChat's own: said only once WeChat has refused it, since whoever stands in for WeChat
 * (a proxy with names of its own) may give others.
 *
 * @returns as `misplacedValue`, but for the place of the right value: the refusal beside which it stands names that
 */
export function unusualValue(credential: CredentialData): string | undefined {
	if (!APP_ID.test(textOf(credential, 'appId')))
		return "'App ID' has not the form of an AppID, which is wx and 16 digits and letters from a to f: copy it whole.";
	const appSecret = textOf(credential, 'appSecret');
	if (APP_SECRET.test(appSecret)) return undefined;
	const is =
		appSecret.length === 32
			? 'has characters that no AppSecret has'
			: `has ${appSecret.length} ${appSecret.length === 1 ? 'character' : 'characters'}`;
	return `'App Secret' ${is}: an AppSecret is 32 digits and letters from a to f.`;
}

/** Whether a credential says anything about pushes; only a trigger needs that. */
export function hasPushSettings(credential: CredentialData): boolean {
	return textOf(credential, 'pushToken') !== '' || textOf(credential, 'encodingAesKey') !== '';
}

/**
 * Push settings with which no trigger could work.
 *
 * @returns as `misplacedValue`
 */
export function pushFault(credential: CredentialData, { places }: AccountKind): string | undefined {
	const account = readPushAccount(credential);
	const there = `The console has it under ${places.push}.`;
	if ('ok' in account) return `${account.explanation} ${there}`;
	if (PUSH_TOKEN.test(account.pushToken)) return undefined;
	return `'Push Token' must be 3 to 32 letters and digits, and nothing else. Choose such a Token, and enter the same here and in the console under ${places.push}.`;
}
