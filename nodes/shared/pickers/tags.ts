// Choosing a tag (标签) from the account's own list.
import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { WechatApi } from '../call/api';
import { toNodeError } from '../call/errors';
import { listTags } from '../lists/tags';
import type { Item } from '../run/item';

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
		"Choose a tag from the list, or give its ID: the whole number that 'List tags' shows.",
		parameter,
	);
}
