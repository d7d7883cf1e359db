// Return codes of mini-program login, session keys, phone numbers and web authorisation.
import type { CatalogueEntry } from '../entry';

const FIX_CODE =
	'Let the mini program call wx.login again and use the new code at once: a code lives 5 minutes, works once, and only for the mini program that made it.';

const FIX_WEB = 'Send the person through the web authorisation again.';

/** Exchanging the code of a web login, and reading the profile with what it gave. */
const WEB_CODE = '/sns/oauth2/';

const FIX_WEB_CODE =
	'Let the person open the web login link again and exchange the new code at once: a code lives 5 minutes, works once, and only for the Official Account whose link made it.';

const FIX_SESSION =
	"Let the mini program call wx.login again, run 'Code to session' with the new code, and use the new session_key at once.";

export const loginCodes = (): CatalogueEntry[] => [
	{
		code: 40029,
		name: 'invalidCode',
		cause: 'The login code is not valid',
		fix: FIX_CODE,
		retry: 'no',
		onPath: {
			[WEB_CODE]: { fix: FIX_WEB_CODE },
			'/wxa/business/getuserphonenumber': {
				cause: 'The phone code is not valid',
				fix: 'Use the code that the phone button (getPhoneNumber) gave, not the one of wx.login; it lives 5 minutes and works once.',
			},
		},
	},
	{
		code: 40163,
		name: 'codeUsed',
		cause: 'The login code has been used already',
		fix: `${FIX_CODE} Look for a second workflow or a retry that uses the same code.`,
		retry: 'no',
		onPath: {
			[WEB_CODE]: {
				fix: `${FIX_WEB_CODE} Look for a second workflow that uses the same code, and for a page that was loaded again with it.`,
			},
		},
	},
	{
		code: 40226,
		name: 'loginBlocked',
		cause: 'WeChat blocks the login of this person as risky',
		fix: 'Nothing can be done from here: let the person log in another way, and treat this as a refusal.',
		retry: 'no',
	},
	{
		code: 41008,
		name: 'missingCode',
		cause: 'The login code is missing',
		fix: 'Fill in the code that the mini program sent after wx.login; the expression may point to a field that is not there.',
		retry: 'no',
		onPath: {
			[WEB_CODE]: {
				fix: 'Fill in the code from the query with which WeChat opened your page; somebody who declines comes back without one.',
			},
		},
	},
	{
		code: 42002,
		name: 'refreshTokenExpired',
		cause: 'The refresh token of the web login has run out',
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 42003,
		name: 'webCodeExpired',
		cause: 'The code of the web login has run out',
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 42007,
		name: 'passwordChanged',
		cause: 'This person changed their WeChat password, which ended the web login',
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 40030,
		name: 'invalidRefreshToken',
		cause: 'WeChat does not know this refresh token',
		fix: FIX_WEB,
		retry: 'no',
	},
	{
		code: 87007,
		name: 'sessionKeyGone',
		cause: 'The session key of this person is gone or has run out',
		fix: FIX_SESSION,
		retry: 'no',
	},
	{
		code: 87008,
		name: 'invalidSignatureMethod',
		cause: 'WeChat does not know this way of signing',
		fix: "Use this package's operations: they sign with hmac_sha256. In an HTTP Request node send sig_method=hmac_sha256.",
		retry: 'no',
	},
	{
		code: 87009,
		name: 'invalidSessionSignature',
		cause: 'The session key is not the one that WeChat holds for this person',
		fix: FIX_SESSION,
		retry: 'no',
	},
	{
		code: 89300,
		name: 'invalidOrder',
		cause: 'WeChat does not know this order',
		fix: 'Ask within 5 minutes of the payment, with the transaction ID, or with merchant number and order number as WeChat Pay knows them.',
		retry: 'no',
	},
];
