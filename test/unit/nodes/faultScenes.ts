// Which operations the random fault sequences are about: found by drawing from every maker, not by what a file says of itself.
import { startSandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import { Chance } from '../../engine/faults/random';
import { FOLLOWERS } from '../../engine/faults/scene';
import { MAKERS, castOf } from '../../engine/faults/scenes';
import type { NodeName } from './places';

/** A maker that chooses between operations has drawn each of them by then. */
const DRAWS = 100;

/** @returns for each node the addresses of what its scenes run, such as `tag.create` */
export async function operationsInScenes(): Promise<Record<NodeName, Set<string>>> {
	const sandbox = await startSandbox({ followers: FOLLOWERS });
	const cast = await castOf(new SandboxClient(sandbox.url)).finally(async () => await sandbox.close());
	const found = { officialAccount: new Set<string>(), miniProgram: new Set<string>() };
	for (const [weight, make] of MAKERS) {
		if (weight === 0) continue;
		for (let seed = 1; seed <= DRAWS; seed++) {
			const { node, parameters } = make(new Chance(seed), cast, (index) => `S${seed}N${index}.`);
			found[node].add(`${String(parameters.resource)}.${String(parameters.operation)}`);
		}
	}
	return found;
}
