// Delete tag: the tag goes, its followers stay.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';

interface Parameters {
	id: number;
}

export const deleteTag = defineOperation<Parameters>({
	value: 'delete',
	name: 'Delete',
	action: 'Delete tag',
	calls: ['/cgi-bin/tags/delete'],
	description: 'Delete a tag and take it from all followers who have it',
	onlyOnce: true,
	fields: [
		tagField(
			'The tag to delete. The tags 0, 1 and 2 belong to WeChat and stay, and so does a tag of more than 100,000 followers.',
			true,
		),
	],

	read: (item) => ({ id: readTagId(item, item.text('tagId'), 'tagId') }),

	async run({ id }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		await api.call({
			method: 'POST',
			path: '/cgi-bin/tags/delete',
			body: { tag: { id } },
			// The second of two is refused, since the tag is gone.
			repeatable: false,
		});
		return { deleted: true };
	},
});
