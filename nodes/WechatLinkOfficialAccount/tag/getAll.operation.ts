// List tags: the tags of the account, with how many followers have each.
import { limitFields } from '../../shared/fields';
import type { ItemOperation } from '../../shared/operation';
import { listTags } from '../../shared/pickers/tags';

interface Parameters {
	most: number;
}

export const listAllTags: ItemOperation<Parameters> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'List tags',
	description: 'List the tags (用户标签) of the Official Account, with how many followers have each',
	fields: limitFields,

	read: (item) => ({ most: item.limit() }),

	async run({ most }, open) {
		const tags = await listTags(await open('wechatLinkOfficialAccountApi'));
		return tags.slice(0, most);
	},
};
