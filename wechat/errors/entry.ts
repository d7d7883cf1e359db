// The shape of one row of the error catalogue. It is in English, as all that ships; the Chinese of docs/errors.md stands in
// docs/errors.zh.json.

/**
 * Whether the same call can succeed later without a person changing anything:
 * `no`, `backoff` (within seconds), `minute` (when the per-minute limit has passed), `later` (hours, or an administrator's yes).
 */
export type Retry = 'no' | 'backoff' | 'minute' | 'later';

/**
 * What an answer is about, which decides what becomes of the rest of a run: `item`, what was sent, and `person`, who it was
 * sent to: the others go on; `interface`: every further call of this account to the same interface would get the same answer;
 * `account`: every further call of this account would.
 */
export type Kind = 'item' | 'person' | 'interface' | 'account';

/** Why a message cannot reach this one person, under the names the send operations put out as `reason`. */
export type Unreachable = 'notFollowing' | 'notSubscribed' | 'blocked';

/** What an errcode means and what a person does about it. */
export interface Meaning {
	/** A headline: sentence case, no full stop. */
	cause: string;
	/** What to do and where. `{ip}`, `{field}` and `{errmsg}` stand for what WeChat said. */
	fix: string;
	retry: Retry;
	/** A new access token may help, once. */
	refreshesToken?: true;
	/** `item` when not given, `person` where `unreachable` is. */
	kind?: Kind;
	unreachable?: Unreachable;
	/** It is no refusal: WeChat has the message, and another one like it would be a double. */
	accepted?: 'pending' | 'duplicate';
}

export interface CatalogueEntry extends Meaning {
	code: number;
	/** A short identifier for documentation and code. */
	name: string;
	/** What the code means instead on calls that carry the AppSecret: fetching a token, login. */
	onTokenCall?: Partial<Meaning>;
	/** What the code means instead on calls whose path starts with the key; the first that fits counts. */
	onPath?: Record<string, Partial<Meaning>>;
}
