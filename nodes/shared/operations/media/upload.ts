// Upload media, for either account: a file from binary data becomes a media_id that messages can name.
import type { IDataObject } from 'n8n-workflow';
import type { CredentialName } from '../../api';
import { WechatError } from '../../errors';
import type { Item } from '../../item';
import type { ItemOperation } from '../../operation';

interface Parameters {
	type: string;
	/** WeChat goes by the ending of the name. */
	extension: string;
	load: () => Promise<Buffer>;
	/** Throws when the file is empty or too big for its type. */
	check: (bytes: number) => void;
}

const MEGABYTE = 1024 * 1024;

/** WeChat's page names 2 MB for images in one place and 10 MB in another: what may pass is not refused here. */
const KINDS: Record<
	string,
	{ name: string; bytes: number; limit: string; mimeTypes: Record<string, string> }
> = {
	image: {
		name: 'Image (图片)',
		bytes: 10 * MEGABYTE,
		limit: '10 MB',
		mimeTypes: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif' },
	},
	thumb: {
		name: 'Thumbnail (缩略图)',
		bytes: 64 * 1024,
		limit: '64 KB',
		mimeTypes: { jpg: 'image/jpeg', jpeg: 'image/jpeg' },
	},
	video: { name: 'Video (视频)', bytes: 10 * MEGABYTE, limit: '10 MB', mimeTypes: { mp4: 'video/mp4' } },
	voice: {
		name: 'Voice (语音)',
		bytes: 2 * MEGABYTE,
		limit: '2 MB',
		mimeTypes: { mp3: 'audio/mpeg', amr: 'audio/amr' },
	},
};

function formatsOf(type: string): string {
	return [...new Set(Object.keys(KINDS[type].mimeTypes))].map((format) => format.toUpperCase()).join(', ');
}

/** The format by the file's name, else by its MIME type. */
function extensionOf(type: string, fileName: string, mimeType: string): string | undefined {
	const { mimeTypes } = KINDS[type];
	const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1].toLowerCase() ?? '';
	if (ending in mimeTypes) return ending;
	const [bare] = mimeType.toLowerCase().split(';');
	return Object.keys(mimeTypes).find((format) => mimeTypes[format] === bare.trim());
}

function readType(item: Item): string {
	const type = item.text('type');
	if (type in KINDS) return type;
	throw item.refuse(
		`The parameter "Type" has the value "${type}", which is no type of media`,
		`Use one of ${Object.keys(KINDS).join(', ')}.`,
		'type',
	);
}

/**
 * The operation for one kind of account. Uploading twice makes two media_ids and hurts nobody, so it may be repeated.
 *
 * @param credential whose media
 * @see wechat-settled.md section 16; WeChat page "新增临时素材"
 */
export function mediaUpload(credential: CredentialName): ItemOperation<Parameters> {
	return {
		value: 'upload',
		name: 'Upload',
		action: 'Upload media',
		description:
			'Upload a file for use in customer messages (新增临时素材); its media_id is valid for three days',
		fields: [
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: Object.entries(KINDS).map(([value, { name, limit }]) => ({
					name,
					value,
					description: `${formatsOf(value)}, at most ${limit}`,
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

		read(item) {
			const type = readType(item);
			const property = 'binaryPropertyName';
			item.requiredText(property, 'Input Binary Field', 'Give the name of the field that holds the file.');
			const { fileName = '', mimeType, bytes, load } = item.file(property);
			const { limit, bytes: most } = KINDS[type];
			const extension = extensionOf(type, fileName, mimeType);
			if (extension === undefined) {
				throw item.refuse(
					`The file is not of a format that WeChat takes as ${type}`,
					`It is "${fileName || mimeType}"; WeChat takes ${formatsOf(type)}. Convert it, or choose another type.`,
					property,
				);
			}
			const check = (size: number) => {
				if (size > 0 && size <= most) return;
				throw item.refuse(
					size === 0 ? 'The file is empty' : `The file is bigger than WeChat takes as ${type}`,
					`It has ${size} bytes; WeChat takes ${limit} at most.`,
					property,
				);
			};
			if (bytes !== undefined) check(bytes);
			return { type, extension, load, check };
		},

		async run({ type, extension, load, check }, open): Promise<IDataObject> {
			const data = await load();
			check(data.length);
			const api = await open(credential);
			const answer = await api.call({
				method: 'POST',
				path: '/cgi-bin/media/upload',
				query: { type },
				upload: {
					field: 'media',
					// The file's own name is nobody's business, and not every character survives in a form.
					fileName: `${type}.${extension}`,
					mimeType: KINDS[type].mimeTypes[extension],
					data,
				},
				repeatable: true,
				returns: ['media_id', 'thumb_media_id', 'type'],
			});
			const mediaId = answer.media_id ?? answer.thumb_media_id;
			if (typeof mediaId !== 'string' || mediaId === '') {
				throw new WechatError({
					message: 'WeChat took the file but named no media_id',
					description: 'Try again; if it stays so, check the Base URL of the credential.',
				});
			}
			return { type: answer.type ?? type, media_id: mediaId, created_at: answer.created_at };
		},
	};
}
