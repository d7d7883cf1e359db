// Unblock: take people off the block list, twenty in a call.
import { defineOperation } from '../../shared/run/operation';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';

interface Parameters {
	openid: string;
}

export const unblockFollower = defineOperation<Parameters>({
	value: 'unblock',
	name: 'Unblock',
	action: 'Unblock follower',
	calls: ['/cgi-bin/tags/members/batchunblacklist'],
	description: 'Take people off the block list; 20 items need one call',
	fields: [followerOpenidField],

	read: (item) => ({ openid: readFollowerOpenid(item) }),

	async runTogether(people, open, done) {
		const api = await open('wechatLinkOfficialAccountApi');
		return await changeTogether(api, people, {
			path: '/cgi-bin/tags/members/batchunblacklist',
			atMost: 20,
			done,
		});
	},
});
