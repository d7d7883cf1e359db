// Calls about people that are no messages: user info, tags, remarks, block list, logins.
import type { IDataObject } from 'n8n-workflow';
import type { LoggedCall } from '../../../sandbox/types';
import { deed, oneEach } from './deeds';
import { claimProblems, claims } from './oracle';
import { faultsFor, tokenFaults } from './plan';
import type { Chance } from './random';
import { randomMode } from './scene';
import type { Cast, Scene, SceneMaker, Seen } from './scene';

const FOREIGN = 'oForeignForeignForeignForeig';
/** Halving a list of a hundred until one stands alone, each call tried up to ten times. */
const MOST_LOOKUPS = 1_500;

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

const heldBy = ({ body }: LoggedCall, { openid }: IDataObject): boolean => {
	const { openid_list: list, openid: single } = (body ?? {}) as { openid_list?: unknown[]; openid?: unknown };
	return single === openid || (list ?? []).includes(openid);
};

/** What is asked for of up to so many followers in one call. */
const TOGETHER = {
	addTag: 'batchtagging',
	removeTag: 'batchuntagging',
	block: 'batchblacklist',
	unblock: 'batchunblacklist',
};
const someFollowers = (chance: Chance, { followers }: Cast, most: number): IDataObject[] =>
	chance
		.some(followers, chance.between(1, most))
		.map(({ officialAccountOpenid }) => ({ openid: officialAccountOpenid }));

export const tagging: SceneMaker = (chance, cast) => {
	const operation = chance.pick(['addTag', 'addTag', 'removeTag', 'block', 'unblock'] as const);
	const isTagged = operation === 'addTag' || operation === 'removeTag';
	return deed(chance, {
		operation,
		node: 'officialAccount',
		parameters: {
			resource: 'follower',
			operation,
			openid: '={{ $json.openid }}',
			...(isTagged ? { tagId: { __rl: true, mode: 'id', value: '2' } } : {}),
		},
		items: someFollowers(chance, cast, 55),
		path: `/cgi-bin/tags/members/${TOGETHER[operation]}`,
		isAbout: heldBy,
	});
};

export const remark: SceneMaker = (chance, cast) =>
	deed(chance, {
		operation: 'update remark',
		node: 'officialAccount',
		parameters: {
			resource: 'follower',
			operation: 'updateRemark',
			openid: '={{ $json.openid }}',
			remark: 'VIP',
		},
		items: someFollowers(chance, cast, 6),
		path: '/cgi-bin/user/info/updateremark',
		mark: ({ openid }) => String(openid),
		isAbout: heldBy,
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
