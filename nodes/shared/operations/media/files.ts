// A file on its way from an item's binary data to WeChat's temporary media: checked when it is read, uploaded when it is needed.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../call/api';
import { WechatError } from '../../call/errors';
import type { Item } from '../../run/item';

const MEGABYTE = 1024 * 1024;

/** WeChat's page names 2 MB for images in one place and 10 MB in another: what may pass is not refused here. */
export const KINDS: Record<
	string,
	{ name: string; bytes: number; limit: string; mimeTypes: Record<string, string> }
> = {
	image: {
		name: 'Image',
		bytes: 10 * MEGABYTE,
		limit: '10 MB',
		mimeTypes: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif' },
	},
	thumb: {
		name: 'Thumbnail',
		bytes: 64 * 1024,
		limit: '64 KB',
		mimeTypes: { jpg: 'image/jpeg', jpeg: 'image/jpeg' },
	},
	video: { name: 'Video', bytes: 10 * MEGABYTE, limit: '10 MB', mimeTypes: { mp4: 'video/mp4' } },
	voice: {
		name: 'Voice',
		bytes: 2 * MEGABYTE,
		limit: '2 MB',
		mimeTypes: { mp3: 'audio/mpeg', amr: 'audio/amr' },
	},
};

/**
 * @param type WeChat's kind of media (image, voice, video, thumb)
 * @returns the formats it takes, for a sentence: "JPG, PNG"
 */
export function formatsOf(type: string): string {
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

/** A file as an item has it, not read yet. */
export interface MediaFile {
	/** WeChat's type of media. */
	type: string;
	/** WeChat goes by the ending of the name. */
	extension: string;
	/** The same for the same file, whichever item it stands in. */
	key: string;
	load: () => Promise<Buffer>;
	/** Throws when the file is empty or too big for its type. */
	check: (bytes: number) => void;
}

/** What a type of media takes, such as "JPG, PNG, at most 10 MB". */
export const takes = (type: string): string => `${formatsOf(type)}, at most ${KINDS[type].limit}`;

/**
 * A file in the binary data of an item.
 *
 * @param item the item
 * @param type WeChat's type of media
 * @param field the parameter that names the field of the binary data, and its title
 * @throws NodeOperationError when there is none, or WeChat would not take it
 */
export function readMediaFile(item: Item, type: string, field: { name: string; label: string }): MediaFile {
	item.requiredText(field.name, field.label, 'Give the name of the field that holds the file.');
	const { fileName = '', mimeType, bytes, key, load } = item.file(field.name);
	const { limit, bytes: most } = KINDS[type];
	const extension = extensionOf(type, fileName, mimeType);
	if (extension === undefined) {
		throw item.refuse(
			`The file is not of a format that WeChat takes as ${type}`,
			`It is "${fileName || mimeType}"; WeChat takes ${formatsOf(type)}. Convert it, or choose another type.`,
			field.name,
		);
	}
	const check = (size: number) => {
		if (size > 0 && size <= most) return;
		throw item.refuse(
			size === 0 ? 'The file is empty' : `The file is bigger than WeChat takes as ${type}`,
			`It has ${size} bytes; WeChat takes ${limit} at most.`,
			field.name,
		);
	};
	if (bytes !== undefined) check(bytes);
	return { type, extension, key, load, check };
}

/**
 * Uploads a file.
 *
 * @returns WeChat's answer, with the `media_id` under that name whatever the type
 * @throws WechatError as every call does; NodeOperationError when the file is empty or too big
 * @see docs/wechat/messages.md#media; WeChat page "新增临时素材"
 */
export async function uploadFile(
	api: WechatApi,
	{ type, extension, load, check }: MediaFile,
): Promise<IDataObject & { media_id: string }> {
	const data = await load();
	check(data.length);
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
			description: "Try again; if it stays so, check the 'Base URL' of the credential.",
		});
	}
	return { type: answer.type ?? type, media_id: mediaId, created_at: answer.created_at };
}

/** By the run's connection to WeChat: what it has uploaded, or is uploading. */
const uploads = new WeakMap<WechatApi, Map<string, Promise<string>>>();

/**
 * Uploads a file once per run, however many messages it goes into.
 *
 * @returns its media_id
 * @throws WechatError saying that the message was not sent either
 */
export async function mediaIdOf(api: WechatApi, file: MediaFile): Promise<string> {
	const known = uploads.get(api) ?? new Map<string, Promise<string>>();
	uploads.set(api, known);
	const key = `${file.type} ${file.key}`;
	let uploading = known.get(key);
	if (!uploading) {
		uploading = uploadFile(api, file).then(({ media_id: mediaId }) => mediaId);
		known.set(key, uploading);
		// The next message may find WeChat in a better mood.
		uploading.catch(() => known.delete(key));
	}
	return await uploading.catch(
		async (error: unknown) => await Promise.reject(error instanceof WechatError ? notSent(error) : error),
	);
}

function notSent({ message, description, explanation, reach }: WechatError): WechatError {
	return new WechatError({
		message,
		description: `The file could not be uploaded, so the message was not sent. ${description}`,
		explanation,
		reach,
		fate: 'neverSent',
	});
}
