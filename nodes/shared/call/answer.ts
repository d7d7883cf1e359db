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

/** So many bytes tell a file from a text, counted from the first that is not `beforeText`. */
export const BEGINNING = 64;

/** White space, and the bytes of a byte order mark. No picture, recording or video begins with one of them. */
const BEFORE_TEXT = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/** @returns how many bytes stand before what may be a text */
export function beforeText(bytes: Uint8Array): number {
	const first = bytes.findIndex((byte) => !BEFORE_TEXT.has(byte));
	return first < 0 ? bytes.length : first;
}

/**
 * Tells by its beginning what an answer is; undefined: no file.
 *
 * @param begun the answer with its first bytes: `BEGINNING` at least behind what is `beforeText`, or all that there are
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

/** What the file is called, by `filename="MEDIA_ID.jpg"` or `filename*=UTF-8''MEDIA_ID.jpg` in its Content-disposition. */
function endingOf(disposition: unknown): string {
	return /filename\*?="?[^";]*\.([a-z0-9]{1,5})"?/i.exec(String(disposition ?? ''))?.[1].toLowerCase() ?? '';
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

/**
 * How JSON begins, or a list of it: a brace, and a name in readable characters or much white space; and how XML and HTML
 * do. No picture, recording or video begins so.
 */
const TEXT_BEGINS = /^(?:<|(?:\[\s*)?\{(?:\s*"[ -~]{4}|\s*\}[\s\]]*$|\s+$))/;

/** What the type claims to be, as the rest of the world writes it: some servers write `image/jpg`. */
function typeOf(contentType: unknown): string {
	const type = String(contentType ?? '')
		.split(';')[0]
		.trim()
		.toLowerCase();
	return type === 'image/jpg' ? 'image/jpeg' : type;
}

/**
 * A file of any kind: whatever is neither JSON nor a page. WeChat sends its refusals as text/plain, and has sent them under
 * the content type of the file; so the first bytes decide. An empty file is none: WeChat takes none in either.
 */
export const mediaKind: KindReader = ({ body, headers, statusCode }) => {
	const claimed = typeOf(headers['content-type']);
	const ending = endingOf(headers['content-disposition']);
	const claimsText = ending === '' && (claimed === '' || /^text\/|json|html|[/+]xml\b/.test(claimed));
	const start = beforeText(body);
	const isText = TEXT_BEGINS.test(body.toString('latin1', start, start + BEGINNING));
	if (claimsText || isText || start === body.length || statusCode !== 200) return undefined;
	return {
		mimeType: claimed || 'application/octet-stream',
		extension: ending || (ENDINGS[claimed] ?? 'bin'),
	};
};

/** From HTTP 500 on it is a gateway that answers, not WeChat. */
export function readAnswer(response: FullResponse): IDataObject | undefined {
	return response.statusCode >= 500
		? undefined
		: (readWechatObject(String(response.body).replace(/^\ufeff/, '')) as IDataObject | undefined);
}
