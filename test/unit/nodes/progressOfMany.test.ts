// How far a run of thousands is, of the operations that ask about many people in one call: each item counts once.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../../nodes/shared/call/api';
import type { ApiCall } from '../../../nodes/shared/call/types';
import { resources } from '../../../nodes/WechatLinkOfficialAccount/resources';
import { operationsIn } from './places';

const ofPeople = operationsIn(resources).filter(({ of }) => of === 'follower');
const together = ofPeople.flatMap((operation) => ('runTogether' in operation ? [operation] : []));

/** WeChat, which does as it is told. */
const api = {
	call: async ({ path, body = {} }: ApiCall): Promise<IDataObject> => {
		const { user_list: users = [], openid_list: openids = [] } = body as Record<string, IDataObject[]>;
		return await Promise.resolve({
			errcode: 0,
			user_info_list: users.map(({ openid }) => ({ openid, subscribe: 1 })),
			result_list: openids.map((openid) => ({ ori_openid: openid, new_openid: `n${String(openid)}` })),
			path,
		});
	},
} as unknown as WechatApi;

it('six operations of followers take many items in one call', () => {
	expect(together.map(({ at }) => at)).toEqual([
		'follower.get',
		'follower.addTag',
		'follower.removeTag',
		'follower.block',
		'follower.unblock',
		'follower.convertOpenids',
	]);
});

it.each(together.map((operation) => [operation.at, operation] as const))('%s', async (_, operation) => {
	const people = Array.from({ length: 1000 }, (__, at) => ({
		// Every tenth item is about somebody who came before.
		openid: `o${at % 10 === 0 ? 1 : at}`,
		lang: at % 2 === 0 ? 'en' : 'zh_CN',
		tagid: at % 2,
		fromAppId: `wx${at % 2}`,
	}));
	const said: number[] = [];
	const open = async () => await Promise.resolve(api);
	const results = await operation.runTogether(people, open, (count) => said.push(count));
	expect(results.filter((one) => one instanceof Error)).toEqual([]);
	expect(said.length).toBeGreaterThan(9);
	expect(said.reduce((sum, count) => sum + count, 0)).toBe(1000);
});
