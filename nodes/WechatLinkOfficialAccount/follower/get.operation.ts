// Get user info: the record of a follower, with the unionid that links the account to a mini program.
import { languageOption, optionsField } from '../../shared/fields';
import type { TogetherOperation } from '../../shared/operation';
import { followerOpenidField, readFollowerOpenid } from './openid';
import { lookUpUsers } from './userInfo';

interface Parameters {
	openid: string;
	lang: string;
}

export const getFollower: TogetherOperation<Parameters> = {
	value: 'get',
	name: 'Get',
	action: 'Get user info',
	description: 'Get the user info of followers (获取用户基本信息), with the unionid; 100 items need one call',
	fields: [followerOpenidField, optionsField([languageOption])],

	read: (item) => ({
		openid: readFollowerOpenid(item),
		lang: item.option('lang', 'zh_CN'),
	}),

	async runTogether(people, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const results = people.map((): Awaited<ReturnType<typeof this.runTogether>>[number] => ({}));
		for (const lang of new Set(people.map((person) => person.lang))) {
			const openids = people.filter((person) => person.lang === lang).map((person) => person.openid);
			const users = await lookUpUsers(api, openids, lang);
			people.forEach((person, at) => {
				if (person.lang === lang) results[at] = users.get(person.openid) ?? {};
			});
		}
		return results;
	},
};
