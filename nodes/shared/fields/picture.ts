// A picture in an output item's binary data: the field that says where, and the outcome.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { pictureKind } from '../call/answer';
import type { WechatApi } from '../call/api';
import { WechatError } from '../call/errors';
import { StoredFile } from '../call/storing';
import type { ApiCall } from '../call/types';
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

/** WeChat's codes have some hundred kilobytes, at 1280 pixels, too. */
const MOST_BYTES = 10 * 1024 * 1024;

/** @throws NodeOperationError when the field's name is empty */
export function readPictureField(item: Item): string {
	return item.requiredText(
		'binaryPropertyName',
		'Put Output File in Field',
		'Give a name, for instance data.',
	);
}

/**
 * Fetches a picture into the item's binary data.
 *
 * @param call that WeChat answers with it
 * @param json the item's JSON
 * @param place.property the binary field
 * @param place.name of the file, without extension
 * @throws WechatError as `download` does
 */
export async function pictureOutcome(
	api: WechatApi,
	call: ApiCall,
	json: IDataObject,
	place: { property: string; name: string },
): Promise<FileOutcome> {
	const file = await api.download(call, { kind: pictureKind, name: place.name, mostBytes: MOST_BYTES });
	if (file instanceof StoredFile) return new FileOutcome(json, { [place.property]: file.binary });
	throw new WechatError({
		message: 'WeChat sent no picture',
		description: "Run again; if it stays so, check the 'Base URL' of the credential.",
	});
}
