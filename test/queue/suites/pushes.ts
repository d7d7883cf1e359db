/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Follow events at a rate. How many a machine can take is measured first, beside a trigger that checks nothing.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause, waitFor } from '../../../host/n8n/wait';
import { dataFolder } from '../../../host/n8n/places';
import type { Cluster } from '../support/cluster';
import {
	enterUrl,
	executionsByEvent,
	followSteadily,
	openBareTrigger,
	openTrigger,
	openWebhook,
	percentile,
	type Acknowledge,
	type Pushed,
} from '../support/pushing';
import { perEvent, processorSeconds } from '../support/processorTime';
import { executionsOf } from '../support/sending';

/** Pushes a second that WeChat is assumed to send at most. */
const TARGET = 100;
const SECONDS = 60;
/** The part of what the machine can take that is asked of it for a whole minute, while the workers work beside. */
const PART_OF_CAPACITY = 0.3;
/**
 * Beside a trigger that only reads its body and its credential, and answers: n8n builds an isolate for each push to
 * either, which it spares its own Webhook node. The rest is ours: to decrypt, to check, to remember.
 */
const LEAST_RATIO = 0.6;
const ROUNDS = 3;
const ROUND_MS = 4_000;
const settings: Acknowledge[] = ['atOnce', 'afterSave'];

