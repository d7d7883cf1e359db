// Calls about people that are no messages: user info, tags, remarks, block list, logins.
import type { IDataObject } from 'n8n-workflow';
import type { LoggedCall } from '../../../sandbox/types';
import { claimProblems, claims } from './oracle';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { randomMode } from './scene';
import type { Scene, SceneMaker, Seen } from './scene';

const FOREIGN = 'oForeignForeignForeignForeig';
/** Halving a list of a hundred until one stands alone, each call tried up to ten times. */
const MOST_LOOKUPS = 1_500;

const oneEach = (scene: Scene, { result }: Seen): string[] =>
	result.error || result.json.length === scene.items.length
		? []
		: [`${result.json.length} outcomes for ${scene.items.length} items`];

/** A person's unionid must be their own: another one sends somebody else's message. */
function checkUsers(scene: Scene, seen: Seen): string[] {
	if (seen.result.error) return [];
	const wrong = seen.result.json.filter(
		(row, at) => row.error === undefined && row.unionid !== scene.items[at].unionid,
	);
	const blamed = seen.result.json.filter(
		(row, at) => scene.items[at].openid !== FOREIGN && row.errcode === 40003,
	);
	return [
		...oneEach(scene, seen),
		...(wrong.length > 0 ? [`${wrong.length} people have a wrong unionid`] : []),
		...(blamed.length > 0 ? [`${blamed.length} people are blamed for a foreign openid`] : []),
	];
}

export const userInfo: SceneMaker = (chance, cast) => {
	const known = cast.followers.map(({ officialAccountOpenid, unionid }) => ({
		openid: officialAccountOpenid,
		unionid,
	}));
	const asked: IDataObject[] = Array.from(
		{
			length: chance.weighted([
				[3, 1],
				[4, 20],
				[3, 130],
			]),
		},
		() => chance.pick(known),
	);
	if (chance.yes(0.3)) asked[chance.between(0, asked.length - 1)] = { openid: FOREIGN, unionid: '' };
	const path = '/cgi-bin/user/info(/batchget)?$';
	const scene: Scene = {
		operation: 'get user info',
		node: 'officialAccount',
		parameters: { resource: 'follower', operation: 'get', openid: '={{ $json.openid }}' },
		items: asked,
		mode: randomMode(chance),
		settings: {
			batchgetForeign: chance.pick(['shift', 'error', 'echo', 'drop']),
			shiftLook: chance.pick(['subscribe0', 'repeat', 'silent']),
		},
		faults: [...tokenFaults(chance), ...faultsFor(chance, { path }, 0.8)],
		mostCalls: MOST_LOOKUPS,
		check: (seen) => checkUsers(scene, seen),
	};
	return scene;
};

const heldBy = ({ body }: LoggedCall, openid: unknown): boolean => {
	const { openid_list: list, openid: single } = (body ?? {}) as { openid_list?: unknown[]; openid?: unknown };
	return single === openid || (list ?? []).includes(openid);
};

/** Deeds whose repetition changes nothing: done or not, as the books say of each person. */
function deed(
	chance: Chance,
	what: Pick<Scene, 'operation' | 'parameters' | 'items'> & { path: string; perItem: boolean },
): Scene {
	const { path, perItem, items } = what;
	const scene: Scene = {
		operation: what.operation,
		node: 'officialAccount',
		parameters: what.parameters,
		items,
		mode: randomMode(chance),
		settings: {},
		faults: [
			...tokenFaults(chance),
			...(perItem
				? items.flatMap(({ openid }) => faultsFor(chance, { path, contains: String(openid) }))
				: faultsFor(chance, { path }, 0.8)),
		],
		mostCalls: 10 * items.length * 3,
		check(seen) {
			const done = seen.calls.filter((call) => call.path === path && call.tookEffect);
			const timesDone = (index: number) => done.filter((call) => heldBy(call, items[index].openid)).length;
			return [...oneEach(scene, seen), ...claimProblems(claims(seen.result, items.length), timesDone)];
		},
	};
	return scene;
}

export const tagging: SceneMaker = (chance, cast) => {
	const blocks = chance.yes(0.4);
	const people = chance.some(cast.followers, chance.between(1, 55));
	return deed(chance, {
		operation: blocks ? 'block' : 'add tag',
		parameters: {
			resource: 'follower',
			operation: blocks ? 'block' : 'addTag',
			openid: '={{ $json.openid }}',
			...(blocks ? {} : { tagId: { __rl: true, mode: 'id', value: '2' } }),
		},
		items: people.map(({ officialAccountOpenid }) => ({ openid: officialAccountOpenid })),
		path: blocks ? '/cgi-bin/tags/members/batchblacklist' : '/cgi-bin/tags/members/batchtagging',
		perItem: false,
	});
};

export const remark: SceneMaker = (chance, cast) =>
	deed(chance, {
		operation: 'update remark',
		parameters: {
			resource: 'follower',
			operation: 'updateRemark',
			openid: '={{ $json.openid }}',
			remark: 'VIP',
		},
		items: chance
			.some(cast.followers, chance.between(1, 6))
			.map(({ officialAccountOpenid }) => ({ openid: officialAccountOpenid })),
		path: '/cgi-bin/user/info/updateremark',
		perItem: true,
	});

export const login: SceneMaker = (chance, cast) => {
	const pool = cast.followers.filter(({ miniProgramOpenid }) => miniProgramOpenid);
	const people = chance.some(pool, chance.between(1, 3));
	const items: IDataObject[] = people.map(({ id, miniProgramOpenid }) => ({
		id,
		expected: miniProgramOpenid,
	}));
	const path = '/sns/jscode2session';
	const scene: Scene = {
		operation: 'code2Session',
		node: 'miniProgram',
		parameters: { resource: 'login', operation: 'code2Session', jsCode: '={{ $json.code }}' },
		items,
		mode: randomMode(chance),
		settings: {},
		faults: faultsFor(chance, { path }, 0.8),
		mostCalls: items.length * 3,
		async prepare(client) {
			for (const item of items) item.code = (await client.login(String(item.id))).code;
		},
		check(seen) {
			const { json, error, record } = seen.result;
			const wrong = error ? [] : json.filter((row, at) => !row.error && row.openid !== items[at].expected);
			const done = seen.calls.filter((call) => call.path === path && call.tookEffect);
			const timesDone = (index: number) =>
				done.filter(({ query }) => query.js_code === items[index].code).length;
			return [
				...oneEach(scene, seen),
				...(wrong.length > 0 ? [`${wrong.length} logins gave somebody else, or nobody`] : []),
				...(record.includes('session_key') ? ['a session_key is told'] : []),
				...claimProblems(claims(seen.result, items.length), timesDone),
			];
		},
	};
	return scene;
};
