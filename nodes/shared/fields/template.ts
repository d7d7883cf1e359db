// A template to choose: from the account's list, or by its ID.
import type { INodeProperties } from 'n8n-workflow';

/**
 * The template that an operation is about; `requireTemplateId` reads it.
 *
 * @param search the list search that offers the account's templates
 * @param description which template, and what becomes of it
 * @param own where the operation's template has another label or name, or may be left out
 */
export const templateField = (
	search: string,
	description: string,
	{ label = 'Template', name = 'templateId', required = true } = {},
): INodeProperties => ({
	displayName: label,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	...(required ? { required } : {}),
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: search, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY',
		},
	],
});
