// Get tags of follower: the IDs of the tags that a person has.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfFindings } from '../../shared/run/summary';
import { followerOpenidField, readFollowerOpenid } from './openid';

interface Parameters {
	openid: string;
}

export const getFollowerTags = defineOperation<Parameters>({
	value: 'getTags',
	name: 'Get Tags',
	action: 'Get tags of follower',
	calls: ['/cgi-bin/tags/getidlist'],
	description: "Get the IDs of the tags that a follower has; 'List tags' tells their names",
	fields: [followerOpenidField],
	summary: summaryOfFindings(['follower', 'followers'], ({ tagid_list: tags }) =>
		Array.isArray(tags) && tags.length > 0 ? 'with tags' : 'without tags',
	),

	read: (item) => ({ openid: readFollowerOpenid(item) }),

	async run({ openid }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		const { tagid_list } = await api.call({
			method: 'POST',
			path: '/cgi-bin/tags/getidlist',
			body: { openid },
			repeatable: true,
			returns: ['tagid_list'],
		});
		return { openid, tagid_list };
	},
});
