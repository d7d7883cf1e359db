// What WeChat's answer is: JSON, a picture, whatever its content type claims, or a file of any kind.
import type { IDataObject } from 'n8n-workflow';
import { readWechatObject } from '../../../wechat/json';

/** n8n's answer to a request that asked for the full response. */
export interface FullResponse {
	body: unknown;
	headers: IDataObject;
	statusCode: number;
}

/** What WeChat sends where it does not send JSON: a picture, or another file. */
export interface WechatFile {
	data: Buffer;
	mimeType: string;
	/** Without a dot. */
	extension: string;
}

export type Answer = IDataObject | WechatFile;

/** Undefined: this is not an answer of WeChat. */
export type Reader = (response: FullResponse) => Answer | undefined;

/** Did WeChat answer with a file, and not with fields? */
export function isFile(answer: Answer): answer is WechatFile {
	return Buffer.isBuffer(answer.data);
}

const PICTURES = [
	{ mimeType: 'image/jpeg', extension: 'jpg', mark: 'ffd8ff' },
	{ mimeType: 'image/png', extension: 'png', mark: '89504e47' },
	{ mimeType: 'image/gif', extension: 'gif', mark: '47494638' },
];

/** The first bytes decide: WeChat has sent refusals under the content type of a picture, and `image/jpg` is no type. */
export function readFile(response: FullResponse): Answer | undefined {
	const data = Buffer.from(response.body as ArrayBuffer);
	const start = data.subarray(0, 4).toString('hex');
	const picture = PICTURES.find(({ mark }) => start.startsWith(mark));
	if (picture && response.statusCode < 400) {
		return { data, mimeType: picture.mimeType, extension: picture.extension };
	}
	return readAnswer({ ...response, body: data.toString('utf8') });
}

/** What the file is called, by `Content-disposition: attachment; filename="MEDIA_ID.jpg"`. */
function endingOf(disposition: unknown): string {
	return /filename="?[^";]*\.([a-z0-9]{1,5})"?/i.exec(String(disposition ?? ''))?.[1].toLowerCase() ?? '';
}

/** How JSON begins: a brace, and a name in readable characters. No picture, recording or video begins so. */
const JSON_BEGINS = /^\s*\{\s*(?:"[ -~]{4}|\}\s*$)/;
/** In which `JSON_BEGINS` shows. */
const BEGINNING = 64;

/**
 * A file of any kind: whatever is not JSON. WeChat sends its refusals as text/plain, and has sent them under the content
 * type of the file; so the first bytes decide. An empty file is none: WeChat takes none in either.
 */
export function readMedia(response: FullResponse): Answer | undefined {
	const data = Buffer.from(response.body as ArrayBuffer);
	const [mimeType] = String(response.headers['content-type'] ?? '').split(';');
	const extension = endingOf(response.headers['content-disposition']);
	const isText = extension === '' && (mimeType === '' || /^text\/|json/i.test(mimeType));
	const isJson = JSON_BEGINS.test(data.toString('latin1', 0, BEGINNING));
	if (isText || isJson || data.length === 0 || response.statusCode !== 200)
		return readAnswer({ ...response, body: data.toString('utf8') });
	return { data, mimeType: mimeType.trim() || 'application/octet-stream', extension };
}

/** From HTTP 500 on it is a gateway that answers, not WeChat. */
export function readAnswer(response: FullResponse): IDataObject | undefined {
	return response.statusCode >= 500
		? undefined
		: (readWechatObject(String(response.body)) as IDataObject | undefined);
}
