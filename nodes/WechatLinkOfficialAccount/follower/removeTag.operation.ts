// Remove tag: take a tag from followers, fifty in a call.
import type { TogetherOperation } from '../../shared/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { changeTogether } from './changeTogether';
import { followerOpenidField, readFollowerOpenid } from './openid';

interface Parameters {
	openid: string;
	tagid: number;
}

export const removeTag: TogetherOperation<Parameters> = {
	value: 'removeTag',
	name: 'Remove Tag',
	action: 'Remove tag from follower',
	description: 'Take a tag (用户标签) from followers; 50 items with the same tag need one call',
	fields: [
		followerOpenidField,
		tagField(
			'The tag (标签) to take from the follower. List Tags and the console (用户管理) show all of them.',
			true,
		),
	],

	read: (item) => ({
		openid: readFollowerOpenid(item),
		tagid: readTagId(item, item.text('tagId'), 'tagId'),
	}),

	async runTogether(people, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		return await changeTogether(api, people, { path: '/cgi-bin/tags/members/batchuntagging', atMost: 50 });
	},
};
