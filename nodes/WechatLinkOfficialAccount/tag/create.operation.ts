// Create tag: a new tag, on nobody yet.
import type { IDataObject } from 'n8n-workflow';
import type { ItemOperation } from '../../shared/operation';

interface Parameters {
	name: string;
}

const MOST_BYTES = 30;

export const createTag: ItemOperation<Parameters> = {
	value: 'create',
	name: 'Create',
	action: 'Create tag',
	description: 'Create a tag (用户标签); an account may have 100',
	onlyOnce: true,
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 老客户',
			description:
				'The name of the new tag (标签名), at most 30 bytes: 10 Chinese characters or 30 letters. No two tags have the same name.',
		},
	],

	read(item) {
		const name = item.requiredText('name', 'Name', 'Give the name of the new tag.');
		const bytes = Buffer.byteLength(name, 'utf8');
		if (bytes > MOST_BYTES) {
			throw item.refuse(
				`The parameter "Name" is too long: ${bytes} bytes, and WeChat takes ${MOST_BYTES}`,
				'A Chinese character counts 3 bytes, a letter or digit 1: 10 Chinese characters fit.',
				'name',
			);
		}
		return { name };
	},

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
};
