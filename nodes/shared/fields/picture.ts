// A picture in an output item's binary data: the field that says where, and the outcome.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { WechatFile } from '../call/answer';
import type { Item } from '../run/item';
import { FileOutcome } from '../run/operation';

export const pictureField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
	description: 'Where the next nodes find the picture, for instance to send or store it',
};

/** @throws NodeOperationError when the field's name is empty */
export function readPictureField(item: Item): string {
	return item.requiredText(
		'binaryPropertyName',
		'Put Output File in Field',
		'Give a name, for instance data.',
	);
}

/**
 * @param json the item's JSON
 * @param picture what WeChat sent
 * @param place.property the binary field
 * @param place.name of the file, without extension
 */
export function pictureOutcome(
	json: IDataObject,
	picture: WechatFile,
	place: { property: string; name: string },
): FileOutcome {
	const { data, mimeType, extension } = picture;
	return new FileOutcome(json, {
		property: place.property,
		fileName: `${place.name}.${extension}`,
		mimeType,
		data,
	});
}
