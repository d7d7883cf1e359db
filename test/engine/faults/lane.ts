/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// One sandbox with an engine, in which sequences run one after the other; each starts from nothing.
import { Fixture } from '../support/fixture';
import { Clock } from './clock';
import { generalProblems, toldBy } from './oracle';
import { Chance } from './random';
import { play } from './repeats';
import { FOLLOWERS } from './scene';
import type { Cast, Scene, Seen } from './scene';
import { MAKERS, castOf } from './scenes';

/** Longer than all waits of the shipped code for one sequence, on a busy machine. */
const HANG_MS = 600_000;

/** What came of one sequence. */
export interface Outcome {
	seed: number;
	operation: string;
	/** Calls that met a fault. */
	hits: number;
	problems: string[];
	/** Everything that is needed to see what happened; empty when all is well. */
	story: string;
}

/** The scene of a seed: the same wherever and whenever it is drawn. */
export function sceneOf(seed: number, cast: Cast): Scene {
	const chance = new Chance(seed);
	return chance.weighted(MAKERS)(chance, cast, (index) => `S${seed}N${index}.`);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`hangs: no end after ${ms / 1000} s`)), ms);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export class Lane {
	private constructor(
		private readonly fixture: Fixture,
		private readonly clock: Clock,
		readonly cast: Cast,
	) {}

	static async open(): Promise<Lane> {
		const clock = new Clock();
		const fixture = await Fixture.open({ followers: FOLLOWERS, now: clock.now });
		return new Lane(fixture, clock, await castOf(fixture.client));
	}

	async close(): Promise<void> {
		await this.fixture.close();
	}

	async run(seed: number): Promise<Outcome> {
		const scene = sceneOf(seed, this.cast);
		const { operation } = scene;
		try {
			return await within(
				HANG_MS,
				this.clock.keep(async () => await this.play(seed, scene)),
			);
		} catch (error) {
			const problem = error instanceof Error ? String(error.stack) : String(error);
			return { seed, operation, hits: 0, problems: [problem], story: tell(scene) };
		}
	}

	private async play(seed: number, scene: Scene): Promise<Outcome> {
		const { client, engine } = this.fixture;
		const { settings, faults } = scene;
		// Secrets of its own: nothing that the credential remembers of the sequence before fits.
		const secrets = { officialAccount: `secret-of-${seed}-oa`, miniProgram: `secret-of-${seed}-mp` };
		this.clock.reset();
		await client.reset({ settings, faults, secrets });
		await scene.prepare?.(client);
		this.fixture.saveCredentials();
		engine.store.edit('oa', { appSecret: secrets.officialAccount });
		engine.store.edit('mp', { appSecret: secrets.miniProgram });

		const ids = (part: number) => ({
			workflowId: `workflow-${seed}`,
			executionId: `execution-${seed}-${part}`,
		});
		const { problems: unclear, ...played } = await play(this.fixture, scene, this.clock, ids(0));
		const [calls, inbox, rules] = await Promise.all([client.calls(), client.inbox(), client.faults()]);
		let part = 0;
		const seen: Seen = {
			...played,
			...{ calls, inbox, rules, client },
			again: async (parameters, laterMs = 0) => {
				this.clock.skip(laterMs);
				await client.clearFaults();
				const { items, binary } = scene;
				const next = await this.fixture[scene.node](parameters, { items, binary, ...ids(++part) });
				return { ...next, told: toldBy(next, items.length) };
			},
			inboxNow: async () => await client.inbox(),
		};
		const problems = [
			...unclear,
			...generalProblems(scene, seen, Object.values(secrets)),
			...(await scene.check(seen)),
		];
		const hits = rules.reduce((sum, rule) => sum + rule.hits, 0);
		const story = problems.length > 0 ? tell(scene, seen.calls, seen.told, { error: seen.result.error }) : '';
		return { seed, operation: scene.operation, hits, problems, story };
	}
}

/** @param parts what happened, in the order of interest */
function tell(scene: Scene, ...parts: unknown[]): string {
	const { operation, mode, settings, faults, items, parameters } = scene;
	const lines = [{ operation, mode, settings, parameters }, ...faults, ...items, ...parts.flat()];
	return lines.map((line) => JSON.stringify(line)?.slice(0, 600)).join('\n');
}
