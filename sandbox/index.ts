/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A WeChat platform on loopback.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { wechatApi } from './api';
import { controlApi } from './control/router';
import { World } from './world/world';

export interface SandboxOptions {
	/** Absent or 0: a free one. */
	port?: number;
	/** Default 127.0.0.1. */
	host?: string;
	/** Default 25,000. */
	followers?: number;
	/** Milliseconds since 1970; default the real clock. */
	now?: () => number;
	/** The same seed gives the same people, openids and template ids. */
	seed?: number;
}

export interface Sandbox {
	/** For instance http://127.0.0.1:4010 */
	url: string;
	close(): Promise<void>;
}

const DEFAULT_FOLLOWERS = 25_000;

/**
 * Starts WeChat's API and the control API (under /sandbox) on one port.
 *
 * @throws Error of node:net when the port is taken (EADDRINUSE)
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', now = Date.now, seed = 1 } = options;
	const newWorld = (followers = options.followers ?? DEFAULT_FOLLOWERS) =>
		new World({ followers, seed, now });
	let world = newWorld();

	const app = express();
	app.disable('x-powered-by');
	app.use(
		'/sandbox',
		controlApi({
			world: () => world,
			reset(followers) {
				world.push.close();
				world = newWorld(followers);
			},
		}),
	);
	app.use(wechatApi(() => world));

	const server = createServer(app);
	// Clients keep connections for reuse; one closed under them would look like a fault nobody asked for.
	server.keepAliveTimeout = 65_000;
	server.listen(port, host);
	await once(server, 'listening');
	const address = server.address() as AddressInfo;
	return {
		url: `http://${host}:${address.port}`,
		async close() {
			world.push.close();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
