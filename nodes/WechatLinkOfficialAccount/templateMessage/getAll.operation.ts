// List templates: the account's templates for template messages, with their keywords.
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';
import { listTemplates, withKeywords } from '../../shared/lists/templates';
import { OFFICIAL_ACCOUNT_PLACES, TEST_ACCOUNT_PLACES } from '../../../wechat/consoles';

const NONE_YET = `Add one first: from the library (${OFFICIAL_ACCOUNT_PLACES.templateLibrary}), or on a test account by hand (${TEST_ACCOUNT_PLACES.templates}).`;

export const getTemplates = defineOperation<object>({
	value: 'getAll',
	name: 'Get Many',
	action: 'List templates',
	calls: ['/cgi-bin/template/get_all_private_template'],
	description: `List the templates for template messages (${OFFICIAL_ACCOUNT_PLACES.templates}), an item each: ID, title, content and the keywords to fill in`,
	fields: [],
	summary: summaryOfList(['template', 'templates'], undefined, NONE_YET),
	read: () => ({}),
	async run(_parameters, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		return (await listTemplates(api)).map(withKeywords);
	},
});
