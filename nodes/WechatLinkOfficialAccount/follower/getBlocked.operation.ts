// List blocked followers: the openids on the block list, page by page.
import type { IDataObject } from 'n8n-workflow';
import { WechatError } from '../../shared/call/errors';
import { limitFields, optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';
import { interrupted, startAfterOption } from './interrupted';
import { followerPages } from './pages';

interface Parameters {
	most: number;
	startAfterOpenid: string;
}

export const listBlocked = defineOperation<Parameters>({
	value: 'getBlocked',
	name: 'Get Many Blocked',
	action: 'List blocked followers',
	calls: ['/cgi-bin/tags/members/getblacklist'],
	description: 'List the openids on the block list of the Official Account',
	fields: [...limitFields, optionsField([startAfterOption('')])],
	summary: summaryOfList(['blocked follower', 'blocked followers']),

	read: (item) => ({
		most: item.limit(),
		startAfterOpenid: item.option('startAfterOpenid', '').trim(),
	}),

	async run({ most, startAfterOpenid }, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		// Somebody who is unblocked and blocked again while the list is read may turn up twice: each openid is listed once.
		const found = new Set<string>();
		const items = (): IDataObject[] => [...found].map((openid) => ({ openid }));
		let last = startAfterOpenid;
		try {
			for await (const { openids } of followerPages(api, { startAfterOpenid, isBlockList: true })) {
				for (const openid of openids) if (found.size < most) found.add(openid);
				last = openids[openids.length - 1];
				if (found.size >= most) break;
			}
		} catch (error) {
			return await Promise.reject(error instanceof WechatError ? interrupted(error, items(), last) : error);
		}
		return items();
	},
});
