// Get user info: the record of a follower, with the unionid that links the account to a mini program.
import type { IDataObject } from 'n8n-workflow';
import { languageOption, optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';
import { followerOpenidField, readFollowerOpenid } from './openid';
import { simplified, simplifyField } from './simplify';
import { lookUpUsers } from './userInfo';

interface Parameters {
	openid: string;
	lang: string;
	simplify: boolean;
}

export const getFollower = defineOperation<Parameters>({
	value: 'get',
	name: 'Get',
	action: 'Get user info by openid',
	calls: ['/cgi-bin/user/info/batchget', '/cgi-bin/user/info'],
	description:
		"Get the user info of people whose openid is known, with the unionid; 100 items need one call. 'List followers' brings it along for everybody.",
	fields: [followerOpenidField, simplifyField, optionsField([languageOption])],
	summary: summaryOfList(['person', 'people'], ['item', 'items']),

	read: (item) => ({
		openid: readFollowerOpenid(item),
		lang: item.option('lang', 'zh_CN'),
		simplify: item.parameter('simplify') !== false,
	}),

	async runTogether(people, open, done) {
		const api = await open('wechatLinkOfficialAccountApi');
		const results = people.map((): IDataObject | Error => ({}));
		for (const lang of new Set(people.map((person) => person.lang))) {
			const openids = people.filter((person) => person.lang === lang).map((person) => person.openid);
			const users = await lookUpUsers(api, openids, lang, done);
			people.forEach((person, at) => {
				if (person.lang !== lang) return;
				const user = users.get(person.openid) ?? {};
				results[at] = person.simplify && !(user instanceof Error) ? simplified(user) : user;
			});
		}
		return results;
	},
});
