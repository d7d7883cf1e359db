// Return codes about who is calling: tokens, AppID, AppSecret, IP whitelist.
import type { CatalogueEntry } from '../entry';
import { FIX_LINK_RIGHT } from './links';
import {
	BINDING_PLACES,
	CONSOLE_WORDS,
	MINI_PROGRAM_PLACES,
	OFFICIAL_ACCOUNT_PLACES,
	TEST_ACCOUNT_PLACES,
} from '../../consoles';

const OF_TEST_ACCOUNT = `Test account: ${TEST_ACCOUNT_PLACES.account}; the sandbox shows them on its own page.`;

const FIX_APPID = `Copy the AppID again from the WeChat console into the credential; upper and lower case count, and no space may slip in. Official Account: ${OFFICIAL_ACCOUNT_PLACES.appId}. Mini Program: ${MINI_PROGRAM_PLACES.appId}. ${OF_TEST_ACCOUNT}`;

const FIX_SECRET = `Copy the AppSecret of this very AppID into the credential. If nobody has it any more, reset it in the console; every other system that uses it must then be updated too. Official Account: ${OFFICIAL_ACCOUNT_PLACES.appSecret}. Mini Program: ${MINI_PROGRAM_PLACES.appSecret}. ${OF_TEST_ACCOUNT}`;

const FIX_WHITELIST = `Add {ip} under ${OFFICIAL_ACCOUNT_PLACES.whitelist} for an Official Account, or under ${MINI_PROGRAM_PLACES.whitelist} for a Mini Program. If the address changes now and then, enter a range such as 203.0.113.0/24. It works a few minutes after saving.`;

/** Reading the profile of a person with the token that their web login gave. */
const PROFILE = '/sns/userinfo';

const FIX_PERSON_TOKEN =
	'Send the person through the web login again: the token of their login is not valid any more.';

