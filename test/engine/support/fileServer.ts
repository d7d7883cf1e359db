/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A WeChat that has nothing but files: long ones, of no announced length, whole or broken off. It holds none of them.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

const MEGABYTE = 1024 * 1024;

/** So many megabytes, and then: the end, a cut connection, or nothing more. */
export interface Sending {
	megabytes: number;
	then?: 'end' | 'cut' | 'stall';
	/** As `PACKABLE`, in whose place half of it comes, packed, to whoever takes packed files: the half that a gateway kept. */
	packable?: true;
}

/** A megabyte that no packing makes shorter. */
export const PACKABLE = randomBytes(MEGABYTE);

/** What `megabytes` of a file are: each has its own number in every byte, from 1. */
export const megabyte = (number: number): Buffer => Buffer.alloc(MEGABYTE, number);

export class FileServer {
	/** How often a file was asked for, and how many bytes of files went out. */
	asked = 0;
	sentBytes = 0;

	private constructor(
		private readonly server: Server,
		readonly url: string,
	) {}

	/** @param sendings one for each time that a file is asked for; the last for all further times */
	static async open(...sendings: Sending[]): Promise<FileServer> {
		const server = createServer((request, response) => {
			if (request.url?.startsWith('/cgi-bin/stable_token')) {
				response.end(JSON.stringify({ access_token: 'a-token-of-the-file-server', expires_in: 7200 }));
				return;
			}
			const sending = sendings[Math.min(files.asked++, sendings.length - 1)];
			const accepted = String(request.headers['accept-encoding'] ?? '');
			if (sending.packable) sendPackable(response, accepted.includes('gzip'));
			else void files.send(response, sending);
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const files = new FileServer(server, `http://127.0.0.1:${port}`);
		return files;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async send(response: ServerResponse, { megabytes, then = 'end' }: Sending): Promise<void> {
		response.writeHead(200, { 'content-type': 'video/mp4' });
		const parts = Readable.from(this.megabytes(megabytes), { objectMode: false });
		// Whoever has enough of it hangs up.
		await pipeline(parts, response, { end: then === 'end' }).catch(() => undefined);
		if (then === 'cut') response.destroy();
	}

	private *megabytes(count: number) {
		for (let number = 1; number <= count; number++) {
			this.sentBytes += MEGABYTE;
			yield megabyte(number);
		}
	}
}

function sendPackable(response: ServerResponse, isPacked: boolean): void {
	const packed = gzipSync(PACKABLE);
	const data = isPacked ? packed.subarray(0, packed.length / 2) : PACKABLE;
	const encoding = isPacked ? { 'content-encoding': 'gzip' } : {};
	response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': data.length, ...encoding });
	response.end(data);
}
