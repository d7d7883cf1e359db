// List followers: the openids of an account, page by page, with their user info if wanted.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/api';
import { InterruptedList, WechatError } from '../../shared/errors';
import { languageOption, limitFields, optionsField } from '../../shared/fields';
import type { ItemOperation } from '../../shared/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { followerPages } from './pages';
import type { ListRequest } from './pages';
import { lookUpUsers } from './userInfo';

interface Parameters extends ListRequest {
	/** Followers, or pages in page mode. */
	most: number;
	includeUserInfo: boolean;
	lang: string;
	outputMode: 'follower' | 'page';
}

async function withUserInfo(api: WechatApi, openids: string[], lang: string): Promise<IDataObject[]> {
	const users = await lookUpUsers(api, openids, lang);
	return openids.map((openid) => {
		const user = users.get(openid);
		if (user instanceof Error) throw user;
		return user ?? { openid };
	});
}

/** @param last the openid behind which the list is to go on; empty when nothing was read */
function interrupted(cause: WechatError, found: IDataObject[], last: string): WechatError {
	if (last === '') return cause;
	const wayOut =
		found.length === 0
			? ''
			: ` To read the rest of the list, set the option Start After Openid to ${last}. What comes before is put out where On Error of this node is set to continue.`;
	return new InterruptedList(cause, found, { startAfterOpenid: last }, wayOut);
}

export const listFollowers: ItemOperation<Parameters> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'List followers',
	description: 'List the followers of the Official Account (获取关注者列表), with their user info if wanted',
	fields: [
		...limitFields,
		optionsField([
			{
				displayName: 'Include User Info',
				name: 'includeUserInfo',
				type: 'boolean',
				default: false,
				description:
					'Whether to add the user info of each follower, with the unionid that links to a mini program. One more call per 100 followers.',
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
			{
				displayName: 'Start After Openid',
				name: 'startAfterOpenid',
				type: 'string',
				default: '',
				placeholder: 'e.g. oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
				description:
					'Resume an interrupted listing after this follower: the error of a list that broke off names the openid. The list is not ordered by follow time, so this finds no new followers; use the trigger for those.',
			},
			tagField('List only the followers with this tag (标签); leave the option out for all followers', false),
		]),
	],

	read(item) {
		const outputMode = item.option<'follower' | 'page'>('outputMode', 'follower');
		const includeUserInfo = item.option('includeUserInfo', false);
		if (outputMode === 'page' && includeUserInfo) {
			throw item.refuse(
				'User info cannot be included in one item per page',
				'Choose one item per follower, or turn Include User Info off and look the openids up with Get User Info.',
				'options.outputMode',
			);
		}
		const tagId = item.option<unknown>('tagId', undefined);
		return {
			most: item.limit(),
			includeUserInfo,
			lang: item.option('lang', 'zh_CN'),
			startAfterOpenid: item.option('startAfterOpenid', '').trim(),
			tagId: tagId === undefined ? undefined : readTagId(item, tagId, 'options.tagId'),
			outputMode,
		};
	},

	async run(parameters, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const { most, outputMode, includeUserInfo, lang } = parameters;
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
					? await withUserInfo(api, fresh, lang)
					: fresh.map((openid) => ({ openid }));
				for (const user of users) results.push(user);
				last = page.openids[page.openids.length - 1];
			}
		} catch (error) {
			return await Promise.reject(error instanceof WechatError ? interrupted(error, results, last) : error);
		}
		return results;
	},
};
