// The suites of `npm test`, in the order in which they run.
import { accessSync, constants } from 'node:fs';
import { connect } from 'node:net';
import { hasPostgres, hasRedis } from './queue/support/servers.js';

const server = (title, host, port, variables) => ({
	title: `${title} on ${host}:${port}`,
	hint: `${variables} name another`,
	/** @returns {Promise<boolean>} whether something accepts a connection there within three seconds */
	answers: async () =>
		await new Promise((done) => {
			const socket = connect({ host, port, timeout: 3_000 }, () => done(true));
			socket.once('error', () => done(false)).once('timeout', () => done(false));
			socket.once('connect', () => socket.destroy());
		}),
});

const { PGHOST = '127.0.0.1', PGPORT = '5432' } = process.env;
const postgres = server('PostgreSQL', PGHOST, Number(PGPORT), 'PGHOST, PGPORT');

const queueServers = [
	{
		title: 'PostgreSQL that answers or could be started',
		hint: 'PGHOST, PGPORT name one',
		answers: hasPostgres,
	},
	{ title: 'program redis-server', hint: 'the suite stops its Redis on the way', answers: hasRedis },
];

const { CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;
const chromium = {
	title: `Chromium at ${CHROMIUM_PATH}`,
	hint: 'CHROMIUM_PATH names another',
	/** @returns {Promise<boolean>} whether there is a program of that name */
	answers: async () => {
		try {
			accessSync(CHROMIUM_PATH, constants.X_OK);
			return true;
		} catch {
			return false;
		}
	},
};

/**
 * - `project`: the folder its tests are in; default: that of its name.
 * - `edition`: the n8n that its tests start, see demo/n8n/edition.d.ts; default: the demo's own.
 * - `needs`: what must answer. Without it the suite is left out, with a line that says so, unless the caller insists
 *   (`--everything`, as CI does): then it runs, and fails if it must.
 * - `onlyEverything`: a suite that installs or measures so much that it runs only when named, or with `--everything`.
 * - `browser`: it drives a browser, with a driver and types of its own.
 * - `parallel`: its files do not disturb each other. The others share a machine of two cores with an n8n.
 */
export const SUITES = [
	{ name: 'unit', parallel: true },
	{ name: 'fuzz', parallel: true },
	{ name: 'engine' },
	{ name: 'e2e' },
	{ name: 'postgres', needs: [postgres] },
	{ name: 'queue', needs: queueServers },
	{ name: 'ui', needs: [chromium], browser: true },
	{ name: 'oldest', project: 'e2e', edition: 'oldest', onlyEverything: true },
];
