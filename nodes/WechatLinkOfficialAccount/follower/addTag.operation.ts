// Add tag: put a tag on followers, fifty in a call.
import type { TogetherOperation } from '../../shared/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';

interface Parameters {
	openid: string;
	tagid: number;
}

export const addTag: TogetherOperation<Parameters> = {
	value: 'addTag',
	name: 'Add Tag',
	action: 'Add tag to follower',
	description: 'Put a tag (用户标签) on followers; 50 items with the same tag need one call',
	fields: [
		followerOpenidField,
		tagField(
			'The tag (标签) to put on the follower. Tags are made with Create Tag or in the console (用户管理); a person may have 20.',
			true,
		),
	],

	read: (item) => ({
		openid: readFollowerOpenid(item),
		tagid: readTagId(item, item.text('tagId'), 'tagId'),
	}),

	async runTogether(people, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		return await changeTogether(api, people, { path: '/cgi-bin/tags/members/batchtagging', atMost: 50 });
	},
};
