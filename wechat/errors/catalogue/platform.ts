// Return codes any call can meet: a busy system, quotas and rates, withdrawn interfaces, how a request is written.
import type { CatalogueEntry, Meaning } from '../entry';
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const BUSY = {
	cause: 'WeChat is busy',
	fix: 'Wait a little and run again; the call was repeated a few times already.',
	retry: 'backoff',
} as const;

const WITHDRAWN_FIX =
	"WeChat no longer offers this interface to anyone. Use the one that took its place: for uniform messages, 'Send uniform message' without its option 'Legacy Endpoint', which sends a template or subscribe message instead.";

const REQUEST_FIX =
	'This package writes requests the way WeChat wants them, so a proxy between n8n and WeChat may be changing them: check the base URL of the credential. In an HTTP Request node, compare method and body with the WeChat page of the interface.';

/** On the paths of tokens. Reported in 2023: clear_quota was called, and the next token call was refused all the same. */
const TOKENS_USED_UP: Partial<Meaning> = {
	cause: 'The access tokens of today are used up',
	fix: 'Wait until midnight, Beijing time: resetting the quota does not bring new tokens. Look for another system that fetches tokens for this account again and again, and let it keep the token for its two hours.',
	kind: 'account',
};

export const platformCodes = (): CatalogueEntry[] => [
	{ code: -1, name: 'systemBusy', ...BUSY },
	{
		code: 20001,
		name: 'systemBusyTemplates',
		...BUSY,
		onPath: {
			'/wxaapi/newtmpl/deltemplate': {
				cause: 'The account does not have this template, or WeChat is busy',
				fix: `Look whether the template is still there: ${MINI_PROGRAM_PLACES.templates}. If it is, wait a little and run again.`,
			},
		},
	},
	{ code: 200001, name: 'systemBusyTemplateLibrary', ...BUSY },
	{ code: 268487001, name: 'systemBusyBlacklist', ...BUSY },
	{ code: 268487002, name: 'systemBusyFollowerList', ...BUSY },
	{ code: 61450, name: 'systemBusyInternal', ...BUSY },
	{ code: 9001002, name: 'remoteServiceDown', ...BUSY },
	{
		code: 45009,
		name: 'dailyQuotaReached',
		cause: 'The daily quota of this interface is used up',
		fix: `Wait until midnight, Beijing time, or reset the quota with 'Clear account quota' (10 resets a month; an Official Account's console has it under ${OFFICIAL_ACCOUNT_PLACES.rights}, too). 'Get account quota' shows what is left.`,
		retry: 'later',
		kind: 'interface',
		onPath: {
			'/wxa/getwxacodeunlimit': {
				cause: 'Too many mini-program codes in this minute',
				fix: 'Wait a minute and run again: WeChat allows 5,000 of these codes a minute, and no limit a day.',
				retry: 'minute',
				kind: 'item',
			},
			'/cgi-bin/stable_token': TOKENS_USED_UP,
			'/cgi-bin/token': TOKENS_USED_UP,
		},
	},
	{
		code: 45011,
		name: 'minuteRateReached',
		cause: 'Too many calls in this minute',
		fix: 'Wait a minute and run again. Lower the concurrency of the node, or send in smaller batches.',
		retry: 'minute',
	},
	{
		code: 45103,
		name: 'interfaceWithdrawn',
		cause: 'WeChat has withdrawn this interface',
		fix: WITHDRAWN_FIX,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 45109,
		name: 'interfaceUnsupported',
		cause: 'WeChat has withdrawn this interface',
		fix: WITHDRAWN_FIX,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 43001,
		name: 'needsGet',
		cause: 'WeChat wants a GET request here',
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 43002,
		name: 'needsPost',
		cause: 'WeChat wants a POST request here',
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 43003,
		name: 'needsHttps',
		cause: 'WeChat wants HTTPS',
		fix: 'Let the base URL of the credential start with https://.',
		retry: 'no',
		kind: 'account',
	},
	{
		code: 44002,
		name: 'emptyBody',
		cause: 'The request arrived without a body',
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 47001,
		name: 'malformedBody',
		cause: 'WeChat could not read the body of the request',
		fix: REQUEST_FIX,
		retry: 'no',
	},
	{
		code: 40035,
		name: 'invalidArguments',
		cause: 'A parameter is not what WeChat expects',
		fix: 'Check each parameter of the operation; a value from an expression may be empty or of the wrong kind.',
		retry: 'no',
	},
	{
		code: 40097,
		name: 'invalidArgs',
		cause: 'A parameter is not what WeChat expects',
		fix: 'Check each parameter of the operation; a value from an expression may be empty, too long or of the wrong kind.',
		retry: 'no',
	},
];
