/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A server that keeps what is sent to it, to the byte: whoever Forward To delivers to, in the tests.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A whole request. */
export interface Received {
	method?: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Milliseconds since 1970. */
	at: number;
}

interface Answer {
	status: number;
	body: string;
	headers?: Record<string, string>;
}

export class Receiver {
	readonly received: Received[] = [];
	/** Connections that the other side has given up on. */
	hungUp = 0;
	/** What is answered; undefined: nothing ever, a function: whatever it does. */
	answer: Answer | ((response: ServerResponse) => unknown) | undefined = { status: 200, body: 'success' };
	private readonly server: Server;

	private constructor() {
		this.server = createServer((request, response) => {
			const parts: Buffer[] = [];
			request.on('data', (part: Buffer) => parts.push(part));
			response.on('close', () => {
				if (!response.writableEnded) this.hungUp++;
			});
			request.on('end', () => {
				const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
				this.received.push({
					method: request.method,
					path: pathname,
					query: Object.fromEntries(searchParams),
					headers: request.headers,
					body: Buffer.concat(parts),
					at: Date.now(),
				});
				const { answer } = this;
				if (typeof answer === 'function') void answer(response);
				else if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
			});
		});
	}

	static async open(): Promise<Receiver> {
		const receiver = new Receiver();
		await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
		return receiver;
	}

	get host(): string {
		return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	get url(): string {
		return `http://${this.host}/wechat`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
