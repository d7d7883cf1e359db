// Upload media, for either account: a file from binary data becomes a media_id that messages can name.
import type { CredentialName } from '../../call/types';
import type { Item } from '../../run/item';
import { defineOperation } from '../../run/operation';
import type { Operation } from '../../run/operation';
import { KINDS, readMediaFile, takes, uploadFile } from './files';
import type { MediaFile } from './files';

function readType(item: Item): string {
	const type = item.text('type');
	if (type in KINDS) return type;
	throw item.refuse(
		`The parameter 'Type' has the value "${type}", which is no type of media`,
		`Use one of ${Object.keys(KINDS).join(', ')}.`,
		'type',
	);
}

/**
 * The operation for one kind of account. Uploading twice makes two media_ids and hurts nobody, so it may be repeated.
 *
 * @param credential whose media
 * @see docs/wechat/messages.md#media; WeChat page "新增临时素材"
 */
export function mediaUpload(credential: CredentialName): Operation {
	return defineOperation<MediaFile>({
		value: 'upload',
		name: 'Upload',
		action: 'Upload media',
		calls: ['/cgi-bin/media/upload'],
		description: 'Upload a file for use in customer messages; its media_id is valid for three days',
		fields: [
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: Object.entries(KINDS).map(([value, { name }]) => ({
					name,
					value,
					description: takes(value),
				})),
				default: 'image',
				description: 'What the file is to WeChat',
			},
			{
				displayName: 'Input Binary Field',
				name: 'binaryPropertyName',
				type: 'string',
				required: true,
				default: 'data',
				hint: 'The name of the input binary field containing the file to be uploaded',
				description: 'The field of the input item that holds the file, as the node before named it',
			},
		],

		read: (item) =>
			readMediaFile(item, readType(item), { name: 'binaryPropertyName', label: 'Input Binary Field' }),

		async run(file, open) {
			return await uploadFile(await open(credential), file);
		},
	});
}
