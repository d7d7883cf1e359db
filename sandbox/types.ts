// The shapes that the control API and its client share.

export type AccountName = 'officialAccount' | 'miniProgram';

/** What WeChat's console shows for an account. */
export interface Account {
	appId: string;
	appSecret: string;
	/** The original id (原始ID, gh_...), which pushes carry as ToUserName. */
	originalId: string;
	/** A test account has none until its push URL is set, and never an AES key. */
	pushToken: string;
	encodingAesKey: string;
}

/** Below it the test account has its page, and below /sandbox and it its control API. */
export const TEST_ACCOUNT_PATH = '/test-account';

/** All that one can put into a credential; the test account (测试号) lives in a world of its own. */
export type Accounts = Record<AccountName | 'testAccount', Account>;

/** `free`: written by hand on a test account, with keys of any name. */
export type TemplateType = 'category' | 'legacy' | 'free' | 'oneTime' | 'longTerm';

export interface TemplateView {
	id: string;
	title: string;
	/** WeChat's own form, with `{{key.DATA}}` places. */
	content: string;
	example: string;
	/** Template messages are `category`, `legacy` or `free`, subscription templates `oneTime` or `longTerm`. */
	type: TemplateType;
	keys: string[];
	/** The only values that an enum key takes. */
	enums: Record<string, string[]>;
}

export interface PersonView {
	id: string;
	/** Whether or not an account may tell it. */
	unionid: string;
	/** Absent for somebody who never followed. */
	officialAccountOpenid?: string;
	/** Absent for somebody who never opened the mini program. */
	miniProgramOpenid?: string;
	subscribe: 0 | 1;
	blacklisted: boolean;
	refusesMessages: boolean;
	remark: string;
	/** Messages that may still be sent, by subscription template. */
	rights: Record<string, number>;
}

export interface PeopleFilter {
	/** Follows and uses the mini program. */
	linked?: boolean;
	follows?: boolean;
	usesMiniProgram?: boolean;
	/** Had followed and does not any more. */
	unfollowed?: boolean;
	/** An id, an openid or a unionid; or how an id, a remark or the scene of the QR code that they came by begins. */
	search?: string;
	/** Default 20. */
	limit?: number;
	/** Matching people to pass over first. */
	offset?: number;
}

export type Channel = 'template' | 'subscribe' | 'custom' | 'reply';

/** A message as the person sees it: after WeChat has cut and stripped it. */
export interface InboxMessage {
	personId: string;
	openid: string;
	account: AccountName;
	channel: Channel;
	templateId?: string;
	data: unknown;
	/** 64-bit, hence text. */
	msgid: string;
	clientMsgId?: string;
	/** Where a tap leads: a web address, or a page of the mini program. */
	jump?: { url?: string; miniProgramPage?: string };
	/** ISO 8601. */
	time: string;
}

export interface InboxSummary {
	total: number;
	people: number;
	/** The most messages that one person received. */
	mostToOnePerson: number;
	/** Messages forgotten because the inbox is bounded. */
	evicted: number;
}

export interface Counters {
	/** Calls by path, refused and faulted ones included. */
	calls: Record<string, number>;
	/** Answers by errcode; `http502`, `reset`, `silence` and `file` stand for answers without one. */
	byErrcode: Record<string, number>;
	byPath: Record<string, Record<string, number>>;
	/** Token calls answered with a token, and how many new tokens were made. */
	tokens: Record<string, { classic: number; stable: number; forced: number; issued: number }>;
	maxConcurrent: number;
	maxConcurrentByPath: Record<string, number>;
}

export interface LoggedCall {
	path: string;
	method: string;
	/** access_token, secret and the like are masked. */
	query: Record<string, string>;
	body: unknown;
	/** Which token was used, without its value: kind and running number. */
	token?: string;
	/** An errcode, or `http502`, `reset`, `silence`, `file`. */
	answer: number | string;
	/** Whether WeChat carried it out, whatever became of the answer. */
	tookEffect: boolean;
	rid?: string;
	time: string;
	ms: number;
}

export interface Delivery {
	/** 0 when there was no HTTP answer. */
	status: number;
	body: string;
	ms: number;
	error?: string;
}

export interface PushResult {
	deliveries: Delivery[];
	acknowledged: boolean;
}

export interface PushLogEntry extends PushResult {
	account: AccountName;
	event: string;
	openid: string;
	/** The clear message. */
	message: string;
	time: string;
}

export type PushMode = 'plain' | 'compatible' | 'secure';

export interface PushTarget {
	url: string;
	mode: PushMode;
	format: 'xml' | 'json';
	enabled: boolean;
}

export type Tamper =
	| 'none'
	| 'flipByte'
	| 'unsigned'
	| 'badSignature'
	| 'wrongAppId'
	| 'wrongKey'
	| 'stale'
	| 'downgrade'
	| 'doctype'
	| 'oversized';

export interface RawPush {
	account: AccountName;
	/** Default: the URL set in the console. */
	url?: string;
	/** The clear message, XML or JSON text; default: a follow event of the first follower. */
	message?: string;
	mode?: PushMode;
	tamper?: Tamper;
	/** Sent as it is, instead of what mode and message would make. */
	body?: string;
	/** Put over (or, with null, taken out of) the query that was made. */
	query?: Record<string, string | null>;
	headers?: Record<string, string>;
	method?: 'GET' | 'POST';
	/** Added to the timestamp before signing. */
	ageSeconds?: number;
	nonce?: string;
}

export interface RawPushResult {
	status: number;
	body: string;
	/** Why there was no HTTP answer. */
	error?: string;
}
