// Choosing a tag (标签) from the account's own list.
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import { WechatApi } from '../call/api';
import { toNodeError } from '../call/errors';
import type { Item } from '../run/item';

/**
 * All tags of an Official Account; WeChat's own have the IDs 0 to 2.
 *
 * @param api the Official Account
 * @returns `id`, `name` and `count`, the number of followers with the tag
 * @throws WechatError as every call does
 * @see docs/wechat/users.md#tags; WeChat page "获取公众号已创建的标签"
 */
export async function listTags(api: WechatApi): Promise<IDataObject[]> {
	const path = '/cgi-bin/tags/get';
	const { tags } = await api.call({ method: 'GET', path, repeatable: true, returns: ['tags'] });
	return Array.isArray(tags) ? (tags as IDataObject[]) : [];
}

/** The list search of the tag picker: by any part of the name, or by the ID. */
export async function searchTags(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = filter?.trim().toLowerCase() ?? '';
	try {
		const tags = await listTags(await WechatApi.open(this, 'wechatLinkOfficialAccountApi'));
		return {
			results: tags
				.map(({ id, name }) => ({ name: String(name), value: String(id) }))
				.filter(({ name, value }) => name.toLowerCase().includes(wanted) || value === wanted),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/**
 * The field with which a tag is chosen.
 *
 * @param description what the tag is for here, and where to find it
 * @param required whether n8n refuses a node without it
 */
export function tagField(description: string, required: boolean): INodeProperties {
	return {
		displayName: 'Tag',
		name: 'tagId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required ? { required } : {}),
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchTags', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 134' },
		],
	};
}

/**
 * Reads the number of a tag.
 *
 * @param item the input item
 * @param value as it stands in the parameter
 * @param parameter its full name, `tagId` or `options.tagId`
 * @throws NodeOperationError when it is empty or no whole number
 */
export function readTagId(item: Item, value: unknown, parameter: string): number {
	const text = String(value ?? '').trim();
	if (/^\d{1,15}$/.test(text)) return Number(text);
	const what = `The ${parameter.startsWith('options.') ? 'option' : 'parameter'} 'Tag'`;
	throw item.refuse(
		text === '' ? `${what} is empty` : `${what} is not the ID of a tag`,
		'Choose a tag from the list, or give its ID: the whole number that List Tags shows.',
		parameter,
	);
}
