// The suites of `npm test`, in the order in which they run.
import { accessSync, constants, readFileSync } from 'node:fs';
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
 * How much the suites that try many inputs try: at each change so much that a slip shows, and all of it with
 * `--everything`. The variables are theirs, see test/fuzz/support/hunt.ts and test/engine/faults/faults.test.ts.
 */
export const LENGTHS = {
	quick: { FUZZ_TIMES: '0.05', FAULT_RUNS: '500' },
	everything: { FUZZ_TIMES: '1', FAULT_RUNS: '10000' },
};

/** What `npm test` leaves out, since it takes long and seldom breaks; a suite that is named, and `--everything`, run whole. */
const LONG = JSON.parse(readFileSync(new URL('long.json', import.meta.url), 'utf8'));

/**
 * - `project`: the folder its tests are in; default: that of its name.
 * - `edition`: the n8n that its tests start, see host/n8n/edition.d.ts; default: the demo's own.
 * - `needs`: what must answer. Without it the suite is left out, with a line that says so, unless the caller insists
 *   (`--everything`, as CI does): then it runs, and fails if it must.
 * - `onlyEverything`: a suite that installs or measures so much that it runs only when named, or with `--everything`.
 * - `lane`: neighbours that have one run side by side, those of one lane after each other. What measures time has none.
 * - `browser`: it drives a browser, with a driver and types of its own.
 * - `long`: what of it `npm test` leaves out: `files` by their path in its folder, or `parts` by their title, see
 *   test/e2e/support/part.ts.
 * - `parallel`: its files do not disturb each other. The others share a machine of two cores with an n8n.
 */
export const SUITES = [
	{ name: 'unit', parallel: true },
	{ name: 'fuzz', parallel: true },
	{ name: 'engine', lane: 'engine', long: LONG.engine },
	{ name: 'postgres', needs: [postgres], lane: 'engine' },
	{ name: 'e2e', lane: 'n8n', long: LONG.e2e },
	{ name: 'oldest', project: 'e2e', edition: 'oldest', onlyEverything: true, lane: 'n8n' },
	{ name: 'queue', needs: queueServers, onlyEverything: true },
	{ name: 'ui', needs: [chromium], browser: true, onlyEverything: true },
];
