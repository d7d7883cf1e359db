// What the queue suite needs of the machine: a PostgreSQL that answers or can be started, and a Redis of its own.
const { spawnSync } = require('node:child_process');
const { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } = require('node:fs');
const { connect } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { launch } = require('../../../host/n8n/launch.js');

const loopback = '127.0.0.1';
const startTimeoutMs = 60_000;

const pause = async (ms) => await new Promise((resolve) => setTimeout(resolve, ms));

/** See servers.d.ts. */
exports.accepts = async (host, port) =>
	await new Promise((resolve) => {
		const socket = connect({ host, port, timeout: 3_000 });
		const settle = (answer) => () => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
	});

/** Debian and Ubuntu keep PostgreSQL's programs out of the PATH, one folder a version. */
function findProgram(name) {
	const versions = '/usr/lib/postgresql';
	const folders = [
		...(process.env.PATH ?? '').split(path.delimiter),
		...(existsSync(versions) ? readdirSync(versions).map((each) => path.join(versions, each, 'bin')) : []),
	];
	return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

const postgresAddress = { host: process.env.PGHOST ?? loopback, port: Number(process.env.PGPORT ?? 5432) };

/** See servers.d.ts. */
exports.hasRedis = () => findProgram('redis-server') !== undefined;

/** See servers.d.ts. */
exports.hasPostgres = async () =>
	(findProgram('initdb') !== undefined && findProgram('postgres') !== undefined) ||
	(await exports.accepts(postgresAddress.host, postgresAddress.port));

/** PostgreSQL refuses to run as root; then it runs as the user that its packages bring. */
function unprivileged() {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
	const [uid, gid] = [idOf('-u'), idOf('-g')];
	if (!uid) throw new Error('PostgreSQL does not run as root, and there is no user "postgres" to run it as.');
	return { uid, gid, as: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] };
}

/** A server that ends with this process, however this process ends. */
async function startServer({ title, command, folder, port }) {
	const logFile = path.join(folder, 'server.log');
	const server = launch({ command, env: process.env, logFile });
	for (const limit = Date.now() + startTimeoutMs; !(await exports.accepts(loopback, port)); await pause(50)) {
		if (!server.isOver() && Date.now() < limit) continue;
		await server.kill();
		throw new Error(`${title} did not start; its log is ${logFile}`);
	}
	return server;
}

const temporaryFolder = (name) => mkdtempSync(path.join(tmpdir(), `wechat-link-${name}-`));
const remove = (folder) => rmSync(folder, { recursive: true, force: true });

/** See servers.d.ts. */
exports.openPostgres = async (freePort) => {
	const { PGUSER: user = 'root', PGPASSWORD: password = '', PGDATABASE: database = 'test' } = process.env;
	if (await exports.accepts(postgresAddress.host, postgresAddress.port)) {
		return { ...postgresAddress, user, password, database, close: async () => undefined };
	}
	const [initdb, postgres] = ['initdb', 'postgres'].map(findProgram);
	if (!initdb || !postgres) throw new Error(exports.MISSING);
	const [folder, port, identity] = [temporaryFolder('postgres'), await freePort(), unprivileged()];
	if (identity) chownSync(folder, identity.uid, identity.gid);
	const data = path.join(folder, 'data');
	const setUp = ['-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8'];
	const { uid, gid, as = [] } = identity ?? {};
	const made = spawnSync(initdb, setUp, { cwd: folder, encoding: 'utf8', uid, gid });
	if (made.status !== 0) throw new Error(`PostgreSQL could not be set up: ${made.stderr}`);
	const command = [...as, postgres, '-D', data, '-h', loopback, '-p', String(port), '-k', folder];
	const server = await startServer({ title: 'PostgreSQL', command, folder, port });
	const close = async () => {
		await server.stop();
		remove(folder);
	};
	return { host: loopback, port, user: 'n8n', password: '', database: 'postgres', close };
};

/** See servers.d.ts. */
exports.openRedis = async (freePort) => {
	const program = findProgram('redis-server');
	if (!program) throw new Error(exports.MISSING);
	const [folder, port] = [temporaryFolder('redis'), await freePort()];
	const place = ['--bind', loopback, '--port', String(port), '--dir', folder];
	// As advised for a queue: every write is in the append-only file before the client has its answer.
	const command = [program, ...place, '--save', '', '--appendonly', 'yes'];
	const start = async () => await startServer({ title: 'Redis', command, folder, port });
	let server = await start();
	return {
		host: loopback,
		port,
		async down(how) {
			if (how === 'crash') await server.kill();
			else await server.stop();
		},
		async up() {
			server = await start();
		},
		async close() {
			await server.kill();
			remove(folder);
		},
	};
};

/** See servers.d.ts. */
exports.MISSING =
	'The queue suite needs PostgreSQL (one that answers on PGHOST:PGPORT, or its programs installed) and the program redis-server.';
