// The fields of customer messages that carry a file: its media_id, or the file itself in the input item's binary data.
import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../../run/item';
import { readMediaFile, takes } from '../media/files';
import type { MediaFile } from '../media/files';

export const FROM_UPLOAD =
	"The media_id of a file of this account: what 'Upload media' returned, valid for three days, or the one of permanent material";

/** A text field without a rule of its own. */
export function text(
	name: string,
	displayName: string,
	description: string,
	placeholder?: string,
): INodeProperties {
	const field: INodeProperties = { displayName, name, type: 'string', default: '', description };
	return placeholder === undefined ? field : { ...field, placeholder };
}

/** Where the file of a message comes from. */
export const mediaSource: INodeProperties = {
	displayName: 'Media Source',
	name: 'mediaSource',
	type: 'options',
	options: [
		{
			name: 'Binary Data',
			value: 'binary',
			description: 'A file of the input item, uploaded first; once where many messages have the same file',
		},
		{ name: 'Media ID', value: 'mediaId', description: 'A file that was uploaded before' },
	],
	default: 'mediaId',
	description: 'Where the file comes from',
};
/** Does the file come from the binary data of the item, and not by a media_id? */
export const isBinary = (item: Item): boolean => item.text('mediaSource') === 'binary';
/** A field that is asked for when the file comes from there. */
export const shownFor = (source: 'binary' | 'mediaId', field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { mediaSource: [source] } },
});

export const BINARY = { name: 'binaryPropertyName', label: 'Input Binary Field' };
export const THUMB_BINARY = { name: 'thumbBinaryPropertyName', label: 'Thumbnail Binary Field' };

/** @param type the message type that sends it @returns the field that names the binary data of the item */
export const binaryField = (type: string): INodeProperties =>
	shownFor('binary', {
		displayName: BINARY.label,
		name: BINARY.name,
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the file to be sent',
		description: `The field of the input item that holds the file: ${takes(type)}`,
	});
export const mediaId = shownFor(
	'mediaId',
	text('mediaId', 'Media ID', FROM_UPLOAD, 'e.g. {{ $json.media_id }}'),
);
/** Empty where the file is still to be uploaded. */
export function readMediaId(item: Item): string {
	if (isBinary(item)) return '';
	return item.requiredText(
		'mediaId',
		'Media ID',
		"Give the media_id of a file that 'Upload media' has uploaded, or of permanent material.",
	);
}

/** The file itself, where it comes from the item. @throws NodeOperationError when there is none that WeChat takes */
export function filesOf(item: Item, type: string): Record<string, MediaFile> {
	return isBinary(item) ? { media_id: readMediaFile(item, type, BINARY) } : {};
}
