// The name of a tag: the field, and reading it.
import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../../shared/run/item';

/** WeChat's page says 30 characters, the text of its refusal (45158) 30 bytes: in between WeChat decides. */
const MOST_CHARACTERS = 30;

/** @param which the tag that gets the name */
export const tagNameField = (which: string): INodeProperties => ({
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Regular customers',
	description: `The name of ${which}, at most 30 characters. WeChat may count a Chinese character as 3, so that 10 of them surely fit. No two tags have the same name.`,
});

/** @throws NodeOperationError when it is empty or surely too long */
export function readTagName(item: Item): string {
	const name = item.requiredText('name', 'Name', 'Give the name of the tag.');
	const characters = [...name].length;
	if (characters <= MOST_CHARACTERS) return name;
	throw item.refuse(
		`The parameter 'Name' is too long: ${characters} characters, and WeChat takes ${MOST_CHARACTERS}`,
		'Shorten it. WeChat may count a Chinese character as 3, so that 10 of them surely fit.',
		'name',
	);
}
