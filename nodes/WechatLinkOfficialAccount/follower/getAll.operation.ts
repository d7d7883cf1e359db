// List followers: the openids of an account, page by page, with their user info if wanted.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../../shared/api';
import { WechatError } from '../../shared/errors';
import { languageOption, limitFields, optionsField } from '../../shared/fields';
import type { ItemOperation } from '../../shared/operation';
import { readTagId, tagField } from '../../shared/pickers/tags';
import { lookUpUsers } from './userInfo';

interface Parameters {
	/** Followers, or pages in page mode. */
	most: number;
	includeUserInfo: boolean;
	lang: string;
	startAfterOpenid: string;
	tagId?: number;
	outputMode: 'follower' | 'page';
}

interface Page {
	openids: string[];
	nextOpenid: string;
	/** All followers of the account; WeChat does not say how many carry a tag. */
	total?: number;
}

async function fetchPage(api: WechatApi, parameters: Parameters, after: string): Promise<Page> {
	const { tagId } = parameters;
	const answer = await api.call(
		tagId === undefined
			? {
					method: 'GET',
					path: '/cgi-bin/user/get',
					query: after ? { next_openid: after } : {},
					repeatable: true,
				}
			: {
					method: 'POST',
					path: '/cgi-bin/user/tag/get',
					body: { tagid: tagId, next_openid: after },
					repeatable: true,
				},
	);
	const listed = (answer.data as IDataObject | undefined)?.openid;
	return {
		openids: Array.isArray(listed) ? listed.map(String).filter((openid) => openid !== '') : [],
		nextOpenid: typeof answer.next_openid === 'string' ? answer.next_openid : '',
		total: typeof answer.total === 'number' ? answer.total : undefined,
	};
}

/** Walks the list. Ends at an empty page, an empty cursor or a cursor that does not move (wechat-api.md section 3.1). */
async function* pages(api: WechatApi, parameters: Parameters): AsyncGenerator<Page> {
	const cursors = new Set<string>();
	let after = parameters.startAfterOpenid;
	for (;;) {
		const page = await fetchPage(api, parameters, after);
		if (page.openids.length === 0) return;
		yield page;
		if (page.nextOpenid === '' || page.nextOpenid === after) return;
		if (cursors.has(page.nextOpenid)) {
			throw new WechatError({
				message: 'WeChat returned the same page of followers again',
				description: `The list did not end after the follower ${after}. Start again later, with Start After Openid set to that openid to resume.`,
			});
		}
		cursors.add(page.nextOpenid);
		after = page.nextOpenid;
	}
}

async function withUserInfo(api: WechatApi, openids: string[], lang: string): Promise<IDataObject[]> {
	const users = await lookUpUsers(api, openids, lang);
	return openids.map((openid) => {
		const user = users.get(openid);
		if (user instanceof Error) throw user;
		return user ?? { openid };
	});
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
					'Resume an interrupted listing after this follower. The list is not ordered by follow time, so this finds no new followers; use the trigger for those.',
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
		// People follow and unfollow while the list is read, and a page may come twice: each openid is listed once.
		const seen = new Set<string>();
		for await (const page of pages(api, parameters)) {
			if (outputMode === 'page') {
				results.push({ openids: page.openids, next_openid: page.nextOpenid, total: page.total });
			} else {
				const fresh = page.openids.filter((openid) => !seen.has(openid)).slice(0, most - results.length);
				for (const openid of fresh) seen.add(openid);
				const users = includeUserInfo
					? await withUserInfo(api, fresh, lang)
					: fresh.map((openid) => ({ openid }));
				for (const user of users) results.push(user);
			}
			if (results.length >= most) break;
		}
		return results;
	},
};
