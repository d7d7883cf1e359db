// The whole catalogue of WeChat's return codes, put together from its areas. Functions, since n8n loads this package at
// every start and few runs need what is a third of it.
import type { CatalogueEntry } from '../entry';
import { accessCodes } from './access';
import { accountCodes } from './accounts';
import { cardCodes } from './cards';
import { conditionalMenuCodes } from './conditionalMenus';
import { confirmationCodes } from './confirmation';
import { linkCodes } from './links';
import { loginCodes } from './login';
import { mediaCodes } from './media';
import { menuCodes } from './menus';
import { messageCodes } from './messages';
import { peopleCodes } from './people';
import { platformCodes } from './platform';
import { requestCodes } from './requests';
import { signedCallCodes } from './signedCalls';
import { staffCodes } from './staff';
import { templateLibraryCodes } from './templateLibrary';
import { templateCodes } from './templates';
import { toolCodes } from './tools';
import { webPageCodes } from './webPages';

interface CatalogueArea {
	title: string;
	entries: CatalogueEntry[];
}

/** In the order in which the page of the catalogue shows them. */
export const catalogueAreas = (): CatalogueArea[] => [
	{ title: 'Any call: busy, quotas, withdrawn interfaces', entries: platformCodes() },
	{ title: 'Tokens, AppID, AppSecret, IP whitelist', entries: accessCodes() },
	{ title: "The administrator's confirmation", entries: confirmationCodes() },
	{ title: 'What the account may do', entries: accountCodes() },
	{ title: 'Login and session keys', entries: loginCodes() },
	{ title: "What WeChat's login page shows", entries: webPageCodes() },
	{ title: 'People, tags, blacklist', entries: peopleCodes() },
	{ title: 'Template and subscribe messages', entries: templateCodes() },
	{ title: 'Template libraries', entries: templateLibraryCodes() },
	{ title: 'Customer-service messages and mass sending', entries: messageCodes() },
	{ title: 'Customer-service accounts', entries: staffCodes() },
	{ title: 'Media files', entries: mediaCodes() },
	{ title: 'QR codes, mini-program codes, links', entries: linkCodes() },
	{ title: 'Service cards', entries: cardCodes() },
	{ title: 'How requests are written', entries: requestCodes() },
	{ title: 'Signed calls', entries: signedCallCodes() },
	{ title: 'Quota, rid and network tools', entries: toolCodes() },
	{ title: 'Menus, groups, articles', entries: [...menuCodes(), ...conditionalMenuCodes()] },
];

export const catalogue = (): CatalogueEntry[] => catalogueAreas().flatMap((area) => area.entries);
