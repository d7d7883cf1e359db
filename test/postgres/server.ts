/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The PostgreSQL server that runs already.
import { connect } from 'node:net';

export const server = {
	host: process.env.PGHOST ?? '127.0.0.1',
	port: process.env.PGPORT ?? '5432',
	database: process.env.PGDATABASE ?? 'test',
	user: process.env.PGUSER ?? 'root',
	password: process.env.PGPASSWORD ?? '',
};

/** @throws Error with one sentence when nothing listens there */
export async function requireServer(): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const { host, port } = server;
		const socket = connect({ host, port: Number(port), timeout: 5_000 }, () =>
			resolve(socket.destroy() && undefined),
		);
		const refuse = () =>
			reject(
				new Error(`No PostgreSQL server answers on ${host}:${port}; these tests need one (PGHOST, PGPORT).`),
			);
		socket.once('error', refuse).once('timeout', refuse);
	});
}
