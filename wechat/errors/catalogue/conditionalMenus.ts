// Return codes of menus that are rarer: versions, levels, and conditional menus (个性化菜单).
import type { CatalogueEntry } from '../entry';

const FIX_MENU =
	'Read the menu that the account has, correct the entry, and create the whole menu again. WeChat says: {errmsg}.';

const FIX_DEFAULT_MENU = 'Create the menu for everybody first; a conditional one comes on top of it.';

const FIX_MENU_DOMAINS =
	'Let the links of the menu lead to at most 3 domains that are not the account itself.';

const FIX_CONDITIONAL =
	'Read the conditional menus that the account has; a rule names a tag or a kind of phone. WeChat says: {errmsg}.';

const CODES: Array<[code: number, name: string, cause: string, fix: string]> = [
	[40021, 'invalidMenuVersion', 'WeChat does not know this version of the menu', FIX_MENU],
	[40022, 'invalidMenuDepth', 'The menu has more levels than WeChat takes', FIX_MENU],
	[65301, 'noConditionalMenu', 'WeChat does not know this conditional menu', FIX_CONDITIONAL],
	[65302, 'noUserForMenu', 'WeChat does not know the person for whom the menu was asked', FIX_CONDITIONAL],
	[65303, 'noDefaultMenu', 'There is no menu for everybody yet', FIX_DEFAULT_MENU],
	[65304, 'matchRuleMissing', 'The conditional menu has no rule', FIX_CONDITIONAL],
	[65305, 'tooManyConditionalMenus', 'There are as many conditional menus as WeChat allows', FIX_CONDITIONAL],
	[65306, 'noConditionalMenusHere', 'This account may have no conditional menus', FIX_CONDITIONAL],
	[65307, 'conditionalMenuEmpty', 'The conditional menu is empty', FIX_CONDITIONAL],
	[65308, 'buttonWithoutType', 'A button of the menu does nothing', FIX_MENU],
	[65309, 'conditionalMenusOff', 'Conditional menus are switched off', FIX_CONDITIONAL],
	[
		65310,
		'menuCountryMissing',
		'The rule of the menu names a province or city without its country',
		FIX_CONDITIONAL,
	],
	[65311, 'menuProvinceMissing', 'The rule of the menu names a city without its province', FIX_CONDITIONAL],
	[65312, 'invalidMenuCountry', 'The country in the rule of the menu is not valid', FIX_CONDITIONAL],
	[65313, 'invalidMenuProvince', 'The province in the rule of the menu is not valid', FIX_CONDITIONAL],
	[65314, 'invalidMenuCity', 'The city in the rule of the menu is not valid', FIX_CONDITIONAL],
	[65316, 'tooManyMenuDomains', 'The menu leads to too many other domains', FIX_MENU_DOMAINS],
	[65317, 'invalidMenuLink', 'A link of the menu is not a web address', FIX_MENU],
	[65318, 'conditionalMenu65318', 'WeChat does not take this conditional menu', FIX_CONDITIONAL],
	[65319, 'conditionalMenu65319', 'WeChat does not take this conditional menu', FIX_CONDITIONAL],
	[65320, 'conditionalMenu65320', 'WeChat does not take this conditional menu', FIX_CONDITIONAL],
];

export const conditionalMenuCodes = (): CatalogueEntry[] =>
	CODES.map(([code, name, cause, fix]) => ({ code, name, cause, fix, retry: 'no' }));
