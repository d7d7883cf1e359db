// What WeChat's answer is: JSON, a picture, whatever its content type claims, or a file of any kind.
import type { IDataObject } from 'n8n-workflow';
import { readWechatObject } from '../../../wechat/json';

/** n8n's answer to a request that asked for the full response. */
export interface FullResponse {
	body: unknown;
	headers: IDataObject;
	statusCode: number;
}

/** What WeChat sends where it does not send JSON. */
export interface FileKind {
	mimeType: string;
	/** Without a dot. */
	extension: string;
}

/** So many bytes tell a file from JSON. */
export const BEGINNING = 64;

/**
 * Tells by its beginning what an answer is; undefined: no file.
 *
 * @param begun the answer with its first bytes: `BEGINNING` at least, or all that there are
 */
export type KindReader = (begun: FullResponse & { body: Buffer }) => FileKind | undefined;

const PICTURES = [
	{ mimeType: 'image/jpeg', extension: 'jpg', mark: 'ffd8ff' },
	{ mimeType: 'image/png', extension: 'png', mark: '89504e47' },
	{ mimeType: 'image/gif', extension: 'gif', mark: '47494638' },
];

/** The first bytes decide: WeChat has sent refusals under the content type of a picture, and `image/jpg` is no type. */
export const pictureKind: KindReader = ({ body, statusCode }) => {
	const start = body.toString('hex', 0, 4);
	const picture = PICTURES.find(({ mark }) => start.startsWith(mark));
	if (!picture || statusCode >= 400) return undefined;
	return { mimeType: picture.mimeType, extension: picture.extension };
};

/** What the file is called, by `Content-disposition: attachment; filename="MEDIA_ID.jpg"`. */
function endingOf(disposition: unknown): string {
	return /filename="?[^";]*\.([a-z0-9]{1,5})"?/i.exec(String(disposition ?? ''))?.[1].toLowerCase() ?? '';
}

/** The endings of what people send, where WeChat gives the file no name. */
const ENDINGS: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/gif': 'gif',
	'audio/amr': 'amr',
	'audio/mpeg': 'mp3',
	'voice/speex': 'speex',
	'video/mp4': 'mp4',
};

/** How JSON begins: a brace, and a name in readable characters. No picture, recording or video begins so. */
const JSON_BEGINS = /^\s*\{\s*(?:"[ -~]{4}|\}\s*$)/;

/**
 * A file of any kind: whatever is not JSON. WeChat sends its refusals as text/plain, and has sent them under the content
 * type of the file; so the first bytes decide. An empty file is none: WeChat takes none in either.
 */
export const mediaKind: KindReader = ({ body, headers, statusCode }) => {
	const claimed = String(headers['content-type'] ?? '')
		.split(';')[0]
		.trim();
	const ending = endingOf(headers['content-disposition']);
	const isText = ending === '' && (claimed === '' || /^text\/|json/i.test(claimed));
	const isJson = JSON_BEGINS.test(body.toString('latin1', 0, BEGINNING));
	if (isText || isJson || body.length === 0 || statusCode !== 200) return undefined;
	return {
		mimeType: claimed || 'application/octet-stream',
		extension: ending || (ENDINGS[claimed] ?? 'bin'),
	};
};

/** From HTTP 500 on it is a gateway that answers, not WeChat. */
export function readAnswer(response: FullResponse): IDataObject | undefined {
	return response.statusCode >= 500
		? undefined
		: (readWechatObject(String(response.body)) as IDataObject | undefined);
}
