/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Starts and stops a real n8n process (main, worker or webhook processor) with nothing of the host's n8n settings in it.
import axios from 'axios';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { launch, type Launched } from './launch';
import { n8nScript, nodeForN8n } from './places';
import { freePort } from './ports';
import { waitFor } from './wait';

export interface N8nProcessOptions {
	/** Port of the editor, the REST API and the webhooks; for a worker that of its health check. */
	port: number;
	/** Becomes N8N_USER_FOLDER; n8n keeps its database and `nodes` in `.n8n` below it. */
	userFolder: string;
	/** Where n8n's output goes; appended to. */
	logFile: string;
	/** Which n8n process: default `start`. */
	command?: 'start' | 'worker' | 'webhook';
	/** More n8n settings; they win over the defaults below. */
	env?: Record<string, string>;
	/** Whether it gets only the processor time that others leave. */
	lowPriority?: boolean;
	/** Default: see {@link nodeForN8n}. */
	nodeBinary?: string;
	/** Milliseconds until n8n must be ready; the first start of a user folder runs all migrations. Default 180 s. */
	readyTimeoutMs?: number;
}

export interface N8nProcess extends Omit<Launched, 'isOver'> {
	url: string;
	logFile: string;
	/** As in {@link N8nProcessOptions}. */
	userFolder: string;
}

const hostSettings =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL|GENERIC_|NODE_OPTIONS|NODE_ENV|JEST_|CODE_|NODES_)/;

const defaultSettings = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_LOG_LEVEL: 'info',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
};

async function settingsFor(options: N8nProcessOptions): Promise<Record<string, string>> {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] => entry[1] !== undefined && !hostSettings.test(entry[0]),
	);
	return {
		...Object.fromEntries(inherited),
		// A proxy of the host must not stand between n8n and the sandbox.
		NO_PROXY: [process.env.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
		...defaultSettings,
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		...options.env,
	};
}

const lastWords = (logFile: string): string =>
	readFileSync(logFile, 'utf8')
		.split('\n')
		.filter((line) => line.trim())
		.slice(-3)
		.join(' / ');

/** While it starts, n8n answers on every path with 200 and a line of text. */
const answersAt = async (url: string): Promise<boolean> => {
	const answer = await axios
		.get<unknown>(url, { validateStatus: () => true, timeout: 5_000, proxy: false })
		.catch(() => undefined);
	return answer?.status === 200 && typeof answer.data === 'object';
};

/** Linux weighs sessions before processes, and each of n8n's processes leads one of its own. */
const POLITELY = '{ echo 19 > /proc/self/autogroup; } 2>/dev/null; exec nice -n 19 "$@"';

/**
 * Starts n8n and waits until it answers /healthz/readiness; older ones do so before their REST API exists, so a main
 * process must answer there, too.
 *
 * The process group ends when `stop` is called and also when this process dies, however it dies.
 * @throws Error with one sentence and the log's place when n8n ends or does not become ready in time
 */
export async function startN8n(options: N8nProcessOptions): Promise<N8nProcess> {
	const { port, logFile, command = 'start', readyTimeoutMs = 180_000 } = options;
	mkdirSync(options.userFolder, { recursive: true });
	mkdirSync(dirname(logFile), { recursive: true });
	const { isOver, ...launched } = launch({
		command: [
			...(options.lowPriority ? ['sh', '-c', POLITELY, 'sh'] : []),
			options.nodeBinary ?? nodeForN8n(),
			n8nScript,
			command,
		],
		env: await settingsFor(options),
		logFile,
	});
	const url = `http://127.0.0.1:${port}`;
	const signsOfLife = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	const isReady = async () => {
		if (isOver()) throw new Error(`n8n ended while starting: ${lastWords(logFile)} (log: ${logFile})`);
		for (const path of signsOfLife) if (!(await answersAt(url + path))) return undefined;
		return true;
	};
	let ready = false;
	try {
		ready = await waitFor(`n8n to become ready on ${url}; its log is ${logFile}`, isReady, {
			timeoutMs: readyTimeoutMs,
			everyMs: 250,
		});
	} finally {
		if (!ready) await launched.kill();
	}
	return { url, logFile, userFolder: options.userFolder, ...launched };
}

/**
 * Runs one of n8n's commands to its end, for instance `import:workflow`, beside an n8n that may be running.
 *
 * @throws Error with what n8n said when the command fails
 */
export async function runN8n(userFolder: string, command: string[]): Promise<string> {
	const env = await settingsFor({ port: await freePort(), userFolder, logFile: '' });
	const run = promisify(execFile);
	const { stdout } = await run(nodeForN8n(), [n8nScript, ...command], { env });
	return stdout;
}
