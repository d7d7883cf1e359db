// Add tag: put a tag on followers, fifty in a call.
import { defineOperation } from '../../shared/run/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

interface Parameters {
	openid: string;
	tagid: number;
}

export const addTag = defineOperation<Parameters>({
	value: 'addTag',
	name: 'Add Tag',
	action: 'Add tag to follower',
	calls: ['/cgi-bin/tags/members/batchtagging'],
	description: 'Put a tag on followers; 50 items with the same tag need one call',
	fields: [
		followerOpenidField,
		tagField(
			`The tag to put on the follower. Tags are made with 'Create tag' or in the console (${OFFICIAL_ACCOUNT_PLACES.people}); a person may have 20.`,
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
			path: '/cgi-bin/tags/members/batchtagging',
			atMost: 50,
			done,
		});
	},
});
