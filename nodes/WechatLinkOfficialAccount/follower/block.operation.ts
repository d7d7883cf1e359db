// Block: put people on the block list, twenty in a call.
import { defineOperation } from '../../shared/run/operation';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';

interface Parameters {
	openid: string;
}

export const blockFollower = defineOperation<Parameters>({
	value: 'block',
	name: 'Block',
	action: 'Block follower',
	calls: ['/cgi-bin/tags/members/batchblacklist'],
	description:
		'Put people on the block list, so that the account hears and tells them nothing; 20 items need one call',
	fields: [followerOpenidField],

	read: (item) => ({ openid: readFollowerOpenid(item) }),

	async runTogether(people, open, done) {
		const api = await open('wechatLinkOfficialAccountApi');
		return await changeTogether(api, people, {
			path: '/cgi-bin/tags/members/batchblacklist',
			atMost: 20,
			done,
		});
	},
});
