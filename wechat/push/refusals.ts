// Every reason for which a push or a URL check is refused, with the sentence that tells a person what to do.

import { CONSOLE_WORDS } from '../consoles';

/**
 * What to do about each refusal. The words are for the person who set the trigger up, since a forged push needs no
 * advice: fields are named as the credential names them, with the console's button in brackets.
 */
const ADVICE = {
	noCredential: 'The credential of this trigger cannot be read. Open the trigger and choose a credential.',
	noPushToken:
		"'Push Token' is empty in the credential. Enter the Token that you chose for the message push in the WeChat console.",
	badEncodingAesKey:
		"'Encoding AES Key' in the credential is not 43 letters and digits. Copy the EncodingAESKey from the message push settings of the WeChat console. A test account of an Official Account has none: choose 'Push Mode' Plain for it.",
	noAppId: "'App ID' is empty in the credential. Enter the AppID of the account.",
	badPushMode: `'Push Mode' in the credential is not one of secure (${CONSOLE_WORDS.secureMode}), compatible (${CONSOLE_WORDS.compatibleMode}) and plain (${CONSOLE_WORDS.plainMode}).`,
	tooLarge: 'The body is larger than 1 MiB, which WeChat never sends.',
	missingParameter:
		'signature, timestamp or nonce is missing from the address. Only WeChat itself can call this URL; a browser or a test tool cannot.',
	repeatedParameter:
		'A query parameter occurs twice, which WeChat never does. A proxy in front of n8n may have changed the address.',
	malformedParameter: 'A query parameter has not the form that WeChat gives it.',
	missingMsgSignature:
		'The body is encrypted, but msg_signature is missing from the address. A proxy in front of n8n may have cut the address.',
	wrongSignature:
		"The signature does not fit. 'Push Token' in the credential must be the same as the Token in the WeChat console, to the letter; otherwise this push did not come from WeChat.",
	stale:
		'The signature is valid but too old: either a repeated old push, or the clock of this server is ahead. Compare the server time with an NTP server.',
	fromTheFuture:
		'The signature is valid but its time lies in the future: the clock of this server is behind. Compare the server time with an NTP server.',
	notEncrypted: `The push is not encrypted, but 'Push Mode' in the credential asks for it. Choose Secure (${CONSOLE_WORDS.secureMode}) in the WeChat console, or change 'Push Mode' to what the console shows.`,
	unexpectedlyEncrypted: `The push is encrypted, but 'Push Mode' in the credential is Plain. Set it to Secure (${CONSOLE_WORDS.secureMode}) or Compatible (${CONSOLE_WORDS.compatibleMode}), as the WeChat console shows.`,
	wrongAesKey:
		"The push cannot be decrypted. 'Encoding AES Key' in the credential must be the EncodingAESKey of the WeChat console; after a change there, change it here too.",
	foreignAppId:
		"The push was encrypted for another account. 'App ID' in the credential must be the AppID of the account whose console holds this URL.",
	empty: 'The body is empty.',
	neitherXmlNorJson: 'The body is neither XML nor JSON.',
	forbiddenXml:
		'The XML holds markup that WeChat never sends: a DOCTYPE, an entity, attributes, comments or the like.',
	malformedXml: 'The body is not well-formed XML.',
	malformedJson: 'The body is not well-formed JSON.',
	tooComplex: 'The body is deeper or has more parts than anything WeChat sends.',
	unreadable: 'The push could not be read.',
	noMessageType:
		'The push has no MsgType, so it is no message or event of an account. Pushes for third-party platforms are not understood.',
} as const;

export type RefusalReason = keyof typeof ADVICE;

/** All of them. */
export const REASONS = Object.keys(ADVICE) as RefusalReason[];

export interface Refusal {
	ok: false;
	/** Stable name, fit for logs and tests. */
	reason: RefusalReason;
	/** What to do about it, in a sentence or two; holds nothing of the push, the token or the key. */
	explanation: string;
	/** The reason that the sender is told: the same, but for everything about a sealed text, where it is one for all. */
	publicReason: RefusalReason;
}

/** Refuses with the explanation that belongs to the reason. */
export function refuse(reason: RefusalReason): Refusal {
	return { ok: false, reason, explanation: ADVICE[reason], publicReason: reason };
}

/**
 * Refuses what stood in a sealed text, or that it cannot be opened. The sender is told the same in all these cases:
 * who knows the Push Token, and learns whether the padding was right, could open and forge sealed texts byte by byte
 * without the key (a padding oracle).
 */
export function refuseSealed(reason: RefusalReason): Refusal {
	return { ...refuse(reason), publicReason: 'unreadable' };
}
