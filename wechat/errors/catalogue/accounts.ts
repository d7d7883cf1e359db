// Return codes about what kind of account is calling and what WeChat lets it do.
import type { CatalogueEntry } from '../entry';
import { BINDING_PLACES, CONSOLE_WORDS, MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const FIX_KIND = `Check that the credential belongs to the right account: a mini program and an Official Account have different interfaces. Then look at the rights of the account (Official Account: ${OFFICIAL_ACCOUNT_PLACES.rights}).`;

const FIX_NOTICE = `Read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}; it names the reason and how to appeal.`;

const FIX_PLATFORM =
	'Let the account authorise the third-party platform again with this right, or use the AppID and AppSecret of the account itself.';

export const accountCodes = (): CatalogueEntry[] => [
	{
		code: 40200,
		name: 'wrongAccountKind',
		cause: 'This kind of account cannot use this interface',
		fix: FIX_KIND,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 43104,
		name: 'noPermission',
		cause: "This account lacks the permission, or the openid is another account's",
		fix: `Check that the openid belongs to the account of the credential; if it does, the account has no right to this interface (Official Account: ${OFFICIAL_ACCOUNT_PLACES.rights}).`,
		retry: 'no',
		onPath: {
			'/wxa/genwxashortlink': {
				cause: 'This mini program may not make short links',
				fix: "Use 'Create URL link' instead. WeChat's page opens short links to all mini programs that are not personal in one place, and to those of e-commerce categories in another.",
				kind: 'interface',
			},
		},
	},
	{
		code: 45035,
		name: 'shopIpNotWhitelisted',
		cause: "This server's IP is not on the whitelist of the Channels shop",
		fix: `Add {ip} to the IP whitelist (${CONSOLE_WORDS.ipWhitelist}) of the shop in its console.`,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 48003,
		name: 'massTermsNotAccepted',
		cause: 'The terms for mass sending are not accepted',
		fix: `Open ${OFFICIAL_ACCOUNT_PLACES.massSending} and accept the terms.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 48008,
		name: 'messageTypeForbidden',
		cause: 'This account may not send this type of message',
		fix: FIX_KIND,
		retry: 'no',
	},
	{
		code: 50001,
		name: 'notAuthorised',
		cause: 'The right to use this interface was not granted',
		fix: FIX_KIND,
		retry: 'no',
	},
	{
		code: 50002,
		name: 'userLimited',
		cause: 'The account or this person is restricted by WeChat',
		fix: `If it comes for one person only, that account was closed or banned. If it comes for everyone, read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}.`,
		retry: 'no',
	},
	{
		code: 50003,
		name: 'userUnexpected',
		cause: 'WeChat does not expect this person here',
		fix: 'Check the openid. A test account only serves the people who follow it; some interfaces only serve invited testers.',
		retry: 'no',
	},
	{
		code: 61003,
		name: 'componentNotAuthorised',
		cause: 'The account has not authorised the third-party platform',
		fix: FIX_PLATFORM,
		retry: 'no',
		kind: 'account',
	},
	{
		code: 61007,
		name: 'componentLacksRight',
		cause: 'The third-party platform lacks this right of the account',
		fix: FIX_PLATFORM,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 85079,
		name: 'notReleased',
		cause: 'The mini program has no released version',
		fix: `Release the mini program first (${MINI_PROGRAM_PLACES.release}): links and codes open its released version only.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 89002,
		name: 'notBoundToOpenPlatform',
		cause: 'The account is not bound to an Open Platform account, so there is no unionid',
		fix: `Bind both to the same Open Platform account: the mini program under ${BINDING_PLACES.miniProgram}, the Official Account under ${BINDING_PLACES.officialAccount}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 200011,
		name: 'accountBanned',
		cause: 'WeChat has banned this account from templates',
		fix: FIX_NOTICE,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 200100,
		name: 'templatesUnsupported',
		cause: 'This kind of account has no template library',
		fix: FIX_KIND,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 89000,
		name: 'boundToAnother',
		cause: 'The account is bound to an Open Platform account already',
		fix: `See what is bound under ${BINDING_PLACES.miniProgram} and ${BINDING_PLACES.officialAccount}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 89001,
		name: 'otherOwner',
		cause: 'The account and the Open Platform account belong to different owners',
		fix: `Bind accounts of one owner, or ask the owner of the Open Platform account: it takes a few accounts of others. ${BINDING_PLACES.miniProgram}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 89003,
		name: 'openPlatformNotByApi',
		cause: 'This Open Platform account was not made by a call, so no call may change it',
		fix: `Bind by hand: ${BINDING_PLACES.miniProgram}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 89004,
		name: 'openPlatformFull',
		cause: 'The Open Platform account has as many accounts bound as it takes',
		fix: `Unbind an account that is no longer used: ${BINDING_PLACES.miniProgram}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 85107,
		name: 'undocumented85107',
		cause: 'WeChat refused the call for a reason that its pages do not explain',
		fix: 'WeChat says: {errmsg}. With the rid, the support of WeChat can look the call up.',
		retry: 'no',
		kind: 'item',
	},
];
