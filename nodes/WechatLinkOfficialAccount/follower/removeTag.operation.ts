// Remove tag: take a tag from followers, fifty in a call.
import { defineOperation } from '../../shared/run/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

interface Parameters {
	openid: string;
	tagid: number;
}

export const removeTag = defineOperation<Parameters>({
	value: 'removeTag',
	name: 'Remove Tag',
	action: 'Remove tag from follower',
	calls: ['/cgi-bin/tags/members/batchuntagging'],
	description: 'Take a tag from followers; 50 items with the same tag need one call',
	fields: [
		followerOpenidField,
		tagField(
			`The tag to take from the follower. 'List tags' and the console (${OFFICIAL_ACCOUNT_PLACES.people}) show all of them.`,
			true,
		),
	],

	read: (item) => ({
		openid: readFollowerOpenid(item),
		tagid: readTagId(item, item.text('tagId'), 'tagId'),
	}),

	async runTogether(people, open, done) {
		const api = await open('wechatLinkOfficialAccountApi');
		return await changeTogether(api, people, {
			path: '/cgi-bin/tags/members/batchuntagging',
			atMost: 50,
			done,
		});
	},
});
