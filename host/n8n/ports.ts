/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Finding and checking TCP ports on loopback.
import { createServer } from 'node:net';

const loopback = '127.0.0.1';

const tryPort = async (port: number): Promise<number | undefined> =>
	await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(undefined));
		probe.listen(port, loopback, () => {
			const address = probe.address();
			const found = typeof address === 'object' && address ? address.port : port;
			probe.close(() => resolve(found));
		});
	});

/** Below the range from which systems take the near end of outgoing connections, which come and go by the thousand. */
const served = { from: 20_000, to: 32_000 };
const given = new Set<number>();

/** @returns a port on loopback that nobody listens on at this moment, and that was not given out before */
export async function freePort(): Promise<number> {
	for (let tries = 0; tries < 1_000; tries++) {
		const port = served.from + Math.floor(Math.random() * (served.to - served.from));
		if (given.has(port) || (await tryPort(port)) === undefined) continue;
		given.add(port);
		return port;
	}
	throw new Error('This machine has no free port on 127.0.0.1.');
}

/**
 * @param port the port wanted
 * @param what who wants it, in words ("n8n")
 * @param variable the environment variable with which another port can be chosen
 * @throws Error with one sentence for people when somebody else listens there
 */
export async function requireFreePort(port: number, what: string, variable: string): Promise<void> {
	if ((await tryPort(port)) !== undefined) return;
	throw new Error(
		`Port ${port}, which ${what} needs, is busy: stop the program that uses it, ` +
			`or choose another port, for example ${variable}=${port + 10} npm start.`,
	);
}
