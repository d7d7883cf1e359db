/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// What the parts of the cluster have used of the processors so far, as Linux counts it; elsewhere nothing is known.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROCESSES = '/proc';
const TICKS_PER_SECOND = 100;
/** By what stands on the command line; the sandbox lives in the process of the test. */
const PARTS: Array<[string, RegExp]> = [
	['webhook processes', /bin\/n8n webhook/],
	['workers', /bin\/n8n worker/],
	['main', /bin\/n8n start/],
	['PostgreSQL', /^(\S*\/)?postgres\b/],
	['Redis', /redis-server/],
	['sandbox and test', /jest/],
];

/** User and system time; of a process that ends meanwhile nothing. */
function secondsOf(folder: string): number {
	const afterName = readFileSync(join(folder, 'stat'), 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	return (Number(afterName[11]) + Number(afterName[12])) / TICKS_PER_SECOND;
}

/** @returns seconds by part */
export function processorSeconds(): Map<string, number> {
	const seconds = new Map<string, number>();
	if (!existsSync(join(PROCESSES, 'self', 'stat'))) return seconds;
	for (const id of readdirSync(PROCESSES).filter((name) => /^\d+$/.test(name))) {
		const folder = join(PROCESSES, id);
		try {
			const command = readFileSync(join(folder, 'cmdline'), 'utf8').replaceAll('\0', ' ');
			const part = PARTS.find(([, looks]) => looks.test(command))?.[0];
			if (part) seconds.set(part, (seconds.get(part) ?? 0) + secondsOf(folder));
		} catch {
			// It has ended since the folder was listed.
		}
	}
	return seconds;
}

/** @returns what one event has taken, in words */
export function perEvent(before: Map<string, number>, after: Map<string, number>, events: number): string {
	const taken = [...after].map(
		([part, seconds]) => [part, ((seconds - (before.get(part) ?? 0)) * 1000) / events] as const,
	);
	const all = taken.reduce((sum, [, ms]) => sum + ms, 0);
	return `${all.toFixed(0)} ms (${taken.map(([part, ms]) => `${part} ${ms.toFixed(1)}`).join(', ')})`;
}
