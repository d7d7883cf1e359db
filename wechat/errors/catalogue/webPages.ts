// Numbers that WeChat's own pages show to a person instead of the web login: no answer to a call, but looked up all the same.
import { OFFICIAL_ACCOUNT_PLACES, TEST_ACCOUNT_PLACES } from '../../consoles';
import type { CatalogueEntry } from '../entry';

const FIX_LINK =
	"Open the address as 'Create web login link' made it: WeChat checks every parameter of it and their order, and it works inside WeChat only.";

export const webPageCodes = (): CatalogueEntry[] => [
	{
		code: 10003,
		name: 'redirectHostNotAllowed',
		cause: "The host of the 'Redirect URL' is not the account's web login domain",
		fix: `Enter the host of the 'Redirect URL', without https:// and without a port, under ${OFFICIAL_ACCOUNT_PLACES.webLoginDomain} (of a test account: ${TEST_ACCOUNT_PLACES.webLoginDomain}); the MP_verify file that WeChat shows there must lie at the root of that host.`,
		retry: 'no',
	},
	{
		code: 10004,
		name: 'webLoginAccountBanned',
		cause: 'WeChat has banned this Official Account',
		fix: `Read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}.`,
		retry: 'no',
	},
	{
		code: 10005,
		name: 'scopeNotGranted',
		cause: 'This Official Account may not use the web login',
		fix: `The web login needs a verified service account, or the verified Official Account of a government, institution or media. Look for it under ${OFFICIAL_ACCOUNT_PLACES.rights}.`,
		retry: 'no',
	},
	{
		code: 10006,
		name: 'mustFollowTestAccount',
		cause: 'Only followers of a test account can log in with it',
		fix: 'Follow the test account first: scan the QR code on its page, then open the link again.',
		retry: 'no',
	},
	{
		code: 10009,
		name: 'webLoginTooOften',
		cause: 'This person opened the web login too often',
		fix: 'Wait a little and open the link again; look for a page that sends people to the login in a circle.',
		retry: 'later',
	},
	...[
		{ code: 10010, name: 'scopeMissing', what: 'scope' },
		{ code: 10011, name: 'redirectUrlMissing', what: 'redirect_uri' },
		{ code: 10012, name: 'webLoginAppIdMissing', what: 'appid' },
		{ code: 10013, name: 'stateMissing', what: 'state' },
	].map(({ code, name, what }): CatalogueEntry => ({
		code,
		name,
		cause: `The web login link has no ${what}`,
		fix: FIX_LINK,
		retry: 'no',
	})),
	{
		code: 10015,
		name: 'platformNotAuthorised',
		cause: 'The Official Account has not authorised the third-party platform in the link',
		fix: FIX_LINK,
		retry: 'no',
	},
	{
		code: 10016,
		name: 'webLoginWrongAppId',
		cause: 'The AppID in the link is not that of an Official Account',
		fix: 'Use the credential of the Official Account: an AppID of the Open Platform (website or app) or of a Mini Program has another login.',
		retry: 'no',
	},
];
