/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A WeChat platform on loopback.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
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
	/** PEM; with it the same platform answers on HTTPS too, on a free port. */
	tls?: { key: string; cert: string };
}

export interface Sandbox {
	/** For instance http://127.0.0.1:4010 */
	url: string;
	/** Only with `tls`. */
	httpsUrl?: string;
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

	const open = async (server: Server, listenPort: number): Promise<number> => {
		// Clients keep connections for reuse; one closed under them would look like a fault nobody asked for.
		server.keepAliveTimeout = 65_000;
		server.listen(listenPort, host);
		await once(server, 'listening');
		return (server.address() as AddressInfo).port;
	};
	const server = createServer(app);
	const servers: Server[] = [server];
	const url = `http://${host}:${await open(server, port)}`;
	let httpsUrl: string | undefined;
	if (options.tls) {
		const tlsServer = createTlsServer(options.tls, app);
		servers.push(tlsServer);
		httpsUrl = `https://${host}:${await open(tlsServer, 0)}`;
	}
	return {
		url,
		httpsUrl,
		async close() {
			world.push.close();
			for (const one of servers) {
				one.closeAllConnections();
				one.close();
				await once(one, 'close');
			}
		},
	};
}
