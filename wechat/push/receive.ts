// The gate for pushes (消息推送): verifies where one comes from, decrypts it and reads it, or says exactly why not.
import type { PushAccount } from './account';
import { PushBodyError, readPushBody } from './body';
import type { PushRecord } from './body';
import { decryptPush, PushCipherError } from './cipher';
import { checkSignature, readSignedQuery } from './query';
import type { PushQuery } from './query';
import { refuse, refuseSealed } from './refusals';
import type { Refusal, RefusalReason } from './refusals';

/** WeChat's own limit is far below; anything larger is refused unread. */
export const MAX_PUSH_BYTES = 1024 * 1024;

const CIPHER_FAULTS = {
	badKey: 'badEncodingAesKey',
	undecryptable: 'wrongAesKey',
	foreignAppId: 'foreignAppId',
} as const;

/** A push that may be believed. */
export interface ReceivedPush {
	ok: true;
	/** WeChat's own field names, from the decrypted body where there was one. */
	message: PushRecord;
	/** The believed body as text: the same, byte for byte, in a re-delivery. */
	bodyText: string;
	/** The form of the body, which a passive reply has to take too. */
	format: 'xml' | 'json';
	/** Whether it came encrypted; a passive reply then goes back encrypted. */
	encrypted: boolean;
}

interface Request {
	account: PushAccount;
	query: PushQuery;
	/** The time of checking, in milliseconds since 1970. A parameter, so that recorded pushes can be checked, too. */
	now: number;
	/** How many seconds old, and how many ahead, the signed timestamp may be. */
	maxAgeSeconds: number;
}

/**
 * Verifies and decodes a push.
 *
 * - `secure` and `compatible`: only the `Encrypt` text counts, under a valid `msg_signature`, encrypted with our key for
 *   our appid. The clear fields beside it are signed by nobody and ignored; a body without `Encrypt` is refused in both
 *   modes, since WeChat always sends it and anybody who saw one valid query could send any clear body with it.
 * - `plain`: `signature` covers token, timestamp and nonce but not the body, so whoever sees a push can forge others for
 *   `maxAgeSeconds`. An encrypted body is refused here with advice rather than half read.
 *
 * @param options.account from `readPushAccount`
 * @param options.query the parsed query string; repeated parameters (arrays) are refused
 * @param options.rawBody the bytes as they came, after any content encoding was undone
 * @param options.now milliseconds since 1970
 * @param options.maxAgeSeconds how old, and how far in the future, the signed timestamp may be
 * @returns the message, or the reason why it was refused; never throws
 * @see docs/wechat/pushes.md#modes and docs/wechat/pushes.md#cipher and docs/wechat/pushes.md#messages
 */
export function receivePush(options: Request & { rawBody: Buffer }): ReceivedPush | Refusal {
	const { account, rawBody } = options;
	if (rawBody.length > MAX_PUSH_BYTES) return refuse('tooLarge');
	try {
		return account.pushMode === 'plain' ? receivePlain(options) : receiveEncrypted(options);
	} catch (error) {
		return refuse(reasonOf(error));
	}
}

function reasonOf(error: unknown): RefusalReason {
	if (error instanceof PushBodyError) return error.fault;
	return error instanceof PushCipherError ? CIPHER_FAULTS[error.fault] : 'unreadable';
}

/**
 * Answers WeChat's check of the URL (a GET that the console sends when the push settings are saved). It is signed like a
 * plain push, in every mode.
 *
 * @param options see `receivePush`
 * @returns the `echostr` to send back verbatim as plain text, or the reason why not
 * @see docs/wechat/pushes.md#the-url-check
 */
export function checkUrl(options: Request): { ok: true; echostr: string } | Refusal {
	const { echostr } = options.query;
	if (echostr === undefined || echostr === '') return refuse('missingParameter');
	if (typeof echostr !== 'string') return refuse('repeatedParameter');
	// Sent back to whoever asks: no more than letters, digits and what base64 needs.
	if (!/^[A-Za-z0-9+/=_-]{1,256}$/.test(echostr)) return refuse('malformedParameter');
	const query = readSignedQuery(options.query);
	if ('ok' in query) return query;
	const { account, now, maxAgeSeconds } = options;
	const { pushToken } = account;
	const refusal = checkSignature({
		pushToken,
		query,
		claimed: query.signature,
		parts: [],
		now,
		maxAgeSeconds,
	});
	return refusal ?? { ok: true, echostr };
}

function receivePlain(options: Request & { rawBody: Buffer }): ReceivedPush | Refusal {
	const { account, now, maxAgeSeconds } = options;
	const query = readSignedQuery(options.query);
	if ('ok' in query) return query;
	const { pushToken } = account;
	const refusal = checkSignature({
		pushToken,
		query,
		claimed: query.signature,
		parts: [],
		now,
		maxAgeSeconds,
	});
	if (refusal) return refusal;
	const bodyText = options.rawBody.toString('utf8');
	const { record, format } = readPushBody(bodyText);
	if (record.Encrypt !== undefined) return refuse('unexpectedlyEncrypted');
	return accept({ message: record, bodyText, format, encrypted: false });
}

function receiveEncrypted(options: Request & { rawBody: Buffer }): ReceivedPush | Refusal {
	const { account, now, maxAgeSeconds } = options;
	const query = readSignedQuery(options.query);
	if ('ok' in query) return query;
	const { Encrypt: encrypted } = readPushBody(options.rawBody.toString('utf8')).record;
	if (typeof encrypted !== 'string' || encrypted === '') return refuse('notEncrypted');
	if (query.msgSignature === undefined) return refuse('missingMsgSignature');
	const { appId, pushToken, encodingAesKey } = account;
	const claimed = query.msgSignature;
	const refusal = checkSignature({ pushToken, query, claimed, parts: [encrypted], now, maxAgeSeconds });
	if (refusal) return refusal;
	try {
		const bodyText = decryptPush({ encodingAesKey, appId, encrypted });
		const { record, format } = readPushBody(bodyText);
		const result = accept({ message: record, bodyText, format, encrypted: true });
		return result.ok ? result : refuseSealed(result.reason);
	} catch (error) {
		return refuseSealed(reasonOf(error));
	}
}

function accept(push: Omit<ReceivedPush, 'ok'>): ReceivedPush | Refusal {
	const { MsgType: type } = push.message;
	return typeof type === 'string' && type !== '' ? { ok: true, ...push } : refuse('noMessageType');
}