export const accessCodes = (): CatalogueEntry[] => [
	{
		code: 40001,
		name: 'invalidCredential',
		cause: 'The access token is no longer the valid one',
		fix: 'A new token was asked for. If this comes back, another system fetches tokens for the same account: set the credential to the stable token endpoint (stable_token), and check that it belongs to the account that is called.',
		retry: 'no',
		refreshesToken: true,
		onTokenCall: {
			cause: "The AppSecret is not this account's",
			fix: FIX_SECRET,
			kind: 'account',
		},
		onPath: {
			[PROFILE]: { fix: FIX_PERSON_TOKEN },
		},
	},
	{
		code: 40002,
		name: 'invalidGrantType',
		cause: 'WeChat does not accept this grant type',
		fix: 'Use this package as it is: it sends the right grant type. In an HTTP Request node, send grant_type=client_credential for a token and authorization_code for a login.',
		retry: 'no',
		kind: 'interface',
		onPath: {
			'/wxa/generate': {
				cause: 'This mini program may not create such links',
				fix: FIX_LINK_RIGHT,
			},
		},
	},
	{
		code: 40013,
		name: 'invalidAppId',
		cause: 'WeChat does not know this AppID',
		fix: `Check each AppID in this call: the one in the credential, and a mini program AppID in the message. Upper and lower case count, and both accounts must be linked (${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms}).`,
		retry: 'no',
		kind: 'account',
		onTokenCall: { fix: FIX_APPID },
		onPath: {
			'/cgi-bin/message/custom/send': {
				kind: 'item',
				cause: 'This account may not send this type of message',
				fix: 'Check the mini program AppID in the message. If it is right, choose another message type: the types differ between Official Accounts and mini programs.',
			},
			'/wxa/generate': {
				cause: 'WeChat has banned this mini program from creating links',
				fix: `Read the notice under ${MINI_PROGRAM_PLACES.notices}.`,
				kind: 'interface',
			},
			'/wxa/business/getuserphonenumber': {
				kind: 'item',
				cause: 'The phone code belongs to another mini program',
				fix: 'Use the credential of the mini program whose phone button (getPhoneNumber) gave the code.',
			},
		},
	},
	{
		code: 40014,
		name: 'invalidAccessToken',
		cause: 'WeChat does not recognise the access token',
		fix: 'A new token was asked for. If this comes back, check that the credential belongs to the account that is called, and that its base URL is a WeChat host.',
		retry: 'no',
		refreshesToken: true,
		onPath: {
			[PROFILE]: { fix: FIX_PERSON_TOKEN },
		},
	},
	{
		code: 40125,
		name: 'invalidAppSecret',
		cause: 'The AppSecret is wrong',
		fix: FIX_SECRET,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40164,
		name: 'ipNotWhitelisted',
		cause: "This server's IP is not on the account's whitelist",
		fix: FIX_WHITELIST,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 40243,
		name: 'appSecretFrozen',
		cause: 'The AppSecret is frozen',
		fix: `Unfreeze it (${CONSOLE_WORDS.unfreeze}) beside the AppSecret in the console; it works ten minutes later. If it was frozen because it leaked, reset it instead. Official Account: ${OFFICIAL_ACCOUNT_PLACES.appSecret}. Mini Program: ${MINI_PROGRAM_PLACES.appSecret}.`,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 41001,
		name: 'missingAccessToken',
		cause: 'The call carried no access token',
		fix: 'Choose the WeChat credential in the node; in an HTTP Request node use it as predefined credential type.',
		retry: 'no',
	},
	{
		code: 41002,
		name: 'missingAppId',
		cause: 'The AppID is missing',
		fix: FIX_APPID,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 41003,
		name: 'missingRefreshToken',
		cause: 'The refresh token of the web login is missing',
		fix: 'Send the refresh_token that the web authorisation gave for this person.',
		retry: 'no',
	},
	{
		code: 41004,
		name: 'missingAppSecret',
		cause: 'The AppSecret is missing',
		fix: FIX_SECRET,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 42001,
		name: 'accessTokenExpired',
		cause: 'The access token has run out',
		fix: "A new token was asked for. If this comes back, check this server's clock and that no proxy answers with an old token.",
		retry: 'no',
		refreshesToken: true,
		onPath: {
			[PROFILE]: { fix: FIX_PERSON_TOKEN },
		},
	},
	{
		code: 48001,
		name: 'apiUnauthorized',
		cause: 'This account may not use this interface',
		fix: `Check the credential first: a mini program credential cannot call an Official Account interface, nor the other way round. Then look at the rights of the account (Official Account: ${OFFICIAL_ACCOUNT_PLACES.rights}): most interfaces need a verified account, and the yearly verification may have lapsed. A test account has no one-time messages and no subscription notifications.`,
		retry: 'no',
		kind: 'interface',
		onPath: {
			[PROFILE]: {
				kind: 'item',
				cause: 'The web login of this person gives no profile',
				fix: 'Create the login link with the scope snsapi_userinfo, and send the person through it again.',
			},
		},
	},
	{
		code: 48004,
		name: 'apiBanned',
		cause: 'WeChat has banned this account from the interface',
		fix: `Read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}; it names the reason, the duration and how to appeal.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 50004,
		name: 'tokenForbidden',
		cause: 'WeChat does not let this account fetch tokens',
		fix: `The account is under a penalty: read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}.`,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 50007,
		name: 'accountFrozen',
		cause: 'This WeChat account is frozen',
		fix: 'Log in to mp.weixin.qq.com as administrator: the notice there says how to have the account unfrozen.',
		retry: 'no',
		kind: 'account',
	},
	{
		code: 61004,
		name: 'ipNotRegistered',
		cause: "This server's IP is not on the account's whitelist",
		fix: `${FIX_WHITELIST} If the token comes from a third-party platform, its own whitelist (${BINDING_PLACES.thirdParty}) counts.`,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 61024,
		name: 'componentAppId',
		cause: 'This AppID belongs to a third-party platform',
		fix: 'Enter the AppID and AppSecret of the Official Account or mini program itself in the credential, not those of the third-party platform.',
		retry: 'no',
		kind: 'account',
	},
];
