// Return codes of the custom menu (自定义菜单), groups and published articles: for HTTP Request nodes that use our credential.
import type { CatalogueEntry } from '../entry';
import { CONSOLE_WORDS, OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const FIX_MENU =
	'A menu has up to 3 buttons with up to 5 entries each; a button name takes 16 bytes, an entry 60, a key 128, a link 1024.';

const FIX_DOMAIN = `Begin the link with https:// or http://. If it does, use one whose domain is registered for the account: ${OFFICIAL_ACCOUNT_PLACES.domains}.`;

const FIX_GROUP = 'Groups have been replaced by tags: use the tag operations.';

const FIX_ARTICLE = `Check the ID: it comes from the publishing interface or from ${CONSOLE_WORDS.published} in the console.`;

export const menuCodes = (): CatalogueEntry[] => [
	{
		code: 40015,
		name: 'invalidMenuType',
		cause: 'WeChat does not know this menu type',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40016,
		name: 'invalidButtonCount',
		cause: 'The menu has too many or no buttons',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40017,
		name: 'invalidButtonType',
		cause: 'WeChat does not know this type of button',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40018,
		name: 'invalidButtonName',
		cause: 'The name of a button is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40019,
		name: 'invalidButtonKey',
		cause: 'The key of a button is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40020,
		name: 'invalidButtonLink',
		cause: 'The link of a button is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40023,
		name: 'invalidEntryCount',
		cause: 'A button has too many entries',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40024,
		name: 'invalidEntryType',
		cause: 'WeChat does not know the type of an entry',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40025,
		name: 'invalidEntryName',
		cause: 'The name of an entry is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40026,
		name: 'invalidEntryKey',
		cause: 'The key of an entry is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40027,
		name: 'invalidEntryLink',
		cause: 'The link of an entry is missing or too long',
		fix: FIX_MENU,
		retry: 'no',
	},
	{
		code: 40054,
		name: 'invalidEntryDomain',
		cause: 'The link of an entry is no web address, or leads to a domain that is not allowed',
		fix: FIX_DOMAIN,
		retry: 'no',
	},
	{
		code: 40055,
		name: 'invalidButtonDomain',
		cause: 'The link of a button is no web address, or leads to a domain that is not allowed',
		fix: FIX_DOMAIN,
		retry: 'no',
	},
	{
		code: 40050,
		name: 'invalidGroup',
		cause: 'WeChat does not know this group',
		fix: FIX_GROUP,
		retry: 'no',
	},
	{
		code: 40051,
		name: 'invalidGroupName',
		cause: 'The name of the group is not valid',
		fix: FIX_GROUP,
		retry: 'no',
	},
	{
		code: 45010,
		name: 'tooManyMenus',
		cause: 'There are as many menus as WeChat allows',
		fix: 'Delete a menu that is no longer used.',
		retry: 'no',
	},
	{
		code: 45064,
		name: 'menuMiniProgramUnlinked',
		cause: 'The menu names a mini program that is not linked',
		fix: `Link the mini program first: ${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms}.`,
		retry: 'no',
	},
	{
		code: 85005,
		name: 'menuMiniProgramNotBound',
		cause: 'The menu names a mini program that is not linked to this account',
		fix: `Check the AppID in the menu, and link the mini program first: ${OFFICIAL_ACCOUNT_PLACES.linkedMiniPrograms}.`,
		retry: 'no',
	},
	{
		code: 46002,
		name: 'noSuchMenuVersion',
		cause: 'WeChat has no such version of the menu',
		fix: 'Create the menu first.',
		retry: 'no',
	},
	{
		code: 46003,
		name: 'noMenu',
		cause: 'This account has no menu',
		fix: 'Create the menu first.',
		retry: 'no',
	},
	{
		code: 53500,
		name: 'publishingBanned',
		cause: 'WeChat has banned this account from publishing',
		fix: `Read the notice under ${OFFICIAL_ACCOUNT_PLACES.notices}.`,
		retry: 'no',
		kind: 'interface',
	},
	{
		code: 53501,
		name: 'publishingTooOften',
		cause: 'Too many publishing calls',
		fix: 'Wait a minute and run again.',
		retry: 'minute',
	},
	{
		code: 53502,
		name: 'invalidPublishId',
		cause: 'WeChat does not know this publish ID',
		fix: FIX_ARTICLE,
		retry: 'no',
	},
	{
		code: 53600,
		name: 'invalidArticleId',
		cause: 'WeChat does not know this article',
		fix: FIX_ARTICLE,
		retry: 'no',
	},
];
