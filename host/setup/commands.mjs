// Runs the commands that set things up: their output goes to a log, and what goes wrong comes back as one sentence.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from '../phases.js';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const windows = process.platform === 'win32';

/** Something that the person at the keyboard can mend: its message is the whole story. */
export class SetupProblem extends Error {}

const networkProblem = (words) =>
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network request .* failed/.test(
		words,
	)
		? 'No network: npm could not reach its registry. Connect this machine (or set npm’s proxy or registry) and start again'
		: undefined;

const lastWords = (title, words) => {
	const lines = words
		.split('\n')
		.filter((line) => line.trim() && !/complete log of this run|\.npm\/_logs/.test(line));
	return `${title} failed: ${(lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim()}`;
};

/**
 * Runs one command as a phase.
 * @param explain what the words of a failed command mean, as a sentence, where that is known
 * @param progress see host/phases.d.ts
 * @throws SetupProblem with one sentence and the place of the log
 */
export async function command(title, program, args, { cwd = root, env = {}, explain, progress } = {}) {
	const log = join(root, 'demo', '.data', 'logs', `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
	mkdirSync(dirname(log), { recursive: true });
	const output = openSync(log, 'w');
	const run = async () => {
		const code = await new Promise((done) => {
			const child = spawn(program, args, {
				cwd,
				env: { ...process.env, ...env },
				stdio: ['ignore', output, output],
				shell: windows,
			});
			child.once('error', () => done(127));
			child.once('close', (exit) => done(exit ?? 1));
		});
		closeSync(output);
		if (code === 0) return;
		const words = readFileSync(log, 'utf8');
		throw new SetupProblem(
			`${explain?.(words) ?? networkProblem(words) ?? lastWords(title, words)} (log: ${relative(root, log)})`,
		);
	};
	await timed(title, run, { progress });
}
