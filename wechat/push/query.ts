// The query of a push or URL check: read strictly, and its signature and time checked.
import { refuse } from './refusals';
import type { Refusal } from './refusals';
import { isSameSignature, pushSignature } from './signature';

/** As an HTTP framework parses it: a text, or arrays and objects where somebody played with the address. */
export type PushQuery = Record<string, unknown>;

/** The parameters that both a push and a URL check carry. */
export interface SignedQuery {
	/** As sent; `msgSignature` only with encrypted pushes. */
	signature: string;
	msgSignature?: string;
	/** Unix time in seconds, as text, since that is what is signed. */
	timestamp: string;
	nonce: string;
}

/**
 * WeChat's nonce has about ten digits. The signed parts are joined without separators, so a nonce with room for three AES
 * blocks in base64 (64 characters) could take the beginning of a sealed text into itself, under the same signature.
 */
const FORMS = {
	signature: /^[0-9a-f]{40}$/i,
	msg_signature: /^[0-9a-f]{40}$/i,
	timestamp: /^\d{1,12}$/,
	nonce: /^[\x20-\x7E]{1,32}$/,
} as const;

/**
 * Reads the signed parameters.
 *
 * @param query the parsed query string
 * @returns the parameters, or a refusal when one is missing, repeated or of another form
 * @see docs/wechat/pushes.md#the-url-check and docs/wechat/pushes.md#modes
 */
export function readSignedQuery(query: PushQuery): SignedQuery | Refusal {
	const { signature, msg_signature: msgSignature, timestamp, nonce } = query;
	const required = [signature, timestamp, nonce];
	if (required.some((value) => value === undefined || value === '')) return refuse('missingParameter');
	for (const [name, form] of Object.entries(FORMS)) {
		const value = query[name];
		if (name === 'msg_signature' && (value === undefined || value === '')) continue;
		if (typeof value !== 'string') return refuse('repeatedParameter');
		if (!form.test(value)) return refuse('malformedParameter');
	}
	return {
		signature: signature as string,
		msgSignature: msgSignature ? (msgSignature as string) : undefined,
		timestamp: timestamp as string,
		nonce: nonce as string,
	};
}

/**
 * Checks a signature and, when it is genuine, its age.
 *
 * @param options.claimed the signature that came with the request
 * @param options.parts what it must cover besides token, timestamp and nonce: the `Encrypt` text, or nothing
 * @param options.now milliseconds since 1970
 * @param options.maxAgeSeconds how old, and how far in the future, the timestamp may be
 */
export function checkSignature(options: {
	pushToken: string;
	query: SignedQuery;
	claimed: string;
	parts: string[];
	now: number;
	maxAgeSeconds: number;
}): Refusal | undefined {
	const { pushToken, query, claimed, parts, now, maxAgeSeconds } = options;
	const expected = pushSignature(pushToken, query.timestamp, query.nonce, ...parts);
	if (!isSameSignature(expected, claimed.toLowerCase())) return refuse('wrongSignature');
	const ageSeconds = now / 1000 - Number(query.timestamp);
	if (ageSeconds > maxAgeSeconds) return refuse('stale');
	if (ageSeconds < -maxAgeSeconds) return refuse('fromTheFuture');
	return undefined;
}
