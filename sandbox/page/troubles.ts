// What can be switched on to go wrong, by the words of the choice: every kind of fault that the control API knows.
import type { FaultRule } from '../world/faults';

const EVERY_CALL = '/';
const SENDING = 'message/';
const LISTS = '/cgi-bin/user/get';

/**
 * In the groups that the choice shows: which calls each hits when no other path is chosen; for ever, unless it says how
 * often.
 */
export const TROUBLES: Record<string, Record<string, FaultRule>> = {
	'WeChat refuses': {
		"this server's IP is not on the whitelist (40164)": {
			path: '/cgi-bin/',
			errcode: 40164,
			errmsg: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
		},
		'the daily quota is used up (45009)': {
			path: SENDING,
			errcode: 45009,
			errmsg: 'reach max api daily quota limit',
		},
		'the minute is used up, for the next three calls (45011)': {
			path: SENDING,
			errcode: 45011,
			errmsg: 'api minute-quota reach limit must slower retry next minute',
			times: 3,
		},
		'the account has no right to this (48001)': { path: SENDING, errcode: 48001, errmsg: 'api unauthorized' },
		'the account is frozen (50007)': { path: EVERY_CALL, errcode: 50007, errmsg: 'account frozen' },
		'WeChat is busy, for the next three calls (-1)': {
			path: SENDING,
			errcode: -1,
			errmsg: 'system error',
			times: 3,
		},
		'one person got too many messages (43117)': {
			path: '/cgi-bin/message/template/send',
			errcode: 43117,
			errmsg: 'Sending messages to this openid too frequently, please try later',
			times: 1,
		},
	},
	Tokens: {
		'the next call finds its token rejected (40001, 40014 or 42001)': {
			path: SENDING,
			errcode: [40001, 40014, 42001],
			times: 1,
		},
		'the token ends behind the next call': { path: EVERY_CALL, endToken: 'expired', times: 1 },
		'the token is replaced behind the next call': { path: EVERY_CALL, endToken: 'revoked', times: 1 },
	},
	'On the way': {
		'the next answer is lost': { path: SENDING, reset: 'after', times: 1 },
		'the next call is lost': { path: SENDING, reset: 'before', times: 1 },
		'the connection breaks in the middle of the next answer': { path: EVERY_CALL, reset: 'during', times: 1 },
		'a gateway answers in HTML (502)': {
			path: EVERY_CALL,
			http: {
				status: 502,
				body: '<html><head><title>502 Bad Gateway</title></head></html>',
				contentType: 'text/html',
			},
		},
		'half of the next answer is missing': { path: EVERY_CALL, truncate: true, times: 1 },
		'no answer for 30 seconds, then silence': { path: SENDING, silenceMs: 30_000, times: 1 },
		'every answer takes 5 seconds': { path: EVERY_CALL, delayMs: 5000 },
		'answers come packed (gzip)': { path: EVERY_CALL, gzip: true },
		'the next answer is 3 MB long': { path: EVERY_CALL, padBytes: 3_000_000, times: 1 },
		'answers say that they are HTML': { path: EVERY_CALL, contentType: 'text/html' },
	},
	'Follower lists': {
		'three people leave behind the next page': { path: LISTS, unfollow: 3, times: 1 },
		'the next page comes twice': { path: LISTS, page: 'again', times: 1 },
		'the cursor does not move': { path: LISTS, page: 'stuck' },
		'the cursor leads back to the beginning': { path: LISTS, page: 'circle' },
	},
};

/** @returns the fault behind the words of a choice */
export const troubleCalled = (words: string): FaultRule | undefined =>
	Object.values(TROUBLES).find((group) => Object.hasOwn(group, words))?.[words];
