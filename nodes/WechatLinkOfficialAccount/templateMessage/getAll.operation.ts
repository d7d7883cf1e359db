// List templates: the account's templates for template messages, with their keywords.
import type { ItemOperation } from '../../shared/operation';
import { listTemplates, withKeywords } from '../../shared/templateLists';

export const getTemplates: ItemOperation<object> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'List templates',
	description:
		'List the templates for template messages (模板消息 › 我的模板), an item each: ID, title, content and the keywords to fill in',
	fields: [],
	read: () => ({}),
	async run(_parameters, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		return (await listTemplates(api)).map(withKeywords);
	},
};