export function pushSuite(onCluster: () => Cluster) {
	const capacity: Record<string, number> = {};

	beforeAll(async () => {
		const { sandbox } = onCluster();
		await sandbox.reset({ followers: 100 });
		await sandbox.settings({ pushConcurrency: 1_000 });
	});

	/** For docs/RELIABILITY.md; jest keeps the console to itself. */
	const note = (line: string) => appendFileSync(join(dataFolder, 'queue', 'figures.txt'), `${line}\n`);

	/** Who takes pushes, and how it has done so far. */
	interface Receiver {
		name: string;
		url: string;
		workflowId: string;
		answered: number;
		/** Pushes answered a second, of each round. */
		rates: number[];
	}

	const receiver = (name: string, { url, workflowId }: { url: string; workflowId: string }): Receiver => ({
		...{ name, url, workflowId },
		...{ answered: 0, rates: [] },
	});

	/** Pushes as fast as eight at a time are answered; returns when n8n has executed all of them. */
	async function rush(to: Receiver): Promise<void> {
		const cluster = onCluster();
		const { sandbox } = cluster;
		const { originalId } = (await sandbox.accounts()).officialAccount;
		const begun = performance.now();
		const before = to.answered;
		const push = async (lane: number) => {
			for (let number = 0; performance.now() < begun + ROUND_MS; number++) {
				const scene = `${to.name.toLowerCase()}-${to.rates.length}-${lane}-${number}`;
				const message = `<xml><ToUserName>${originalId}</ToUserName><FromUserName>oSomebody</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe</Event><EventKey>qrscene_${scene}</EventKey></xml>`;
				const { status } = await sandbox.pushRaw({
					account: 'officialAccount',
					url: to.url,
					mode: 'secure',
					message,
				});
				expect(status).toBe(200);
				to.answered++;
			}
		};
		await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(push));
		to.rates.push(((to.answered - before) * 1000) / (performance.now() - begun));
		await executionsOf(cluster, [to.workflowId], to.answered);
	}

	it(`answers at least ${LEAST_RATIO} times as many as a trigger that checks nothing`, async () => {
		const cluster = onCluster();
		const [member] = cluster.webhooks;
		const bare = receiver('Bare', await openBareTrigger(cluster));
		const receivers = [receiver('Webhook', await openWebhook(cluster)), bare];
		for (const acknowledge of settings) {
			const { workflowId, urlOn } = await openTrigger(cluster, acknowledge);
			receivers.push(receiver(acknowledge, { workflowId, url: urlOn(member) }));
		}
		// In turn, so that what else the machine does meets all of them.
		for (let round = 0; round < ROUNDS; round++) for (const one of receivers) await rush(one);
		// Other work can only slow a round down: the best one tells what the receiver takes.
		const best = ({ rates }: Receiver) => Math.max(...rates);
		for (const one of receivers) {
			const rates = one.rates.map((rate) => rate.toFixed(1)).join(', ');
			note(
				`${one.name}: ${rates} pushes answered a second, at best ${(best(one) / best(bare)).toFixed(2)} of the bare trigger`,
			);
		}
		for (const acknowledge of settings) {
			const one = receivers.find(({ name }) => name === acknowledge)!;
			capacity[acknowledge] = Math.min(...one.rates);
			expect(best(one) / best(bare)).toBeGreaterThan(LEAST_RATIO);
		}
	});

	/** The same rate to n8n's own Webhook node: what the machine does to both. @returns milliseconds of each call */
	async function knockSteadily(url: string, { perSecond, seconds }: { perSecond: number; seconds: number }) {
		const { sandbox } = onCluster();
		const begun = performance.now();
		const knocks: Array<Promise<number>> = [];
		const knock = async () => {
			const from = performance.now();
			await sandbox.pushRaw({ account: 'officialAccount', url, mode: 'secure' });
			return performance.now() - from;
		};
		for (let number = 0; number < perSecond * seconds; number++) {
			const dueIn = begun + ((number + 0.5) * 1000) / perSecond - performance.now();
			if (dueIn > 0) await pause(dueIn);
			knocks.push(knock());
		}
		return await Promise.all(knocks);
	}

	/** Pushes, waits until nothing is left to do, and notes the figures. */
	async function follow(acknowledge: Acknowledge, rate: { perSecond: number; seconds: number }) {
		const cluster = onCluster();
		const { workflowId, urlOn } = await openTrigger(cluster, acknowledge);
		await enterUrl(cluster, urlOn(cluster.webhooks[0]));
		const pushed = await followSteadily(cluster, rate);
		const isThere = (executions: Map<string, number>) =>
			pushed.every(({ acknowledged, event }) => !acknowledged || executions.has(event));
		const executions = await waitFor(
			'every acknowledged event to be stored, and their number to stand still',
			async () => {
				const before = await executionsByEvent(cluster, workflowId);
				await pause(3_000);
				await executionsOf(cluster, [workflowId], before.size);
				const after = await executionsByEvent(cluster, workflowId);
				return after.size === before.size && isThere(after) ? after : undefined;
			},
			{ timeoutMs: 300_000 },
		);
		const times = pushed.flatMap(({ deliveries }) => deliveries.map(({ ms }) => ms));
		note(
			`${acknowledge}, ${rate.perSecond} a second for ${rate.seconds} s: ` +
				`p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, ` +
				`${times.length} deliveries of ${pushed.length} events, ` +
				`${pushed.filter(({ acknowledged }) => acknowledged).length} acknowledged`,
		);
		return { pushed, times, executionsOfEvent: ({ event }: Pushed) => executions.get(event) ?? 0 };
	}

	it.each(settings)(
		'acknowledge %s: at a rate the machine can take, every event is answered within a second and starts one execution',
		async (acknowledge) => {
			const perSecond = Math.max(1, Math.min(TARGET, Math.floor(capacity[acknowledge] * PART_OF_CAPACITY)));
			const rate = { perSecond, seconds: SECONDS };
			const { url } = await openWebhook(onCluster());
			const [{ pushed, times, executionsOfEvent }, knocks] = await Promise.all([
				follow(acknowledge, rate),
				knockSteadily(url, rate),
			]);
			note(`n8n's Webhook node beside it: p99 ${Math.round(percentile(knocks, 0.99))} ms`);
			expect(pushed.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
			expect(pushed.filter((each) => executionsOfEvent(each) !== 1)).toEqual([]);
			// On a machine that is busy with other things, n8n's own node tells how busy.
			expect(percentile(times, 0.99)).toBeLessThan(Math.max(1_000, 2 * percentile(knocks, 0.99)));
		},
	);

	it.each(settings)(
		`acknowledge %s: at ${TARGET} a second, more than two cores can execute, nothing acknowledged is lost and nothing doubled`,
		async (acknowledge) => {
			// What takes a slow machine too long to work off is pushed for a shorter time.
			const seconds = Math.floor((SECONDS * capacity[acknowledge]) / TARGET);
			const before = processorSeconds();
			const { pushed, executionsOfEvent } = await follow(acknowledge, {
				perSecond: TARGET,
				seconds: Math.max(10, Math.min(SECONDS, seconds)),
			});
			note(`processor time of an event: ${perEvent(before, processorSeconds(), pushed.length)}`);
			expect(pushed.filter((each) => each.acknowledged && executionsOfEvent(each) === 0)).toEqual([]);
			expect(pushed.filter((each) => executionsOfEvent(each) > 1)).toEqual([]);
		},
	);
}
