// Return codes of the tools around the interfaces: quota, rid, network check.
import type { CatalogueEntry } from '../entry';
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES, TEST_ACCOUNT_PLACES } from '../../consoles';

const FIX_PUSH_URL = `Set the push URL first: under ${OFFICIAL_ACCOUNT_PLACES.push} for an Official Account (${TEST_ACCOUNT_PLACES.push} for a test account), under ${MINI_PROGRAM_PLACES.push} for a mini program. The trigger node shows the URL to enter.`;

const FIX_CHECK =
	'Use dns, ping or all as action, and CHINANET, UNICOM, CAP or DEFAULT as operator (check_operator).';

const FIX_RID =
	'Ask within 7 days, with the credential of the account that made the call, and copy the rid as it stands in the message: three groups joined by dashes. Calls under /sns/ cannot be looked up.';

const FIX_CGI_PATH =
	'Write the path with a leading slash and without host or query, such as /cgi-bin/message/custom/send, and ask with the credential of an account that has the interface. Paths under /sns/ have no quota to show.';

export const toolCodes = (): CatalogueEntry[] => [
	{
		code: 40201,
		name: 'noPushUrl',
		cause: 'No push URL is set for this account',
		fix: FIX_PUSH_URL,
		retry: 'no',
	},
	{
		code: 40202,
		name: 'invalidCheckAction',
		cause: 'WeChat does not know this network check',
		fix: FIX_CHECK,
		retry: 'no',
	},
	{
		code: 40203,
		name: 'invalidCheckOperator',
		cause: 'WeChat does not know this network operator',
		fix: FIX_CHECK,
		retry: 'no',
	},
	{
		code: 48006,
		name: 'noQuotaResetsLeft',
		cause: 'The quota resets of this month are used up',
		fix: 'Wait for the next month (10 resets a month), or for midnight, Beijing time, when the daily quota starts again.',
		retry: 'later',
		onPath: {
			'/cgi-bin/openapi/quota': {
				fix: 'Wait for the next month (50 resets of single interfaces a month), or for midnight, Beijing time, when the daily quota starts again. Clearing the whole account is counted separately.',
			},
		},
	},
	{
		code: 76001,
		name: 'ridNotFound',
		cause: 'WeChat does not know this rid',
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76002,
		name: 'ridMalformed',
		cause: 'The rid is not complete',
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76003,
		name: 'ridForeign',
		cause: 'The rid or path belongs to another account',
		fix: FIX_RID,
		retry: 'no',
		onPath: {
			'/cgi-bin/openapi/quota': {
				cause: 'WeChat does not know the path whose quota was asked for',
				fix: FIX_CGI_PATH,
			},
		},
	},
	{
		code: 76004,
		name: 'ridTooOld',
		cause: 'The rid is older than 7 days',
		fix: FIX_RID,
		retry: 'no',
	},
	{
		code: 76021,
		name: 'cgiPathNotFound',
		cause: 'WeChat does not know the path whose quota was asked for',
		fix: FIX_CGI_PATH,
		retry: 'no',
	},
	{
		code: 76022,
		name: 'cgiPathForbidden',
		cause: 'This account may not ask for the quota of that path',
		fix: FIX_CGI_PATH,
		retry: 'no',
		onPath: {
			'/cgi-bin/openapi/rid': {
				cause: 'This account may not look up that request',
				fix: FIX_RID,
			},
		},
	},
	{
		code: 9410010,
		name: 'longDataTooLong',
		cause: 'The text behind the short key is too long',
		fix: 'Keep it at 4 KB.',
		retry: 'no',
	},
	{
		code: 9410011,
		name: 'shortKeyLivesTooLong',
		cause: 'The short key may not live that long',
		fix: 'Let it live at most 30 days (2592000 seconds).',
		retry: 'no',
	},
	{
		code: 9410012,
		name: 'shortKeyGone',
		cause: 'WeChat does not know this short key, or it has run out',
		fix: 'Make a new one: a short key lives 30 days at most.',
		retry: 'no',
	},
];
