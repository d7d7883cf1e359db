// Create tag: a new tag, on nobody yet.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';
import { readTagName, tagNameField } from './name';

interface Parameters {
	name: string;
}

export const createTag = defineOperation<Parameters>({
	value: 'create',
	name: 'Create',
	action: 'Create tag',
	calls: ['/cgi-bin/tags/create'],
	description: 'Create a tag; an account may have 100',
	onlyOnce: true,
	fields: [tagNameField('the new tag')],

	read: (item) => ({ name: readTagName(item) }),

	async run({ name }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		const answer = await api.call({
			method: 'POST',
			path: '/cgi-bin/tags/create',
			body: { tag: { name } },
			// The second of two is refused for its name, and would hide that the first was carried out.
			repeatable: false,
			returns: ['tag'],
		});
		return { ...(answer.tag as IDataObject | undefined) };
	},
});
