/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A WeChat platform on loopback.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { wechatApi } from './api';
import { controlApi } from './control/router';
import { sandboxPage } from './page/router';
import { wechatPages } from './pages';
import { TEST_ACCOUNT_PATH } from './types';
import { Worlds } from './worlds';

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
 * Starts WeChat's API, the control API (under /sandbox) and the page for people (at /) on one port. The test account
 * has a page and a control API of its own (at /test-account and under /sandbox/test-account).
 *
 * @throws Error of node:net when the port is taken (EADDRINUSE)
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', now = Date.now, seed = 1, followers = DEFAULT_FOLLOWERS } = options;
	const worlds = new Worlds({ followers, seed, now });
	const main = () => worlds.main;
	const testAccount = () => worlds.testAccount;

	const app = express();
	app.disable('x-powered-by');
	const accounts = () => worlds.accounts();
	app.use(
		`/sandbox${TEST_ACCOUNT_PATH}`,
		controlApi({ world: testAccount, accounts, reset: (count) => worlds.resetTestAccount(count) }),
	);
	app.use('/sandbox', controlApi({ world: main, accounts, reset: (count) => worlds.resetMain(count) }));
	app.use(TEST_ACCOUNT_PATH, sandboxPage(testAccount));
	app.use(sandboxPage(main));
	app.use(wechatPages((caller) => worlds.of(caller)));
	app.use(wechatApi((caller) => worlds.of(caller)));

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
			worlds.close();
			for (const one of servers) {
				one.closeAllConnections();
				one.close();
				await once(one, 'close');
			}
		},
	};
}
