// Temporary media (临时素材) (docs/wechat/messages.md#media).
import { WechatRefusal } from '../refusal';
import { keepMedia } from '../world/media';
import type { World } from '../world/world';
import { type Answer, FileAnswer } from './answer';
import type { Call, Endpoint } from './call';

const LIFE_MS = 3 * 86_400_000;
const MEGABYTE = 1024 * 1024;

const KINDS: Record<string, { bytes: number; names: RegExp }> = {
	image: { bytes: 10 * MEGABYTE, names: /\.(png|jpe?g|gif)$/i },
	voice: { bytes: 2 * MEGABYTE, names: /\.(amr|mp3)$/i },
	video: { bytes: 10 * MEGABYTE, names: /\.mp4$/i },
	thumb: { bytes: 64 * 1024, names: /\.jpe?g$/i },
};

/** @throws WechatRefusal 40007 */
export function findMedia(world: World, id: unknown) {
	const media = typeof id === 'string' ? world.media.get(id) : undefined;
	if (!media || world.now() - media.storedAt >= LIFE_MS) throw new WechatRefusal(40007);
	return media;
}

async function readFile({ rawBody, contentType }: Call): Promise<File> {
	const form = await new Response(rawBody, { headers: { 'content-type': contentType } })
		.formData()
		.catch(() => undefined);
	const file = form?.get('media');
	// A field without a filename is text, and no file to WeChat.
	if (!file || typeof file === 'string') throw new WechatRefusal(41005);
	return file;
}

async function upload(world: World, call: Call): Promise<Answer> {
	const type = call.query.type ?? '';
	if (!Object.keys(KINDS).includes(type)) throw new WechatRefusal(40004);
	const { bytes: limit, names } = KINDS[type];
	const file = await readFile(call);
	if (file.size === 0) throw new WechatRefusal(44001);
	if (!names.test(file.name)) throw new WechatRefusal(40005);
	if (file.size > limit) throw new WechatRefusal(45001);
	const id = keepMedia(world, file.type, Buffer.from(await file.arrayBuffer()));
	const idName = type === 'thumb' ? world.settings.thumbKey : 'media_id';
	return { type, [idName]: id, created_at: world.seconds(), item: [] };
}

const ENDINGS: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/gif': 'gif',
	'audio/amr': 'amr',
	'audio/mpeg': 'mp3',
};

/** A file, or of a video the address where it lies. A mini program has pictures only. */
function sendMedia(world: World, { query, account, host }: Call): Answer {
	if (!query.media_id) throw new WechatRefusal(41006);
	const { contentType, bytes } = findMedia(world, query.media_id);
	if (account === 'miniProgram' && !contentType.startsWith('image/')) throw new WechatRefusal(40007);
	if (contentType.startsWith('video/'))
		return { video_url: `http://${host}/sandbox-video?id=${encodeURIComponent(query.media_id)}` };
	return new FileAnswer(contentType, bytes, `${query.media_id}.${ENDINGS[contentType] ?? 'dat'}`);
}

export const mediaEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/media/upload',
		method: 'POST',
		token: 'either',
		body: 'multipart',
		daily: 100_000,
		handle: upload,
	},
	{
		path: '/cgi-bin/media/get',
		method: 'GET',
		token: 'either',
		handle: sendMedia,
	},
	{
		path: '/cgi-bin/media/get/jssdk',
		method: 'GET',
		token: 'officialAccount',
		handle(world, { query }) {
			if (!query.media_id) throw new WechatRefusal(41006);
			const { contentType, bytes } = findMedia(world, query.media_id);
			// Only recordings have a better version.
			if (!contentType.startsWith('audio/')) throw new WechatRefusal(40007);
			return new FileAnswer('voice/speex', bytes, `${query.media_id}.speex`);
		},
	},
	{
		// Where a video lies: an address that takes no token, and that media/get names.
		path: '/sandbox-video',
		method: 'GET',
		token: 'none',
		handle(world, { query }) {
			const { contentType, bytes } = findMedia(world, query.id);
			return new FileAnswer(contentType, bytes);
		},
	},
];
