// The shape of one row of the error catalogue.

/** A text in the two languages people of this package read. */
export interface Bilingual {
	en: string;
	zh: string;
}

/**
 * Whether the same call can succeed later without a person changing anything:
 * `no`, `backoff` (within seconds), `minute` (when the per-minute limit has passed), `later` (hours, or an administrator's yes).
 */
export type Retry = 'no' | 'backoff' | 'minute' | 'later';

/** Why a message cannot reach this one person, under the names the send operations put out as `reason`. */
export type Unreachable = 'notFollowing' | 'notSubscribed' | 'blocked';

/** What an errcode means and what a person does about it. */
export interface Meaning {
	/** A headline: sentence case, no full stop. */
	cause: Bilingual;
	/** What to do and where. `{ip}`, `{field}` and `{errmsg}` stand for what WeChat said. */
	fix: Bilingual;
	retry: Retry;
	/** A new access token may help, once. */
	refreshesToken?: true;
	/** Every further call of the same run would get the same answer. */
	stopsAll?: boolean;
	unreachable?: Unreachable;
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
