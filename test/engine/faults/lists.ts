// Lists of followers that go wrong: complete and without repeats, or an error with the openid to resume from.
import type { IDataObject } from 'n8n-workflow';
import type { FaultRule } from '../../../sandbox/client';
import type { PersonView } from '../../../sandbox/types';
import type { NodeRunResult } from '../support/nodeRun';
import { anyFault, inARow, tokenFaults } from './plan';
import type { Chance } from './random';
import { FOLLOWERS, randomMode } from './scene';
import type { Mode, SceneMaker, Seen } from './scene';

const LIST = '/cgi-bin/user/get';
const INFO = '/cgi-bin/user/info(/batchget)?$';
/** Pages of 7 to 60 of 60 people, each tried up to ten times, and a little more where the list leads nowhere. */
const MOST_CALLS = 200;

const pageFault = (chance: Chance): Omit<FaultRule, 'path'> =>
	chance.weighted([
		[2, { page: 'again' }],
		[2, { page: 'stuck' }],
		[2, { page: 'circle' }],
		[3, { unfollow: chance.between(1, 5) }],
		[2, { endToken: chance.pick(['expired', 'revoked']) }],
	] as const);

/** What was listed, in order, whichever form it has. */
const openidsOf = (rows: IDataObject[]): string[] =>
	rows
		.filter(({ error }) => error === undefined)
		.flatMap(({ openid, openids }) => (openids ?? [openid]) as string[]);

const followersNow = async ({ client }: Seen): Promise<Set<string>> => {
	const people = await client.people({ follows: true, limit: 2 * FOLLOWERS });
	return new Set(people.map(({ officialAccountOpenid }) => String(officialAccountOpenid)));
};

/** Nobody twice, nobody left out who followed all the time, nobody who never followed. */
function completeness(listed: string[], before: Set<string>, after: Set<string>): string[] {
	const once = new Set(listed);
	const missing = [...after].filter((openid) => !once.has(openid));
	const strange = listed.filter((openid) => !before.has(openid));
	return [
		...(once.size === listed.length ? [] : [`${listed.length - once.size} openids were listed twice`]),
		...(missing.length === 0 ? [] : [`${missing.length} of ${after.size} followers are missing`]),
		...(strange.length === 0 ? [] : [`${strange.length} listed who never followed`]),
	];
}

/** The openid to go on from, as the error names it. */
function cursorOf({ error, json }: NodeRunResult): string | undefined {
	const item = json.find((row) => row.error !== undefined);
	const named = item?.startAfterOpenid;
	if (typeof named === 'string') return named;
	return /'Start After Openid' to (\S+?)[.,]? /.exec(`${error?.description ?? ''} `)?.[1];
}

async function checkList(
	seen: Seen,
	before: Set<string>,
	options: IDataObject,
	mode: Mode,
): Promise<string[]> {
	const { result } = seen;
	const failed = result.error !== undefined || result.json.some(({ error }) => error !== undefined);
	if (!failed) return completeness(openidsOf(result.json), before, await followersNow(seen));

	const cursor = cursorOf(result);
	const parameters = (startAfterOpenid: string) => ({
		...{ resource: 'follower', operation: 'getAll', returnAll: true },
		options: { ...options, startAfterOpenid },
	});
	const resumed = await seen.again(parameters(cursor ?? ''));
	const after = await followersNow(seen);
	if (resumed.error) {
		// Whoever stands at the cursor may have left since; then it says so.
		const hasLeft = resumed.error.message.includes('may have left') && !after.has(cursor ?? '');
		return hasLeft ? [] : [`resuming failed: ${resumed.error.message} ${resumed.error.description}`];
	}
	const rest = openidsOf(resumed.json);
	// What an error item stands behind is already put out; a run that stopped put out nothing, but has read it.
	if (mode.continueOnFail) return completeness([...openidsOf(result.json), ...rest], before, after);
	const all = openidsOf((await seen.again(parameters(''))).json);
	const tail = all.slice(all.length - rest.length);
	return JSON.stringify(rest) === JSON.stringify(tail) ? [] : ['resuming lists something else than the rest'];
}

export const followerList: SceneMaker = (chance, cast) => {
	const outputMode = chance.pick(['follower', 'follower', 'page']);
	const includeUserInfo = outputMode === 'follower' && chance.yes(0.4);
	const options = { outputMode, includeUserInfo };
	const mode = randomMode(chance);
	const before = new Set(
		cast.followers.map(({ officialAccountOpenid }: PersonView) => String(officialAccountOpenid)),
	);
	const drawn = Array.from({ length: chance.between(0, 4) }, () =>
		chance.yes(0.5) ? pageFault(chance) : anyFault(chance),
	);
	const info =
		includeUserInfo && chance.yes(0.5)
			? [{ path: INFO, skip: chance.between(0, 3), ...anyFault(chance) }]
			: [];
	return {
		operation: `list followers (${outputMode}${includeUserInfo ? ' with user info' : ''})`,
		node: 'officialAccount',
		parameters: { resource: 'follower', operation: 'getAll', returnAll: true, options },
		items: [{}],
		mode,
		settings: {
			followerPageSize: chance.pick([7, 13, 20, 30, 59, 60]),
			lastPage: chance.pick(['cursor', 'empty']),
			unfollowedCursor: chance.pick(['continues', 'continues', 'error']),
			// Behind a cursor that has left, nobody can tell what overlaps.
			pageOverlap: drawn.some(({ unfollow }) => unfollow) ? 0 : chance.pick([0, 0, 2, 6]),
		},
		faults: [...tokenFaults(chance), ...inARow(chance, LIST, drawn), ...info],
		mostCalls: MOST_CALLS,
		check: async (seen) => await checkList(seen, before, options, mode),
	};
};
