// List tags: the tags of the account, with how many followers have each.
import { limitFields } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';
import { listTags } from '../../shared/lists/tags';

interface Parameters {
	most: number;
}

export const listAllTags = defineOperation<Parameters>({
	value: 'getAll',
	name: 'Get Many',
	action: 'List tags',
	calls: ['/cgi-bin/tags/get'],
	description: 'List the tags of the Official Account, with how many followers have each',
	fields: limitFields,
	summary: summaryOfList(['tag', 'tags']),

	read: (item) => ({ most: item.limit() }),

	async run({ most }, open) {
		const tags = await listTags(await open('wechatLinkOfficialAccountApi'));
		return tags.slice(0, most);
	},
});
