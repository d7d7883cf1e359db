// The bytes of an answer as they arrive, counted, so that what is too long is never held.
import { WechatError } from './errors';

const MEGABYTE = 1024 * 1024;

/**
 * @param body n8n's stream
 * @param mostBytes how many are taken
 * @throws WechatError as soon as there are more; the stream is ended
 */
export async function collect(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	let bytes = 0;
	// To leave the loop early ends the stream, and with it the connection.
	for await (const part of body) {
		bytes += part.length;
		if (bytes > mostBytes) break;
		parts.push(part);
	}
	if (bytes <= mostBytes) return Buffer.concat(parts);
	return await Promise.reject(
		new WechatError({
			message: `The file is bigger than ${Math.floor(mostBytes / MEGABYTE)} MB`,
			description: "Raise 'Max Size', or leave this file to the HTTP Request node with this credential.",
		}),
	);
}
