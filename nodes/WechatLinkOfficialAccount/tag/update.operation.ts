// Update tag: another name for a tag; its followers stay.
import type { IDataObject } from 'n8n-workflow';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { defineOperation } from '../../shared/run/operation';
import { readTagName, tagNameField } from './name';

interface Parameters {
	id: number;
	name: string;
}

export const updateTag = defineOperation<Parameters>({
	value: 'update',
	name: 'Update',
	action: 'Update tag',
	calls: ['/cgi-bin/tags/update'],
	description: 'Give a tag another name; those who have it keep it',
	fields: [
		tagField('The tag to rename. The tags 0, 1 and 2 belong to WeChat and keep their names.', true),
		tagNameField('the tag from now on'),
	],

	read: (item) => ({ id: readTagId(item, item.text('tagId'), 'tagId'), name: readTagName(item) }),

	/** The last of several names for one tag stays. */
	oneAtATime: ({ id }) => String(id),

	async run({ id, name }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		await api.call({
			method: 'POST',
			path: '/cgi-bin/tags/update',
			body: { tag: { id, name } },
			// A tag that has its own name already keeps it.
			repeatable: true,
		});
		return { id, name, success: true };
	},
});
