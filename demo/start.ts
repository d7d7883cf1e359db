/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The demo itself: starts the sandbox and n8n, plays the story, stays up until Ctrl-C (or ends, with --once).
import { join } from 'node:path';
import { activateSchedules } from '../host/examples';
import { dataFolder } from '../host/n8n/places';
import { requireFreePort } from '../host/n8n/ports';
import { duration, say, table, timed } from '../host/phases';
import { openStage, owner, type Stage } from '../host/stage';
import { lookAround, whenReady } from './directions';
import { takeFolder } from './lock';
import { prepareStory } from './story';
import { unmet } from './story/checks';

function portFrom(variable: string, usual: number): number {
	const port = Number(process.env[variable] ?? usual);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new Error(`${variable} is "${process.env[variable]}", which is not a port number.`);
}

const checks = (count: number) => `${count} ${count === 1 ? 'check' : 'checks'}`;

/** @returns how many steps did not come out as they should */
async function play(stage: Stage): Promise<number> {
	const story = await prepareStory(stage);
	let wrong = 0;
	for (const [index, { title, run }] of story.steps.entries()) {
		const begun = Date.now();
		const heading = `${index + 1}. ${title}`;
		say();
		say(heading);
		const result = await timed(heading, run, { quiet: true });
		for (const line of result.told) say(`   ${line}`);
		const failures = unmet(result);
		for (const line of failures) say(`   WRONG: ${line}`);
		if (failures.length > 0) wrong++;
		else say(`   As expected: ${checks(result.checks.length)}, ${duration(Date.now() - begun)}`);
	}
	await activateSchedules(stage, story.examples);
	return wrong;
}

const untilInterrupted = async () =>
	await new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
	});

async function main(): Promise<number> {
	const once = process.argv.includes('--once');
	const n8nPort = portFrom('N8N_PORT', 5678);
	const sandboxPort = portFrom('SANDBOX_PORT', 4010);
	await requireFreePort(n8nPort, 'n8n', 'N8N_PORT');
	await requireFreePort(sandboxPort, 'the WeChat sandbox', 'SANDBOX_PORT');
	const giveBack = takeFolder(dataFolder);
	const interrupted = untilInterrupted();
	const stage = await timed(
		'Starting the WeChat sandbox and n8n (the first start takes about 20 s)',
		async () =>
			await openStage({
				n8nPort,
				sandboxPort,
				userFolder: join(dataFolder, 'n8n'),
				// Without it n8n shows times as they are in New York.
				n8nEnv: { GENERIC_TIMEZONE: 'Asia/Shanghai' },
			}),
	);
	try {
		const places = { sandboxUrl: stage.sandboxUrl, n8nUrl: stage.n8n.url, login: owner };
		for (const line of whenReady(places)) say(line);
		const wrong = await Promise.race([play(stage), interrupted.then(() => undefined)]);
		if (wrong === undefined) return 130;
		say();
		for (const line of table('Where the time went:')) say(line);
		say();
		say(
			wrong === 0 ? 'The whole story came out as it should.' : `${wrong} step(s) came out WRONG, see above.`,
		);
		if (!once) {
			say();
			for (const line of lookAround(places)) say(line);
			await Promise.race([interrupted, stage.n8nProcess.ended]);
		}
		return wrong === 0 ? 0 : 1;
	} finally {
		await stage.close();
		giveBack();
	}
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		say(error.message);
		process.exit(1);
	},
);
