// The subscription template library, one set of paths for both accounts: the token decides (docs/wechat/templates.md#libraries).
import { WechatRefusal } from '../refusal';
import { makeTemplate, TEMPLATE_LIMIT, type TemplateLine } from '../world/templates';
import { ok } from './answer';
import type { Endpoint } from './call';

const CATEGORIES = [
	{ id: 616, name: '公交' },
	{ id: 2, name: '生活服务' },
];

/** A public template with its keywords; the number of a keyword is its place, from 1. */
const PUBLIC_TEMPLATES: Array<{
	tid: string;
	title: string;
	type: 2 | 3;
	categoryId: string;
	keywords: TemplateLine[];
}> = [
	{
		tid: '99',
		title: '预约到期提醒',
		type: 2,
		categoryId: '2',
		keywords: [
			['服务名称', 'thing', '剪发套餐'],
			['到期时间', 'time', '2026年11月21日 15:01'],
			['温馨提示', 'thing', '请准时到店'],
			['联系电话', 'phone_number', '020-81167888'],
		],
	},
	{
		tid: '1200',
		title: '车辆到站通知',
		type: 3,
		categoryId: '616',
		keywords: [
			['线路', 'thing', '快速公交1号线'],
			['剩余站数', 'number', '2'],
		],
	},
];

export const templateLibraryEndpoints: Endpoint[] = [
	{
		path: '/wxaapi/newtmpl/gettemplate',
		method: 'GET',
		token: 'either',
		notOnTestAccount: true,
		handle: (world, { account }) =>
			ok({
				data: world.templates
					.list(account, 'subscription')
					.map(({ id, title, content, example, type, enums }) => {
						const values = Object.entries(enums).map(([key, enumValueList]) => ({
							keywordCode: `${key}.DATA`,
							enumValueList,
						}));
						const keywordEnumValueList = values.length > 0 ? { keywordEnumValueList: values } : {};
						return {
							priTmplId: id,
							title,
							content,
							example,
							type: type === 'longTerm' ? 3 : 2,
							...keywordEnumValueList,
						};
					}),
			}),
	},
	{
		path: '/wxaapi/newtmpl/getcategory',
		method: 'GET',
		token: 'either',
		notOnTestAccount: true,
		handle: () => ok({ data: CATEGORIES }),
	},
	{
		path: '/wxaapi/newtmpl/getpubtemplatetitles',
		method: 'GET',
		token: 'either',
		notOnTestAccount: true,
		handle(_world, { query }) {
			if (!query.ids || !/^\d+(,\d+)*$/.test(query.ids)) throw new WechatRefusal(200018);
			if (!/^\d+$/.test(query.start ?? '')) throw new WechatRefusal(200016);
			const limit = Number(query.limit);
			if (!Number.isInteger(limit) || limit < 1 || limit > 30) throw new WechatRefusal(200017);
			const ids = query.ids.split(',');
			const all = PUBLIC_TEMPLATES.filter(({ categoryId }) => ids.includes(categoryId));
			const start = Number(query.start);
			return ok({
				count: all.length,
				data: all.slice(start, start + limit).map(({ tid, title, type, categoryId }) => ({
					tid: Number(tid),
					title,
					type,
					categoryId,
				})),
			});
		},
	},
	{
		path: '/wxaapi/newtmpl/getpubtemplatekeywords',
		method: 'GET',
		token: 'either',
		notOnTestAccount: true,
		handle(_world, { query }) {
			const template = PUBLIC_TEMPLATES.find(({ tid }) => tid === query.tid);
			if (!template) throw new WechatRefusal(200014);
			const data = template.keywords.map(([name, rule, example], i) => ({ kid: i + 1, name, example, rule }));
			return ok({ count: data.length, data });
		},
	},
	{
		path: '/wxaapi/newtmpl/addtemplate',
		method: 'POST',
		token: 'either',
		notOnTestAccount: true,
		body: 'json',
		handle(world, { account, body }) {
			const { addingTemplates, bannedTemplates, noSceneDesc } = world.settings;
			if (addingTemplates !== 'allowed') throw new WechatRefusal(addingTemplates);
			const publicTemplate = PUBLIC_TEMPLATES.find(({ tid }) => tid === String(body.tid));
			if (!publicTemplate) throw new WechatRefusal(200014);
			if (bannedTemplates.includes(publicTemplate.tid)) throw new WechatRefusal(200013);
			const kids: unknown[] = Array.isArray(body.kidList) ? body.kidList : [];
			const keywords = kids.map((kid) => publicTemplate.keywords[Number(kid) - 1]);
			if (kids.length < 2 || kids.length > 5 || keywords.includes(undefined as never)) {
				throw new WechatRefusal(200020);
			}
			const { sceneDesc = '' } = body;
			if (typeof sceneDesc !== 'string' || sceneDesc.length > 15) throw new WechatRefusal(200021);
			if (sceneDesc === '' && noSceneDesc !== 'accepted') throw new WechatRefusal(noSceneDesc);
			const { templates } = world;
			if (templates.list(account, 'subscription').length >= TEMPLATE_LIMIT) throw new WechatRefusal(200012);
			const template = makeTemplate({
				seed: templates.seed,
				name: `added ${publicTemplate.tid} ${kids.join(' ')}`,
				account,
				type: publicTemplate.type === 3 ? 'longTerm' : 'oneTime',
				title: publicTemplate.title,
				lines: keywords.map(([label, rule, example], i) => [label, `${rule}${Number(kids[i])}`, example]),
			});
			if (templates.get(template.id)) throw new WechatRefusal(200022);
			templates.add(template);
			return ok({ priTmplId: template.id });
		},
	},
	{
		path: '/wxaapi/newtmpl/deltemplate',
		method: 'POST',
		token: 'either',
		notOnTestAccount: true,
		body: 'json',
		handle(world, { account, body }) {
			if (typeof body.priTmplId !== 'string') throw new WechatRefusal(200002);
			const template = world.templates.list(account, 'subscription').find(({ id }) => id === body.priTmplId);
			if (!template) throw new WechatRefusal(world.settings.unknownTemplate);
			world.templates.delete(template.id);
			return ok();
		},
	},
];
