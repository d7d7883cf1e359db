// List followers: the openids of an account, page by page, with their user info if wanted.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/call/api';
import { WechatError } from '../../shared/call/errors';
import { languageOption, limitFields, optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { interrupted, startAfterOption } from './interrupted';
import { followerPages } from './pages';
import type { ListRequest } from './pages';
import { simplified, simplifyField } from './simplify';
import { lookUpUsers } from './userInfo';

interface Parameters extends ListRequest {
	/** Followers, or pages in page mode. */
	most: number;
	includeUserInfo: boolean;
	simplify: boolean;
	lang: string;
	outputMode: 'follower' | 'page';
}

async function withUserInfo(
	api: WechatApi,
	openids: string[],
	{ lang, simplify }: Parameters,
): Promise<IDataObject[]> {
	const users = await lookUpUsers(api, openids, lang);
	return openids.map((openid) => {
		const user = users.get(openid);
		if (!(user instanceof Error)) return (simplify && user ? simplified(user) : user) ?? { openid };
		const refused = user instanceof WechatError && user.fate === 'refused' ? user.explanation : undefined;
		if (!refused) throw user;
		// This person's own: the others are listed all the same, and the list says whose user info is missing.
		const { errcode, errmsg } = refused;
		return { openid, userInfoError: user.message, errcode, errmsg };
	});
}

const ofFollowers = summaryOfList(
	['follower', 'followers'],
	undefined,
	'To be in the list, follow the account with your own phone first; with the option Tag, only people who have that tag are listed.',
);
const ofPages = summaryOfList(['page', 'pages']);

export const listFollowers = defineOperation<Parameters>({
	value: 'getAll',
	name: 'Get Many',
	action: 'List followers',
	calls: ['/cgi-bin/user/get', '/cgi-bin/user/tag/get', '/cgi-bin/user/info/batchget', '/cgi-bin/user/info'],
	description: 'List the followers of the Official Account, with their user info and unionid',
	summary: ({ outcomes, failed }) =>
		(outcomes.some(({ openids }) => openids) ? ofPages : ofFollowers)({ outcomes, failed }),
	fields: [
		...limitFields,
		simplifyField,
		optionsField([
			{
				displayName: 'Include User Info',
				name: 'includeUserInfo',
				type: 'boolean',
				default: true,
				description:
					'Whether to add the user info of each follower, with the unionid that links to a mini program. One more call per 100 followers; not for one item per page.',
			},
			languageOption,
			{
				displayName: 'Output',
				name: 'outputMode',
				type: 'options',
				options: [
					{ name: 'One Item per Follower', value: 'follower' },
					{
						name: 'One Item per Page',
						value: 'page',
						description:
							'Up to 10,000 openids in one item: for very long lists. The limit then counts pages.',
					},
				],
				default: 'follower',
				description: 'How the followers are spread over output items',
			},
			startAfterOption(
				'. The list is not ordered by follow time, so this finds no new followers; use the trigger for those.',
			),
			tagField('List only the followers with this tag; leave the option out for all followers', false),
		]),
	],

	read(item) {
		const outputMode = item.option<'follower' | 'page'>('outputMode', 'follower');
		const includeUserInfo = item.option('includeUserInfo', outputMode === 'follower');
		if (outputMode === 'page' && includeUserInfo) {
			throw item.refuse(
				'User info cannot be included in one item per page',
				"Choose one item per follower, or turn 'Include User Info' off and look the openids up with 'Get user info by openid'.",
				'options.outputMode',
			);
		}
		const tagId = item.option<unknown>('tagId', undefined);
		return {
			most: item.limit(),
			includeUserInfo,
			simplify: item.parameter('simplify') !== false,
			lang: item.option('lang', 'zh_CN'),
			startAfterOpenid: item.option('startAfterOpenid', '').trim(),
			tagId: tagId === undefined ? undefined : readTagId(item, tagId, 'options.tagId'),
			outputMode,
		};
	},

	async run(parameters, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const { most, outputMode, includeUserInfo } = parameters;
		const results: IDataObject[] = [];
		// Somebody who leaves and comes back while the list is read may turn up twice: each openid is listed once.
		const seen = new Set<string>();
		let last = parameters.startAfterOpenid;
		try {
			const pages = followerPages(api, parameters);
			let coming = pages.next();
			for (let isEnough = false; !isEnough;) {
				const { value: page, done } = await coming;
				if (done) break;
				const isPage = outputMode === 'page';
				const fresh = isPage
					? []
					: page.openids.filter((openid) => !seen.has(openid)).slice(0, most - results.length);
				isEnough = results.length + (isPage ? 1 : fresh.length) >= most;
				if (!isEnough) {
					// Under way while these people are looked up; what it meets is told when its turn comes.
					coming = pages.next();
					coming.catch(() => undefined);
				}
				if (isPage) results.push({ openids: page.openids, next_openid: page.nextOpenid, total: page.total });
				for (const openid of fresh) seen.add(openid);
				const users = includeUserInfo
					? await withUserInfo(api, fresh, parameters)
					: fresh.map((openid) => ({ openid }));
				for (const user of users) results.push(user);
				last = page.openids[page.openids.length - 1];
			}
		} catch (error) {
			return await Promise.reject(error instanceof WechatError ? interrupted(error, results, last) : error);
		}
		return results;
	},
});
