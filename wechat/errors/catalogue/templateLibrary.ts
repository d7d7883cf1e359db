// Return codes of the template libraries (模板库): adding, listing and changing templates.
import type { CatalogueEntry } from '../entry';
import { MINI_PROGRAM_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../consoles';

const FIX_LIBRARY =
	'Take categories, template and 2 to 5 keywords from the public library of this very account.';

export const templateLibraryCodes = (): CatalogueEntry[] => [
	{
		code: 40246,
		name: 'invalidKeywordList',
		cause: 'The keywords are missing, or do not belong to this template',
		fix: 'Choose keywords that the library shows for this template.',
		retry: 'no',
	},
	{
		code: 40247,
		name: 'needsCategoryTemplate',
		cause: 'The old template library is closed',
		fix: `Add a template of the category library: ${OFFICIAL_ACCOUNT_PLACES.templateLibrary}.`,
		retry: 'no',
	},
	{
		code: 43100,
		name: 'changedTooOften',
		cause: 'Industry or templates were changed too often',
		fix: 'Wait a month: the industry can be changed once a month.',
		retry: 'later',
	},
	{
		code: 45026,
		name: 'templateLimit',
		cause: 'There are as many templates as WeChat allows',
		fix: `Delete a template that is no longer used (${OFFICIAL_ACCOUNT_PLACES.templates}): an account may have 25.`,
		retry: 'no',
	},
	{
		code: 45027,
		name: 'templateIndustryConflict',
		cause: 'The template does not fit the industry of the account',
		fix: "Choose a template of the account's own industry or category.",
		retry: 'no',
	},
	{
		code: 200012,
		name: 'libraryFull',
		cause: 'There are as many templates as WeChat allows',
		fix: `Delete a template that is no longer used: ${MINI_PROGRAM_PLACES.templates}.`,
		retry: 'no',
	},
	{
		code: 200013,
		name: 'libraryTemplateBanned',
		cause: 'WeChat has banned this template',
		fix: `Choose another template: ${MINI_PROGRAM_PLACES.templateLibrary}.`,
		retry: 'no',
	},
	{
		code: 200014,
		name: 'invalidTid',
		cause: 'WeChat does not know this template of the library',
		fix: FIX_LIBRARY,
		retry: 'no',
		onPath: {
			'/wxaapi/newtmpl/deltemplate': {
				cause: 'The account does not have this template',
				fix: `Pick a template that the account still has: ${MINI_PROGRAM_PLACES.templates}.`,
			},
		},
	},
	{
		code: 200016,
		name: 'invalidStart',
		cause: 'The start of the list is not valid',
		fix: 'Send 0 or more.',
		retry: 'no',
	},
	{
		code: 200017,
		name: 'invalidLimit',
		cause: 'The number of entries is not valid',
		fix: 'Send 1 to 30.',
		retry: 'no',
	},
	{
		code: 200018,
		name: 'missingCategories',
		cause: 'The categories are missing',
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200019,
		name: 'invalidCategories',
		cause: 'WeChat does not know these categories',
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200020,
		name: 'invalidKeywords',
		cause: 'The keywords do not belong to this template',
		fix: FIX_LIBRARY,
		retry: 'no',
	},
	{
		code: 200021,
		name: 'invalidSceneDescription',
		cause: 'The description of the scene is missing or too long',
		fix: 'Write 1 to 15 characters.',
		retry: 'no',
	},
	{
		code: 200022,
		name: 'templateExists',
		cause: 'The account has this template with these keywords already',
		fix: `Use the template you have: ${MINI_PROGRAM_PLACES.templates}.`,
		retry: 'no',
	},
];
